// SPDX-License-Identifier: GPL-3.0-or-later
#include "projection.h"

#include <algorithm>

namespace gradarium::lessons {

Projection::Projection(const data::Dataset& set)
    : columns_(set.columns), names_(set.featureNames), units_(set.featureUnits) {
  if (set.columns < many || set.rows < 3) return;
  pca_ = ml::principalComponents(ml::Samples::borrowed(set.features, set.columns), directions);
  for (std::size_t k = 0; k < pca_.count(); ++k) {
    names_.push_back("principal direction " + std::to_string(k + 1));
    units_.emplace_back();
  }
}

lab::value::Points Projection::points(std::span<const double> rows) const {
  const std::size_t n = columns_ == 0 ? 0 : rows.size() / columns_;
  if (pca_.count() == 0) return {n, columns_, {rows.begin(), rows.end()}, names_, units_};
  lab::value::Points result{n, columns_ + pca_.count(), {}, names_, units_};
  result.data.reserve(n * result.columns);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = rows.subspan(i * columns_, columns_);
    result.data.insert(result.data.end(), row.begin(), row.end());
    for (std::size_t k = 0; k < pca_.count(); ++k) result.data.push_back(pca_.project(row, k));
  }
  return result;
}

std::vector<double> Projection::dragged(std::span<const double> row, std::span<const double> to) const {
  if (pca_.count() == 0 || to.size() != columns_ + pca_.count()) return {to.begin(), to.end()};
  std::vector<double> place(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(columns_));
  for (std::size_t k = 0; k < pca_.count(); ++k) {
    const double further = to[columns_ + k] - pca_.project(row, k);
    const auto axis = pca_.axis(k);
    for (std::size_t f = 0; f < columns_; ++f) place[f] += further * axis[f];
  }
  return place;
}

}  // namespace gradarium::lessons
