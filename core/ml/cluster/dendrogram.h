// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// Two clusters become one. Numbers below n are samples; n + i is what merge i made, as in SciPy's `linkage`.
struct Merge {
  std::size_t left = 0, right = 0;  ///< left < right
  double height = 0;                ///< the distance at which they met
  std::size_t size = 0;             ///< samples in the new cluster
  bool operator==(const Merge&) const = default;
};

/// Two clusters, each named by any of its samples, met at a height.
struct Meeting {
  std::size_t a = 0, b = 0;
  double height = 0;
};

/// A binary tree of n samples, built by n - 1 merges of rising height. Never changed.
class GRADARIUM_CORE Dendrogram {
 public:
  /// Sorts the n - 1 meetings by height, equal heights as they come, and numbers the clusters they make.
  /// Meetings that do not join all samples into one tree throw BadCall.
  Dendrogram(std::size_t samples, std::vector<Meeting> meetings);

  [[nodiscard]] std::size_t samples() const noexcept { return merges_.size() + 1; }
  [[nodiscard]] std::span<const Merge> merges() const noexcept { return merges_; }

  /// Cluster of each sample once only k clusters are left, numbered by their first samples. k outside 1 .. n
  /// throws BadCall.
  [[nodiscard]] std::vector<int> cut(std::size_t k) const;
  /// The same after all merges of height <= `height`.
  [[nodiscard]] std::vector<int> cutAt(double height) const;
  /// How many clusters cutAt(height) gives.
  [[nodiscard]] std::size_t clustersAt(double height) const;

  /// The samples from left to right so that no two branches cross; `left` stands left.
  [[nodiscard]] std::vector<std::size_t> leafOrder() const;
  /// The height at which each pair is first together (Sokal & Rohlf 1962): n (n - 1) / 2 numbers, pairs (0,
  /// 1), (0, 2) .. (n-2, n-1).
  [[nodiscard]] std::vector<double> copheneticDistances() const;
  /// Pearson's correlation of the cophenetic distances with the Euclidean distances between the samples.
  /// O(n^2 d) time, O(n) memory. NaN where either side does not vary.
  [[nodiscard]] double copheneticCorrelation(const Samples& samples) const;

  /// The tree as Newick text, "((a:1,b:1):2,c:3);": a branch is as long as the heights at its ends differ.
  /// Names with other signs than letters, digits, . - and _ are quoted; without names samples are numbered
  /// from 1.
  [[nodiscard]] std::string newick(std::span<const std::string> names = {}) const;

 private:
  [[nodiscard]] std::vector<int> after(std::size_t merges) const;
  [[nodiscard]] std::vector<double> heightsBetween(std::span<const std::size_t> order) const;
  std::vector<Merge> merges_;
};

}  // namespace gradarium::ml
