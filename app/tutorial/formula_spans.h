// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace gradarium::app {

/// A formula in a stretch of Markdown.
struct FormulaSpan {
  qsizetype begin = 0, length = 0;  // the dollars included
  QString tex;                      // what stands between them
  bool display = false;
  int line = 0;                     // of the stretch, from 0
};

/// $...$ within a paragraph and $$...$$ over any number of lines; never in code, and \$ is a dollar. A dollar followed by
/// a space opens nothing, one after a space or before a figure closes nothing: "$5 and $6" are prices. The same rules as
/// resources/formulas/tutorial.mjs.
std::vector<FormulaSpan> formulaSpans(const QString& markdown);

}  // namespace gradarium::app
