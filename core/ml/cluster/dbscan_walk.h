// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/cluster/dbscan.h"
#include "core/ml/neighbours/kd_tree.h"

namespace gradarium::ml {

/// DBSCAN as its authors tell it, one wave at a time: a seed, then all samples within eps of the wave before.
/// Ends with the labels of dbscan(). A value: copy it to save a state; copies share the samples and the tree.
class GRADARIUM_CORE DbscanWalk {
 public:
  enum class Role : unsigned char { Unvisited, Noise, Border, Core };

  /// Throws as dbscan().
  DbscanWalk(Samples samples, const DbscanOptions& options);

  /// Expands the wave; where it has run out, passes over samples that are not core, calling the unlabelled
  /// ones noise, to the next unlabelled core sample, the seed of the next cluster. Returns false once no seed
  /// is left.
  bool step();

  [[nodiscard]] bool finished() const noexcept { return finished_; }
  [[nodiscard]] std::span<const int> labels() const noexcept { return labels_; }  ///< -1: none yet, or noise
  [[nodiscard]] std::span<const Role> roles() const noexcept { return roles_; }
  /// What the last step reached: the seed, or the wave; rising.
  [[nodiscard]] std::span<const std::size_t> wave() const noexcept { return wave_; }
  [[nodiscard]] std::size_t clusters() const noexcept { return clusters_; }
  [[nodiscard]] std::size_t queries() const noexcept { return queries_; }  ///< neighbourhoods looked up
  [[nodiscard]] const DbscanOptions& options() const noexcept { return options_; }

 private:
  void look(std::size_t sample);

  Samples samples_;
  DbscanOptions options_;
  std::shared_ptr<const KdTree> tree_;
  std::vector<int> labels_;
  std::vector<Role> roles_;
  std::vector<std::size_t> wave_, near_;
  std::size_t next_ = 0, clusters_ = 0, queries_ = 0;
  bool finished_ = false;
};

}  // namespace gradarium::ml
