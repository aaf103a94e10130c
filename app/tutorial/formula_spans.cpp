// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/formula_spans.h"

namespace gradarium::app {
namespace {

/// Past the code that begins at `at`; where it has no end, past its ticks.
qsizetype pastCode(const QString& text, qsizetype at) {
  qsizetype ticks = 1;
  while (at + ticks < text.size() && text[at + ticks] == u'`') ++ticks;
  const qsizetype end = text.indexOf(QString(ticks, u'`'), at + ticks);
  return (end < 0 ? at : end) + ticks;
}

/// The dollar that ends an inline formula, or -1.
qsizetype closing(const QString& text, qsizetype from) {
  for (qsizetype i = from; i < text.size(); ++i) {
    const QChar c = text[i];
    if (c == u'\\') {
      ++i;
    } else if (c == u'`' || (c == u'\n' && i + 1 < text.size() && text[i + 1] == u'\n')) {
      return -1;
    } else if (c == u'$' && i > from && !text[i - 1].isSpace() && !(i + 1 < text.size() && text[i + 1] >= u'0' && text[i + 1] <= u'9')) {
      return i;
    }
  }
  return -1;
}

}  // namespace

std::vector<FormulaSpan> formulaSpans(const QString& text) {
  std::vector<FormulaSpan> spans;
  const auto add = [&](qsizetype begin, qsizetype end, int dollars) {
    spans.push_back({begin, end + dollars - begin, text.mid(begin + dollars, end - begin - dollars), dollars == 2,
                     static_cast<int>(QStringView(text).left(begin).count(u'\n'))});
  };
  for (qsizetype i = 0; i < text.size();) {
    const QChar c = text[i];
    const bool twice = c == u'$' && i + 1 < text.size() && text[i + 1] == u'$';
    if (c == u'\\') {
      i += 2;
    } else if (c == u'`') {
      i = pastCode(text, i);
    } else if (twice || (c == u'$' && i + 1 < text.size() && !text[i + 1].isSpace())) {
      const int dollars = twice ? 2 : 1;
      const qsizetype end = twice ? text.indexOf("$$", i + 2) : closing(text, i + 1);
      if (end >= 0) add(i, end, dollars);
      i = end < 0 ? i + 1 : end + dollars;
    } else {
      ++i;
    }
  }
  return spans;
}

}  // namespace gradarium::app
