// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape itself: bands of colour, lines between them, and the bar that names them.
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/contour_lines.h"
#include "widgets/views/contour_view.h"

namespace gradarium::widgets {

/// Height is ink: the floor of a valley has the ground's colour, so that what walks there stands out. With a
/// border, blue deepens below it and red above. Cells, on which nobody walks, have the colours of order.
QColor ContourView::colourOf(const ContourLevels& levels, std::size_t band, const Theme& theme) const {
  const std::size_t last = levels.bands() - 1;
  if (border_) {
    const std::size_t middle = levels.band(*border_);  // the first band above the border
    if (band < middle)
      return mix(theme.ground, theme.negative, 0.12 + 0.5 * double(middle - band) / double(middle));
    const double above = last > middle ? double(band - middle) / double(last - middle) : 0;
    return mix(theme.ground, theme.positive, 0.3 + 0.35 * above);
  }
  const double t = last == 0 ? 0.5 : double(band) / double(last);
  if (cells_) return ordered(t);
  return mix(theme.ground, mix(theme.quiet, theme.accent, 0.35), (theme.dark ? 0.50 : 0.46) * t);
}

QRectF ContourView::paintBar(const Canvas& canvas, const QRectF& area) const {
  constexpr double width = 12, gap = 6, before = 16;
  const ContourLevels& levels = levelsIn(canvas.snapshot);
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double line = metrics.height();
  double widest = metrics.horizontalAdvance(QString::fromStdString(heightName_)) - width - gap;
  for (std::size_t i = 0; i < levels.at.size(); ++i)
    widest = std::max(widest, metrics.horizontalAdvance(levels.label(i)));
  const double room = width + gap + widest;
  if (area.width() < 4 * room || area.height() < 5 * line || levels.at.empty()) return area;

  QRectF bar(area.right() - room, area.top() + line + gap, width, 0);
  bar.setBottom(std::min(area.bottom() - line, bar.top() + std::max(140.0, 18.0 * double(levels.bands()))));
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  painter.setPen(canvas.theme.quiet);
  painter.drawText(QPointF(bar.left(), area.top() + metrics.ascent()), QString::fromStdString(heightName_));
  painter.setRenderHint(QPainter::Antialiasing, false);
  const double each = bar.height() / double(levels.bands());
  const auto y = [&](std::size_t level) { return std::round(bar.bottom() - double(level) * each); };
  for (std::size_t band = 0; band < levels.bands(); ++band)
    painter.fillRect(QRectF(bar.left(), y(band + 1), width, y(band) - y(band + 1)),
                     colourOf(levels, band, canvas.theme));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(mix(canvas.theme.line, canvas.theme.quiet, 0.5), 1));
  painter.drawRect(QRectF(bar.left() - 0.5, y(levels.bands()) - 0.5, width, y(0) - y(levels.bands())));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(canvas.theme.quiet);
  // Labels at the borders of bands; of crowded ones every second, third ..., the border of meaning always.
  const auto stride = static_cast<std::size_t>(std::max(1.0, std::ceil((line + 1) / each)));
  const std::size_t anchor = border_ ? levels.band(*border_) - 1 : 0;
  for (std::size_t i = 0; i < levels.at.size(); ++i)
    if (i % stride == anchor % stride)
      painter.drawText(QPointF(bar.right() + gap, y(i + 1) + metrics.capHeight() / 2), levels.label(i));
  if (canvas.onScreen && hovered_) {
    const double value = sample(*fieldIn(canvas.snapshot), hovered_->x(), hovered_->y(), cells_);
    const double at = bar.bottom() - (double(levels.band(value)) + 0.5) * each;
    painter.setPen(Qt::NoPen);
    painter.setBrush(canvas.theme.ink);
    if (std::isfinite(value))
      painter.drawPolygon(
          QPolygonF{{bar.left() - 1, at}, {bar.left() - 8, at - 4.5}, {bar.left() - 8, at + 4.5}});
  }
  painter.restore();
  return area.adjusted(0, 0, -room - before, 0);
}

void ContourView::paintBands(QImage& image, const Canvas& canvas, const Mapping& mapping) const {
  const lab::value::Field& field = *fieldIn(canvas.snapshot);
  const ContourLevels& levels = levelsIn(canvas.snapshot);
  std::vector<QRgb> colours;
  for (std::size_t band = 0; band < levels.bands(); ++band)
    colours.push_back(colourOf(levels, band, canvas.theme).rgb());
  const QRgb missing = canvas.theme.line.rgb();
  // The columns' places once; along a row only the heights change.
  std::vector<double> share(static_cast<std::size_t>(image.width()));
  std::vector<std::size_t> cell(share.size());
  for (std::size_t k = 0; k < share.size(); ++k) {
    const double x = mapping.x.low + (double(k) + 0.5) / double(image.width()) * mapping.x.length();
    const double u = std::clamp((x - field.x0) / (field.x1 - field.x0) * double(field.columns) - 0.5, 0.0,
                                double(field.columns - 1));
    cell[k] = std::min(static_cast<std::size_t>(u), field.columns - 2);
    share[k] = cells_ ? std::round(u - double(cell[k])) : u - double(cell[k]);
  }
  std::vector<float> row(field.columns);
  const std::vector<float> at(levels.at.begin(), levels.at.end());
  for (int i = 0; i < image.height(); ++i) {
    const double y = mapping.y.high - (double(i) + 0.5) / double(image.height()) * mapping.y.length();
    const double v = std::clamp((y - field.y0) / (field.y1 - field.y0) * double(field.rows) - 0.5, 0.0,
                                double(field.rows - 1));
    const auto under = std::min(static_cast<std::size_t>(v), field.rows - 2);
    const double above = v - double(under);
    const auto t = static_cast<float>(cells_ ? std::round(above) : above);
    const float* low = field.values.data() + under * field.columns;
    for (std::size_t j = 0; j < field.columns; ++j) {  // a whole share asks nothing of the other side
      const float high = low[j + field.columns];
      row[j] = t == 0 ? low[j] : t == 1 ? high : low[j] + t * (high - low[j]);
    }
    auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(i));
    std::size_t band = 0;  // neighbours mostly share a band: start from the last
    for (std::size_t k = 0; k < share.size(); ++k) {
      const float left = row[cell[k]], right = row[cell[k] + 1];
      const auto s = static_cast<float>(share[k]);  // a whole share asks nothing of the other side
      const float height = s == 0 ? left : s == 1 ? right : left + s * (right - left);
      if (!std::isfinite(height)) {
        pixels[k] = missing;
        continue;
      }
      while (band > 0 && height < at[band - 1]) --band;
      while (band < at.size() && height >= at[band]) ++band;
      pixels[k] = colours[band];
    }
  }
}

void ContourView::paintLines(QPainter& painter, const Canvas& canvas, const Mapping& mapping) const {
  const lab::value::Field& field = *fieldIn(canvas.snapshot);
  const ContourLevels& levels = levelsIn(canvas.snapshot);
  if (cells_) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (std::size_t level = 0; level < levels.at.size(); ++level) {
    const bool strong = border_ && levels.at[level] == *border_;
    const double t = levels.at.size() < 2 ? 0.5 : double(level) / double(levels.at.size() - 1);
    const QColor colour = strong
                              ? canvas.theme.ink
                              : mix(canvas.theme.line, canvas.theme.quiet, (filled_ ? 0.25 : 0.15) + 0.6 * t);
    painter.setPen(QPen(colour, strong ? 2 : 1));
    QPainterPath path;
    for (QPolygonF line : contourLines(field, levels.at[level])) {
      QPointF last(-1e9, -1e9);
      for (QPointF& p : line) p = mapping.toPixel(p.x(), p.y());
      for (qsizetype k = 1; oneScale_ && k < line.size(); ++k)  // the field goes on beyond the plot
        if (const auto part = clipped(QLineF(line[k - 1], line[k]), mapping.plot)) {
          if (k == 1 || (part->p1() - path.currentPosition()).manhattanLength() > 0.01) path.moveTo(part->p1());
          path.lineTo(part->p2());
        }
      for (qsizetype k = 0; !oneScale_ && k < line.size(); ++k) {
        // Crossings a fraction of a pixel apart add nothing.
        if (k > 0 && k + 1 < line.size() && (line[k] - last).manhattanLength() < 0.7) continue;
        k == 0 ? path.moveTo(line[k]) : path.lineTo(line[k]);
        last = line[k];
      }
    }
    painter.drawPath(path);
  }
  painter.restore();
}

void ContourView::paintLandscape(const Canvas& canvas, const Mapping& mapping) {
  const QRectF& plot = mapping.plot;
  // Of what is really painted on: a widget rendered into a picture does not know the picture's pixels.
  // A file of vectors has none: two for each unit will do.
  const bool pixels = canvas.painter.paintEngine()->type() == QPaintEngine::Raster;
  const double dpr = pixels ? std::max(0.5, canvas.painter.deviceTransform().m11()) : 2;
  const auto& value = canvas.snapshot.values[field_.index()];
  const QSize size = (plot.size() * dpr).toSize();
  if (size.isEmpty()) return;
  if (!canvas.onScreen) {  // an image below, lines as vectors above
    if (filled_) {
      QImage image(size, QImage::Format_RGB32);
      paintBands(image, canvas, mapping);
      canvas.painter.drawImage(plot, image);
    }
    return paintLines(canvas.painter, canvas, mapping);
  }
  const bool fresh = layer_.image.size() == size && layer_.field == value && layer_.plot == plot &&
                     layer_.pixelRatio == dpr && layer_.dark == canvas.theme.dark && layer_.filled == filled_;
  if (!fresh) {
    QImage image = layer_.image.size() == size ? std::move(layer_.image) : QImage(size, QImage::Format_RGB32);
    if (filled_)
      paintBands(image, canvas, mapping);
    else
      image.fill(canvas.theme.ground);
    QPainter painter(&image);
    painter.scale(dpr, dpr);
    painter.translate(-plot.topLeft());
    paintLines(painter, canvas, mapping);
    painter.end();
    layer_ = {std::move(image), value, plot, dpr, canvas.theme.dark, filled_};
  }
  // Pixel upon pixel, with no scale in between.
  canvas.painter.save();
  canvas.painter.scale(1 / dpr, 1 / dpr);
  canvas.painter.drawImage(QPoint(qRound(plot.left() * dpr), qRound(plot.top() * dpr)), layer_.image);
  canvas.painter.restore();
}

void ContourView::paint(const Canvas& canvas) {
  if (!fieldIn(canvas.snapshot)) return paintEmpty(canvas);
  paintPicture(canvas.within(paintNames(canvas)));
}

QRectF ContourView::paintNames(const Canvas& canvas) const {
  return paintLegend(canvas, legend(canvas.snapshot), note(canvas.snapshot));
}

void ContourView::paintPicture(const Canvas& canvas) {
  const auto* field = fieldIn(canvas.snapshot);
  if (!field) return paintEmpty(canvas);
  const QRectF rest = paintBar(canvas, canvas.area);
  Span x{field->x0, field->x1}, y{field->y0, field->y1};
  const auto axesNow = [&] {
    return Axes({axisIn(canvas.snapshot, false), {}, x, false}, {axisIn(canvas.snapshot, true), {}, y, false}, rest);
  };
  if (oneScale_) {
    const QRectF plot = axesNow().mapping().plot;
    const auto narrow = [](Span& span, double length) {
      const double middle = (span.low + span.high) / 2;
      if (length > 0 && length < span.length()) span = {middle - length / 2, middle + length / 2};
    };
    narrow(x, y.length() * plot.width() / plot.height());
    narrow(y, x.length() * plot.height() / plot.width());
  }
  const Axes axes = axesNow();
  if (!axes.usable()) return;
  const Mapping& mapping = axes.mapping();
  if (canvas.onScreen) mapping_ = mapping;
  paintLandscape(canvas, mapping);
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing, false);
  canvas.painter.setBrush(Qt::NoBrush);
  canvas.painter.setPen(QPen(mix(canvas.theme.line, canvas.theme.quiet, 0.4), 1));
  canvas.painter.drawRect(mapping.plot);
  canvas.painter.restore();
  axes.paintLabels(canvas.painter, canvas.theme);
  paintRegions(canvas, mapping);
  paintPlaces(canvas, mapping);
  paintPaths(canvas, mapping);
  if (showArrows_) paintArrows(canvas, mapping);
  for (const Racer& racer : racers_)
    if (racer.head) paintHead(canvas, mapping, racer);
}

}  // namespace gradarium::widgets
