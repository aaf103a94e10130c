// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/theme/contrast.h"
#include "widgets/views/graph_layout.h"
#include "widgets/views/marks.h"
#include "widgets/views/sankey_view.h"

namespace gradarium::widgets {
namespace {

constexpr double barWidth = 14;

}  // namespace

SankeyView::Drawing SankeyView::draw(const lab::value::Graph& graph, const QRectF& area) const {
  const std::size_t n = graph.nodes.size();
  lab::value::Graph flows = graph;  // without what does not flow
  std::erase_if(flows.edges, [&](const auto& e) { return !(e.weight > 0) || !std::isfinite(e.weight); });
  const auto thin = layeredLayout(flows, std::vector<QSizeF>(n, {barWidth, 1}));
  std::map<double, std::vector<std::size_t>> layers;  // by their place from left to right
  for (std::size_t i = 0; i < n; ++i)
    if (through(graph, i) > 0) layers[thin.nodes[i].x()].push_back(i);
  // One scale for all: the layer with most decides.
  double scale = INFINITY, gap = 14;
  for (const auto& [x, nodes] : layers) {
    gap = std::min(gap, 0.4 * area.height() / static_cast<double>(nodes.size()));
    double sum = 0;
    for (const std::size_t i : nodes) sum += through(graph, i);
    scale = std::min(scale, (area.height() - gap * static_cast<double>(nodes.size() - 1)) / sum);
  }
  std::vector<QSizeF> sizes;
  for (std::size_t i = 0; i < n; ++i) sizes.emplace_back(barWidth, std::max(1.0, through(graph, i) * scale));
  const auto layout = layeredLayout(flows, sizes);
  Drawing drawing;
  drawing.bars.resize(n);
  drawing.ends.assign(n, 0);
  std::size_t column = 0;
  double low = INFINITY, high = -INFINITY;
  for (const auto& [x, nodes] : layers)
    for (const std::size_t i : nodes) {
      low = std::min(low, layout.nodes[i].y() - sizes[i].height() / 2);
      high = std::max(high, layout.nodes[i].y() + sizes[i].height() / 2);
    }
  for (auto& [x, nodes] : layers) {
    std::ranges::stable_sort(nodes, {}, [&](std::size_t i) { return layout.nodes[i].y(); });
    std::vector<double> wanted, weights, apart;
    const double squeeze = std::min(1.0, area.height() / std::max(1.0, high - low));
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      wanted.push_back(area.center().y() + squeeze * (layout.nodes[nodes[k]].y() - (low + high) / 2));
      weights.push_back(sizes[nodes[k]].height());
      if (k > 0) apart.push_back((sizes[nodes[k - 1]].height() + sizes[nodes[k]].height()) / 2 + gap);
    }
    auto places = keptApart(wanted, weights, apart);
    double most = area.bottom();  // from the lower end, then from the upper: all within
    for (std::size_t k = places.size(); k-- > 0;) {
      const double half = sizes[nodes[k]].height() / 2;
      places[k] = std::min(places[k], most - half);
      most = places[k] - half - gap;
    }
    double least = area.top();
    for (std::size_t k = 0; k < places.size(); ++k) {
      const double half = sizes[nodes[k]].height() / 2;
      places[k] = std::max(places[k], least + half);
      least = places[k] + half + gap;
    }
    // Bars of at least a pixel may be too many: then they stand closer.
    const double over = (least - gap - area.top()) / area.height();
    for (double& place : places)
      if (over > 1) place = area.top() + (place - area.top()) / over;
    const double left = layers.size() < 2 ? area.left()
                                          : area.left() + (area.width() - barWidth) * double(column) /
                                                              double(layers.size() - 1);
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const double height = std::min(sizes[nodes[k]].height(), area.height());
      const double top = std::clamp(places[k] - height / 2, area.top(), area.bottom() - height);
      drawing.bars[nodes[k]] = QRectF(left, top, barWidth, height);
      drawing.ends[nodes[k]] = column + 1 == layers.size();
    }
    ++column;
  }
  // Ribbons leave and arrive in the order of their other ends.
  drawing.ribbons.resize(graph.edges.size());
  for (const bool leaving : {true, false})
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<std::size_t> its;
      for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        const auto& edge = graph.edges[e];
        const bool good = edge.weight > 0 && std::isfinite(edge.weight) && edge.from != edge.to &&
                          edge.from >= 0 && edge.to >= 0 && edge.from < static_cast<int>(n) &&
                          edge.to < static_cast<int>(n);
        if (good && (leaving ? edge.from : edge.to) == static_cast<int>(i)) its.push_back(e);
      }
      std::ranges::stable_sort(its, {}, [&](std::size_t e) {
        return drawing.bars[static_cast<std::size_t>(leaving ? graph.edges[e].to : graph.edges[e].from)]
            .center()
            .y();
      });
      double y = drawing.bars[i].top();
      for (const std::size_t e : its) {
        Ribbon& ribbon = drawing.ribbons[e];
        ribbon.height = graph.edges[e].weight * scale;
        (leaving ? ribbon.from : ribbon.to) =
            QPointF(leaving ? drawing.bars[i].right() : drawing.bars[i].left(), y);
        y += ribbon.height;
      }
    }
  return drawing;
}

void SankeyView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_ = {};
  const auto* graph = flowsIn(canvas.snapshot);
  if (!graph) return paintEmpty(canvas);
  const QRectF area = canvas.area.adjusted(1, 1, -1, -1);
  if (area.width() < 60 || area.height() < 24) return;
  Drawing drawing = draw(*graph, area);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const auto its = [&](std::size_t e) {
    if (!canvas.onScreen || !pointed()) return true;
    const auto& edge = graph->edges[e];
    return pointed()->column == 1 ? pointed()->row == static_cast<int>(e)
                                  : edge.from == pointed()->row || edge.to == pointed()->row;
  };
  for (std::size_t e = 0; e < drawing.ribbons.size(); ++e) {
    const Ribbon& ribbon = drawing.ribbons[e];
    if (ribbon.height <= 0) continue;
    const QPointF from = ribbon.from, to = ribbon.to, reach((to.x() - from.x()) / 2, 0),
                  down(0, std::max(0.6, ribbon.height));
    QPainterPath path(from);
    path.cubicTo(from + reach, to - reach, to);
    path.lineTo(to + down);
    path.cubicTo(to + down - reach, from + down + reach, from + down);
    path.closeSubpath();
    const MarkStyle style =
        markStyle(canvas.theme, codeOf(*graph, static_cast<std::size_t>(graph->edges[e].from)));
    const bool strong = its(e);
    painter.setPen(QPen(faded(style.outline, strong ? 0.55 : 0.15), 0.75));
    painter.setBrush(faded(style.fill, strong ? 0.42 : 0.12));
    painter.drawPath(path);
  }
  for (std::size_t i = 0; i < drawing.bars.size(); ++i) {
    if (drawing.bars[i].isNull()) continue;
    const MarkStyle style = markStyle(canvas.theme, codeOf(*graph, i));
    const Place place{static_cast<int>(i), 0};
    const bool isHovered = canvas.onScreen && hovered() == place,
               isSelected = canvas.onScreen && selected() == place;
    painter.setPen(QPen(isSelected  ? canvas.theme.accent
                        : isHovered ? canvas.theme.ink
                                    : style.outline,
                        isSelected || isHovered ? 2 : 1));
    painter.setBrush(style.fill);
    painter.drawRect(drawing.bars[i].adjusted(0.5, 0.5, -0.5, -0.5));
  }
  const QFont body = font(TextRole::Body), small = font(TextRole::Small);
  const QFontMetricsF names(body), amounts(small);
  std::vector<QRectF> taken;
  for (std::size_t i = 0; i < drawing.bars.size(); ++i) {
    const QRectF& bar = drawing.bars[i];
    if (bar.isNull()) continue;
    const bool end = drawing.ends[i] != 0;
    const double room =
        std::min(190.0, end ? bar.left() - area.left() - 12 : area.right() - bar.right() - 12);
    const QString name = names.elidedText(nodeName(*graph, i), Qt::ElideRight, room),
                  number = amounts.elidedText(amount(through(*graph, i)), Qt::ElideRight, room);
    const bool two = bar.height() >= names.height() + amounts.height();
    const double height = names.height() + (two ? amounts.height() : 0),
                 width = std::max(names.horizontalAdvance(name), two ? amounts.horizontalAdvance(number) : 0);
    const double top =
        std::clamp(bar.center().y() - height / 2, area.top(), std::max(area.top(), area.bottom() - height));
    const QRectF box(end ? bar.left() - 6 - width : bar.right() + 6, top, width, height);
    if (std::ranges::any_of(taken,
                            [&](const QRectF& other) { return other.intersects(box.adjusted(0, 2, 0, -2)); }))
      continue;
    taken.push_back(box);
    painter.setPen(Qt::NoPen);  // a ribbon runs below the words
    painter.setBrush(faded(canvas.theme.ground, 0.55));
    painter.drawRoundedRect(box.adjusted(-3, 1, 3, -1).intersected(area), 3, 3);
    const auto write = [&](const QString& words, const QFontMetricsF& metrics, double base) {
      painter.drawText(QPointF(end ? box.right() - metrics.horizontalAdvance(words) : box.left(), base),
                       words);
    };
    painter.setFont(body);
    painter.setPen(canvas.theme.ink);
    write(name, names, top + names.ascent());
    if (!two) continue;
    painter.setFont(small);
    painter.setPen(mix(canvas.theme.ink, canvas.theme.quiet, 0.5));
    write(number, amounts, top + names.height() + amounts.ascent());
  }
  painter.restore();
  if (canvas.onScreen) painted_ = std::move(drawing);
}

}  // namespace gradarium::widgets
