// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/prose_document.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include "app/tutorial/formula_spans.h"
#include "app/tutorial/prose_formula.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr char16_t firstStandIn = 0xE000;  // of the private use area: Markdown leaves it alone, and nobody types it
constexpr std::size_t mostFormulas = 0x1900;
constexpr double paragraphGap = 10;

/// The text with a character in the place of each formula; a display formula becomes a paragraph of its own.
QString withStandIns(const QString& markdown, const std::vector<FormulaSpan>& spans) {
  QString result;
  qsizetype from = 0;
  for (std::size_t i = 0; i < spans.size() && i < mostFormulas; ++i) {
    result += markdown.mid(from, spans[i].begin - from);
    const QChar standIn(static_cast<char16_t>(firstStandIn + i));
    result += spans[i].display ? "\n\n" + QString(standIn) + "\n\n" : QString(standIn);
    from = spans[i].begin + spans[i].length;
  }
  return result + markdown.mid(from);
}

void setParagraphs(QTextDocument& document) {
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    const bool inTable = QTextCursor(block).currentTable(), inList = block.textList();
    const bool listGoesOn = inList && block.next().isValid() && block.next().textList();
    bool figure = false;  // the height of a line with a picture is the picture's
    for (auto it = block.begin(); !it.atEnd(); ++it) figure = figure || it.fragment().charFormat().isImageFormat();
    format.setLineHeight(figure ? 100 : inTable ? 110 : 138, QTextBlockFormat::ProportionalHeight);
    format.setTopMargin(0);
    format.setBottomMargin(inTable || !block.next().isValid() ? 0 : listGoesOn ? 4 : paragraphGap);
    QTextCursor(block).setBlockFormat(format);
  }
}

void setCharacters(QTextDocument& document, const ProseLook& look) {
  const QFont code = widgets::font(widgets::TextRole::Code);
  QTextCursor cursor(&document);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    for (auto it = block.begin(); !it.atEnd(); ++it) {
      const QTextFragment piece = it.fragment();
      QTextCharFormat format = piece.charFormat();
      if (format.isAnchor()) format.setForeground(widgets::theme().accent);
      else format.setForeground(look.ink);
      if (format.fontFixedPitch()) {
        format.setFontFamilies(code.families());
        format.setProperty(QTextFormat::FontPixelSize, look.font.pixelSize() - 1);
      }
      cursor.setPosition(piece.position());
      cursor.setPosition(piece.position() + piece.length(), QTextCursor::KeepAnchor);
      cursor.setCharFormat(format);
    }
  }
}

void setTables(QTextDocument& document) {
  const QColor line = widgets::theme().line;
  for (QTextFrame* frame : document.rootFrame()->childFrames()) {
    auto* table = qobject_cast<QTextTable*>(frame);
    if (!table) continue;
    QTextTableFormat format = table->format();
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(5);
    format.setBottomMargin(paragraphGap);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table->setFormat(format);
    for (int row = 0; row < table->rows(); ++row)
      for (int column = 0; column < table->columns(); ++column) {
        QTextTableCell cell = table->cellAt(row, column);
        QTextTableCellFormat own = cell.format().toTableCellFormat();
        own.setBottomBorder(1);
        own.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        own.setBottomBorderBrush(line);
        if (column == 0) own.setLeftPadding(0);
        cell.setFormat(own);
      }
  }
}

/// What cannot be shown as a formula: its TeX, marked so that nobody overlooks it.
void insertSource(QTextCursor& cursor, const ProseFormula& formula, const ProseLook& look) {
  QTextCharFormat format = cursor.charFormat();
  format.setFontFamilies(widgets::font(widgets::TextRole::Code).families());
  format.setProperty(QTextFormat::FontPixelSize, look.font.pixelSize() - 1);
  format.setForeground(widgets::theme().wrong);
  format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
  format.setUnderlineColor(widgets::theme().wrong);
  format.setToolTip(QObject::tr("Not typeset: node resources/formulas/typeset.mjs writes formulas.svg"));
  cursor.insertText(formula.source(), format);
}

/// Qt may break a line after any object: what must not stand alone on the next one becomes part of it.
QString takeTail(QTextCursor cursor) {
  QString tail;
  while (!cursor.atBlockEnd()) {
    const QChar next = cursor.document()->characterAt(cursor.position());
    if (!QStringLiteral(",.;:?!)").contains(next)) break;
    tail += next;
    cursor.deleteChar();
  }
  return tail;
}

void insertFormulas(QTextDocument& document, const ProseLook& look, ProseFormulas& formulas) {
  QTextCursor cursor(&document);
  for (int position = 0; position < document.characterCount() - 1; ++position) {
    const char16_t c = document.characterAt(position).unicode();
    if (c < firstStandIn || c >= firstStandIn + formulas.all().size()) continue;
    const int index = c - firstStandIn;
    ProseFormula& formula = formulas.all()[static_cast<std::size_t>(index)];
    cursor.setPosition(position);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    QTextCharFormat format = cursor.charFormat();
    if (!formula.typeset) {
      cursor.removeSelectedText();
      insertSource(cursor, formula, look);
      position = cursor.position() - 1;
      continue;
    }
    format.setObjectType(ProseFormulas::type);
    format.setProperty(ProseFormulas::indexProperty, index);
    // An index below the line finds room in the leading; a fraction does not.
    const double descent = formula.typeset->descent * widgets::emBeside(look.font), room = QFontMetricsF(look.font).descent() + 0.3 * look.font.pixelSize();
    format.setVerticalAlignment(!formula.display && descent > room ? QTextCharFormat::AlignMiddle : QTextCharFormat::AlignNormal);
    if (formula.display) {
      QTextBlockFormat block = cursor.blockFormat();
      block.setLineHeight(100, QTextBlockFormat::ProportionalHeight);
      block.setBottomMargin(block.bottomMargin() > 0 ? paragraphGap + 2 : 0);
      cursor.setBlockFormat(block);
    }
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    if (!formula.display) formula.tail = takeTail(cursor);
  }
}

}  // namespace

void fillProse(QTextDocument& document, const QString& markdown, const ProseLook& look, ProseFormulas& formulas) {
  formulas.all().clear();
  const auto spans = formulaSpans(markdown);
  for (const FormulaSpan& span : spans) formulas.add(span.tex, span.display);
  document.documentLayout()->registerHandler(ProseFormulas::type, &formulas);
  document.setDocumentMargin(0);
  document.setDefaultFont(look.font);
  document.setMarkdown(withStandIns(markdown, spans), QTextDocument::MarkdownDialectGitHub);
  setParagraphs(document);
  setCharacters(document, look);
  setTables(document);
  insertFormulas(document, look, formulas);
}

}  // namespace gradarium::app
