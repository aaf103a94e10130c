// SPDX-License-Identifier: GPL-3.0-or-later
// The dendrogram as a picture, in words and as numbers.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/charts/dendrogram_view.h"
#include "widgets/charts/line_paint.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

QString DendrogramView::leafName(const lab::Snapshot& snapshot, int node) const {
  const auto* tree = tree_.in(snapshot);
  const std::string& label = tree->nodes[static_cast<std::size_t>(node)].label;
  if (!label.empty()) return text(label);
  return text(leafNoun_) + ' ' + QString::number(layoutIn(snapshot).nodes[static_cast<std::size_t>(node)].sample + 1);
}

QString DendrogramView::countOf(std::size_t leaves) const {
  return QString::number(leaves) + ' ' + text(leaves == 1 ? leafNoun_ : leafNouns_);
}

QString DendrogramView::words(const lab::Snapshot& snapshot, int node) const {
  const TreeLayout& layout = layoutIn(snapshot);
  const auto& at = layout.nodes[static_cast<std::size_t>(node)];
  if (at.children.empty()) {
    QString result = "<b>" + leafName(snapshot, node).toHtmlEscaped() + "</b>";
    if (at.parent >= 0)
      result += ", merged at " + text(heightNoun_).toHtmlEscaped() + ' ' +
                readable(layout.nodes[static_cast<std::size_t>(at.parent)].height);
    return result;
  }
  QString parts;
  for (const int child : at.children) {
    const auto& part = layout.nodes[static_cast<std::size_t>(child)];
    parts += (parts.isEmpty() ? "" : " + ") + (part.size() == 1 ? leafName(snapshot, child) : QString::number(part.size()));
  }
  return "merge at " + text(heightNoun_).toHtmlEscaped() + " <b>" + readable(at.height, 5) +
         (unit_.empty() ? QString() : ' ' + text(unit_)) + "</b>: " + parts.toHtmlEscaped() + " = " +
         countOf(at.size()).toHtmlEscaped();
}

QPointF DendrogramView::placeOf(const BandFrame& frame, double place, double height) const {
  return {frame.plot().left() + (place + 0.5) * frame.bandWidth(), frame.at(height)};
}

void DendrogramView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const TreeLayout& layout = layoutIn(canvas.snapshot);
  if (layout.leaves.empty()) return paintEmpty(canvas);
  double high = layout.highest;
  if (cut_) high = std::max(high, std::isfinite(cut_->in(canvas.snapshot)) ? cut_->in(canvas.snapshot) : 0);
  const Span span{0, high > 0 ? high * 1.04 : 1};
  QString heightName = text(heightNoun_);
  if (!unit_.empty()) heightName += ", " + text(unit_);
  // Names below the leaves while all of them fit; otherwise how many there are.
  const QFontMetricsF metrics(font(TextRole::Small));
  const bool named = canvas.area.width() * 0.88 / static_cast<double>(layout.leaves.size()) >= metrics.height() + 2;
  std::vector<std::string> names(layout.leaves.size());
  if (named)
    for (std::size_t place = 0; place < names.size(); ++place) {
      const auto* tree = tree_.in(canvas.snapshot);
      const std::string& label = tree->nodes[static_cast<std::size_t>(layout.leaves[place])].label;
      names[place] = label.empty() ? std::to_string(layout.sampleAt(place) + 1) : label;
    }
  const BandFrame frame(Bands(names.size(), names, named ? text(leafNoun_) : countOf(names.size())), span, heightName,
                        false, canvas.area);
  if (!frame.usable()) return;
  frame.paintGrid(canvas.painter, canvas.theme);
  paintBranches(canvas, frame);
  frame.paintLabels(canvas.painter, canvas.theme);
  if (cut_) paintCut(canvas, frame);
  if (canvas.onScreen) painted_ = frame;
}

void DendrogramView::paintBranches(const Canvas& canvas, const BandFrame& frame) const {
  const TreeLayout& layout = layoutIn(canvas.snapshot);
  const std::vector<int> codes = codesIn(canvas.snapshot);
  const bool thick = layout.leaves.size() * 5 <= static_cast<std::size_t>(frame.plot().width());
  const auto crisp = [&](double v) { return thick ? std::round(v) : std::floor(v) + 0.5; };
  std::map<int, QList<QLineF>> lines;  // by colour, so that a pen is set once
  const auto upright = [&](const TreeLayout::Node& from, double to, int code) {
    const QPointF low = placeOf(frame, from.place, from.height);
    const double x = crisp(low.x()), top = crisp(frame.at(to)), bottom = crisp(low.y());
    if (top != bottom) lines[code] << QLineF(x, bottom, x, top);
  };
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const auto& at = layout.nodes[i];
    if (at.parent < 0 && layout.roots.size() == 1) upright(at, std::min(layout.highest * 1.03, frame.value(frame.plot().top())), codes[i]);
    if (at.children.empty()) continue;
    const double y = crisp(frame.at(at.height));
    const auto x = [&](int child) { return crisp(placeOf(frame, layout.nodes[static_cast<std::size_t>(child)].place, 0).x()); };
    lines[codes[i]] << QLineF(x(at.children.front()), y, x(at.children.back()), y);
    for (const int child : at.children)
      upright(layout.nodes[static_cast<std::size_t>(child)], at.height, codes[static_cast<std::size_t>(child)]);
  }
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const auto& [code, all] : lines) {
    const QColor colour = code < 0 ? canvas.theme.quiet : lineColour(canvas.theme, static_cast<std::size_t>(code));
    painter.setPen(QPen(colour, thick ? 2 : 1, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(all);
  }
  if (layout.roots.size() > 1) {  // leaves that nothing has taken yet stand on the ground
    painter.setPen(QPen(canvas.theme.quiet, 1));
    painter.drawLine(frame.across(0));
  }
  painter.restore();
  if (!canvas.onScreen) return;
  if (selected_ >= 0 && selected_ < static_cast<int>(layout.nodes.size())) paintBranch(canvas, frame, selected_, canvas.theme.accent);
  if (hovered_ >= 0 && hovered_ < static_cast<int>(layout.nodes.size())) paintBranch(canvas, frame, hovered_, canvas.theme.ink);
  if (!linked() || hovered_ >= 0) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(canvas.theme.card, 1));
  painter.setBrush(canvas.theme.ink);
  for (std::size_t place = 0; place < layout.leaves.size(); ++place)
    if (linked()->contains(layout.sampleAt(place))) painter.drawEllipse(placeOf(frame, double(place), 0), 4, 4);
  painter.restore();
}

void DendrogramView::paintBranch(const Canvas& canvas, const BandFrame& frame, int node, const QColor& colour) const {
  const TreeLayout& layout = layoutIn(canvas.snapshot);
  QList<QLineF> lines;
  std::vector<int> open{node};
  while (!open.empty()) {
    const auto& at = layout.nodes[static_cast<std::size_t>(open.back())];
    open.pop_back();
    if (at.children.empty()) continue;
    const auto& front = layout.nodes[static_cast<std::size_t>(at.children.front())];
    const auto& back = layout.nodes[static_cast<std::size_t>(at.children.back())];
    lines << QLineF(placeOf(frame, front.place, at.height), placeOf(frame, back.place, at.height));
    for (const int child : at.children) {
      const auto& part = layout.nodes[static_cast<std::size_t>(child)];
      lines << QLineF(placeOf(frame, part.place, part.height), placeOf(frame, part.place, at.height));
    }
    open.insert(open.end(), at.children.begin(), at.children.end());
  }
  const auto& at = layout.nodes[static_cast<std::size_t>(node)];
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour, layout.leaves.size() > 60 ? 1.5 : 2.5, Qt::SolidLine, Qt::RoundCap));
  painter.drawLines(lines);
  painter.setPen(QPen(canvas.theme.card, 1.5));
  painter.setBrush(colour);
  painter.drawEllipse(placeOf(frame, at.place, at.height), 5, 5);
  painter.restore();
}

void DendrogramView::paintCut(const Canvas& canvas, const BandFrame& frame) const {
  const double height = cut_->in(canvas.snapshot);
  if (!std::isfinite(height)) return;
  const QLineF line = frame.across(height);
  if (line.y1() < frame.plot().top() - 1 || line.y1() > frame.plot().bottom() + 1) return;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(canvas.theme.accent, 2, Qt::CustomDashLine));
  QPen pen = painter.pen();
  pen.setDashPattern({4, 2.5});
  painter.setPen(pen);
  painter.drawLine(line);
  painter.setPen(QPen(canvas.theme.card, 1.5));
  painter.setBrush(canvas.theme.accent);
  const double r = canvas.onScreen && (warm_ || held_) ? 7 : 5.5;
  painter.drawEllipse(QPointF(frame.plot().right() - 8, line.y1()), r, r);
  painter.restore();
}

QString DendrogramView::describe(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  if (layout.leaves.empty()) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + QStringLiteral(". %1, %2 merges, the highest at %3.")
                                                  .arg(countOf(layout.leaves.size()))
                                                  .arg(layout.nodes.size() - layout.leaves.size())
                                                  .arg(readable(layout.highest));
  if (!cut_) return result;
  const auto clusters = layout.below(cut_->in(snapshot));
  QStringList sizes;
  for (const int cluster : clusters)
    if (sizes.size() < 12) sizes << QString::number(layout.nodes[static_cast<std::size_t>(cluster)].size());
  return result + QStringLiteral(" Sizes of the clusters: %1%2.").arg(sizes.join(", "), clusters.size() > 12 ? " and more" : "");
}

lab::value::Table DendrogramView::numbers(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  lab::value::Table table;
  if (layout.leaves.empty()) return table;
  table.columns = {{"node", "", {}, {}}, {"parent", "", {}, {}}, {heightNoun_, unit_, {}, {}}, {leafNouns_, "", {}, {}}, {"first " + leafNoun_, "", {}, {}}};
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const auto& at = layout.nodes[i];
    if (at.children.empty() && at.parent >= 0) continue;  // merges, and what is not merged yet
    const double row[] = {double(i), double(at.parent), at.height, double(at.size()), double(at.sample + 1)};
    for (std::size_t c = 0; c < std::size(row); ++c) table.columns[c].numbers.push_back(row[c]);
  }
  return table;
}

}  // namespace gradarium::widgets
