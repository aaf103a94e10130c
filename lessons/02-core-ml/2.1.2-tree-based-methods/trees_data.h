// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/function_ref.h"
#include "core/lab/experiment.h"
#include "core/ml/trees/sorted_columns.h"
#include "core/ml/trees/tree.h"

/// What the experiments of the lesson share: which data they offer, and how a model over many features is laid on a plane.
namespace gradarium::lessons {

inline const std::vector<std::string> treesData{"iris", "wine", "breast-cancer", "moons", "circles", "spirals"};

/// Two classes that no single question parts, so that drawing starts with something to ask.
inline const std::vector<lab::PointsInput::Point> starterPoints{
    {1.4, 7.6, 0}, {2.2, 8.3, 0}, {2.9, 7.1, 0}, {1.9, 6.6, 0}, {3.3, 8.4, 0}, {6.8, 2.9, 0}, {7.5, 1.9, 0}, {8.3, 2.6, 0}, {7.1, 1.2, 0},
    {8.6, 1.5, 0}, {7.2, 7.9, 1}, {8.1, 8.5, 1}, {6.6, 6.9, 1}, {8.7, 7.2, 1}, {7.7, 6.4, 1}, {1.6, 2.4, 1}, {2.6, 1.7, 1}, {3.1, 3.1, 1},
    {1.2, 1.3, 1}, {2.3, 3.6, 1}};

/// Samples with a class each, ready for trees.
struct Task {
  std::shared_ptr<const data::Dataset> set;
  std::shared_ptr<const ml::SortedColumns> columns;
  std::size_t classes() const { return set->classNames.size(); }
  /// Of several classes the last one stands against the rest where a model knows only two.
  int positive() const { return static_cast<int>(classes()) - 1; }
  const std::string& positiveName() const { return set->classNames.back(); }
  std::span<const double> row(std::size_t index) const { return {set->row(index), set->columns}; }
  /// The feature's name, with its number where it has none.
  const std::string& name(std::size_t feature) const { return set->featureNames[feature]; }
};

/// Throws Error in words for data that no tree here can learn from: no class column, one class, too many samples.
Task taskFrom(std::shared_ptr<const data::Dataset> set, const std::string& who);
inline Task taskFrom(const lab::Dataset& data, const std::string& who) { return taskFrom(data.get(), who); }

lab::value::Labels classesOf(const Task& task);

/// The two features by which a single tree tells most. A place on their plane takes everything else from the sample next to
/// it, so that a model of many features has something to go by.
class Plane {
 public:
  static constexpr std::size_t side = 72;  // cells of a field

  Plane() = default;
  explicit Plane(const Task& task);
  /// All features, those of the plane last: a view shows the last two first.
  lab::value::Points points(const Task& task) const;
  /// A model's number at each cell; with `every` 3, at the middle of each three by three.
  lab::value::Field field(base::FunctionRef<double(std::span<const double> row)> model, std::size_t every = 1) const;
  /// Whether there are two features to show.
  bool flat() const { return features_.size() == 2; }

 private:
  std::vector<std::size_t> features_, others_;
  std::shared_ptr<const data::Dataset> set_;
  std::vector<std::uint32_t> nearest_;  // sample, of each cell
  double middle(std::size_t axis, std::size_t cell) const;
  double low_[2] = {0, 0}, high_[2] = {1, 1};
};

/// A number, or nothing where there is none.
void show(lab::Scalar& scalar, double number);
/// As many digits as mean something in a label: "0.8", "1.75", "16.8".
std::string brief(double number);

}  // namespace gradarium::lessons
