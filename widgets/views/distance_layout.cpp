// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numbers>

#include "widgets/views/graph_layout.h"

namespace gradarium::widgets {
namespace {

using Index = std::size_t;

/// Edges from one node to every other; what cannot be reached is as far as the whole graph and a little more.
std::vector<std::vector<float>> distances(const lab::value::Graph& graph) {
  const Index n = graph.nodes.size();
  std::vector<std::vector<Index>> next(n);
  for (const auto& e : graph.edges) {
    if (e.from < 0 || e.to < 0 || e.from >= static_cast<int>(n) || e.to >= static_cast<int>(n) ||
        e.from == e.to)
      continue;
    next[static_cast<Index>(e.from)].push_back(static_cast<Index>(e.to));
    next[static_cast<Index>(e.to)].push_back(static_cast<Index>(e.from));
  }
  std::vector<std::vector<float>> far(n, std::vector<float>(n, -1));
  float longest = 1;
  for (Index start = 0; start < n; ++start) {
    std::vector<Index> queue{start};
    far[start][start] = 0;
    for (Index k = 0; k < queue.size(); ++k)
      for (const Index to : next[queue[k]])
        if (far[start][to] < 0) {
          far[start][to] = far[start][queue[k]] + 1;
          longest = std::max(longest, far[start][to]);
          queue.push_back(to);
        }
  }
  const float apart = std::min(longest + 1, std::max(2.5F, std::sqrt(static_cast<float>(n))));
  for (auto& row : far)
    for (float& d : row)
      if (d < 0) d = apart;
  return far;
}

/// Classical scaling to a few pivots: the two main directions of the doubly centred distances to them.
std::vector<QPointF> pivotStart(const std::vector<std::vector<float>>& far) {
  const Index n = far.size(), k = std::min<Index>(n, 24);
  std::vector<Index> pivots{0};
  std::vector<float> nearest = far[0];
  while (pivots.size() < k) {
    const auto next = static_cast<Index>(std::ranges::max_element(nearest) - nearest.begin());
    pivots.push_back(next);
    for (Index i = 0; i < n; ++i) nearest[i] = std::min(nearest[i], far[next][i]);
  }
  std::vector<double> c(n * k), columns(k, 0), rows(n, 0);
  double all = 0;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < k; ++j) {
      const double d = far[pivots[j]][i], square = d * d;
      c[i * k + j] = square;
      columns[j] += square / static_cast<double>(n);
      rows[i] += square / static_cast<double>(k);
      all += square / static_cast<double>(n * k);
    }
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < k; ++j) c[i * k + j] = -0.5 * (c[i * k + j] - columns[j] - rows[i] + all);
  std::vector<QPointF> places(n);
  std::vector<double> first;
  for (int axis = 0; axis < 2; ++axis) {
    std::vector<double> v(k), y(n);
    for (Index j = 0; j < k; ++j) v[j] = std::cos(static_cast<double>((axis + 1) * (j + 1)) * 1.7);
    for (int round = 0; round < 60; ++round) {
      if (axis == 1) {
        double dot = 0;
        for (Index j = 0; j < k; ++j) dot += v[j] * first[j];
        for (Index j = 0; j < k; ++j) v[j] -= dot * first[j];
      }
      std::vector<double> w(k, 0);
      for (Index i = 0; i < n; ++i) {
        y[i] = 0;
        for (Index j = 0; j < k; ++j) y[i] += c[i * k + j] * v[j];
        for (Index j = 0; j < k; ++j) w[j] += c[i * k + j] * y[i];
      }
      double norm = 0;
      for (const double x : w) norm += x * x;
      norm = std::sqrt(norm);
      if (norm < 1e-12) break;
      for (Index j = 0; j < k; ++j) v[j] = w[j] / norm;
    }
    if (axis == 0) first = v;
    for (Index i = 0; i < n; ++i) (axis == 0 ? places[i].rx() : places[i].ry()) = y[i];
  }
  // Scaled to the size of the distances; twins stand a little apart, on a spiral.
  double reach = 0, longest = 0;
  for (const QPointF& p : places) reach = std::max(reach, std::hypot(p.x(), p.y()));
  for (const float d : far[0]) longest = std::max(longest, static_cast<double>(d));
  const double scale = reach > 0 ? longest / 2 / reach : 0;
  for (Index i = 0; i < n; ++i) {
    const double angle = static_cast<double>(i) * std::numbers::pi * (3 - std::sqrt(5.0));
    places[i] = places[i] * scale +
                QPointF(std::cos(angle), std::sin(angle)) *
                    (0.05 + 0.4 * std::sqrt((static_cast<double>(i) + 1) / static_cast<double>(n)));
  }
  return places;
}

}  // namespace

GraphLayout distanceLayout(const lab::value::Graph& graph) {
  GraphLayout layout;
  const Index n = graph.nodes.size();
  layout.bends.resize(graph.edges.size());
  layout.nodes.resize(n);
  if (n < 2) return layout;
  const auto far = distances(graph);
  std::vector<QPointF> now = pivotStart(far);
  const int rounds = n <= 400 ? 120 : 40;
  double before = INFINITY;
  for (int round = 0; round < rounds; ++round) {
    double stress = 0;
    for (Index i = 0; i < n; ++i) {  // each in turn, to where the others want it
      double x = 0, y = 0, weight = 0;
      for (Index j = 0; j < n; ++j) {
        if (i == j) continue;
        const double d = far[i][j], w = 1 / (d * d);
        const QPointF apart = now[i] - now[j];
        const double length = std::max(1e-9, std::hypot(apart.x(), apart.y()));
        x += w * (now[j].x() + d * apart.x() / length);
        y += w * (now[j].y() + d * apart.y() / length);
        weight += w;
        stress += w * (length - d) * (length - d);
      }
      now[i] = {x / weight, y / weight};
    }
    if (before - stress < 1e-5 * stress) break;
    before = stress;
  }
  // The long side lies flat: windows are wider than high.
  double xx = 0, xy = 0, yy = 0;
  QPointF mean;
  for (const QPointF& p : now) mean += p / static_cast<double>(n);
  for (const QPointF& p : now) {
    const QPointF d = p - mean;
    xx += d.x() * d.x(), xy += d.x() * d.y(), yy += d.y() * d.y();
  }
  const double turn = -0.5 * std::atan2(2 * xy, xx - yy), c = std::cos(turn), s = std::sin(turn);
  constexpr double edge = 90;  // pixels
  for (Index i = 0; i < n; ++i) {
    const QPointF d = (now[i] - mean) * edge;
    layout.nodes[i] = {c * d.x() - s * d.y(), s * d.x() + c * d.y()};
  }
  return layout;
}

}  // namespace gradarium::widgets
