// SPDX-License-Identifier: GPL-3.0-or-later
// The edges of a graph: few as paths with arrows, many as a layer of pixels that is kept while nothing moves.
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/graph_view.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostArrows = 500;

void paintArrowHead(QPainter& painter, QPointF before, QPointF tip, double width, const QColor& colour) {
  const QPointF way = tip - before;
  const double length = std::hypot(way.x(), way.y());
  if (length < 1e-6) return;
  const double size = 5 + width;
  const QPointF back = way / length * size, aside = QPointF(-back.y(), back.x()) * 0.42;
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF({tip, tip - back + aside, tip - back - aside}));
}

/// Colour and width of the edges of one graph.
struct EdgeInk {
  const Theme& theme;
  double most;  // the weight that has the full width
  bool weighted, coloured, dense;
  double widest;

  struct Look {
    QColor colour;
    double width;
  };
  /// `strength` is emphasis().
  Look of(double weight, double strength) const {
    const double share = weighted && std::isfinite(weight) ? std::clamp(std::abs(weight) / most, 0.0, 1.0) : 1;
    QColor colour = mix(theme.line, theme.quiet, 0.75);
    if (weighted)
      colour = mix(mix(theme.line, theme.quiet, 0.5),
                   !coloured    ? theme.accent
                   : weight < 0 ? theme.negative
                                : theme.positive,
                   std::min(1.0, 0.25 + share));
    const double width = weighted ? 0.5 + (widest - 0.5) * share : dense ? 0.6 : 1.3;
    return {faded(colour, std::min(1.0, strength * (dense ? 0.25 + 0.6 * share : 0.95))),
            strength > 1 ? width + 0.6 : width};
  }
  /// Less than a breath of ink
  bool negligible(double weight) const { return dense && weighted && std::abs(weight) < 0.02 * most; }
};

void paintWay(QPainter& painter, const std::vector<QPointF>& way, const EdgeInk::Look& look, bool arrow) {
  QPainterPath path(way.front());
  for (std::size_t k = 1; k < way.size(); ++k) path.lineTo(way[k]);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.colour, look.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  painter.drawPath(path);
  if (arrow) paintArrowHead(painter, way[way.size() - 2], way.back(), look.width, look.colour);
}

/// The strong ones last, on top.
std::vector<std::size_t> paintingOrder(const lab::value::Graph& graph, bool weighted) {
  std::vector<std::size_t> order(graph.edges.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (weighted)
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
      const double weight = std::abs(graph.edges[i].weight);
      return std::isfinite(weight) ? weight : 0;
    });
  return order;
}

}  // namespace

double GraphView::emphasis(const Canvas& canvas, const lab::value::Graph& graph, std::size_t edge) const {
  if (!canvas.onScreen || !pointed() || !has(*pointed(), canvas.snapshot)) return 1;
  const auto& at = graph.edges[edge];
  const bool its = pointed()->column == 1 ? pointed()->row == static_cast<int>(edge)
                                          : at.from == pointed()->row || at.to == pointed()->row;
  return its ? 1.5 : 0.3;
}

void GraphView::paintEdges(const Canvas& canvas, const lab::value::Graph& graph, const Drawing& drawing) {
  const bool dense = graph.edges.size() > mostArrows, layer = dense && canvas.onScreen;
  const EdgeInk ink{canvas.theme, mostWeight(graph), !weightNoun_.empty(), signedWeights(graph), dense,
                    graph.edges.size() > 3000 ? 1.6
                    : dense                   ? 2.6
                                              : 4.5};
  QPainter& painter = canvas.painter;
  const auto inOrder = [&](auto&& draw) {
    for (const std::size_t i : paintingOrder(graph, ink.weighted))
      if (const auto way = wayOf(graph, drawing, i); way.size() >= 2) draw(i, way);
  };
  const auto& value = canvas.snapshot.values[graph_.index()];
  const double ratio = layer ? std::max(0.5, painter.deviceTransform().m11()) : 1;
  const Still wanted{value, drawing.boxes, canvas.area, ratio, canvas.theme.dark, {}};
  if (layer && !still_.like(wanted)) {
    still_ = wanted;
    still_.edges = LineLayer(QRectF(canvas.area.toAlignedRect()), ratio);
    inOrder([&](std::size_t i, const std::vector<QPointF>& way) {
      if (ink.negligible(graph.edges[i].weight)) return;
      const auto look = ink.of(graph.edges[i].weight, 1);
      still_.edges.draw(way, look.width, look.colour);
    });
  }
  const bool pointing = canvas.onScreen && pointed() && has(*pointed(), canvas.snapshot);
  if (layer) still_.edges.paint(painter, pointing ? 0.3 : 1);
  if (layer && !pointing) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  inOrder([&](std::size_t i, const std::vector<QPointF>& way) {
    const double strength = emphasis(canvas, graph, i);
    if (strength <= 1 && (layer || ink.negligible(graph.edges[i].weight))) return;
    paintWay(painter, way, ink.of(graph.edges[i].weight, strength), graph.directed && !dense);
  });
  painter.restore();
}

}  // namespace gradarium::widgets
