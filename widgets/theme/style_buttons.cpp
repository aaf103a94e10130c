// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets::paint {
namespace {

constexpr double buttonRadius = 6;

/// What a surface becomes under the pointer and under a press.
QColor stirred(const QColor& colour, const State& s, const Theme& t) {
  return s.pressed ? mix(colour, t.ink, 0.16) : s.hovered ? mix(colour, t.ink, 0.08) : colour;
}

}  // namespace

void pushButton(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QRectF rect = option.rect;
  switch (lookOf(widget)) {
    case Look::Primary:
      box(painter, rect, s.enabled ? stirred(t.accent, s, t) : t.line, {}, buttonRadius);
      break;
    case Look::Quiet:
      if (s.hovered || s.pressed || s.on)
        box(painter, rect, stirred(t.accentSoft, {s.enabled, false, s.pressed, false, false}, t), {},
            buttonRadius);
      break;
    case Look::Plain:
      box(painter, rect,
          s.on                     ? t.accentSoft
          : s.hovered || s.pressed ? stirred(t.accentSoft, {true, false, s.pressed, false, false}, t)
                                   : t.card,
          s.hovered ? mix(t.line, t.accent, 0.5) : t.line, buttonRadius);
      break;
  }
}

QColor pushButtonInk(const QStyleOptionButton& option, const QWidget* widget) {
  const Theme& t = theme();
  if (!option.state.testFlag(QStyle::State_Enabled)) return mix(t.quiet, t.ground, 0.4);
  return lookOf(widget) == Look::Primary ? t.onAccent : t.accent;
}

void toolButton(QPainter& painter, const QStyleOptionToolButton& option, const QWidget* widget) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QRectF rect = option.rect;
  const bool flat = option.state.testFlag(QStyle::State_AutoRaise) || lookOf(widget) == Look::Quiet;
  if (lookOf(widget) == Look::Primary)
    box(painter, rect, s.enabled ? stirred(t.accent, s, t) : t.line, {}, buttonRadius);
  else if (s.on || s.pressed || s.hovered)
    box(painter, rect, stirred(t.accentSoft, {true, false, s.pressed, false, false}, t),
        flat ? QColor() : t.line, buttonRadius);
  else if (!flat)
    box(painter, rect, t.card, t.line, buttonRadius);
}

void checkBox(QPainter& painter, const QStyleOption& option) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QRectF rect = option.rect;
  const bool partly = option.state.testFlag(QStyle::State_NoChange);
  if (s.on || partly) {
    const QColor fill = s.enabled ? stirred(t.accent, s, t) : t.quiet;
    box(painter, rect, fill, {}, 4);
    if (s.on)
      tick(painter, rect, t.onAccent);
    else
      painter.fillRect(QRectF(rect.center().x() - 4, rect.center().y() - 1, 8, 2), t.onAccent);
  } else {
    box(painter, rect, t.card, s.hovered ? t.accent : t.quiet, 4);
  }
}

void radioButton(QPainter& painter, const QStyleOption& option) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QRectF rect = option.rect;
  const double radius = rect.width() / 2;
  if (s.on) {
    box(painter, rect, s.enabled ? stirred(t.accent, s, t) : t.quiet, {}, radius);
    const double dot = rect.width() * 0.31;
    box(painter, rect.adjusted(dot, dot, -dot, -dot), t.onAccent, {}, radius);
  } else {
    box(painter, rect, t.card, s.hovered ? t.accent : t.quiet, radius);
  }
}

}  // namespace gradarium::widgets::paint
