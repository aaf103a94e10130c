// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/line_layer.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

namespace gradarium::widgets {
namespace {

/// Each of the four bytes times share / 255, rounded.
quint32 scaled(quint32 bytes, quint32 share) {
  const auto pair = [share](quint32 two) {
    const quint32 product = two * share;
    return (product + ((product >> 8) & 0xff00ffU) + 0x800080U) >> 8 & 0xff00ffU;
  };
  return pair(bytes & 0xff00ffU) | pair(bytes >> 8 & 0xff00ffU) << 8;
}

void blend(QRgb& pixel, QRgb premultiplied) {
  pixel = premultiplied + scaled(pixel, 255U - static_cast<quint32>(qAlpha(premultiplied)));
}

}  // namespace

LineLayer::LineLayer(const QRectF& area, double pixelRatio) : corner_(area.topLeft()), ratio_(pixelRatio) {
  const QSize size = (area.size() * pixelRatio).toSize();
  if (size.isEmpty()) return;
  image_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
  image_.fill(0);
}

void LineLayer::draw(const std::vector<QPointF>& way, double width, const QColor& colour) {
  if (empty()) return;
  const QRgb ink = qPremultiply(colour.rgba());
  for (std::size_t i = 1; i < way.size(); ++i)
    piece((way[i - 1] - corner_) * ratio_, (way[i] - corner_) * ratio_, width * ratio_, ink);
}

/// Column by column where the piece is rather level, row by row where it is steep: there it covers a stretch of
/// always the same length, of each pixel as much as reaches into it.
void LineLayer::piece(QPointF a, QPointF b, double width, QRgb colour) {
  const QPointF way = b - a;
  const double length = std::hypot(way.x(), way.y());
  if (!(length > 0) || !std::isfinite(length)) return;
  const bool steep = std::abs(way.y()) > std::abs(way.x());
  const auto turned = [steep](QPointF p) { return steep ? p.transposed() : p; };
  QPointF from = turned(a), to = turned(b);
  if (from.x() > to.x()) std::swap(from, to);
  const double slope = (to.y() - from.y()) / (to.x() - from.x());
  const double half = width / 2 * std::hypot(1.0, slope);
  const int columns = steep ? image_.height() : image_.width(), rows = steep ? image_.width() : image_.height();
  // A column belongs to the piece that its middle lies in, so that pieces neither overlap nor leave a gap.
  const int first = static_cast<int>(std::ceil(std::max(from.x() - 0.5, 0.0)));
  const int end = static_cast<int>(std::ceil(std::min(to.x() - 0.5, static_cast<double>(columns))));
  auto* const pixels = reinterpret_cast<QRgb*>(image_.bits());
  const qsizetype line = image_.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
  for (int column = first; column < end; ++column) {
    const double middle = from.y() + slope * (column + 0.5 - from.x());
    const double low = std::clamp(middle - half, 0.0, static_cast<double>(rows));
    const double high = std::clamp(middle + half, 0.0, static_cast<double>(rows));
    for (int row = static_cast<int>(low); row < high; ++row) {
      const double cover = std::min(high, row + 1.0) - std::max(low, static_cast<double>(row));
      blend(pixels[steep ? column * line + row : row * line + column],
            scaled(colour, static_cast<quint32>(cover * 255 + 0.5)));
    }
  }
}

void LineLayer::paint(QPainter& painter, double opacity) const {
  if (empty()) return;
  painter.save();
  painter.setOpacity(painter.opacity() * opacity);
  painter.drawImage(QRectF(corner_, QSizeF(image_.size()) / ratio_), image_);
  painter.restore();
}

}  // namespace gradarium::widgets
