// SPDX-License-Identifier: GPL-3.0-or-later
// All samples as one vector. Three directions are enough for the whole story: the column of ones, what the model adds to it, and
// the residual, which stands at right angles to both.
#include <algorithm>
#include <cmath>

#include "least_squares_experiment.h"

namespace gradarium::lessons {
namespace {

struct Place {
  double ones = 0, column = 0, up = 0;
};

}  // namespace

void LeastSquaresExperiment::publishVectors() {
  const std::size_t n = task_.y.size();
  const auto count = static_cast<double>(n);
  double meanY = 0, mean = 0, spread = 0, told = 0;
  for (std::size_t i = 0; i < n; ++i) {
    meanY += task_.y[i] / count;
    mean += task_.x.row(i)[0] / count;
  }
  for (std::size_t i = 0; i < n; ++i) {
    spread += std::pow(task_.x.row(i)[0] - mean, 2);
    told += std::pow(fit_->fitted[i] - meanY, 2);
  }
  // About the foot of y. The other line is yours, or the mean, which says the same for everybody.
  const bool yours = simple() && own;
  const double height = std::sqrt(fit_->residualSquares);
  Place other{0, -std::sqrt(told), 0};
  if (yours) other = {std::sqrt(count) * (own_.intercept + own_.slope * mean - meanY), (own_.slope - fit_->coefficients[1]) * std::sqrt(spread), 0};
  if (simple() && !yours && fit_->coefficients[1] < 0) other.column = -other.column;  // along x, not against it
  const double away = std::hypot(other.ones, other.column), reach = std::max({away, height, 1e-9});
  gain = away * away;

  const double angle = turn * 3.14159265358979323846 / 180, lifted = 0.42;  // radians above the plane
  const auto seen = [&](const Place& p) {
    const double u = p.ones * std::cos(angle) - p.column * std::sin(angle), v = p.ones * std::sin(angle) + p.column * std::cos(angle);
    return std::pair(u, v * std::sin(lifted) + p.up * std::cos(lifted));
  };
  const auto drawn = [&](std::initializer_list<Place> places) {
    std::vector<double> data;
    for (const Place& place : places) {
      const auto [x, y] = seen(place);
      data.insert(data.end(), {x, y});
    }
    return plane(std::move(data), "across", "up");
  };
  const Place foot{}, y{0, 0, height};
  lab::value::Points named = drawn({y, foot, other});
  named.rowNames = {"y", "least squares", yours ? "yours" : "mean of y"};
  vectors = std::move(named);
  // A piece of the plane about both feet; two of its sides say which way the columns go.
  const double left = other.ones / 2 - 0.72 * reach, right = left + 1.44 * reach, near = other.column / 2 - 0.72 * reach, far = near + 1.44 * reach;
  space = drawn({{left, near, 0}, {right, near, 0}, {right, far, 0}, {left, far, 0}, {left, near, 0}});
  if (simple()) {
    ones = drawn({{left, near, 0}, {right, near, 0}});
    slopes = drawn({{right, near, 0}, {right, far, 0}});
  }
  upright = drawn({foot, y});
  slanted = drawn({other, y});
  flat = drawn({other, foot});
  if (away > 0.05 * reach && height > 0.05 * reach) {
    const double side = 0.07 * reach, c = side * other.ones / away, s = side * other.column / away;
    corner = drawn({{c, s, 0}, {c, s, side}, {0, 0, side}});
  }
}

}  // namespace gradarium::lessons
