// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/neighbours/kd_tree.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "core/base/error.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

constexpr std::size_t leafRows = 16;
constexpr std::size_t deepest = 128;  // halving: a tree of 2^64 samples is 64 deep, two children each

/// A bound by boxes may round above a distance by squaredDistance(); widened, it never rules out too much.
constexpr double slack = 1 - 0x1p-40;

bool before(const Neighbour& a, const Neighbour& b) {
  return a.square < b.square || (a.square == b.square && a.index < b.index);
}

}  // namespace

KdTree::KdTree(const Samples& samples) : columns_(samples.columns()), order_(samples.rows()) {
  samples.requireFinite("a search for neighbours");
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  build(0, order_.size(), samples);
  x_.reserve(order_.size() * columns_);
  for (const std::size_t i : order_) x_.insert(x_.end(), samples.row(i).begin(), samples.row(i).end());
}

std::size_t KdTree::build(std::size_t begin, std::size_t end, const Samples& samples) {
  const std::size_t node = nodes_.size(), d = columns_;
  nodes_.push_back({begin, end, 0});
  boxes_.resize(boxes_.size() + 2 * d);
  double* low = boxes_.data() + node * 2 * d;
  double* high = low + d;
  std::copy_n(samples.row(order_[begin]).begin(), d, low);
  std::copy_n(low, d, high);
  for (std::size_t i = begin + 1; i < end; ++i) {
    const auto row = samples.row(order_[i]);
    for (std::size_t f = 0; f < d; ++f) {
      low[f] = std::min(low[f], row[f]);
      high[f] = std::max(high[f], row[f]);
    }
  }
  std::size_t widest = 0;
  for (std::size_t f = 1; f < d; ++f) {
    if (high[f] - low[f] > high[widest] - low[widest]) widest = f;
  }
  const bool allEqual = !(high[widest] > low[widest]);
  if (end - begin <= leafRows || d > mostColumns || allEqual) return node;
  const std::size_t middle = begin + (end - begin) / 2;
  const auto at = [this](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::nth_element(at(begin), at(middle), at(end), [&](std::size_t a, std::size_t b) {
    const double xa = samples.row(a)[widest], xb = samples.row(b)[widest];
    return xa < xb || (xa == xb && a < b);
  });
  build(begin, middle, samples);
  nodes_[node].right = build(middle, end, samples);
  return node;
}

double KdTree::toBox(std::size_t node, const double* query) const noexcept {
  const double* low = boxes_.data() + node * 2 * columns_;
  const double* high = low + columns_;
  double sum = 0;
  for (std::size_t f = 0; f < columns_; ++f) {
    const double outside = std::max({low[f] - query[f], query[f] - high[f], 0.0});
    sum += outside * outside;
  }
  return sum * slack;
}

double KdTree::acrossBox(std::size_t node, const double* query) const noexcept {
  const double* low = boxes_.data() + node * 2 * columns_;
  const double* high = low + columns_;
  double sum = 0;
  for (std::size_t f = 0; f < columns_; ++f) {
    const double farthest = std::max(query[f] - low[f], high[f] - query[f]);
    sum += farthest * farthest;
  }
  return sum / slack;
}

void KdTree::check(std::span<const double> query) const {
  if (query.size() == columns_) return;
  throw base::BadCall("a search for neighbours takes " + std::to_string(columns_) +
                      " numbers, one for each feature");
}

/// leaf(begin, end) for the leaves that the ball touches, whole(begin, end) for branches all inside; either
/// returns whether to go on.
template <class Leaf, class Whole>
void KdTree::visitWithin(const double* query, double square, Leaf leaf, Whole whole) const {
  std::array<std::size_t, deepest> open;
  std::size_t depth = 0;
  open[depth++] = 0;
  while (depth > 0) {
    const std::size_t index = open[--depth];
    const Node& node = nodes_[index];
    if (toBox(index, query) > square) continue;
    if (acrossBox(index, query) <= square) {
      if (!whole(node.begin, node.end)) return;
    } else if (node.right == 0) {
      if (!leaf(node.begin, node.end)) return;
    } else {
      open[depth++] = node.right;
      open[depth++] = index + 1;
    }
  }
}

void KdTree::within(std::span<const double> query, double radius, std::vector<std::size_t>& found) const {
  check(query);
  if (!(radius >= 0)) return;
  const double square = radius * radius;
  const auto leaf = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (squaredDistance(query.data(), x_.data() + i * columns_, columns_) <= square)
        found.push_back(order_[i]);
    }
    return true;
  };
  const auto whole = [&](std::size_t begin, std::size_t end) {
    found.insert(found.end(), order_.begin() + static_cast<std::ptrdiff_t>(begin),
                 order_.begin() + static_cast<std::ptrdiff_t>(end));
    return true;
  };
  visitWithin(query.data(), square, leaf, whole);
}

std::size_t KdTree::count(std::span<const double> query, double radius, std::size_t enough) const {
  check(query);
  if (!(radius >= 0)) return 0;
  const double square = radius * radius;
  std::size_t seen = 0;
  const auto leaf = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && seen < enough; ++i) {
      seen += squaredDistance(query.data(), x_.data() + i * columns_, columns_) <= square ? 1 : 0;
    }
    return seen < enough;
  };
  const auto whole = [&](std::size_t begin, std::size_t end) {
    seen = std::min(enough, seen + (end - begin));
    return seen < enough;
  };
  visitWithin(query.data(), square, leaf, whole);
  return seen;
}

std::vector<Neighbour> KdTree::nearest(std::span<const double> query, std::size_t k) const {
  check(query);
  k = std::min(k, rows());
  std::vector<Neighbour> heap;  // the farthest kept stands first
  if (k == 0) return heap;
  heap.reserve(k + 1);
  struct Open {
    std::size_t node;
    double square;
  };
  std::array<Open, deepest> open;
  std::size_t depth = 0;
  open[depth++] = {0, toBox(0, query.data())};
  while (depth > 0) {
    const auto [index, square] = open[--depth];
    if (heap.size() == k && square > heap.front().square) continue;
    const Node& node = nodes_[index];
    if (node.right != 0) {
      Open near{index + 1, toBox(index + 1, query.data())}, far{node.right, toBox(node.right, query.data())};
      if (far.square < near.square) std::swap(near, far);
      open[depth++] = far;
      open[depth++] = near;
      continue;
    }
    for (std::size_t i = node.begin; i < node.end; ++i) {
      const Neighbour here{order_[i], squaredDistance(query.data(), x_.data() + i * columns_, columns_)};
      if (heap.size() == k && !before(here, heap.front())) continue;
      heap.push_back(here);
      std::push_heap(heap.begin(), heap.end(), before);
      if (heap.size() <= k) continue;
      std::pop_heap(heap.begin(), heap.end(), before);
      heap.pop_back();
    }
  }
  std::sort_heap(heap.begin(), heap.end(), before);
  return heap;
}

}  // namespace gradarium::ml
