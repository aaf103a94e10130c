// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/stacked_area_view.h"

#include <QFontMetricsF>
#include <QPainter>
#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/charts/line_paint.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/colour_scale.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

/// Sums of these stay finite.
double amount(double v) { return std::isfinite(v) && v > 0 ? std::min(v, 1e300) : 0; }

}  // namespace

StackedAreaView::StackedAreaView(std::string name, const lab::Series& first)
    : ViewOf(std::move(name)), unit_(first.traits().unit) {
  parts_.push_back({&first, first.label()});
  title(first.label());
}

StackedAreaView::StackedAreaView(std::string name, const lab::Matrix& matrix)
    : ViewOf(std::move(name)), matrix_(&matrix), unit_(matrix.traits().unit) {
  title(matrix.label());
}

StackedAreaView& StackedAreaView::with(const lab::Series& series, std::string label) {
  parts_.push_back({&series, std::move(label)});
  return *this;
}

StackedAreaView& StackedAreaView::shares() {
  shares_ = true;
  return *this;
}

StackedAreaView& StackedAreaView::xLabel(std::string words) {
  xLabel_ = std::move(words);
  return *this;
}

StackedAreaView& StackedAreaView::yLabel(std::string words) {
  yLabel_ = std::move(words);
  return *this;
}

std::vector<const lab::ObservableBase*> StackedAreaView::observables() const {
  std::vector<const lab::ObservableBase*> all;
  if (matrix_) all.push_back(matrix_);
  for (const Part& part : parts_) all.push_back(part.series);
  return all;
}

std::vector<ViewOption> StackedAreaView::options(const lab::Snapshot&) const {
  return {{"Shares", {"off", "on"}, shares_ ? 1 : 0, false}};
}
void StackedAreaView::choose(std::size_t, int choice) { shares_ = choice != 0; }

std::string StackedAreaView::xWord() const {
  if (!xLabel_.empty()) return xLabel_;
  if (parts_.empty() || parts_.front().series->traits().xLabel.empty()) return "step";
  return parts_.front().series->traits().xLabel;
}

const StackedAreaView::Stack& StackedAreaView::stackIn(const lab::Snapshot& snapshot) const {
  std::vector<std::shared_ptr<const lab::Value>> values;
  for (const auto* observable : observables())
    values.push_back(observable->index() < snapshot.values.size() ? snapshot.values[observable->index()] : nullptr);
  if (values == known_ && !known_.empty()) return stack_;
  known_ = std::move(values);
  stack_ = {};
  if (const auto* m = matrix_ ? matrix_->in(snapshot) : nullptr; m && m->data.size() >= m->rows * m->columns) {
    for (std::size_t c = 0; c < m->columns; ++c) {
      stack_.names.push_back(c < m->columnNames.size() ? m->columnNames[c] : "part " + std::to_string(c + 1));
      stack_.amounts.emplace_back();
      for (std::size_t r = 0; r < m->rows; ++r) stack_.amounts.back().push_back(amount(m->at(r, c)));
    }
    for (std::size_t r = 0; r < m->rows; ++r) stack_.x.push_back(static_cast<double>(r));
  } else if (!matrix_) {
    std::size_t n = static_cast<std::size_t>(-1);
    for (const Part& part : parts_) {
      const auto* series = part.series->in(snapshot);
      n = std::min(n, series ? series->size() : 0);
    }
    for (const Part& part : parts_) {
      const auto* series = part.series->in(snapshot);
      stack_.names.push_back(part.label);
      stack_.amounts.emplace_back();
      for (std::size_t i = 0; i < n; ++i) stack_.amounts.back().push_back(amount(series->y(i)));
      if (&part == &parts_.front())
        for (std::size_t i = 0; i < n; ++i) stack_.x.push_back(series->x(i));
    }
  }
  stack_.totals.assign(stack_.x.size(), 0);
  for (const auto& part : stack_.amounts)
    for (std::size_t i = 0; i < stack_.x.size(); ++i) stack_.totals[i] += part[i];
  return stack_;
}

double StackedAreaView::shown(const Stack& stack, std::size_t part, std::size_t moment) const {
  const double v = stack.height(part, moment);
  return !shares_ ? v : stack.totals[moment] > 0 ? v / stack.totals[moment] : 0;
}

QString StackedAreaView::words(const Stack& stack, std::size_t moment) const {
  QString result = text(xWord()).toHtmlEscaped() + ' ' + readable(stack.x[moment]) + ": ";
  for (std::size_t p = 0; p < stack.names.size(); ++p) {
    if (p == 12) return result + " …";
    result += (p ? ", " : "") + text(stack.names[p]).toHtmlEscaped() + " <b>" +
              (shares_ ? readable(100 * shown(stack, p, moment), 3) + " %" : readable(shown(stack, p, moment))) + "</b>";
  }
  return result;
}

void StackedAreaView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const Stack& stack = stackIn(canvas.snapshot);
  if (stack.x.empty() || stack.names.empty()) return paintEmpty(canvas);
  std::vector<LegendEntry> entries;
  for (std::size_t p = 0; p < stack.names.size(); ++p) entries.push_back({text(stack.names[p]), static_cast<int>(p)});
  FrameWish wish;
  const auto [low, high] = std::ranges::minmax(stack.x);
  wish.x = high > low && std::isfinite(high - low) ? Span{low, high} : Span{low - 0.5, low + 0.5};
  const double top = shares_ ? 1 : std::ranges::max(stack.totals);
  wish.y = {0, top > 0 && std::isfinite(top) ? top * (shares_ ? 1 : 1.04) : 1};
  wish.xName = text(xWord());
  wish.yName = text(shares_ ? "share" : yLabel_);
  if (!shares_ && !unit_.empty()) wish.yName += (wish.yName.isEmpty() ? "" : ", ") + text(unit_);
  const ChartFrame frame(wish, paintLegend(canvas, entries.size() > 1 ? entries : std::vector<LegendEntry>{}));
  if (!frame.usable()) return;
  frame.paint(canvas.painter, canvas.theme);
  paintParts(canvas, stack, frame.mapping());
  const auto chosen = hovered_ ? hovered_ : selected_;
  if (canvas.onScreen && chosen && *chosen < stack.x.size()) {
    const double x = std::floor(frame.mapping().px(stack.x[*chosen])) + 0.5;
    canvas.painter.save();
    canvas.painter.setPen(QPen(canvas.theme.ink, 1, Qt::DotLine));
    canvas.painter.drawLine(QPointF(x, frame.mapping().plot.top()), QPointF(x, frame.mapping().plot.bottom()));
    canvas.painter.restore();
  }
  if (canvas.onScreen) painted_ = frame.mapping();
}

void StackedAreaView::paintParts(const Canvas& canvas, const Stack& stack, const Mapping& mapping) const {
  // One moment a pixel is all that can be seen; the last one always.
  const std::size_t n = stack.x.size();
  const std::size_t stride = std::max<std::size_t>(1, n / std::max<std::size_t>(2, static_cast<std::size_t>(mapping.plot.width())));
  std::vector<std::size_t> moments;
  for (std::size_t i = 0; i < n; i += stride) moments.push_back(i);
  if (moments.back() != n - 1) moments.push_back(n - 1);
  const bool one = moments.size() == 1;  // a single moment is a bar
  std::vector<double> floor(moments.size(), 0);
  struct Name {
    QPointF at;
    QString text;
    QColor colour;
  };
  std::vector<Name> names;
  const QFontMetricsF metrics(font(TextRole::Small));
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(font(TextRole::Small));
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t p = 0; p < stack.names.size(); ++p) {
    QPolygonF below, above;
    for (std::size_t k = 0; k < moments.size(); ++k) {
      const double x = mapping.px(stack.x[moments[k]]);
      if (!std::isfinite(x)) continue;
      const double high = floor[k] + shown(stack, p, moments[k]);
      for (const double shift : one ? std::vector{-mapping.plot.width() / 8, mapping.plot.width() / 8} : std::vector{0.0}) {
        below << QPointF(x + shift, mapping.py(floor[k]));
        above << QPointF(x + shift, mapping.py(high));
      }
      floor[k] = high;
    }
    QPolygonF area = above;
    for (qsizetype k = below.size(); k-- > 0;) area << below[k];
    painter.setPen(Qt::NoPen);
    painter.setBrush(mix(canvas.theme.ground, canvas.theme.seriesColour(static_cast<int>(p)), p / 6 % 2 == 0 ? 0.75 : 0.45));
    painter.drawPolygon(area);
    painter.setPen(QPen(canvas.theme.outline(static_cast<int>(p)), 1.25));
    painter.drawPolyline(above);
    // Its name where it is thickest, if there is room: colour alone is not enough.
    const QString name = metrics.elidedText(text(stack.names[p]), Qt::ElideRight, 120);
    const double half = metrics.horizontalAdvance(name) / 2 + 4;
    double thickest = metrics.height() + 4;
    QPointF best(-1, -1);
    for (qsizetype k = 0; k < above.size(); ++k) {
      const double thick = below[k].y() - above[k].y();
      if (thick <= thickest || above[k].x() - half < mapping.plot.left() || above[k].x() + half > mapping.plot.right()) continue;
      thickest = thick;
      best = (above[k] + below[k]) / 2;
    }
    if (best.x() >= 0)
      names.push_back({best + QPointF(4 - half, metrics.capHeight() / 2), name,
                       readableOn(canvas.theme, painter.brush().color())});
  }
  for (const Name& name : names) {  // above all parts
    painter.setPen(name.colour);
    painter.drawText(name.at, name.text);
  }
  painter.restore();
}

QString StackedAreaView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  hovered_.reset();
  const Stack& stack = stackIn(snapshot);
  if (!painted_ || stack.x.empty() || !painted_->plot.adjusted(-4, -4, 4, 4).contains(pointer.at)) return {};
  const double x = painted_->toData(pointer.at).x();
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < stack.x.size(); ++i)
    if (std::abs(stack.x[i] - x) < std::abs(stack.x[nearest] - x)) nearest = i;
  hovered_ = nearest;
  return words(stack, nearest);
}

bool StackedAreaView::key(int key, bool shift, const lab::Snapshot& snapshot, Port&) {
  const std::size_t n = stackIn(snapshot).x.size();
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  if (n == 0 || (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Home && key != Qt::Key_End)) return false;
  const std::size_t step = shift ? std::max<std::size_t>(1, n / 20) : 1;
  hovered_.reset();
  if (key == Qt::Key_End || (!selected_ && key != Qt::Key_Home))
    selected_ = n - 1;
  else if (key == Qt::Key_Home)
    selected_ = 0;
  else if (key == Qt::Key_Left)
    selected_ = *selected_ > step ? *selected_ - step : 0;
  else
    selected_ = std::min(*selected_ + step, n - 1);
  return true;
}

std::optional<Selection> StackedAreaView::selection(const lab::Snapshot& snapshot) const {
  const Stack& stack = stackIn(snapshot);
  if (!painted_ || !selected_ || *selected_ >= stack.x.size()) return std::nullopt;
  return Selection{words(stack, *selected_), QRectF(painted_->px(stack.x[*selected_]) - 2, painted_->plot.center().y(), 4, 4)};
}

QString StackedAreaView::describe(const lab::Snapshot& snapshot) const {
  const Stack& stack = stackIn(snapshot);
  if (stack.x.empty() || stack.names.empty()) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + QStringLiteral(". %1 moments.").arg(stack.x.size());
  for (std::size_t p = 0; p < std::min<std::size_t>(stack.names.size(), 12); ++p)
    result += QStringLiteral(" %1: from %2 to %3.").arg(text(stack.names[p]), readable(shown(stack, p, 0)), readable(shown(stack, p, stack.x.size() - 1)));
  return result;
}

lab::value::Table StackedAreaView::numbers(const lab::Snapshot& snapshot) const {
  const Stack& stack = stackIn(snapshot);
  lab::value::Table table;
  if (stack.x.empty()) return table;
  table.columns.push_back({xWord(), {}, stack.x, {}});
  for (std::size_t p = 0; p < stack.names.size(); ++p) table.columns.push_back({stack.names[p], unit_, stack.amounts[p], {}});
  return table;
}

}  // namespace gradarium::widgets
