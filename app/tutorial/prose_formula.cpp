// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/prose_formula.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextDocument>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr double padX = 12, padY = 11;  // of a display formula's card

/// Qt puts an object on the baseline, or its middle at half an x above it. A formula that goes deep takes the second,
/// with as much room above as below.
double halfX(const QTextCharFormat& format) { return QFontMetrics(format.font()).xHeight() / 2.0; }

}  // namespace

QString ProseFormula::source() const {
  const QString dollars = display ? "$$" : "$";
  return dollars + tex + dollars;
}

void ProseFormulas::add(const QString& tex, bool display) {
  formulas_.push_back({widgets::FormulaSheet::key(tex), display, {}, sheet_->find(tex, display), {}, {}, {}});
}

void ProseFormulas::bind(const lab::Experiment& schema) {
  for (ProseFormula& formula : formulas_) {
    formula.live.clear();
    if (!formula.typeset) continue;
    try {
      for (const auto& slot : formula.typeset->slots) formula.live.emplace_back(slot.live, schema);
    } catch (const base::BadCall&) {
      formula.live.clear();  // the lesson's suite names the slot
    }
  }
}

ProseFormula* ProseFormulas::at(const QTextFormat& format) {
  if (format.objectType() != type) return nullptr;
  const auto index = static_cast<std::size_t>(format.intProperty(indexProperty));
  return index < formulas_.size() ? &formulas_[index] : nullptr;
}

void ProseFormulas::measure(ProseFormula& formula, const QTextDocument& document, const QTextCharFormat& format) const {
  const double em = widgets::emBeside(format.font()) * (formula.display ? 1.06 : 1);
  const double width = std::max(40.0, document.textWidth() - 2 * document.documentMargin());
  const double room = formula.display ? width - 2 * padX : width;
  if (formula.layout && formula.room == room && formula.em == em) return;
  formula.layout.emplace(*sheet_, *formula.typeset, em, room);
  formula.room = room;
  formula.em = em;
}

QSizeF ProseFormulas::intrinsicSize(QTextDocument* document, int, const QTextFormat& format) {
  ProseFormula* formula = at(format);
  if (!formula || !formula->typeset) return {};
  const QTextCharFormat text = format.toCharFormat();
  measure(*formula, *document, text);
  const QSizeF size = formula->layout->size();
  if (formula->display) return {formula->room + 2 * padX, size.height() + 2 * padY};
  const double ascent = formula->layout->ascent(), descent = size.height() - ascent;
  const double width = size.width() + 1 + QFontMetricsF(text.font()).horizontalAdvance(formula->tail);
  if (text.verticalAlignment() != QTextCharFormat::AlignMiddle) return {width, ascent};
  return {width, std::max(2 * ascent - halfX(text), 2 * descent + halfX(text))};
}

void ProseFormulas::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) {
  ProseFormula* formula = at(format);
  if (!formula || !formula->layout) return;
  const widgets::Theme& theme = widgets::theme();
  const QTextCharFormat text = format.toCharFormat();
  const QSizeF size = formula->layout->size();
  QPointF topLeft = rect.topLeft() + QPointF(0.5, 0);
  if (formula->display) {
    const bool chosen = text.background().style() != Qt::NoBrush;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(chosen ? theme.accentSoft : theme.ground);
    painter->drawRoundedRect(rect, widgets::Theme::radius, widgets::Theme::radius);
    painter->restore();
    topLeft = rect.center() - QPointF(size.width(), size.height()) / 2;
  } else if (text.verticalAlignment() == QTextCharFormat::AlignMiddle) {
    topLeft.ry() += (rect.height() + halfX(text)) / 2 - formula->layout->ascent();
  }
  formula->layout->paint(*painter, topLeft, theme, theme.ink, formula->numbers);
  if (formula->tail.isEmpty()) return;
  painter->setFont(text.font());
  painter->setPen(text.foreground().style() == Qt::NoBrush ? theme.ink : text.foreground().color());
  painter->drawText(QPointF(rect.left() + size.width() + 1, topLeft.y() + formula->layout->ascent()), formula->tail);
}

}  // namespace gradarium::app
