// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <string>
#include <vector>

#include "widgets/export.h"
#include "widgets/theme/theme.h"

class QPainter;

namespace gradarium::widgets {

/// Equal bands along an axis and their names: rows and columns of a matrix, bars, boxes, lanes. Where not all
/// names fit, round numbers of them are written and the others give way.
class GRADARIUM_WIDGETS Bands {
 public:
  /// Without names (or with too few), the bands are numbered from 1.
  Bands(std::size_t count, const std::vector<std::string>& names, QString axis = {});

  std::size_t count() const { return count_; }
  QString name(std::size_t band) const;
  bool named() const { return !names_.empty(); }

  /// What the names and the axis' name take to the left of a plot of that height, at most `most`.
  double widthBeside(double height, double most) const;
  /// What they take below a plot of that width; long names stand upright.
  double heightBelow(double width, double most) const;
  /// `room` is what widthBeside() or heightBelow() gave.
  void paintBeside(QPainter& painter, const Theme& theme, const QRectF& plot, double room) const;
  void paintBelow(QPainter& painter, const Theme& theme, const QRectF& plot, double room) const;

  /// The pixels of a band in a plot; whole ones, so that neighbours touch without a seam.
  static double edge(double low, double length, std::size_t band, std::size_t count);
  /// The band under a place, clamped; -1 outside.
  static int at(double place, double low, double length, std::size_t count);

 private:
  QString shortName(std::size_t band) const;
  /// What the axis' name takes beside names so wide; 0 where they need the room.
  double axisBeside(double names, double room) const;
  std::size_t strideFor(double length, double each) const;
  bool written(std::size_t band, std::size_t stride) const;
  double widest(std::size_t stride) const;
  bool upright(double width) const;
  std::size_t count_;
  std::vector<QString> names_;
  QString axis_;
};

}  // namespace gradarium::widgets
