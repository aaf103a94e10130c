// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

#include "widgets/export.h"
#include "widgets/views/bands.h"
#include "widgets/views/ticks.h"

class QPainter;

namespace gradarium::widgets {

/// Named bands along one axis and numbers along the other, for bars and boxes: labels, a light grid across the
/// numbers, nothing ever clipped.
class GRADARIUM_WIDGETS BandFrame {
 public:
  /// Bands stand side by side, or, when horizontal, one below the other.
  BandFrame(Bands bands, const Span& value, QString valueName, bool horizontal, const QRectF& area);

  bool usable() const { return plot_.width() >= 16 && plot_.height() >= 16; }
  const QRectF& plot() const { return plot_; }
  const Bands& bands() const { return bands_; }
  bool horizontal() const { return horizontal_; }
  /// The pixel of a number along its axis, not clamped.
  double at(double value) const;
  double value(double pixel) const;
  /// All that a band covers, over the whole height of the numbers.
  QRectF band(std::size_t index) const;
  double bandWidth() const;
  /// A rectangle between two numbers, across a share of a band (0..1); cut to the plot, on whole pixels.
  QRectF box(std::size_t index, double from, double to, double share0, double share1) const;
  /// A line across the plot at a number.
  QLineF across(double value) const;
  /// The band under a place; -1 outside.
  int bandAt(QPointF place) const;

  void paintGrid(QPainter& painter, const Theme& theme) const;    // below the data
  void paintLabels(QPainter& painter, const Theme& theme) const;  // around them

 private:
  Bands bands_;
  Span value_;
  QString valueName_;
  bool horizontal_;
  QRectF area_, plot_;
  Ticks ticks_;
  double room_ = 0;  // of the names
};

}  // namespace gradarium::widgets
