// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QRectF>
#include <QString>
#include <map>
#include <vector>

namespace gradarium::widgets {

/// A glyph, with how far it moves the pen; in em, y downwards from the baseline.
struct FormulaGlyph {
  QPainterPath outline;
  double advance = 0;
};
using FormulaFigures = std::map<QChar, FormulaGlyph>;  // 0-9 . - + e, infinity and an en dash

/// The room that a formula keeps for a number of the running experiment.
struct FormulaSlot {
  QString live;     // an observable or a parameter: "inertia_now", "centres[1,2]"
  QString figures;  // "000.00": the room, and how many decimals are wanted
  QRectF room;      // from the baseline up
  double scale = 1;
};

/// One typeset formula. Lengths are in em, y downwards from the baseline; the ink starts at x = 0.
struct Formula {
  /// Where a new line may begin, best places first: before a step of an argument, a relation, the sign of a sum.
  struct Break {
    enum Kind { Step, Relation, Sum };
    double at = 0;
    Kind kind = Relation;
  };
  /// A glyph or a rule, in its place.
  struct Mark {
    double left = 0;  // its origin: what decides on which side of a break it stands
    QPainterPath outline;
  };

  QString name;    // of its \label
  QString tex;     // without the label and the dollars
  QString spoken;  // in words, for screen readers
  bool display = false;
  double width = 0, ascent = 0, descent = 0;
  std::vector<Mark> marks;
  std::vector<Break> breaks;
  std::vector<FormulaSlot> slots;
};

}  // namespace gradarium::widgets
