// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/graph_view.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostEdgeWords = 60, mostNames = 400;

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

ColourScale GraphView::nodeScale(const lab::value::Graph& graph, const Theme& theme) const {
  std::vector<double> numbers;
  for (const auto& node : graph.nodes) numbers.push_back(node.number);
  return {signed_ ? Ramp::Signed : Ramp::Viridis, range_ ? *range_ : spanOf(numbers, 0), theme};
}

double GraphView::mostWeight(const lab::value::Graph& graph) const {
  if (weightRange_ > 0) return weightRange_;
  double most = 0;
  for (const auto& edge : graph.edges)
    if (std::isfinite(edge.weight)) most = std::max(most, std::abs(edge.weight));
  return most > 0 ? most : 1;
}

bool GraphView::signedWeights(const lab::value::Graph& graph) const {
  return !weightNoun_.empty() && std::ranges::any_of(graph.edges, [](const auto& edge) { return edge.weight < 0; });
}

void GraphView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_ = {};
  const auto* graph = graphIn(canvas.snapshot);
  if (!graph) return paintEmpty(canvas);
  QRectF area = paintLegend(canvas, legend(canvas.snapshot));
  if (shaded_ && area.height() >= 110) {
    QString name = text(valueNoun_);
    if (!unit_.empty()) name += (name.isEmpty() ? "" : ", ") + text(unit_);
    const bool there =
        canvas.onScreen && pointed() && pointed()->column == 0 && has(*pointed(), canvas.snapshot);
    area = paintColourBar(
        canvas, area, nodeScale(*graph, canvas.theme), name,
        there ? std::optional(graph->nodes[static_cast<std::size_t>(pointed()->row)].number) : std::nullopt);
  }
  // Weights of one sign need no colours: their lines' thickness says it.
  if (signedWeights(*graph) && area.height() >= 110) {
    const double most = mostWeight(*graph);
    QString name = text(weightNoun_);
    if (!weightUnit_.empty()) name += ", " + text(weightUnit_);
    const bool there =
        canvas.onScreen && pointed() && pointed()->column == 1 && has(*pointed(), canvas.snapshot);
    area = paintColourBar(
        canvas, area, ColourScale(Ramp::Signed, {-most, most}, canvas.theme), name,
        there ? std::optional(graph->edges[static_cast<std::size_t>(pointed()->row)].weight) : std::nullopt);
  }
  if (area.width() < 30 || area.height() < 24) return;
  const bool loops = std::ranges::any_of(graph->edges, [](const auto& e) { return e.from == e.to; });
  // Loops stand above their nodes; two edges between the same nodes bulge.
  const bool bulges = graph->directed && (shape_ == GraphShape::Distances || shape_ == GraphShape::Placed);
  const double side = bulges ? 14 : 2;
  const QRectF room = area.adjusted(side, loops ? 44 : side, -side, -side);
  Drawing drawing;
  for (const Detail detail : {Detail::All, Detail::FirstLine, Detail::Dot}) {
    if (detail == Detail::FirstLine &&
        std::ranges::all_of(graph->nodes, [](const auto& n) { return n.label.empty(); }))
      continue;
    drawing = draw(*graph, room, detail);
    if (drawing.fits) break;
  }
  paintEdges(canvas, *graph, drawing);
  std::optional<ColourScale> scale;
  if (shaded_) scale.emplace(nodeScale(*graph, canvas.theme));
  for (std::size_t i = 0; i < drawing.boxes.size(); ++i) paintNode(canvas, *graph, drawing, i, scale);
  paintEdgeWords(canvas, *graph, drawing);
  if (canvas.onScreen) painted_ = std::move(drawing);
}

void GraphView::paintEdgeWords(const Canvas& canvas, const lab::value::Graph& graph,
                               const Drawing& drawing) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  std::vector<QRectF> taken = drawing.boxes;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  const auto write = [&](const QString& words, QRectF box, bool below) {
    if (!canvas.area.contains(box)) return false;
    for (const QRectF& other : taken)
      if (other.intersects(box)) return false;
    taken.push_back(box);
    if (below) {  // the edge runs below its words
      painter.setPen(Qt::NoPen);
      painter.setBrush(faded(canvas.theme.ground, 0.88));
      painter.drawRoundedRect(box, 3, 3);
    }
    painter.setPen(below ? canvas.theme.quiet : canvas.theme.ink);
    painter.drawText(QPointF(box.left() + 2, box.center().y() + metrics.capHeight() / 2), words);
    return true;
  };
  if (edgeWords_ && graph.edges.size() <= mostEdgeWords)
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      const auto& edge = graph.edges[i];
      const QString words = !edge.label.empty()   ? text(edge.label)
                            : weightNoun_.empty() ? QString()
                                                  : readable(edge.weight, 3);
      const auto way = wayOf(graph, drawing, i);
      if (words.isEmpty() || way.size() < 2) continue;
      const QSizeF size(metrics.horizontalAdvance(words) + 4, metrics.height() - 2);
      double length = 0;
      for (std::size_t k = 1; k < way.size(); ++k) length += QLineF(way[k - 1], way[k]).length();
      if (edge.from == edge.to) {  // above the ring
        const QPointF top = way[way.size() / 2];
        write(words, QRectF(top - QPointF(size.width() / 2, size.height() + 1), size), true);
        continue;
      }
      for (const double share : {0.5, 0.35, 0.65, 0.25, 0.75}) {  // where it has room along the edge
        double rest = share * length;
        QPointF at = way.back();
        for (std::size_t k = 1; k < way.size(); ++k) {
          const double piece = QLineF(way[k - 1], way[k]).length();
          if (rest <= piece) {
            at = way[k - 1] + (way[k] - way[k - 1]) * (piece > 0 ? rest / piece : 0);
            break;
          }
          rest -= piece;
        }
        if (write(words, QRectF(at - QPointF(size.width() / 2, size.height() / 2), size), true)) break;
      }
    }
  if (drawing.detail == Detail::Dot &&
      graph.nodes.size() <= mostNames)  // names beside dots, where there is room
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const QString words = text(graph.nodes[i].label).section('\n', 0, 0);
      if (words.isEmpty()) continue;
      const QRectF& box = drawing.boxes[i];
      const QSizeF size(metrics.horizontalAdvance(words) + 4, metrics.height() - 2);
      const double middle = box.center().y() - size.height() / 2,
                   centre = box.center().x() - size.width() / 2;
      for (const QPointF corner :
           {QPointF(box.right() + 2, middle), QPointF(box.left() - size.width() - 2, middle),
            QPointF(centre, box.top() - size.height() - 1), QPointF(centre, box.bottom() + 1)})
        if (write(words, QRectF(corner, size), false)) break;
    }
  painter.restore();
}

void GraphView::paintNode(const Canvas& canvas, const lab::value::Graph& graph, const Drawing& drawing,
                          std::size_t node, const std::optional<ColourScale>& scale) const {
  const Theme& t = canvas.theme;
  const QRectF& box = drawing.boxes[node];
  const bool dot = drawing.detail == Detail::Dot;
  const int code = codeOf(canvas.snapshot, node);
  const MarkStyle style = markStyle(t, code);
  QColor fill = code < 0 ? t.card : mix(t.card, style.fill, dot ? 0.9 : 0.22);
  QColor edge = code < 0 ? mix(t.line, t.quiet, 0.9) : style.outline;
  if (code < 0 && dot && !shaded_) fill = mix(t.card, t.quiet, 0.6);
  if (scale) fill = QColor(scale->at(graph.nodes[node].number));
  const Place place{static_cast<int>(node), 0};
  const bool isHovered = canvas.onScreen && hovered() == place,
             isSelected = canvas.onScreen && selected() == place;
  const bool cursor = cursor_ && cursor_->numberIn(canvas.snapshot) == static_cast<double>(node);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double round =
      dot || (shaded_ && box.width() <= box.height()) ? box.width() / 2 : std::min(6.0, box.height() / 2);
  if (cursor) {
    painter.setPen(QPen(t.accentSoft, 8));
    painter.setBrush(Qt::NoBrush);
    const QRectF halo = box.adjusted(-2, -2, 2, 2).intersected(canvas.area.adjusted(4, 4, -4, -4));
    painter.drawRoundedRect(halo, round + 2, round + 2);
  }
  painter.setPen(QPen(isSelected || cursor ? t.accent
                      : isHovered          ? t.ink
                                           : edge,
                      isSelected || cursor ? 2.5
                      : isHovered          ? 2
                                           : 1));
  painter.setBrush(fill);
  painter.drawRoundedRect(dot ? box : box.adjusted(0.5, 0.5, -0.5, -0.5), round, round);
  if (!dot) {
    const QStringList lines = linesOf(graph, node, drawing.detail);
    const QFont body = font(TextRole::Body), small = font(TextRole::Small);
    const QFontMetricsF bodyMetrics(body), smallMetrics(small);
    const QColor ink = readableOn(t, fill);
    const double height =
        lines.isEmpty() ? 0 : bodyMetrics.height() + smallMetrics.height() * double(lines.size() - 1);
    double top = box.center().y() - height / 2;
    for (qsizetype i = 0; i < lines.size(); ++i) {
      const QFontMetricsF& metrics = i == 0 ? bodyMetrics : smallMetrics;
      const QString words = metrics.elidedText(lines[i], Qt::ElideRight, box.width() - 6);
      painter.setFont(i == 0 ? body : small);
      painter.setPen(i == 0 ? ink : mix(ink, fill, 0.2));
      painter.drawText(
          QPointF(box.center().x() - metrics.horizontalAdvance(words) / 2, top + metrics.ascent()), words);
      top += metrics.height();
    }
  }
  painter.restore();
}

}  // namespace gradarium::widgets
