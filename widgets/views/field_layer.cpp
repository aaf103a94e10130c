// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/field_layer.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/contour_lines.h"

namespace gradarium::widgets {
namespace {

constexpr double strength = 0.55;  // marks must stand out from what is below them

QColor colourOf(double v, double low, double high, const Theme& theme, FieldLook look) {
  if (!std::isfinite(v)) return theme.ground;
  switch (look) {
    case FieldLook::Classes: {
      const double code = std::round(v);
      const bool any = code >= 0 && code < 1e6;
      return any ? mix(theme.ground, theme.seriesColour(static_cast<int>(code)), 0.24) : theme.ground;
    }
    case FieldLook::Probability: {
      const double t = 2 * std::clamp(v, 0.0, 1.0) - 1;
      return mix(theme.ground, theme.seriesColour(t < 0 ? 0 : 1), std::abs(t) * strength);
    }
    case FieldLook::Signed: {
      const double reach = std::max(std::abs(low), std::abs(high));
      const double t = reach > 0 ? v / reach : 0;
      return mix(theme.ground, t < 0 ? theme.negative : theme.positive, std::abs(t) * strength);
    }
    case FieldLook::Picture:
      return ordered(high > low ? (v - low) / (high - low) : 0.5);
    case FieldLook::Ordered:
      return mix(theme.ground, ordered(high > low ? (v - low) / (high - low) : 0.5), strength);
  }
  return theme.ground;
}

}  // namespace

void FieldLayer::fill(const lab::value::Field& field, const Theme& theme, FieldLook look) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const float v : field.values)
    if (std::isfinite(v)) low = std::min<double>(low, v), high = std::max<double>(high, v);
  image_ = QImage(static_cast<int>(field.columns), static_cast<int>(field.rows), QImage::Format_RGB32);
  for (std::size_t r = 0; r < field.rows; ++r) {
    // Row 0 is the lowest y, and stands at the bottom.
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(static_cast<int>(field.rows - 1 - r)));
    for (std::size_t c = 0; c < field.columns; ++c)
      line[c] = colourOf(static_cast<double>(field.values[r * field.columns + c]), low, high, theme, look).rgb();
  }
}

void FieldLayer::paint(const Canvas& canvas, const std::shared_ptr<const lab::Value>& value, const Mapping& mapping,
                       FieldLook look) {
  const auto* field = value ? std::get_if<lab::value::Field>(value.get()) : nullptr;
  if (!field || field->rows == 0 || field->columns == 0 || field->values.size() < field->rows * field->columns ||
      !(field->x1 > field->x0) || !(field->y1 > field->y0))
    return;
  if (value != known_ || dark_ != canvas.theme.dark) fill(*field, canvas.theme, look);
  known_ = value;
  dark_ = canvas.theme.dark;

  const QRectF whole = QRectF(mapping.toPixel(field->x0, field->y1), mapping.toPixel(field->x1, field->y0));
  const QRectF seen = whole.intersected(mapping.plot);
  if (seen.isEmpty()) return;
  const double sx = image_.width() / whole.width(), sy = image_.height() / whole.height();
  const QRectF source((seen.left() - whole.left()) * sx, (seen.top() - whole.top()) * sy, seen.width() * sx,
                      seen.height() * sy);
  QPainter& painter = canvas.painter;
  painter.save();
  const bool smooth = look != FieldLook::Classes;
  if (canvas.onScreen) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
    painter.drawImage(seen, image_, source);
  } else {  // cut and scaled here: other readers of a file would do it differently
    QImage cut((seen.size() * 2).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    QPainter inner(&cut);
    inner.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
    inner.drawImage(QRectF(cut.rect()), image_, source);
    inner.end();
    painter.drawImage(seen, cut);
  }
  if (look == FieldLook::Probability || look == FieldLook::Signed) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(faded(canvas.theme.ink, 0.75), 1.5));
    for (const QPolygonF& line : contourLines(*field, look == FieldLook::Signed ? 0 : 0.5))
      for (qsizetype i = 1; i < line.size(); ++i)
        if (const auto part = clipped(QLineF(mapping.toPixel(line[i - 1].x(), line[i - 1].y()),
                                             mapping.toPixel(line[i].x(), line[i].y())),
                                      mapping.plot))
          painter.drawLine(*part);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
