// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/code/syntax.h"

#include <QHash>
#include <QSet>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

using Kind = SyntaxMark::Kind;
enum State { Plainly, TripleSingle, TripleDouble, BlockComment };

const QSet<QString>& keywords(Language language) {
  static const QHash<Language, QSet<QString>> all{
      {Language::Plain, {}},
      {Language::Python,
       {"and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "False",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "None", "nonlocal", "not", "or", "pass", "raise",
        "return", "True", "try", "while", "with", "yield"}},
      {Language::Cpp,
       {"alignas", "auto", "bool", "break", "case", "catch", "char", "class", "concept", "const", "consteval", "constexpr",
        "continue", "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "false", "final", "float", "for",
        "friend", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "nullptr", "operator", "override",
        "private", "protected", "public", "requires", "return", "short", "signed", "sizeof", "static", "static_cast", "struct",
        "switch", "template", "this", "throw", "true", "try", "typename", "unsigned", "using", "virtual", "void", "while"}},
      {Language::Journal, {"set", "patch", "act", "step", "run", "reset", "answer"}}};
  return *all.constFind(language);
}

bool isWord(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

class Marker {
 public:
  Marker(const QString& line, Language language, int& state) : line_(line), language_(language), state_(state) {}

  std::vector<SyntaxMark> read() {
    if (language_ == Language::Plain) return {};
    while (at_ < line_.size()) next();
    return std::move(marks_);
  }

 private:
  bool sees(QLatin1String words) const { return QStringView(line_).mid(at_).startsWith(words); }

  void mark(qsizetype from, qsizetype to, Kind kind) {
    if (to > from) marks_.push_back({static_cast<int>(from), static_cast<int>(to - from), kind});
    at_ = to;
  }

  /// From here to the end of what is open, or of the line.
  void finish(QLatin1String end, State open, Kind kind, qsizetype begun) {
    const qsizetype found = line_.indexOf(end, at_);
    state_ = found < 0 ? open : Plainly;
    mark(begun, found < 0 ? line_.size() : found + end.size(), kind);
  }

  void next() {
    const bool python = language_ == Language::Python, cpp = language_ == Language::Cpp;
    const qsizetype begin = at_;
    if (state_ == TripleSingle) return finish(QLatin1String("'''"), TripleSingle, Kind::Text, begin);
    if (state_ == TripleDouble) return finish(QLatin1String("\"\"\""), TripleDouble, Kind::Text, begin);
    if (state_ == BlockComment) return finish(QLatin1String("*/"), BlockComment, Kind::Comment, begin);
    const QChar c = line_[at_];
    if (cpp ? sees(QLatin1String("//")) : c == u'#') return mark(begin, line_.size(), Kind::Comment);
    if (cpp && sees(QLatin1String("/*"))) {
      at_ += 2;
      return finish(QLatin1String("*/"), BlockComment, Kind::Comment, begin);
    }
    if (cpp && c == u'#') return directive();
    if (python && c == u'@') return mark(begin, pastWord(at_ + 1), Kind::Name);
    for (const auto& [quotes, open] : {std::pair{QLatin1String("'''"), TripleSingle}, std::pair{QLatin1String("\"\"\""), TripleDouble}}) {
      if (!python || !sees(quotes)) continue;
      at_ += 3;
      return finish(quotes, open, Kind::Text, begin);
    }
    if (c == u'"' || c == u'\'') return quoted(begin);
    if (c.isDigit() || (c == u'.' && at_ + 1 < line_.size() && line_[at_ + 1].isDigit())) return number();
    if (isWord(c)) return word();
    ++at_;
  }

  void directive() {  // #include <vector>
    const qsizetype begin = at_;
    mark(begin, pastWord(at_ + 1), Kind::Keyword);
    const qsizetype open = line_.indexOf(u'<', at_), close = line_.indexOf(u'>', at_);
    if (open >= 0 && close > open && QStringView(line_).mid(begin).startsWith(u"#include")) mark(open, close + 1, Kind::Text);
  }

  void quoted(qsizetype begin) {
    const QChar quote = line_[at_++];
    while (at_ < line_.size() && line_[at_] != quote) at_ += line_[at_] == u'\\' ? 2 : 1;
    mark(begin, std::min(at_ + 1, line_.size()), Kind::Text);
  }

  void number() {
    const qsizetype begin = at_;
    const auto belongs = [&] {
      const QChar c = line_[at_];
      if (isWord(c) || c == u'.') return true;
      if (c == u'\'' && language_ == Language::Cpp) return true;  // 1'000
      return (c == u'+' || c == u'-') && line_[at_ - 1].toLower() == u'e' && !QStringView(line_).mid(begin).startsWith(u"0x");
    };
    while (at_ < line_.size() && belongs()) ++at_;
    mark(begin, at_, Kind::Number);
  }

  qsizetype pastWord(qsizetype from) const {
    while (from < line_.size() && isWord(line_[from])) ++from;
    return from;
  }

  void word() {
    const qsizetype begin = at_, end = pastWord(at_);
    const QString text = line_.mid(begin, end - begin);
    // r"...", f"...", b'...'
    if (language_ == Language::Python && text.size() <= 2 && end < line_.size() && (line_[end] == u'"' || line_[end] == u'\'') &&
        text.toLower().remove(u'r').remove(u'f').remove(u'b').remove(u'u').isEmpty()) {
      at_ = end;
      next();
      marks_.back().length += static_cast<int>(end - begin);
      marks_.back().begin = static_cast<int>(begin);
      return;
    }
    const bool defines = previous_ == "def" || previous_ == "class" || previous_ == "struct" || previous_ == "namespace";
    previous_ = text;
    if (keywords(language_).contains(text)) return mark(begin, end, Kind::Keyword);
    if (defines) return mark(begin, end, Kind::Name);
    at_ = end;
  }

  const QString& line_;
  Language language_;
  int& state_;
  qsizetype at_ = 0;
  QString previous_;
  std::vector<SyntaxMark> marks_;
};

}  // namespace

Language languageOf(const QString& name) {
  const QString known = name.trimmed().toLower();
  if (known == "python" || known == "py") return Language::Python;
  if (known == "cpp" || known == "c++" || known == "h") return Language::Cpp;
  if (known == "lab") return Language::Journal;
  return Language::Plain;
}

std::vector<SyntaxMark> marksIn(const QString& line, Language language, int& state) { return Marker(line, language, state).read(); }

QColor colourOf(SyntaxMark::Kind kind, const widgets::Theme& theme) {
  QColor colour = theme.ink;
  switch (kind) {
    case Kind::Keyword: colour = theme.accent; break;
    case Kind::Name: colour = theme.series[0]; break;
    case Kind::Text: colour = theme.done; break;
    case Kind::Number: colour = theme.series[5]; break;
    case Kind::Comment: colour = theme.quiet; break;
  }
  const QColor hue = colour;
  for (double t = 0.02; t < 1 && std::min(widgets::contrast(colour, theme.card), widgets::contrast(colour, theme.ground)) < 4.5; t += 0.02)
    colour = widgets::mix(hue, theme.ink, t);
  return colour;
}

void highlight(QTextDocument& document, Language language) {
  const widgets::Theme& theme = widgets::theme();
  int state = 0;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QList<QTextLayout::FormatRange> ranges;
    for (const SyntaxMark& mark : marksIn(block.text(), language, state)) {
      QTextCharFormat format;
      format.setForeground(colourOf(mark.kind, theme));
      if (mark.kind == Kind::Keyword) format.setFontWeight(QFont::DemiBold);
      ranges.push_back({mark.begin, mark.length, format});
    }
    block.layout()->setFormats(ranges);
  }
  document.markContentsDirty(0, document.characterCount());
}

}  // namespace gradarium::app
