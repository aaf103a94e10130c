// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <cstddef>
#include <memory>

#include "core/lab/values.h"
#include "widgets/theme/theme.h"
#include "widgets/views/axes.h"

class QPainter;

namespace gradarium::widgets {

/// Draws a growing path of x and y, and remembers how far it has come: the next call draws only what is new.
class PathPen {
 public:
  /// Whether the value goes on where the one drawn last ended; otherwise all has to be drawn anew.
  bool goesOn(const std::shared_ptr<const lab::Value>& value) const;
  /// In the colour of markStyle(code), cut to the plot, with a dot on each of the first steps that stand
  /// apart.
  void draw(QPainter& painter, const Theme& theme, const Mapping& mapping,
            const std::shared_ptr<const lab::Value>& value, int code);

 private:
  std::shared_ptr<const lab::Value> value_;
  std::size_t next_ = 0;  // of the series
  QPointF last_, stop_;
  double length_ = 0;  // pixels: dashes go on
  int stops_ = 0;
};

}  // namespace gradarium::widgets
