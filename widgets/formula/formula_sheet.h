// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>
#include <unordered_map>
#include <vector>

#include "widgets/export.h"
#include "widgets/formula/formula.h"

class QXmlStreamReader;

namespace gradarium::widgets {

/// A lesson's formulas.svg: what resources/formulas/typeset.mjs made of the TeX in tutorial.md.
///
/// It is plain SVG: glyphs as <path id d> in <defs>, then a <g id data-tex data-mode data-size> a formula, which
/// holds <title> (the formula in words), <use> of a glyph with translate and scale, <rect> for a rule, and <rect
/// data-live> for the room of a live number; all in thousandths of an em.
class GRADARIUM_WIDGETS FormulaSheet {
 public:
  /// Throws base::Error that names the file and says what is wrong with it.
  static FormulaSheet read(const QString& file);
  static FormulaSheet parse(const QByteArray& svg, const QString& name);
  /// The sheet of a lesson's folder, read once and kept; an empty one where there is no file or it is broken.
  static std::shared_ptr<const FormulaSheet> of(const QString& folder);

  /// Null where tutorial.md has no such formula, or it was not typeset.
  const Formula* find(const QString& tex, bool display) const;
  /// By its \label.
  const Formula* named(const QString& name) const;
  const std::vector<Formula>& formulas() const { return formulas_; }
  const FormulaFigures& figures() const { return figures_; }

  /// How TeX is looked up: without \label{...}, each run of white space one space.
  static QString key(const QString& tex);

 private:
  void add(Formula formula);
  std::vector<Formula> formulas_;
  std::unordered_map<std::string, std::size_t> byTex_, byName_;
  FormulaFigures figures_;
  friend class FormulaReader;
};

}  // namespace gradarium::widgets
