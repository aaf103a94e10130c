// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/marks.h"
#include "widgets/views/tree_view.h"
#include "widgets/views/plate.h"

namespace gradarium::widgets {
namespace {

constexpr double across = 10, along = 34, padding = 8;  // between neighbours; between levels; inside a box

/// Where the middles of the boxes stand beside each other, and how far all of them reach.
struct Spread {
  std::vector<double> middles;
  double left = 0, right = 0;
};

/// Branches stand as near to each other as their boxes allow, level by level (Reingold & Tilford 1981): a leaf leaves
/// the room below it to others. A parent stands over the middle of its children.
Spread spreadOf(const TreeLayout& layout, const std::vector<int>& downwards, const std::vector<QSizeF>& sizes, double air) {
  struct Edge {
    double left = 0, right = 0;
  };
  const std::size_t n = layout.nodes.size();
  std::vector<std::vector<Edge>> outlines(n);  // of each branch, its levels from the deepest to its top
  std::vector<double> within(n, 0);            // of a node's middle: from its parent's
  // Beside what stands already: the shift that a branch needs, and the outline of both.
  const auto join = [&](std::vector<Edge>& all, std::vector<Edge>&& next, bool first) {
    double shift = first ? 0 : -INFINITY;
    const std::size_t common = std::min(all.size(), next.size());
    for (std::size_t k = 1; !first && k <= common; ++k)
      shift = std::max(shift, all[all.size() - k].right + air - next[next.size() - k].left);
    if (first) {
      all = std::move(next);
      return shift;
    }
    if (next.size() > all.size()) {
      for (Edge& edge : next) edge = {edge.left + shift, edge.right + shift};
      for (std::size_t k = 1; k <= common; ++k) next[next.size() - k].left = all[all.size() - k].left;
      all = std::move(next);
    } else {
      for (std::size_t k = 1; k <= common; ++k) all[all.size() - k].right = next[next.size() - k].right + shift;
    }
    return shift;
  };
  const auto place = [&](const std::vector<int>& branches, std::vector<Edge>& outline) {
    bool first = true;
    for (const int branch : branches) {
      const auto i = static_cast<std::size_t>(branch);
      within[i] = join(outline, std::move(outlines[i]), first);
      first = false;
    }
    if (branches.empty()) return;
    const double middle = (within[static_cast<std::size_t>(branches.front())] + within[static_cast<std::size_t>(branches.back())]) / 2;
    for (const int branch : branches) within[static_cast<std::size_t>(branch)] -= middle;
    for (Edge& edge : outline) edge = {edge.left - middle, edge.right - middle};
  };
  for (std::size_t k = n; k-- > 0;) {
    const auto i = static_cast<std::size_t>(downwards[k]);
    place(layout.nodes[i].children, outlines[i]);
    outlines[i].push_back({-sizes[i].width() / 2, sizes[i].width() / 2});
  }
  std::vector<Edge> all;
  place(layout.roots, all);
  Spread spread{std::vector<double>(n, 0)};
  for (const int index : downwards) {
    const auto i = static_cast<std::size_t>(index);
    const int parent = layout.nodes[i].parent;
    spread.middles[i] = within[i] + (parent >= 0 ? spread.middles[static_cast<std::size_t>(parent)] : 0);
  }
  for (const Edge& edge : all) {
    spread.left = std::min(spread.left, edge.left);
    spread.right = std::max(spread.right, edge.right);
  }
  return spread;
}

}  // namespace

TreeView::Drawing TreeView::draw(const lab::Snapshot& snapshot, const QRectF& area, Detail detail) const {
  const TreeLayout& layout = layoutIn(snapshot);
  const auto& tree = *tree_.in(snapshot);
  const QFontMetricsF metrics(font(TextRole::Small)), strong(font(TextRole::Strong));
  const std::size_t n = layout.nodes.size();
  const bool dots = detail == Detail::Dot;
  std::vector<QSizeF> sizes(n);
  const auto order = layout.downwards();
  std::vector<std::size_t> level(n, 0);
  std::vector<double> heights;
  for (const int index : order) {
    const auto i = static_cast<std::size_t>(index);
    if (layout.nodes[i].parent >= 0) level[i] = level[static_cast<std::size_t>(layout.nodes[i].parent)] + 1;
    sizes[i] = QSizeF(10, 10);
    if (!dots) {
      const QStringList lines = linesOf(tree, i, detail);
      double width = 12;
      for (const QString& line : lines) width = std::max(width, metrics.horizontalAdvance(line));
      sizes[i] = QSizeF(std::min(width, 220.0) + 2 * padding, metrics.height() * std::max<double>(1, double(lines.size())) + 6);
    }
    if (heights.size() <= level[i]) heights.resize(level[i] + 1, 0);
    heights[level[i]] = std::max(heights[level[i]], sizes[i].height());
  }
  const double air = dots ? 6 : across;
  const Spread spread = spreadOf(layout, order, sizes, air);
  const double total = spread.right - spread.left;
  double tall = 0;
  for (const double height : heights) tall += height;
  const double room = area.height() - 4 - tall;
  const double gap = heights.size() > 1 ? std::min(along * 2, room / double(heights.size() - 1)) : 0;
  Drawing drawing{detail, std::vector<QRectF>(n), total <= area.width() - 2 && (heights.size() < 2 || gap >= (dots ? 2 : 16)) && room >= 0};
  if (!drawing.fits && !dots) return drawing;
  // Dots always fit: they come closer, or take the room that there is.
  const double squeeze = std::min(dots ? 3.0 : 1.0, (area.width() - 12) / std::max(1.0, total));
  std::vector<double> tops(heights.size(), area.top() + 2);
  for (std::size_t l = 1; l < tops.size(); ++l)
    tops[l] = tops[l - 1] + (drawing.fits ? heights[l - 1] + gap : (area.height() - 14) / double(tops.size() - 1));
  for (std::size_t i = 0; i < n; ++i) {
    const double middle = area.center().x() + (spread.middles[i] - (spread.left + spread.right) / 2) * squeeze;
    drawing.boxes[i] = QRectF(QPointF(middle - sizes[i].width() / 2, tops[level[i]]), sizes[i]);
  }
  return drawing;
}

void TreeView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_ = {};
  if (layoutIn(canvas.snapshot).nodes.empty()) return paintEmpty(canvas);
  if (canvas.area.width() < 40 || canvas.area.height() < 30) return;
  Drawing drawing;
  for (const Detail detail : {Detail::All, Detail::FirstLine, Detail::Dot}) {
    drawing = draw(canvas.snapshot, canvas.area, detail);
    if (drawing.fits) break;
  }
  paintBranches(canvas, drawing);
  for (std::size_t i = 0; i < drawing.boxes.size(); ++i) paintNode(canvas, drawing, i);
  if (canvas.onScreen) painted_ = std::move(drawing);
}

void TreeView::paintBranches(const Canvas& canvas, const Drawing& drawing) const {
  const TreeLayout& layout = layoutIn(canvas.snapshot);
  const QFontMetricsF metrics(font(TextRole::Small));
  std::vector<bool> onPath(layout.nodes.size(), false);
  if (const double node = path_ ? path_->numberIn(canvas.snapshot) : -1; node >= 0 && node < double(layout.nodes.size()))
    for (int at = static_cast<int>(node); at >= 0; at = layout.nodes[static_cast<std::size_t>(at)].parent) onPath[static_cast<std::size_t>(at)] = true;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(font(TextRole::Small));
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const auto& children = layout.nodes[i].children;
    for (std::size_t k = 0; k < children.size(); ++k) {
      const auto child = static_cast<std::size_t>(children[k]);
      const QRectF &from = drawing.boxes[i], &to = drawing.boxes[child];
      const QPointF start(from.center().x(), from.bottom()), end(to.center().x(), to.top());
      painter.setPen(QPen(onPath[child] ? canvas.theme.accent : mix(canvas.theme.line, canvas.theme.quiet, 0.6), onPath[child] ? 2.5 : 1));
      painter.drawLine(start, end);
      const std::string& answer = children.size() != 2 ? std::string() : k == 0 ? left_ : right_;
      if (answer.empty() || drawing.detail == Detail::Dot || end.y() - start.y() < metrics.height()) continue;
      const QString words = QString::fromStdString(answer);
      const QPointF middle = (start + end) / 2;
      const double width = metrics.horizontalAdvance(words);
      const double x = k == 0 ? middle.x() - width - 6 : middle.x() + 6;
      const QPointF at(std::clamp(x, canvas.area.left(), canvas.area.right() - width), middle.y() + metrics.capHeight() / 2);
      paintPlate(canvas, at, words, canvas.theme.quiet);  // a flat branch runs below the words
    }
  }
  painter.restore();
}

void TreeView::paintNode(const Canvas& canvas, const Drawing& drawing, std::size_t node) const {
  const Theme& t = canvas.theme;
  const auto* codes = codesIn(canvas.snapshot);
  const QRectF& box = drawing.boxes[node];
  const bool leaf = layoutIn(canvas.snapshot).nodes[node].children.empty(), dot = drawing.detail == Detail::Dot;
  const int code = codes ? codes->codes[node] : -1;
  const MarkStyle style = markStyle(t, code);
  const QColor fill = code < 0 ? (dot ? t.quiet : t.card) : mix(t.card, style.fill, dot || leaf ? 0.85 : 0.25);
  const bool hovered = canvas.onScreen && this->hovered() == Place{static_cast<int>(node), 0}, selected = canvas.onScreen && this->selected() == Place{static_cast<int>(node), 0};
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(selected ? t.accent : hovered ? t.ink : code < 0 ? mix(t.line, t.quiet, 0.5) : style.outline, selected ? 2 : hovered ? 1.5 : 1));
  painter.setBrush(fill);
  if (dot) {
    const double r = std::min(4.5, std::max(2.0, canvas.area.width() / double(drawing.boxes.size())));
    painter.drawEllipse(box.center(), hovered || selected ? r + 1 : r, hovered || selected ? r + 1 : r);
    painter.restore();
    return;
  }
  painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
  painter.setFont(font(TextRole::Small));
  const QFontMetricsF metrics(painter.font());
  const QColor ink = readableOn(t, fill);
  const QStringList lines = linesOf(*tree_.in(canvas.snapshot), node, drawing.detail);
  double base = box.center().y() - metrics.height() * double(lines.size()) / 2 + metrics.ascent();
  for (qsizetype i = 0; i < lines.size(); ++i, base += metrics.height()) {
    const QString words = metrics.elidedText(lines[i], Qt::ElideRight, box.width() - 2 * padding + 2);
    painter.setPen(i == 0 ? ink : mix(ink, fill, 0.18));
    painter.drawText(QPointF(box.center().x() - metrics.horizontalAdvance(words) / 2, base), words);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
