// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>
#include <QStringList>
#include <vector>

#include "widgets/export.h"
#include "widgets/formula/formula_sheet.h"

class QColor;
class QPainter;

namespace gradarium::widgets {

struct Theme;

/// A formula at one size in one room: a display formula that is too wide goes on in a new line where TeX may break it,
/// and what is still too wide is set smaller. Formula and sheet must outlive it.
class GRADARIUM_WIDGETS FormulaLayout {
 public:
  /// `em` in pixels; `room`, the width there is, 0 for as much as it needs.
  FormulaLayout(const FormulaSheet& sheet, const Formula& formula, double em, double room = 0);

  QSizeF size() const { return size_; }
  /// From its upper edge to the baseline of its first line, in pixels.
  double ascent() const { return lines_.front().ascent * em_; }
  double em() const { return em_; }
  std::size_t lines() const { return lines_.size(); }
  const Formula& formula() const { return *formula_; }

  /// `numbers` holds a text for each slot; one that is not there is drawn as an en dash. The first baseline is put on
  /// a whole pixel of the device, so that rules and stems stay sharp.
  void paint(QPainter& painter, QPointF topLeft, const Theme& theme, const QColor& ink, const QStringList& numbers) const;
  /// Where slot `slot` is painted, seen from the upper left corner, with its surround.
  QRectF roomOf(std::size_t slot) const;

 private:
  struct Line {
    double from = 0, to = 0;  // of the formula's x, em
    double indent = 0, ascent = 0, descent = 0, top = 0;
    QPainterPath ink;  // its origin where its baseline begins
    std::vector<std::size_t> slots;
  };
  void breakInto(double room);
  void split(double from, double to, double room, int kind);
  void addLine(double from, double to);
  void fill(Line& line) const;
  void paintNumber(QPainter& painter, const FormulaSlot& slot, const QString& text, const Theme& theme) const;

  const FormulaSheet* sheet_;
  const Formula* formula_;
  double em_;
  QSizeF size_;
  std::vector<Line> lines_;
};

/// The size at which a formula stands well beside text of this font: their small letters are about as high.
GRADARIUM_WIDGETS double emBeside(const QFont& font);

/// The formula in words, with today's numbers in it.
GRADARIUM_WIDGETS QString spoken(const Formula& formula, const QStringList& numbers);

}  // namespace gradarium::widgets
