// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/lab/values.h"
#include "core/ml/decomposition/pca.h"

namespace gradarium::lessons {

/// How samples are laid on a plane. Few features are shown as they are; to many (the pixels of a digit) their
/// first two principal directions are added as two more columns, the last ones, which a view shows first.
class Projection {
 public:
  Projection() = default;
  explicit Projection(const data::Dataset& set);

  /// Rows of the data set's features as points: n x d, or n x (d + 2).
  lab::value::Points points(std::span<const double> rows) const;
  /// Where a row goes in the features when its point is dragged: along the directions, or by the features
  /// themselves.
  std::vector<double> dragged(std::span<const double> row, std::span<const double> to) const;

 private:
  static constexpr std::size_t many = 20;
  static constexpr std::size_t directions = 2;

  std::size_t columns_ = 0;
  std::vector<std::string> names_, units_;
  ml::PrincipalComponents pca_;  // none of few features
};

}  // namespace gradarium::lessons
