// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/controls/figures.h"
#include "widgets/views/heat_map_view.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostVectors = 64 * 64;  // more cells are one image, in files as well

QString minus(QString number) { return number.startsWith('-') ? QChar(0x2212) + number.mid(1) : number; }

}  // namespace

ColourScale HeatMapView::scaleFor(const Canvas& canvas) const {
  const Span span = range_ ? *range_ : extentIn(canvas.snapshot).span;
  return {ramp_, span, canvas.theme};
}

QString HeatMapView::written(double value, int decimals) const {
  if (!std::isfinite(value)) return {};
  return minus(decimals < 0 ? readable(value, 2) : QString::number(value == 0 ? 0.0 : value, 'f', decimals));
}

void HeatMapView::paint(const Canvas& canvas) {
  const auto* matrix = matrixIn(canvas.snapshot);
  if (!matrix) {
    if (canvas.onScreen) plot_ = {};
    return paintEmpty(canvas);
  }
  const ColourScale scale = scaleFor(canvas);
  QString name = QString::fromStdString(valueNoun_);
  if (!unit_.empty()) name += (name.isEmpty() ? "" : ", ") + QString::fromStdString(unit_);
  const bool there = canvas.onScreen && pointed() && has(*pointed(), canvas.snapshot);
  const QRectF rest = paintColourBar(
      canvas, canvas.area, scale, name,
      there ? std::optional(matrix->at(static_cast<std::size_t>(pointed()->row), static_cast<std::size_t>(pointed()->column))) : std::nullopt);

  // Labels first, then the cells have what is left; whole pixels, or neighbours would show seams.
  const Bands rows = bands(*matrix, true), columns = bands(*matrix, false);
  const double beside = rows.widthBeside(rest.height(), rest.width() * 0.35);
  const double below = columns.heightBelow(rest.width() - beside, rest.height() * 0.4);
  // The name of a thin band reaches beyond it.
  const double thick = QFontMetricsF(font(TextRole::Small)).height();
  const double over = std::max(2.0, (thick - (rest.height() - below) / double(matrix->rows)) / 2);
  const double aside = std::max(2.0, (2 * thick - (rest.width() - beside) / double(matrix->columns)) / 2);
  QRectF plot(QPointF(std::ceil(rest.left() + beside), std::ceil(rest.top() + over)),
              QPointF(std::floor(rest.right() - aside), std::floor(rest.bottom() - below)));
  if (square_) {
    const double side = std::min(plot.width() / double(matrix->columns), plot.height() / double(matrix->rows));
    const QSizeF size(std::floor(side * double(matrix->columns)), std::floor(side * double(matrix->rows)));
    plot = QRectF(QPointF(std::floor(plot.center().x() - size.width() / 2), plot.top()), size);
  }
  if (canvas.onScreen) plot_ = plot;
  if (plot.width() < 16 || plot.height() < 16) return;
  if (matrix->rows * matrix->columns <= mostVectors)
    paintCells(canvas, *matrix, scale, plot);
  else
    paintImage(canvas, *matrix, scale, plot);
  if (figures_) paintNumbers(canvas, *matrix, scale, plot);
  rows.paintBeside(canvas.painter, canvas.theme, plot, beside);
  columns.paintBelow(canvas.painter, canvas.theme, plot, below);
  if (canvas.onScreen) paintEmphasis(canvas, *matrix);
}

void HeatMapView::paintCells(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                             const QRectF& plot) const {
  const double smallest = std::min(plot.width() / double(matrix.columns), plot.height() / double(matrix.rows));
  const double seam = smallest >= 10 ? 1 : 0;  // large cells stand apart
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    const double top = Bands::edge(plot.top(), plot.height(), r, matrix.rows);
    const double bottom = Bands::edge(plot.top(), plot.height(), r + 1, matrix.rows) - seam;
    for (std::size_t c = 0; c < matrix.columns; ++c) {
      const double left = Bands::edge(plot.left(), plot.width(), c, matrix.columns);
      const double right = Bands::edge(plot.left(), plot.width(), c + 1, matrix.columns) - seam;
      const QRectF cell(QPointF(left, top), QPointF(right, bottom));
      painter.fillRect(cell, QColor(scale.at(matrix.at(r, c))));
      if (!std::isfinite(matrix.at(r, c)) && smallest >= 6) {  // no number: struck out, like no colour is
        painter.setPen(QPen(canvas.theme.quiet, 1));
        painter.drawLine(QLineF(cell.bottomLeft() + QPointF(2, -3), cell.topRight() + QPointF(-3, 2)));
      }
    }
  }
  painter.restore();
}

void HeatMapView::paintImage(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                             const QRectF& plot) {
  const auto& value = canvas.snapshot.values[matrix_.index()];
  const bool fresh = layer_.value == value && layer_.ramp == ramp_ && layer_.span == scale.span() &&
                     layer_.dark == canvas.theme.dark;
  if (!fresh) {
    QImage image(static_cast<int>(matrix.columns), static_cast<int>(matrix.rows), QImage::Format_RGB32);
    for (std::size_t r = 0; r < matrix.rows; ++r) {
      auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(r)));
      for (std::size_t c = 0; c < matrix.columns; ++c) line[c] = scale.at(matrix.at(r, c));
    }
    layer_ = {std::move(image), value, ramp_, scale.span(), canvas.theme.dark};
  }
  // Scaled here, pixel for pixel: other readers of an SVG would blur what has to stay sharp. Cells smaller
  // than a pixel are averaged.
  const double ratio = canvas.onScreen ? std::max(0.5, canvas.painter.deviceTransform().m11()) : 2.0;
  const QSize size = (plot.size() * ratio).toSize();
  const bool dense = size.width() < layer_.image.width() || size.height() < layer_.image.height();
  QPainter& painter = canvas.painter;
  painter.save();
  if (!dense && canvas.onScreen) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(plot, layer_.image);
  } else {
    const QImage scaled = layer_.image.scaled(size, Qt::IgnoreAspectRatio,
                                              dense ? Qt::SmoothTransformation : Qt::FastTransformation);
    painter.drawImage(plot, scaled);
  }
  painter.restore();
}

void HeatMapView::paintNumbers(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                               const QRectF& plot) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double width = plot.width() / double(matrix.columns), height = plot.height() / double(matrix.rows);
  if (width < 22 || height < metrics.height() + 2) return;
  const int most = extentIn(canvas.snapshot).decimals;
  const auto widest = [&](int decimals) {
    double result = 0;
    for (std::size_t i = 0; i < matrix.rows * matrix.columns; ++i)
      result = std::max(result, figuresWidth(small, written(matrix.data[i], decimals)));
    return result;
  };
  // Fewer digits before none.
  int decimals = most;
  while (widest(decimals) > width - 8) {
    if (decimals <= std::min(most, 1)) return;
    --decimals;
  }
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  for (std::size_t r = 0; r < matrix.rows; ++r)
    for (std::size_t c = 0; c < matrix.columns; ++c) {
      const double value = matrix.at(r, c);
      if (!std::isfinite(value)) continue;
      painter.setPen(scale.inkOn(value));
      drawFigures(painter, QRectF(plot.left() + width * double(c), plot.top() + height * double(r), width, height),
                  Qt::AlignHCenter, written(value, decimals));
    }
  painter.restore();
}

void HeatMapView::paintEmphasis(const Canvas& canvas, const lab::value::Matrix& matrix) const {
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  // A ring that stands out on any colour: the card's between two of the other.
  const auto ring = [&](Place place, const QColor& colour, double width) {
    if (!has(place, canvas.snapshot)) return;
    const QRectF around = cell(matrix, place).adjusted(-1.5, -1.5, 0.5, 0.5);
    painter.setPen(QPen(canvas.theme.card, width + 2, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.drawRect(around);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.drawRect(around);
  };
  if (hovered()) ring(*hovered(), canvas.theme.ink, 1.5);
  if (selected()) ring(*selected(), canvas.theme.accent, 2);
  painter.restore();
}

}  // namespace gradarium::widgets
