// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/timeline_view.h"

#include <QFontMetricsF>
#include <QPainter>
#include <Qt>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "widgets/theme/contrast.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/legend.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

constexpr double first = 0.14, last = 0.86;  // what a span takes of its lane

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

TimelineView::TimelineView(std::string name, const lab::Timeline& timeline)
    : PointingViewOf(std::move(name)), timeline_(timeline), unit_(timeline.traits().unit) {
  title(timeline.label());
}

TimelineView& TimelineView::categories(std::vector<std::string> names) {
  categories_ = std::move(names);
  return *this;
}

TimelineView& TimelineView::clock(std::string noun, std::string unit) {
  clockNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

TimelineView& TimelineView::now() {
  now_ = true;
  return *this;
}

TimelineView& TimelineView::now(const lab::Scalar& moment) {
  moment_ = &moment;
  return now();
}

std::vector<const lab::ObservableBase*> TimelineView::observables() const {
  std::vector<const lab::ObservableBase*> all{&timeline_};
  if (moment_) all.push_back(moment_);
  return all;
}

const lab::value::Timeline* TimelineView::timelineIn(const lab::Snapshot& snapshot) const {
  const auto* timeline = timeline_.in(snapshot);
  return timeline && !orderIn(snapshot).empty() ? timeline : nullptr;
}

const std::vector<std::size_t>& TimelineView::orderIn(const lab::Snapshot& snapshot) const {
  const auto value = timeline_.index() < snapshot.values.size() ? snapshot.values[timeline_.index()] : nullptr;
  if (value == known_) return order_;
  known_ = value;
  order_.clear();
  const auto* timeline = timeline_.in(snapshot);
  if (!timeline) return order_;
  const auto& spans = timeline->spans;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const bool there = spans[i].lane >= 0 && static_cast<std::size_t>(spans[i].lane) < timeline->lanes.size();
    if (there && std::isfinite(spans[i].begin) && std::isfinite(spans[i].end) && spans[i].end >= spans[i].begin)
      order_.push_back(i);
  }
  std::ranges::stable_sort(order_, [&](std::size_t a, std::size_t b) {
    return spans[a].lane != spans[b].lane ? spans[a].lane < spans[b].lane : spans[a].begin < spans[b].begin;
  });
  return order_;
}

QString TimelineView::categoryName(int category) const {
  const auto index = static_cast<std::size_t>(std::max(category, 0));
  return category >= 0 && index < categories_.size() ? text(categories_[index]) : QString();
}

QString TimelineView::laneName(const lab::value::Timeline& timeline, int lane) const {
  const std::string& name = timeline.lanes[static_cast<std::size_t>(lane)];
  return name.empty() ? QStringLiteral("lane %1").arg(lane + 1) : text(name);
}

QString TimelineView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto span = static_cast<std::size_t>(place.row);
  const auto* timeline = timeline_.in(snapshot);
  const auto& at = timeline->spans[span];
  const QString unit = unit_.empty() ? QString() : ' ' + text(unit_);
  QString result = laneName(*timeline, at.lane).toHtmlEscaped();
  const QString category = categoryName(at.category), label = text(at.label);
  if (!label.isEmpty()) result += ", <b>" + label.toHtmlEscaped() + "</b>";
  if (!category.isEmpty() && category != label) result += ", " + category.toHtmlEscaped();
  return result + QStringLiteral(": %1 to %2%3, <b>%4%3</b>").arg(readable(at.begin, 5), readable(at.end, 5), unit.toHtmlEscaped(), readable(at.end - at.begin));
}

double TimelineView::nowIn(const lab::Snapshot& snapshot) const {
  return !now_ ? std::nan("") : moment_ ? moment_->numberIn(snapshot) : snapshot.clock;
}

void TimelineView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const auto* timeline = timelineIn(canvas.snapshot);
  if (!timeline) return paintEmpty(canvas);
  double low = INFINITY, high = -INFINITY;
  std::set<int> used;
  for (const std::size_t i : orderIn(canvas.snapshot)) {
    low = std::min(low, timeline->spans[i].begin);
    high = std::max(high, timeline->spans[i].end);
    used.insert(timeline->spans[i].category);
  }
  if (const double now = nowIn(canvas.snapshot); std::isfinite(now)) low = std::min(low, now), high = std::max(high, now);
  std::vector<LegendEntry> entries;
  for (const int category : used)
    if (!categoryName(category).isEmpty()) entries.push_back({categoryName(category), category});
  QString name = text(clockNoun_);
  if (!unit_.empty()) name += (name.isEmpty() ? "" : ", ") + text(unit_);
  const Span span = high - low > 1e-12 * std::max(std::abs(low), std::abs(high)) && std::isfinite(high - low) ? Span{low, high} : spanOf({low});
  const BandFrame frame(Bands(timeline->lanes.size(), timeline->lanes), span, name, true, paintLegend(canvas, entries));
  if (!frame.usable()) return;
  frame.paintGrid(canvas.painter, canvas.theme);
  paintSpans(canvas, frame, *timeline);
  if (const double now = nowIn(canvas.snapshot); std::isfinite(now)) {
    canvas.painter.save();
    canvas.painter.setPen(QPen(canvas.theme.accent, 2));
    const QLineF line = frame.across(now);
    const double x = std::clamp(line.x1(), frame.plot().left() + 1, frame.plot().right() - 1);
    canvas.painter.drawLine(QLineF(x, line.y1(), x, line.y2()));
    canvas.painter.restore();
  }
  frame.paintLabels(canvas.painter, canvas.theme);
  if (canvas.onScreen) painted_ = frame;
}

void TimelineView::paintSpans(const Canvas& canvas, const BandFrame& frame, const lab::value::Timeline& timeline) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  painter.setRenderHint(QPainter::Antialiasing, false);
  int lane = -1;
  double drawnTo = -1;  // in this lane: what would add no pixel is left out
  for (const std::size_t i : orderIn(canvas.snapshot)) {
    const auto& span = timeline.spans[i];
    if (span.lane != lane) lane = span.lane, drawnTo = -1;
    QRectF box = frame.box(static_cast<std::size_t>(lane), span.begin, span.end, first, last);
    if (box.width() < 1) box.setWidth(1);
    if (box.right() > frame.plot().right()) box.moveRight(frame.plot().right());
    if (box.right() <= drawnTo && box.width() <= 1) continue;
    drawnTo = box.right();
    const MarkStyle style = markStyle(canvas.theme, span.category);
    const QColor fill = span.category < 0 ? canvas.theme.line : mix(canvas.theme.ground, style.fill, 0.8);
    painter.fillRect(box, fill);
    if (box.width() >= 4) {
      painter.setPen(QPen(style.outline, 1));
      painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
    const QString label = text(span.label);
    if (label.isEmpty() || box.height() < metrics.height() || box.width() < 18) continue;
    const QString words = metrics.elidedText(label, Qt::ElideRight, box.width() - 8);
    if (words != label && box.width() < 48) continue;  // a letter and dots say nothing
    painter.setPen(readableOn(canvas.theme, fill));
    painter.drawText(QPointF(box.left() + 4, box.center().y() + metrics.capHeight() / 2), words);
  }
  for (const auto& [chosen, colour] : {std::pair(selected(), canvas.theme.accent), std::pair(hovered(), canvas.theme.ink)}) {
    if (!canvas.onScreen || !chosen || !has(*chosen, canvas.snapshot)) continue;
    const auto& span = timeline.spans[static_cast<std::size_t>(chosen->row)];
    painter.setPen(QPen(colour, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame.box(static_cast<std::size_t>(span.lane), span.begin, span.end, first, last));
  }
  painter.restore();
}

std::optional<TimelineView::Place> TimelineView::placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  std::optional<Place> place;
  const auto* timeline = timelineIn(snapshot);
  const int lane = painted_ && timeline ? painted_->bandAt(pointer.at) : -1;
  if (lane < 0) return place;
  const double reach = 3;  // pixels: the shortest spans can be pointed at
  for (const std::size_t i : orderIn(snapshot)) {
    const auto& span = timeline->spans[i];
    if (span.lane == lane && painted_->at(span.begin) - reach <= pointer.at.x() && pointer.at.x() <= painted_->at(span.end) + reach) {
      const bool inside = painted_->at(span.begin) <= pointer.at.x() && pointer.at.x() <= painted_->at(span.end);
      if (!place || inside) place = Place{static_cast<int>(i), 0};
    }
  }
  return place;
}

bool TimelineView::has(Place place, const lab::Snapshot& snapshot) const {
  return place.row >= 0 && std::ranges::count(orderIn(snapshot), static_cast<std::size_t>(place.row)) > 0;
}

QRectF TimelineView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  const auto* timeline = timelineIn(snapshot);
  if (!painted_ || !timeline) return {};
  const auto& at = timeline->spans[static_cast<std::size_t>(place.row)];
  return painted_->box(static_cast<std::size_t>(at.lane), at.begin, at.end, first, last);
}

std::optional<TimelineView::Place> TimelineView::walk(std::optional<Place> from, int key, bool, const lab::Snapshot& snapshot) {
  const auto* timeline = timelineIn(snapshot);
  if (!timeline) return std::nullopt;
  const auto& order = orderIn(snapshot);
  const auto place = [](std::size_t span) { return Place{static_cast<int>(span), 0}; };
  const bool across = key == Qt::Key_Up || key == Qt::Key_Down;
  const auto found = from ? std::ranges::find(order, static_cast<std::size_t>(from->row)) : order.end();
  if (!across || found == order.end()) {
    const auto now = found == order.end() ? std::nullopt : std::optional(static_cast<int>(found - order.begin()));
    const auto to = walkAlong(now, across ? Qt::Key_Home : key, false, static_cast<int>(order.size()), Qt::Key_Left, Qt::Key_Right);
    return to ? std::optional(place(order[static_cast<std::size_t>(*to)])) : std::nullopt;
  }
  // What begins nearest in the next lane that has spans.
  const auto& now = timeline->spans[*found];
  int lane = -1;
  std::optional<std::size_t> best;
  for (const std::size_t i : order) {
    const auto& span = timeline->spans[i];
    const bool beyond = key == Qt::Key_Down ? span.lane > now.lane : span.lane < now.lane;
    if (!beyond) continue;
    const bool nearerLane = lane < 0 || (key == Qt::Key_Down ? span.lane < lane : span.lane > lane);
    const auto away = [&](std::size_t k) { return std::abs(timeline->spans[k].begin - now.begin); };
    if (nearerLane || (span.lane == lane && away(i) < away(*best))) lane = span.lane, best = i;
  }
  return best ? std::optional(place(*best)) : from;
}

QString TimelineView::describe(const lab::Snapshot& snapshot) const {
  const auto* timeline = timelineIn(snapshot);
  if (!timeline) return emptyWords(snapshot);
  std::vector<double> busy(timeline->lanes.size(), 0);
  for (const std::size_t i : orderIn(snapshot))
    busy[static_cast<std::size_t>(timeline->spans[i].lane)] += timeline->spans[i].end - timeline->spans[i].begin;
  QString result = View::describe(snapshot) + QStringLiteral(". %1 spans on %2 lanes.").arg(orderIn(snapshot).size()).arg(timeline->lanes.size());
  for (std::size_t lane = 0; lane < std::min<std::size_t>(busy.size(), 12); ++lane)
    result += QStringLiteral(" %1: %2%3 in all.").arg(laneName(*timeline, static_cast<int>(lane)), readable(busy[lane]), unit_.empty() ? QString() : ' ' + text(unit_));
  return result;
}

lab::value::Table TimelineView::numbers(const lab::Snapshot& snapshot) const {
  const auto* timeline = timelineIn(snapshot);
  lab::value::Table table;
  if (!timeline) return table;
  table.columns = {{"lane", {}, {}, {}}, {"span", {}, {}, {}}, {"category", {}, {}, {}}, {"begin", unit_, {}, {}}, {"end", unit_, {}, {}}};
  for (const std::size_t i : orderIn(snapshot)) {
    const auto& span = timeline->spans[i];
    table.columns[0].texts.push_back(laneName(*timeline, span.lane).toStdString());
    table.columns[1].texts.push_back(span.label);
    const QString category = categoryName(span.category);
    table.columns[2].texts.push_back(category.isEmpty() ? std::to_string(span.category) : category.toStdString());
    table.columns[3].numbers.push_back(span.begin);
    table.columns[4].numbers.push_back(span.end);
  }
  return table;
}

}  // namespace gradarium::widgets
