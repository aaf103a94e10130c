// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/band_frame.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 8;  // between labels and plot

double widest(const Ticks& ticks, const QFontMetricsF& metrics) {
  double width = 0;
  for (const double at : ticks.at) width = std::max(width, metrics.horizontalAdvance(ticks.label(at)));
  return width;
}

double crisp(double v) { return std::floor(v) + 0.5; }

}  // namespace

BandFrame::BandFrame(Bands bands, const Span& value, QString valueName, bool horizontal, const QRectF& area)
    : bands_(std::move(bands)),
      value_(value),
      valueName_(std::move(valueName)),
      horizontal_(horizontal),
      area_(area),
      plot_(area) {
  const QFontMetricsF metrics(font(TextRole::Small)), body(font(TextRole::Body));
  const double line = metrics.height();
  const auto named = [&] {
    const QString factor = ticks_.factor();
    if (!factor.isEmpty()) valueName_ += (valueName_.isEmpty() ? "" : ", ") + factor;
  };
  if (horizontal_) {
    plot_.setBottom(area.bottom() - line - 4 - (valueName_.isEmpty() ? 0 : body.height()));
    plot_.setTop(area.top() + std::max(1.0, (line - plot_.height() / double(std::max<std::size_t>(1, bands_.count()))) / 2));
    room_ = bands_.widthBeside(plot_.height(), area.width() * 0.4);
    plot_.setLeft(std::ceil(area.left() + room_));
    for (int most = std::clamp(static_cast<int>(plot_.width() / 64), 2, 10);; --most) {
      ticks_ = ticksFor(value_, most);
      if (most <= 1 || widest(ticks_, metrics) + 20 <= plot_.width() * ticks_.step / value_.length()) break;
    }
    named();
    plot_.setRight(area.right() - std::max(4.0, widest(ticks_, metrics) / 2));
    return;
  }
  plot_.setTop(area.top() + line / 2);
  ticks_ = twoAtLeast(ticksFor(value_, std::clamp(static_cast<int>((area.height() - 3 * line) / 36), 2, 7)), value_, 0,
                      [&](double share, const Ticks&) { return share * (area.height() - 3 * line) >= line + 2; });
  named();
  const double labels = widest(ticks_, metrics) + gap + (valueName_.isEmpty() ? 0 : body.height() + 2);
  plot_.setLeft(std::ceil(area.left() + labels));
  plot_.setRight(area.right() - 4);
  if (!bands_.named())  // the number of a thin last band reaches beyond it
    plot_.setRight(area.right() - std::max(4.0, line - plot_.width() / double(std::max<std::size_t>(1, bands_.count())) / 2));
  room_ = bands_.heightBelow(plot_.width(), area.height() * 0.4);
  plot_.setBottom(std::floor(area.bottom() - room_));
}

double BandFrame::at(double value) const {
  const double t = (value - value_.low) / value_.length();
  return horizontal_ ? plot_.left() + t * plot_.width() : plot_.bottom() - t * plot_.height();
}

double BandFrame::value(double pixel) const {
  const double t = horizontal_ ? (pixel - plot_.left()) / plot_.width() : (plot_.bottom() - pixel) / plot_.height();
  return value_.low + t * value_.length();
}

double BandFrame::bandWidth() const {
  return (horizontal_ ? plot_.height() : plot_.width()) / static_cast<double>(std::max<std::size_t>(1, bands_.count()));
}

QRectF BandFrame::band(std::size_t index) const {
  const double start = (horizontal_ ? plot_.top() : plot_.left()) + bandWidth() * static_cast<double>(index);
  return horizontal_ ? QRectF(plot_.left(), start, plot_.width(), bandWidth())
                     : QRectF(start, plot_.top(), bandWidth(), plot_.height());
}

QRectF BandFrame::box(std::size_t index, double from, double to, double share0, double share1) const {
  const auto along = [&](double value) {
    const double pixel = at(std::clamp(value, value_.low, value_.high));
    return std::round(pixel);
  };
  const QRectF whole = band(index);
  const double first = horizontal_ ? whole.top() : whole.left();
  double start = first + share0 * bandWidth(), end = first + share1 * bandWidth();
  if (end - start >= 3) {
    start = std::round(start);
    end = std::max(start + 1, std::round(end));
  }
  return horizontal_ ? QRectF(QPointF(along(from), start), QPointF(along(to), end)).normalized()
                     : QRectF(QPointF(start, along(from)), QPointF(end, along(to))).normalized();
}

QLineF BandFrame::across(double value) const {
  const double pixel = crisp(at(value));
  return horizontal_ ? QLineF(pixel, plot_.top(), pixel, plot_.bottom())
                     : QLineF(plot_.left(), pixel, plot_.right(), pixel);
}

int BandFrame::bandAt(QPointF place) const {
  if (!plot_.adjusted(-1, -1, 1, 1).contains(place)) return -1;
  return horizontal_ ? Bands::at(place.y(), plot_.top(), plot_.height(), bands_.count())
                     : Bands::at(place.x(), plot_.left(), plot_.width(), bands_.count());
}

void BandFrame::paintGrid(QPainter& painter, const Theme& theme) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(theme.line, 1));
  for (const double tick : ticks_.at) painter.drawLine(across(tick));
  painter.restore();
}

void BandFrame::paintLabels(QPainter& painter, const Theme& theme) const {
  const QFontMetricsF metrics(font(TextRole::Small)), body(font(TextRole::Body));
  painter.save();
  painter.setPen(theme.quiet);
  painter.setFont(font(TextRole::Small));
  for (const double tick : ticks_.at) {
    const QString text = ticks_.label(tick);
    const double width = metrics.horizontalAdvance(text);
    if (horizontal_)
      painter.drawText(QPointF(at(tick) - width / 2, plot_.bottom() + 4 + metrics.ascent()), text);
    else
      painter.drawText(QPointF(plot_.left() - gap - width, at(tick) + metrics.capHeight() / 2), text);
  }
  painter.setFont(font(TextRole::Body));
  const QString name = fitted(valueName_, body, horizontal_ ? plot_.width() : area_.height());
  const double half = body.horizontalAdvance(name) / 2;
  if (horizontal_) {
    painter.drawText(QPointF(plot_.center().x() - half, area_.bottom() - body.descent()), name);
  } else {
    const double middle =
        std::clamp(plot_.center().y(), area_.top() + half, std::max(area_.top() + half, area_.bottom() - half));
    painter.save();
    painter.translate(area_.left() + body.ascent(), middle + half);
    painter.rotate(-90);
    painter.drawText(QPointF(0, 0), name);
    painter.restore();
  }
  painter.restore();
  if (horizontal_)
    bands_.paintBeside(painter, theme, plot_, room_);
  else
    bands_.paintBelow(painter, theme, plot_, room_);
}

}  // namespace gradarium::widgets
