// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// A sample found, and how far away it is, squared.
struct Neighbour {
  std::size_t index = 0;
  double square = 0;
  bool operator==(const Neighbour&) const = default;
};

/// Finds near samples exactly, by the Euclidean distance as squaredDistance() takes it: a binary tree that
/// halves the samples along their widest feature (Bentley 1975; Friedman, Bentley & Finkel 1977). Building
/// takes O(n d log n), a query O(log n) where the dimension is low. Above 15 features, where boxes rule
/// nothing out, it is one leaf: a plain search. Queries may run at the same time. A value; keeps its own copy
/// of the numbers.
class GRADARIUM_CORE KdTree {
 public:
  static constexpr std::size_t mostColumns = 15;

  /// Samples that are NaN or infinite throw Error.
  explicit KdTree(const Samples& samples);

  /// Appends the index of every sample with squared distance <= radius * radius to `found`, in no useful
  /// order.
  void within(std::span<const double> query, double radius, std::vector<std::size_t>& found) const;
  /// How many there are; counting stops once `enough` were seen.
  [[nodiscard]] std::size_t count(std::span<const double> query, double radius,
                                  std::size_t enough = static_cast<std::size_t>(-1)) const;
  /// The k nearest, near before far, of equals the lower index first; all samples where k is larger.
  [[nodiscard]] std::vector<Neighbour> nearest(std::span<const double> query, std::size_t k) const;

  [[nodiscard]] std::size_t rows() const noexcept { return order_.size(); }

 private:
  struct Node {
    std::size_t begin = 0, end = 0;  // of order_
    std::size_t right = 0;           // the left child comes next; 0: a leaf
  };
  std::size_t build(std::size_t begin, std::size_t end, const Samples& samples);
  [[nodiscard]] double toBox(std::size_t node, const double* query) const noexcept;
  [[nodiscard]] double acrossBox(std::size_t node, const double* query) const noexcept;
  void check(std::span<const double> query) const;
  template <class Leaf, class Whole>
  void visitWithin(const double* query, double square, Leaf leaf, Whole whole) const;

  std::size_t columns_;
  std::vector<std::size_t> order_;  // of the samples, leaf by leaf
  std::vector<double> x_;           // n x columns, in that order
  std::vector<Node> nodes_;
  std::vector<double> boxes_;  // nodes x 2 columns: lowest, highest
};

}  // namespace gradarium::ml
