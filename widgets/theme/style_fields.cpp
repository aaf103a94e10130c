// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets::paint {
namespace {

constexpr double fieldRadius = 6;

QColor arrowInk(bool enabled) { return enabled ? theme().quiet : mix(theme().quiet, theme().ground, 0.5); }

}  // namespace

void field(QPainter& painter, const QStyleOption& option, bool focused) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QColor fill = s.enabled ? t.card : t.ground;
  if (focused)
    box(painter, option.rect, fill, t.accent, fieldRadius, 2);
  else
    box(painter, option.rect, fill, s.hovered ? mix(t.line, t.quiet, 0.6) : mix(t.line, t.quiet, 0.15),
        fieldRadius);
}

void comboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRectF& arrow) {
  if (option.frame) field(painter, option, option.state.testFlag(QStyle::State_HasFocus));
  chevron(painter, arrow, Towards::Down, arrowInk(option.state.testFlag(QStyle::State_Enabled)));
}

void spinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRectF& up, const QRectF& down) {
  if (option.frame) field(painter, option, option.state.testFlag(QStyle::State_HasFocus));
  if (option.buttonSymbols == QAbstractSpinBox::NoButtons) return;
  const auto ink = [&](QAbstractSpinBox::StepEnabledFlag flag, QStyle::SubControl part) {
    const bool enabled = option.state.testFlag(QStyle::State_Enabled) && option.stepEnabled.testFlag(flag);
    const bool stirred = enabled && option.activeSubControls.testFlag(part);
    return stirred ? theme().accent : arrowInk(enabled);
  };
  chevron(painter, up, Towards::Up, ink(QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp));
  chevron(painter, down, Towards::Down, ink(QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown));
}

}  // namespace gradarium::widgets::paint
