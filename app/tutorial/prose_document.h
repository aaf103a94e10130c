// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QString>

class QTextDocument;

namespace gradarium::app {

class ProseFormulas;

struct ProseLook {
  QFont font;
  QColor ink;
};

/// Markdown with formulas, in the theme of the moment: paragraphs with air between the lines, formulas as objects,
/// tables ruled lightly, code in its own face. `formulas` is filled and registered with the document.
void fillProse(QTextDocument& document, const QString& markdown, const ProseLook& look, ProseFormulas& formulas);

}  // namespace gradarium::app
