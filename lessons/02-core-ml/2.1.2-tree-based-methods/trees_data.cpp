// SPDX-License-Identifier: GPL-3.0-or-later
#include "trees_data.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/trees/grower.h"
#include "core/ml/trees/importance.h"

namespace gradarium::lessons {
namespace {

constexpr std::size_t most = 3000;  // samples
constexpr std::size_t mostFeatures = 100;

}  // namespace

Task taskFrom(std::shared_ptr<const data::Dataset> set, const std::string& who) {
  if (set->rows == 0) throw base::Error(who + " needs samples: draw points of two classes, or choose a data set");
  if (set->target.empty())
    throw base::Error(who + " needs a class for each sample: " +
                      (set->name == "drawn" ? "draw points of a second class" : "choose data with a column of labels"));
  if (set->rows > most)
    throw base::Error("this lesson takes " + std::to_string(most) + " samples at most, not " + std::to_string(set->rows));
  if (set->columns > mostFeatures)
    throw base::Error("this lesson takes " + std::to_string(mostFeatures) + " features at most, not " + std::to_string(set->columns));
  const auto [least, greatest] = std::minmax_element(set->target.begin(), set->target.end());
  if (*least == *greatest) throw base::Error(who + " needs samples of two classes at least");
  auto columns = std::make_shared<const ml::SortedColumns>(ml::Samples(set, set->features, set->columns));
  return {std::move(set), std::move(columns)};
}

lab::value::Labels classesOf(const Task& task) { return {task.set->target, task.set->classNames}; }

Plane::Plane(const Task& task) {
  const std::size_t d = task.set->columns, n = task.set->rows;
  ml::ClassGrower grower(task.columns, ml::ClassTarget(task.set->target, task.classes()));
  base::Random random(0);
  grower.grow({}, random);
  const std::vector<double> tells = ml::impurityImportance(grower.tree(), d);
  std::vector<std::size_t> order(d);
  for (std::size_t f = 0; f < d; ++f) order[f] = f;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return tells[a] > tells[b]; });
  if (d >= 2) features_ = {std::min(order[0], order[1]), std::max(order[0], order[1])};
  for (std::size_t f = 0; f < d; ++f)
    if (std::find(features_.begin(), features_.end(), f) == features_.end()) others_.push_back(f);
  set_ = task.set;
  for (std::size_t a = 0; a < features_.size(); ++a) {
    const auto column = task.columns->column(features_[a]);
    const auto sorted = task.columns->order(features_[a]);
    const double low = column[sorted.front()], high = column[sorted.back()], air = high > low ? 0.06 * (high - low) : 0.5;
    const bool drawn = set_->name == "drawn";  // the whole of the paper
    low_[a] = drawn ? -0.5 : low - air;
    high_[a] = drawn ? 10.5 : high + air;
  }
  if (!flat()) return;
  nearest_.resize(side * side);
  const auto x = task.columns->column(features_[0]), y = task.columns->column(features_[1]);
  base::parallelFor(side, 8, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r)
      for (std::size_t c = 0; c < side; ++c) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n; ++i) {
          const double u = (x[i] - middle(0, c)) / (high_[0] - low_[0]), v = (y[i] - middle(1, r)) / (high_[1] - low_[1]);
          if (u * u + v * v < least) {
            least = u * u + v * v;
            nearest_[r * side + c] = static_cast<std::uint32_t>(i);
          }
        }
      }
  });
}

double Plane::middle(std::size_t axis, std::size_t cell) const {
  return low_[axis] + (high_[axis] - low_[axis]) * (static_cast<double>(cell) + 0.5) / static_cast<double>(side);
}

lab::value::Points Plane::points(const Task& task) const {
  const data::Dataset& set = *task.set;
  std::vector<std::size_t> order = others_;
  order.insert(order.end(), features_.begin(), features_.end());
  lab::value::Points result{set.rows, order.size(), {}, {}, {}};
  for (const std::size_t f : order) {
    result.columnNames.push_back(set.featureNames[f]);
    result.units.push_back(set.featureUnits[f]);
  }
  result.data.reserve(set.rows * order.size());
  for (std::size_t i = 0; i < set.rows; ++i)
    for (const std::size_t f : order) result.data.push_back(set.row(i)[f]);
  return result;
}

lab::value::Field Plane::field(base::FunctionRef<double(std::span<const double> row)> model, std::size_t every) const {
  if (!flat()) return {0, 0, 0, 1, 0, 1, {}};
  lab::value::Field field{side / every, side / every, low_[0], high_[0], low_[1], high_[1], {}};
  field.values.reserve(field.rows * field.columns);
  std::vector<double> row(set_->columns);
  for (std::size_t r = every / 2; r < side; r += every)
    for (std::size_t c = every / 2; c < side; c += every) {
      std::copy_n(set_->row(nearest_[r * side + c]), set_->columns, row.begin());
      row[features_[0]] = middle(0, c);
      row[features_[1]] = middle(1, r);
      field.values.push_back(static_cast<float>(model(row)));
    }
  return field;
}

void show(lab::Scalar& scalar, double number) {
  if (std::isfinite(number)) {
    scalar = number;
  } else {
    scalar.clear();
  }
}

std::string brief(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", number);
  return text;
}

}  // namespace gradarium::lessons
