// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/bands.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 8;  // to the plot
constexpr double aside = 4;  // between the names and that of the axis
constexpr double readableName = 30;  // the axis goes without a name before the bands' names become narrower

QFontMetricsF small() { return QFontMetricsF(font(TextRole::Small)); }
double nameLine() { return QFontMetricsF(font(TextRole::Body)).height() + 2; }
/// Between two names side by side; figures need less.
double airFor(bool named) { return named ? 10 : 6; }

}  // namespace

Bands::Bands(std::size_t count, const std::vector<std::string>& names, QString axis)
    : count_(count), axis_(std::move(axis)) {
  if (names.size() >= count)
    for (std::size_t i = 0; i < count; ++i) names_.push_back(QString::fromStdString(names[i]));
}

/// "sample 12" on an axis of samples is 12.
QString Bands::shortName(std::size_t band) const {
  const QString full = name(band), noun = axis_ + ' ';
  return !axis_.isEmpty() && full.startsWith(noun) ? full.mid(noun.size()) : full;
}

QString Bands::name(std::size_t band) const {
  return band < names_.size() ? names_[band] : QString::number(band + 1);
}

double Bands::edge(double low, double length, std::size_t band, std::size_t count) {
  return std::round(low + length * static_cast<double>(band) / static_cast<double>(count));
}

int Bands::at(double place, double low, double length, std::size_t count) {
  if (!(place >= low) || place > low + length || count == 0 || !(length > 0)) return -1;
  const auto band = static_cast<std::size_t>((place - low) / length * static_cast<double>(count));
  return static_cast<int>(std::min(band, count - 1));
}

std::size_t Bands::strideFor(double length, double each) const {
  if (count_ == 0 || !(length > 0)) return 1;
  const double need = each / (length / static_cast<double>(count_));
  std::size_t stride = 1;
  for (std::size_t decade = 1; decade < 1'000'000'000; decade *= 10)
    for (const std::size_t factor : {1, 2, 5}) {
      stride = decade * factor;
      if (static_cast<double>(stride) >= need - 1e-9) return stride;
    }
  return stride;
}

bool Bands::written(std::size_t band, std::size_t stride) const {
  if (stride == 1) return true;
  if (named()) return band % stride == 0;
  return (band + 1) % stride == 0 || (band == 0 && stride > 2);  // 1, 10, 20, 30
}

double Bands::widest(std::size_t stride) const {
  const QFontMetricsF metrics = small();
  if (!named()) return metrics.horizontalAdvance(QString(QString::number(count_).size(), u'0'));
  double width = 0;
  for (std::size_t i = 0; i < count_; ++i)
    if (written(i, stride)) width = std::max(width, metrics.horizontalAdvance(shortName(i)));
  return width;
}

double Bands::axisBeside(double names, double room) const {
  const double axis = axis_.isEmpty() ? 0 : nameLine() + aside;
  return room >= axis + std::min(names, readableName) + gap ? axis : 0;
}

double Bands::widthBeside(double height, double most) const {
  const double names = std::ceil(widest(strideFor(height, small().height())));
  return std::min(most, axisBeside(names, most) + names + gap);
}

bool Bands::upright(double width) const {
  const std::size_t all = strideFor(width, small().height() + 2);
  return named() && strideFor(width, widest(1) + airFor(true)) > 1 && all == 1;
}

double Bands::heightBelow(double width, double most) const {
  const double axis = axis_.isEmpty() ? 0 : nameLine();
  const double label = upright(width) ? std::ceil(widest(1)) : small().height();
  return std::min(most, axis + label + gap - 2);
}

void Bands::paintBeside(QPainter& painter, const Theme& theme, const QRectF& plot, double room) const {
  const QFontMetricsF metrics = small();
  const std::size_t stride = strideFor(plot.height(), metrics.height());
  const double axis = axisBeside(std::ceil(widest(stride)), room);
  painter.save();
  painter.setPen(theme.quiet);
  painter.setFont(font(TextRole::Small));
  for (std::size_t i = 0; i < count_; ++i) {
    if (!written(i, stride)) continue;
    const QString text = fitted(shortName(i), metrics, room - axis - gap + 1);
    const double middle = plot.top() + plot.height() * (static_cast<double>(i) + 0.5) / double(count_);
    painter.drawText(QPointF(plot.left() - gap - metrics.horizontalAdvance(text), middle + metrics.capHeight() / 2),
                     text);
  }
  if (axis > 0) {
    const QFontMetricsF body(font(TextRole::Body));
    painter.setFont(font(TextRole::Body));
    const QString text = fitted(axis_, body, plot.height());
    painter.translate(plot.left() - room + body.ascent(),
                      plot.center().y() + body.horizontalAdvance(text) / 2);
    painter.rotate(-90);
    painter.drawText(QPointF(0, 0), text);
  }
  painter.restore();
}

void Bands::paintBelow(QPainter& painter, const Theme& theme, const QRectF& plot, double room) const {
  const QFontMetricsF metrics = small();
  const double axis = axis_.isEmpty() ? 0 : nameLine();
  const bool turned = upright(plot.width());
  const std::size_t stride = turned ? 1 : strideFor(plot.width(), std::min(widest(1), 160.0) + airFor(named()));
  painter.save();
  painter.setPen(theme.quiet);
  painter.setFont(font(TextRole::Small));
  const double band = plot.width() / static_cast<double>(count_);
  for (std::size_t i = 0; i < count_; ++i) {
    if (!written(i, stride)) continue;
    const double middle = plot.left() + band * (static_cast<double>(i) + 0.5);
    if (turned) {
      const QString text = fitted(shortName(i), metrics, room - axis - gap + 3);
      painter.save();
      painter.translate(middle + metrics.capHeight() / 2, plot.bottom() + gap - 2 + metrics.horizontalAdvance(text));
      painter.rotate(-90);
      painter.drawText(QPointF(0, 0), text);
      painter.restore();
      continue;
    }
    const QString text =
        fitted(shortName(i), metrics, std::max(band * double(stride) - 4, 24.0));
    painter.drawText(QPointF(middle - metrics.horizontalAdvance(text) / 2, plot.bottom() + gap - 4 + metrics.ascent()),
                     text);
  }
  if (!axis_.isEmpty()) {
    const QFontMetricsF body(font(TextRole::Body));
    painter.setFont(font(TextRole::Body));
    const QString text = fitted(axis_, body, plot.width());
    painter.drawText(QPointF(plot.center().x() - body.horizontalAdvance(text) / 2,
                             plot.bottom() + room - body.descent()),
                     text);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
