// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/targets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::ml {
namespace {

double timesLog2(double x) { return x > 0 ? x * std::log2(x) : 0; }

}  // namespace

ClassTarget::ClassTarget(std::vector<int> codes, std::size_t classes, Criterion criterion)
    : codes_(std::make_shared<const std::vector<int>>(std::move(codes))),
      classes_(classes),
      criterion_(criterion) {
  for (const int code : *codes_)
    if (code < 0 || static_cast<std::size_t>(code) >= classes)
      throw base::BadCall("a class code lies in 0 to " + std::to_string(classes) + " - 1, not at " +
                          std::to_string(code));
}

double ClassTarget::score(const Sums& sums) const noexcept {
  const double weight = std::accumulate(sums.begin(), sums.end(), 0.0);
  if (weight <= 0) return 0;
  double sum = 0;
  if (criterion_ == Criterion::Gini) {
    for (const double c : sums) sum += c * c;
    return sum / weight - weight;
  }
  for (const double c : sums) sum += timesLog2(c);
  return sum - timesLog2(weight);
}

double ClassTarget::impurity(const Sums& sums) const noexcept {
  const double weight = std::accumulate(sums.begin(), sums.end(), 0.0);
  return weight > 0 ? std::max(0.0, -score(sums) / weight) : 0;
}

void ClassTarget::value(const Sums& sums, std::span<double> into) const noexcept {
  const double weight = std::accumulate(sums.begin(), sums.end(), 0.0);
  for (std::size_t c = 0; c < classes_; ++c) into[c] = weight > 0 ? sums[c] / weight : 0;
}

bool ClassTarget::pure(const Sums& sums) const noexcept {
  return std::count_if(sums.begin(), sums.end(), [](double c) { return c > 0; }) < 2;
}

MomentTarget::MomentTarget(std::vector<double> gradients, std::vector<double> hessians, double lambda,
                           double gamma)
    : lambda_(lambda), gamma_(gamma) {
  if (gradients.size() != hessians.size()) throw base::BadCall("there are as many hessians as gradients");
  moments_ = std::make_shared<const Moments>(Moments{std::move(gradients), std::move(hessians)});
}

}  // namespace gradarium::ml
