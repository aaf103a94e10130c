// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/ml/samples.h"

namespace gradarium::ml::detail {

/// The samples a second time, as float32: shifted to their mean, scaled to about 1, in tiles that the kernels
/// read straight through. Good enough to decide almost every nearest centre; doubt is settled in double
/// precision.
class SampleTiles {
 public:
  explicit SampleTiles(const Samples& samples);

  [[nodiscard]] const float* tile(std::size_t index) const noexcept {
    return values_.data() + index * columns_ * tileSize;
  }
  [[nodiscard]] float norm(std::size_t row) const noexcept {
    return norms_[row];
  }  ///< |x|, of the shifted row
  [[nodiscard]] std::span<const double> mean() const noexcept { return mean_; }
  [[nodiscard]] double scale() const noexcept { return scale_; }

  static constexpr std::size_t tileSize = 32;

 private:
  std::size_t columns_;
  std::vector<double> mean_;
  double scale_ = 1;
  std::vector<float> values_;
  std::vector<float> norms_;
};

/// The centres in the kernels' form, and how far their scores can be wrong.
class CentreGroups {
 public:
  void set(std::span<const double> centres, std::size_t columns, const SampleTiles& tiles);

  [[nodiscard]] const float* weights() const noexcept { return weights_.data(); }
  [[nodiscard]] const float* norms() const noexcept { return norms_.data(); }
  [[nodiscard]] std::size_t groups() const noexcept { return norms_.size() / 8; }
  /// Two scores of a sample of that norm, farther apart than this, stand in their true order.
  [[nodiscard]] float doubt(float sampleNorm) const noexcept { return slope_ * sampleNorm + offset_; }

 private:
  std::vector<float> weights_, norms_;
  float slope_ = 0, offset_ = 0;
};

}  // namespace gradarium::ml::detail
