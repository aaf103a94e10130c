// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/cluster/kmeans_seeding.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

struct MiniBatchOptions {
  std::size_t k = 3;        ///< 1 .. number of samples
  std::size_t batch = 100;  ///< samples a step, drawn with replacement; 1 or more
  Seeding seeding = Seeding::PlusPlus;
  std::uint64_t seed = 0;
};

/// Mini-batch k-means (Sculley 2010): each step draws a few samples and pulls each one's nearest centre
/// towards it by 1 / (samples that this centre has seen), so a centre is the mean of all it was ever given.
/// It never settles for good and may end a little above Lloyd's inertia; its steps do not grow with n. A
/// value: copy it to save a state. The seeding draws from stream 0 of the seed, the batches from stream 1.
class GRADARIUM_CORE MiniBatchKMeans {
 public:
  /// Throws BadCall for k outside 1 .. n or an empty batch, Error for samples that are NaN or infinite.
  MiniBatchKMeans(Samples samples, const MiniBatchOptions& options);

  /// One batch, O(batch k d). Returns how far the centre went that moved most.
  double step();

  /// Puts a centre elsewhere; it forgets what it has seen. An index outside 0 .. k-1, a wrong length or a
  /// value that is not finite throws BadCall.
  void moveCentre(std::size_t index, std::span<const double> position);

  [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
  [[nodiscard]] std::span<const double> centres() const noexcept { return centres_; }  ///< k x d
  [[nodiscard]] std::span<const std::size_t> seen() const noexcept {
    return seen_;
  }  ///< k: samples pulled by
  [[nodiscard]] std::span<const std::size_t> batch() const noexcept {
    return batch_;
  }  ///< drawn last; may repeat
  /// Nearest centre of every sample as the centres stand, O(n k d).
  [[nodiscard]] std::vector<int> labels() const;

 private:
  Samples samples_;
  base::Random random_;
  std::vector<double> centres_;
  std::vector<std::size_t> seen_, batch_;
  std::size_t steps_ = 0;
};

}  // namespace gradarium::ml
