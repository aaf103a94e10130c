// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/axes.h"

namespace gradarium::widgets {

/// What a chart's axes are asked for. On a logarithmic axis `y` holds powers of ten.
struct FrameWish {
  QString xName, yName;
  Span x, y;
  bool logY = false;
  bool wholeX = false;  // x counts something: no ticks between whole numbers
  double rightRoom = 0;  // for what is written beside the ends of lines
};

/// The axes of a chart: quiet labels, a light horizontal grid, a base line; nothing is ever clipped.
class GRADARIUM_WIDGETS ChartFrame {
 public:
  ChartFrame(const FrameWish& wish, const QRectF& area);

  const Mapping& mapping() const { return mapping_; }
  bool usable() const { return mapping_.plot.width() >= 24 && mapping_.plot.height() >= 16; }
  void paint(QPainter& painter, const Theme& theme) const;

 private:
  struct Tick {
    double at;
    QString label;
  };
  void logTicks(const Span& span, int most);
  QRectF area_;
  Mapping mapping_;
  std::vector<Tick> x_, y_;
  QString xName_, yName_;
};

}  // namespace gradarium::widgets
