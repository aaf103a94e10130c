// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/prose_view.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <cmath>

#include "app/tutorial/prose_document.h"
#include "app/tutorial/prose_formula.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

QFont proseFont() {
  QFont font = widgets::font(widgets::TextRole::Body);
  font.setPixelSize(font.pixelSize() + 1);  // read in whole sentences, not glanced at
  return font;
}

}  // namespace

ProseView::ProseView(QString markdown, ProseSource source, Role role, QWidget* parent)
    : QTextBrowser(parent), markdown_(std::move(markdown)), source_(std::move(source)), role_(role) {
  if (!source_.sheet) source_.sheet = std::make_shared<widgets::FormulaSheet>();
  setObjectName("prose");
  setFrameShape(QFrame::NoFrame);
  setOpenExternalLinks(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  viewport()->setAutoFillBackground(false);
  setAutoFillBackground(false);
  formulas_ = new ProseFormulas(source_.sheet, this);
  fill();
  // A stop for the keyboard only where there is something to press.
  setFocusPolicy(markdown_.contains("](") ? Qt::StrongFocus : Qt::ClickFocus);
}

void ProseView::fill() {
  filling_ = true;
  const widgets::Theme& theme = widgets::theme();
  fillProse(*document(), markdown_, {proseFont(), role_ == Role::Lead ? theme.quiet : theme.ink}, *formulas_);
  if (schema_) formulas_->bind(*schema_);
  setAccessibleName(spokenText());
  measuredWidth_ = -1;
  fitFigures();
  filling_ = false;
  updateGeometry();
}

void ProseView::show(const lab::Experiment& schema, const lab::Snapshot& snapshot) {
  if (schema_ != &schema) formulas_->bind(schema);
  schema_ = &schema;
  bool changed = false;
  for (ProseFormula& formula : formulas_->all()) {
    if (formula.live.empty()) continue;
    QStringList numbers;
    for (std::size_t i = 0; i < formula.live.size(); ++i) numbers << formula.live[i].text(snapshot, formula.typeset->slots[i].figures);
    if (numbers == formula.numbers) continue;
    formula.numbers = std::move(numbers);
    changed = true;
  }
  if (!changed) return;
  viewport()->update();  // the room stays: no new layout
  setAccessibleName(spokenText());
}

int ProseView::heightForWidth(int width) const {
  if (width == measuredWidth_) return measuredHeight_;
  QTextDocument& text = *document();
  const double before = text.textWidth();
  text.setTextWidth(width);
  measuredHeight_ = static_cast<int>(std::ceil(text.size().height())) + 1;
  measuredWidth_ = width;
  if (before > 0 && before != width) text.setTextWidth(before);
  return measuredHeight_;
}

QSize ProseView::sizeHint() const { return {240, heightForWidth(std::max(120, width()))}; }
QSize ProseView::minimumSizeHint() const { return {120, 0}; }

void ProseView::resizeEvent(QResizeEvent* event) {
  QTextBrowser::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) fitFigures();
}

/// Figures no wider than the column.
void ProseView::fitFigures() {
  const double room = viewport()->width();
  QTextCursor cursor(document());
  bool changed = false;
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    for (auto it = block.begin(); !it.atEnd(); ++it) {
      if (!it.fragment().charFormat().isImageFormat()) continue;
      QTextImageFormat image = it.fragment().charFormat().toImageFormat();
      const auto picture = document()->resource(QTextDocument::ImageResource, QUrl(image.name())).value<QImage>();
      if (picture.isNull()) continue;
      const double natural = picture.width() / picture.devicePixelRatio();
      const double width = std::min(natural, room);
      if (image.width() == width) continue;
      image.setWidth(width);
      image.setHeight(picture.height() / picture.devicePixelRatio() * width / natural);
      cursor.setPosition(it.fragment().position());
      cursor.setPosition(it.fragment().position() + it.fragment().length(), QTextCursor::KeepAnchor);
      cursor.setCharFormat(image);
      changed = true;
      break;  // the block's fragments are others now; one figure a paragraph
    }
  }
  if (!changed) return;
  measuredWidth_ = -1;
  updateGeometry();
}

/// A figure lies beside tutorial.md; where there is a NAME-dark as well, the dark theme takes that.
QVariant ProseView::loadResource(int type, const QUrl& name) {
  if (type != QTextDocument::ImageResource || !name.isRelative()) return {};
  QString file = source_.folder + "/" + name.path();
  const QFileInfo info(file);
  const QString dark = info.path() + "/" + info.completeBaseName() + "-dark." + info.suffix();
  if (widgets::theme().dark && QFileInfo::exists(dark)) file = dark;
  if (info.suffix().toLower() != "svg") return QImage(file);
  QSvgRenderer drawing(file);
  if (!drawing.isValid()) return {};
  constexpr double ratio = 3;
  QImage image(drawing.defaultSize() * ratio, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  drawing.render(&painter);
  painter.end();
  image.setDevicePixelRatio(ratio);
  return image;
}

QString ProseView::textOf(int from, int to, bool spoken) const {
  QString result;
  QTextCursor cursor(document());
  for (int position = from; position < to; ++position) {
    const QChar c = document()->characterAt(position);
    if (c == QChar::ObjectReplacementCharacter) {
      cursor.setPosition(position + 1);
      const ProseFormula* formula = formulas_->at(cursor.charFormat());
      if (!formula) continue;
      result += !spoken ? formula->source() : formula->typeset ? widgets::spoken(*formula->typeset, formula->numbers) : formula->tex;
      result += formula->tail;
    } else if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator || c.unicode() == 0xFDD0 || c.unicode() == 0xFDD1) {
      result += '\n';
    } else {
      result += c == QChar::Nbsp ? QChar(u' ') : c;
    }
  }
  return result;
}

QString ProseView::spokenText() const { return textOf(0, document()->characterCount() - 1, true); }

QMimeData* ProseView::createMimeDataFromSelection() const {
  auto* data = new QMimeData;
  data->setText(textOf(textCursor().selectionStart(), textCursor().selectionEnd(), false));
  return data;
}

void ProseView::changeEvent(QEvent* event) {
  QTextBrowser::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && formulas_ && !filling_) {
    std::vector<QStringList> numbers;
    for (const ProseFormula& formula : formulas_->all()) numbers.push_back(formula.numbers);
    fill();
    for (std::size_t i = 0; i < numbers.size(); ++i) formulas_->all()[i].numbers = numbers[i];
    setAccessibleName(spokenText());
  }
}

void ProseView::wheelEvent(QWheelEvent* event) { event->ignore(); }

void ProseView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  const int position = document()->documentLayout()->hitTest(event->pos(), Qt::ExactHit);
  QTextCursor cursor(document());
  cursor.setPosition(std::max(0, position));
  cursor.movePosition(QTextCursor::NextCharacter);
  if (const ProseFormula* formula = position >= 0 ? formulas_->at(cursor.charFormat()) : nullptr)
    menu.addAction(tr("Copy formula as TeX"), this, [tex = formula->tex] { QGuiApplication::clipboard()->setText(tex); });
  const QString link = anchorAt(event->pos());
  if (!link.isEmpty()) menu.addAction(tr("Copy link"), this, [link] { QGuiApplication::clipboard()->setText(link); });
  QAction* copy = menu.addAction(tr("Copy"), QKeySequence::Copy, this, [this] { this->copy(); });
  copy->setEnabled(textCursor().hasSelection());
  menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, [this] { selectAll(); });
  menu.exec(event->globalPos());
}

}  // namespace gradarium::app
