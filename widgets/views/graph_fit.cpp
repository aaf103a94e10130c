// SPDX-License-Identifier: GPL-3.0-or-later
// Where the nodes of a graph stand on a canvas, and which way its edges go.
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/views/graph_view.h"

namespace gradarium::widgets {
namespace {

constexpr double padding = 7, coarse = 16;  // sizes grow in coarse steps: a digit more moves nothing
constexpr std::size_t mostCurves = 500, mostBoxes = 260;
constexpr double leastBox = 22 * 22 * 0.74;  // square pixels

/// The largest scale, at most `cap`, at which spans of these halves around scaled centres keep within
/// `length`.
double fitting(const std::vector<double>& centres, const std::vector<double>& halves, double length,
               double cap) {
  const auto extent = [&](double scale) {
    double low = INFINITY, high = -INFINITY;
    for (std::size_t i = 0; i < centres.size(); ++i) {
      low = std::min(low, centres[i] * scale - halves[i]);
      high = std::max(high, centres[i] * scale + halves[i]);
    }
    return high - low;
  };
  if (extent(cap) <= length) return cap;
  double low = 0, high = cap;
  for (int i = 0; i < 30; ++i) {
    const double middle = (low + high) / 2;
    (extent(middle) <= length ? low : high) = middle;
  }
  return low;
}

/// What to add so that the spans stand in the middle of the interval.
double centring(const std::vector<double>& centres, const std::vector<double>& halves, double scale,
                double from, double length) {
  double low = INFINITY, high = -INFINITY;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    low = std::min(low, centres[i] * scale - halves[i]);
    high = std::max(high, centres[i] * scale + halves[i]);
  }
  return from + length / 2 - (low + high) / 2;
}

/// The border of a box towards a place outside.
QPointF borderTowards(const QRectF& box, QPointF to, bool round) {
  const QPointF way = to - box.center();
  const double length = std::hypot(way.x(), way.y());
  if (length < 1e-9) return box.center();
  if (round) return box.center() + way * (box.width() / 2 / length);
  const double tx = way.x() != 0 ? box.width() / 2 / std::abs(way.x()) : INFINITY;
  const double ty = way.y() != 0 ? box.height() / 2 / std::abs(way.y()) : INFINITY;
  return box.center() + way * std::min({tx, ty, 1.0});
}

void curve(std::vector<QPointF>& way, QPointF b, QPointF c, QPointF d, int pieces = 14) {
  const QPointF a = way.back();
  for (int i = 1; i <= pieces; ++i) {
    const double t = double(i) / pieces, s = 1 - t;
    way.push_back(s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d);
  }
}

}  // namespace

std::vector<QSizeF> GraphView::sizesFor(const lab::value::Graph& graph, Detail detail) const {
  const QFontMetricsF body(font(TextRole::Body)), small(font(TextRole::Small));
  const double row = small.height();
  std::vector<QSizeF> sizes;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (detail == Detail::Dot) {
      sizes.emplace_back(10, 10);
      continue;
    }
    const QStringList lines = linesOf(graph, i, detail);
    double width = 0;
    for (qsizetype k = 0; k < lines.size(); ++k)
      width = std::max(width, (k == 0 ? body : small).horizontalAdvance(lines[k]));
    const double height =
        std::max(22.0, (lines.isEmpty() ? row : body.height() + row * double(lines.size() - 1)) + 6);
    width =
        lines.size() <= 1 && width < height - 6 ? height : coarse * std::ceil((width + 2 * padding) / coarse);
    sizes.emplace_back(std::min(width, 240.0), height);
  }
  return sizes;
}

const GraphLayout& GraphView::layoutFor(const lab::value::Graph& graph, Detail detail) const {
  Kept& kept = kept_[detail];
  std::vector<std::pair<int, int>> edges;
  std::vector<int> layers;
  std::vector<QPointF> placed;
  for (const auto& edge : graph.edges) edges.emplace_back(edge.from, edge.to);
  for (const auto& node : graph.nodes) {
    layers.push_back(node.layer);
    if (shape_ == GraphShape::Placed)
      placed.emplace_back(std::isfinite(node.x) ? node.x : 0, std::isfinite(node.y) ? -node.y : 0);
  }
  std::vector<QSizeF> sizes = sizesFor(graph, detail);
  const bool same = kept.shape == shape_ && kept.edges == edges && kept.layers == layers &&
                    kept.placed == placed && kept.layout.nodes.size() == graph.nodes.size();
  bool grown = !same;
  for (std::size_t i = 0; same && i < sizes.size(); ++i) {
    grown = grown || sizes[i].width() > kept.sizes[i].width() || sizes[i].height() > kept.sizes[i].height();
    sizes[i] = sizes[i].expandedTo(kept.sizes[i]);
  }
  if (!grown) return kept.layout;
  GraphLayout layout;
  const bool down = shape_ == GraphShape::LayersDown;
  if (shape_ == GraphShape::Placed) {
    layout = {placed, std::vector<std::vector<QPointF>>(edges.size())};
  } else if (shape_ == GraphShape::Distances) {
    layout = same ? std::move(kept.layout) : distanceLayout(graph);
  } else {
    std::vector<QSizeF> along = sizes;
    for (QSizeF& size : along)
      if (down) size.transpose();
    layout = layeredLayout(graph, along);
    if (down) {
      for (QPointF& p : layout.nodes) p = p.transposed();
      for (auto& bends : layout.bends)
        for (QPointF& p : bends) p = p.transposed();
    }
  }
  kept = {std::move(sizes),  std::move(layout), std::move(edges),
          std::move(layers), std::move(placed), shape_};
  return kept.layout;
}

GraphView::Drawing GraphView::draw(const lab::value::Graph& graph, const QRectF& area, Detail detail) const {
  const bool layered = shape_ == GraphShape::Layers || shape_ == GraphShape::LayersDown,
             down = shape_ == GraphShape::LayersDown;
  // So many words have no room, wherever they would stand.
  const std::size_t mostWords =
      layered ? static_cast<std::size_t>(std::max(0.0, area.width()) * std::max(0.0, area.height()) / leastBox) : mostBoxes;
  if (detail != Detail::Dot && graph.nodes.size() > mostWords) return {};
  GraphLayout layout = layoutFor(graph, detail);
  const std::vector<QSizeF>& sizes = kept_[detail].sizes;
  const std::size_t n = layout.nodes.size();
  for (const auto& [node, shift] : shifts_)
    if (static_cast<std::size_t>(node) < n) layout.nodes[static_cast<std::size_t>(node)] += shift;
  std::vector<double> xs, ys, halfWidths, halfHeights;
  for (std::size_t i = 0; i < n; ++i) {
    xs.push_back(layout.nodes[i].x());
    ys.push_back(layout.nodes[i].y());
    halfWidths.push_back(sizes[i].width() / 2 + 1);
    halfHeights.push_back(sizes[i].height() / 2 + 1);
  }
  for (const auto& bends : layout.bends)  // a bend keeps inside as well
    for (const QPointF& bend : bends) {
      xs.push_back(bend.x());
      ys.push_back(bend.y());
      halfWidths.push_back(2);
      halfHeights.push_back(2);
    }
  Drawing drawing;
  drawing.detail = detail;
  const double along = detail == Detail::Dot ? 8 : 2.4, across = detail == Detail::Dot ? 3.6 : 1.7;
  const double capX = layered ? (down ? across : along) : shape_ == GraphShape::Placed ? 1e9 : 3;
  const double capY = layered ? (down ? along : across) : capX;
  QPointF scale(fitting(xs, halfWidths, area.width(), capX), fitting(ys, halfHeights, area.height(), capY));
  if (shape_ == GraphShape::Distances) scale = QPointF(1, 1) * std::min(scale.x(), scale.y());
  if (scale.x() >= 1e9) scale.setX(1);  // all in one place
  if (scale.y() >= 1e9) scale.setY(1);
  QPointF offset(centring(xs, halfWidths, scale.x(), area.left(), area.width()),
                 centring(ys, halfHeights, scale.y(), area.top(), area.height()));
  if (held_ && held_->drawing.detail == detail) scale = held_->drawing.scale, offset = held_->drawing.offset;
  drawing.scale = scale;
  drawing.offset = offset;
  const auto pixel = [&](QPointF p) { return QPointF(p.x() * scale.x(), p.y() * scale.y()) + offset; };
  double half = 0;
  if (detail == Detail::Dot) {
    double apart = 40;
    if (n <= 2000)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
          const QPointF d = pixel(layout.nodes[i]) - pixel(layout.nodes[j]);
          if (std::abs(d.x()) < apart && std::abs(d.y()) < apart)
            apart = std::min(apart, std::max(4.0, std::hypot(d.x(), d.y())));
        }
    half = std::clamp(0.36 * apart, 2.0, layered ? 11.0 : 7.0);
  }
  for (std::size_t i = 0; i < n; ++i) {
    QPointF centre = pixel(layout.nodes[i]);
    const double w = half > 0 ? half : sizes[i].width() / 2, h = half > 0 ? half : sizes[i].height() / 2;
    centre.setX(
        std::clamp(centre.x(), area.left() + w + 1, std::max(area.left() + w + 1, area.right() - w - 1)));
    centre.setY(
        std::clamp(centre.y(), area.top() + h + 1, std::max(area.top() + h + 1, area.bottom() - h - 1)));
    drawing.boxes.emplace_back(centre - QPointF(w, h), QSizeF(2 * w, 2 * h));
  }
  for (auto& bends : layout.bends) {
    for (QPointF& bend : bends) bend = pixel(bend);
    drawing.bends.push_back(std::move(bends));
  }
  if (detail == Detail::Dot) {
    drawing.fits = true;
  } else if (layered) {
    drawing.fits = scale.x() >= (down ? 0.999 : 0.74) && scale.y() >= (down ? 0.74 : 0.999);
  } else {
    drawing.fits = n <= mostBoxes && scale.x() > 0.02;
    for (std::size_t i = 0; drawing.fits && i < n; ++i)
      for (std::size_t j = i + 1; drawing.fits && j < n; ++j)
        drawing.fits = !drawing.boxes[i].adjusted(-2, -2, 2, 2).intersects(drawing.boxes[j]);
    drawing.fits = drawing.fits || held_.has_value();  // the words stay while a node passes over another
  }
  return drawing;
}

std::vector<QPointF> GraphView::wayOf(const lab::value::Graph& graph, const Drawing& drawing,
                                      std::size_t edge) const {
  const auto& at = graph.edges[edge];
  const int n = static_cast<int>(drawing.boxes.size());
  if (at.from < 0 || at.to < 0 || at.from >= n || at.to >= n) return {};
  const QRectF &from = drawing.boxes[static_cast<std::size_t>(at.from)],
               &to = drawing.boxes[static_cast<std::size_t>(at.to)];
  const bool dots = drawing.detail == Detail::Dot;
  if (at.from == at.to) {  // a ring above the node
    const double r = std::min(9.0, std::max(4.0, from.width() / 3));
    std::vector<QPointF> way{{from.center().x() - r * 0.6, from.top() + 1}};
    const QPointF end(from.center().x() + r * 0.6, from.top() + 1);
    curve(way, way.back() - QPointF(1.5 * r, 3.1 * r), end - QPointF(-1.5 * r, 3.1 * r), end);
    return way;
  }
  const bool layered = shape_ == GraphShape::Layers || shape_ == GraphShape::LayersDown;
  if (!layered || (graph.edges.size() > mostCurves && drawing.bends[edge].empty())) {
    const QPointF middle = (from.center() + to.center()) / 2, apart = to.center() - from.center();
    bool back = false;  // two edges between the same nodes pass each other
    if (graph.directed && graph.edges.size() <= mostCurves && !layered)
      back =
          std::ranges::any_of(graph.edges, [&](const auto& e) { return e.from == at.to && e.to == at.from; });
    const double length = std::hypot(apart.x(), apart.y());
    if (!back || length < 1)
      return {borderTowards(from, to.center(), dots), borderTowards(to, from.center(), dots)};
    const QPointF aside = middle + QPointF(-apart.y(), apart.x()) / length * std::min(24.0, 0.22 * length);
    std::vector<QPointF> way{borderTowards(from, aside, dots)};
    const QPointF end = borderTowards(to, aside, dots);
    curve(way, way.back() + (aside - way.back()) * 0.67, end + (aside - end) * 0.67, end);
    return way;
  }
  const bool down = shape_ == GraphShape::LayersDown;
  const auto main = [&](QPointF p) { return down ? p.y() : p.x(); };
  const auto side = [&](const QRectF& box, bool front) {
    return down ? QPointF(box.center().x(), front ? box.bottom() : box.top())
                : QPointF(front ? box.right() : box.left(), box.center().y());
  };
  const double gap = main(to.center()) - main(from.center());
  const bool forth = gap > 0;
  if (std::abs(gap) < 1)
    return {borderTowards(from, to.center(), dots), borderTowards(to, from.center(), dots)};
  std::vector<QPointF> way{side(from, forth)}, stops = drawing.bends[edge];
  stops.push_back(side(to, !forth));
  for (const QPointF& stop : stops) {
    const QPointF apart = stop - way.back();
    const QPointF reach = down ? QPointF(0, apart.y() / 2) : QPointF(apart.x() / 2, 0);
    curve(way, way.back() + reach, stop - reach, stop);
  }
  return way;
}

}  // namespace gradarium::widgets
