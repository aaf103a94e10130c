// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/samples.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradarium::ml {

Samples::Samples(std::shared_ptr<const void> owner, std::span<const double> values, std::size_t columns)
    : owner_(std::move(owner)), values_(values), columns_(columns) {
  if (columns == 0 ? !values.empty() : values.size() % columns != 0) {
    throw base::BadCall(std::to_string(values.size()) + " values do not make rows of " +
                        std::to_string(columns));
  }
}

namespace {
std::shared_ptr<const std::vector<double>> kept(std::vector<double> values) {
  return std::make_shared<const std::vector<double>>(std::move(values));
}
}  // namespace

Samples::Samples(std::vector<double> values, std::size_t columns) {
  const auto owner = kept(std::move(values));
  *this = Samples(owner, *owner, columns);
}

Samples Samples::borrowed(std::span<const double> values, std::size_t columns) {
  return {nullptr, values, columns};
}

void Samples::requireFinite(std::string_view who) const {
  if (rows() == 0) throw base::Error(std::string(who) + " needs at least one sample");
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (std::isfinite(values_[i])) continue;
    throw base::Error(std::string(who) + " needs finite numbers, but row " +
                      std::to_string(i / columns_ + 1) + ", column " + std::to_string(i % columns_ + 1) +
                      " is " + (std::isnan(values_[i]) ? "missing (NaN)" : "infinite"));
  }
}

}  // namespace gradarium::ml
