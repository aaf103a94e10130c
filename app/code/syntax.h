// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

class QColor;
class QTextDocument;

namespace gradarium::widgets {
struct Theme;
}

namespace gradarium::app {

enum class Language { Plain, Python, Cpp, Journal };
/// Of the word after a fence's ticks, or a file's ending: "python", "py", "cpp", "c++", "lab".
Language languageOf(const QString& name);

struct SyntaxMark {
  enum class Kind { Keyword, Name, Text, Number, Comment };
  int begin = 0, length = 0;
  Kind kind = Kind::Keyword;
};

/// What of a line is coloured. `state` carries an open comment or string from the line before to the next; 0 begins.
std::vector<SyntaxMark> marksIn(const QString& line, Language language, int& state);

/// The theme's colour for it, at least 4.5:1 on the card.
QColor colourOf(SyntaxMark::Kind kind, const widgets::Theme& theme);

/// Colours a whole document of code, which does not change afterwards, in the theme of the moment.
void highlight(QTextDocument& document, Language language);

}  // namespace gradarium::app
