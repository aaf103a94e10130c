// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/words.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

constexpr qsizetype least = 3, wordsWorthCutting = 6;  // letters

bool vowel(QChar c) { return QStringLiteral("aeiouyäöüéè").contains(c.toLower()); }

/// The next shorter form of a word: cut between a consonant and a vowel, as people abbreviate; empty where
/// there is none.
QString shorter(const QString& word) {
  const bool cut = word.endsWith('.');
  const QString stem = cut ? word.chopped(1) : word;
  if (!cut && stem.size() < wordsWorthCutting) return {};
  if (!std::all_of(stem.begin(), stem.end(), [](QChar c) { return c.isLetter() || c == '-'; })) return {};
  // A stem that was cut ends before a vowel; the next place to cut is farther left.
  for (qsizetype length = stem.size() - 2; length >= least; --length)
    if (!vowel(stem[length - 1]) && stem[length - 1] != '-' && vowel(stem[length])) return stem.left(length) + '.';
  return {};
}

QString withoutBrackets(const QString& words) {
  const qsizetype open = words.lastIndexOf(QStringLiteral(" ("));
  return open > 0 && words.endsWith(')') ? words.left(open) : words;
}

/// The fullest form that fits; empty where even the shortest does not.
QString abbreviated(const QString& words, const QFontMetricsF& metrics, double width) {
  const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= width; };
  if (fits(words)) return words;
  const QString bare = withoutBrackets(words);
  if (fits(bare)) return bare;
  QStringList parts = bare.split(' ');
  for (;;) {
    qsizetype longest = -1;
    for (qsizetype i = 0; i < parts.size(); ++i)
      if (!shorter(parts[i]).isEmpty() && (longest < 0 || parts[i].size() > parts[longest].size()))
        longest = i;
    if (longest < 0) return {};
    parts[longest] = shorter(parts[longest]);
    if (const QString text = parts.join(' '); fits(text)) return text;
  }
}

}  // namespace

QString fitted(const QString& words, const QFontMetricsF& metrics, double width) {
  const QString text = abbreviated(words, metrics, width);
  if (!text.isEmpty()) return text;
  const QString elided = metrics.elidedText(words, Qt::ElideRight, std::max(0.0, width));
  return elided == QChar(0x2026) ? QString() : elided;  // dots alone say nothing
}

QStringList fittedInTwo(const QString& words, const QFontMetricsF& metrics, double width) {
  if (metrics.horizontalAdvance(words) <= width) return {words};
  QStringList best;
  double widest = INFINITY;
  for (qsizetype at = words.indexOf(' '); at >= 0; at = words.indexOf(' ', at + 1)) {
    const QStringList lines{words.left(at), words.mid(at + 1)};
    const double its = std::max(metrics.horizontalAdvance(lines[0]), metrics.horizontalAdvance(lines[1]));
    if (its < widest) widest = its, best = lines;
  }
  if (best.isEmpty()) return {fitted(words, metrics, width)};
  for (QString& line : best) line = fitted(line, metrics, width);
  return best;
}

}  // namespace gradarium::widgets
