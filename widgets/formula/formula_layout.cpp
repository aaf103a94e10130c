// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/formula_layout.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

constexpr double indent = 1, leading = 0.45;       // em
constexpr double shrinkFirst = 0.86;               // rather a little smaller than in two lines
constexpr double aside = 0.13, above = 0.15;       // of a slot's surround, em
const QString dash = QStringLiteral("–");

QRectF surround(const FormulaSlot& slot) {
  return slot.room.adjusted(-aside * slot.scale, -above * slot.scale, aside * slot.scale, above * slot.scale);
}

}  // namespace

FormulaLayout::FormulaLayout(const FormulaSheet& sheet, const Formula& formula, double em, double room)
    : sheet_(&sheet), formula_(&formula), em_(em) {
  breakInto(room > 0 ? room / em : 0);
  double width = 0, y = 0;
  for (Line& line : lines_) {
    fill(line);
    line.top = y;
    y += line.ascent + line.descent + leading;
    width = std::max(width, line.indent + line.to - line.from);
  }
  if (room > 0 && width * em_ > room) em_ = room / width;
  size_ = QSizeF(width, y - leading) * em_;
}

void FormulaLayout::breakInto(double room) {
  if (room > 0)
    split(0, formula_->width, room / shrinkFirst, Formula::Break::Step);
  else
    addLine(0, formula_->width);
}

void FormulaLayout::addLine(double from, double to) {
  lines_.push_back({from, to, lines_.empty() ? 0 : indent, formula_->ascent, formula_->descent, 0, {}, {}});
}

/// Lines as full as they get between the breaks of one kind; what is too wide even so is broken at the next kind's.
void FormulaLayout::split(double from, double to, double room, int kind) {
  const auto fits = [&](double a, double b) { return b - a + (lines_.empty() ? 0 : indent) <= room; };
  if (fits(from, to) || kind > Formula::Break::Sum) return addLine(from, to);
  std::vector<double> ends;
  for (const Formula::Break& possible : formula_->breaks)
    if (possible.kind == kind && possible.at > from + 0.5 && possible.at < to) ends.push_back(possible.at);
  ends.push_back(to);
  double begin = from, last = from;  // of the line in hand, and how far it goes
  for (const double end : ends) {
    if (!fits(begin, end) && last > begin) {
      split(begin, last, room, kind + 1);
      begin = last;
    }
    last = end;
  }
  split(begin, to, room, kind + 1);
}

void FormulaLayout::fill(Line& line) const {
  const bool only = lines_.size() == 1;
  const double slack = 1e-6;
  const auto here = [&](double x) { return only || (x >= line.from - slack && (x < line.to - slack || line.to == formula_->width)); };
  QRectF ink;
  line.ink.setFillRule(Qt::WindingFill);
  for (const Formula::Mark& mark : formula_->marks) {
    if (!here(mark.left)) continue;
    line.ink.addPath(mark.outline.translated(-line.from, 0));
    ink |= mark.outline.boundingRect();
  }
  for (std::size_t i = 0; i < formula_->slots.size(); ++i) {
    if (!here(formula_->slots[i].room.left())) continue;
    line.slots.push_back(i);
    ink |= surround(formula_->slots[i]);
  }
  if (!only) {
    line.ascent = std::max(0.7, -ink.top());
    line.descent = std::max(0.2, ink.bottom());
  } else if (!line.slots.empty()) {
    line.ascent = std::max(line.ascent, -ink.top());
    line.descent = std::max(line.descent, ink.bottom());
  }
}

QRectF FormulaLayout::roomOf(std::size_t slot) const {
  for (const Line& line : lines_) {
    if (std::find(line.slots.begin(), line.slots.end(), slot) == line.slots.end()) continue;
    const QRectF room = surround(formula_->slots[slot]).translated(line.indent - line.from, line.top + line.ascent);
    return {room.topLeft() * em_, room.size() * em_};
  }
  return {};
}

void FormulaLayout::paint(QPainter& painter, QPointF topLeft, const Theme& theme, const QColor& ink, const QStringList& numbers) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  for (const Line& line : lines_) {
    QPointF origin = topLeft + QPointF(line.indent, line.top + line.ascent) * em_;
    const QTransform& device = painter.deviceTransform();
    if (device.type() <= QTransform::TxScale && device.m22() != 0)
      origin.setY((std::round(device.map(origin).y()) - device.dy()) / device.m22());
    painter.save();
    painter.translate(origin);
    painter.scale(em_, em_);
    painter.fillPath(line.ink, ink);
    painter.translate(-line.from, 0);
    for (const std::size_t slot : line.slots)
      paintNumber(painter, formula_->slots[slot], numbers.value(static_cast<qsizetype>(slot), dash), theme);
    painter.restore();
  }
  painter.restore();
}

void FormulaLayout::paintNumber(QPainter& painter, const FormulaSlot& slot, const QString& text, const Theme& theme) const {
  painter.setBrush(theme.accentSoft);
  const double radius = 0.22 * slot.scale;
  painter.drawRoundedRect(surround(slot), radius, radius);
  QPainterPath figures;
  figures.setFillRule(Qt::WindingFill);
  double pen = 0;
  const FormulaFigures& known = sheet_->figures();
  for (const QChar c : text) {
    const auto found = known.find(c);
    if (found == known.end()) {  // a word of a choice: in the program's own letters
      figures.clear();
      QFont letters = font(TextRole::Body);
      letters.setPixelSize(100);
      figures.addText(0, 0, letters, text);
      figures = QTransform::fromScale(0.0085, 0.0085).map(figures);
      pen = figures.boundingRect().right();
      break;
    }
    figures.addPath(found->second.outline.translated(pen, 0));
    pen += found->second.advance;
  }
  const double scale = std::min(slot.scale, pen > 0 ? (slot.room.width() + aside * slot.scale) / pen : 1);
  painter.save();
  painter.translate(slot.room.center().x() - pen * scale / 2, slot.room.bottom());
  painter.scale(scale, scale);
  painter.fillPath(figures, theme.accent);
  painter.restore();
}

double emBeside(const QFont& font) {
  constexpr double texHeight = 0.442, match = 0.95;  // of x, in em; all of Inter's height would make its capitals too tall
  return QFontMetricsF(font).xHeight() / texHeight * match;
}

QString spoken(const Formula& formula, const QStringList& numbers) {
  QString words = formula.spoken;
  qsizetype from = 0;
  for (std::size_t i = 0; i < formula.slots.size(); ++i) {
    const QString& room = formula.slots[i].figures;
    const qsizetype at = words.indexOf(room, from);
    if (at < 0) break;
    const QString number = numbers.value(static_cast<qsizetype>(i), dash);
    words.replace(at, room.size(), number == dash ? QStringLiteral("nothing yet") : number);
    from = at + 1;
  }
  return words;
}

}  // namespace gradarium::widgets
