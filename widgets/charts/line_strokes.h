// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <memory>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/axes.h"

class QPainter;

namespace gradarium::widgets {

struct Stroke {
  std::vector<QList<QPointF>> lines;  // in the axes' numbers
  QColor colour;
  Qt::PenStyle style = Qt::SolidLine;
  double width = 2;
};

/// Draws lines by Qt Charts: the one class to replace when the chart library changes. The chart itself is
/// made at the first paint: it needs a QApplication, and a view may be made without one.
class GRADARIUM_WIDGETS LineStrokes {
 public:
  LineStrokes();
  ~LineStrokes();
  /// `version` tells a repaint of the same strokes from new ones.
  void paint(QPainter& painter, const Mapping& mapping, const std::vector<Stroke>& strokes,
             std::uint64_t version);

 private:
  struct Chart;
  std::unique_ptr<Chart> chart_;
};

}  // namespace gradarium::widgets
