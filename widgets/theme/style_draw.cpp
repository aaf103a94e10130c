// SPDX-License-Identifier: GPL-3.0-or-later
// Which of our drawings stands for which element of QStyle; what is not here stays as Fusion draws it.
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
  const Theme& t = theme();
  const QRectF rect = option->rect;
  const auto arrow = [&](paint::Towards towards) {
    paint::chevron(*painter, rect, towards, option->state.testFlag(State_Enabled) ? t.quiet : t.line);
  };
  switch (element) {
    case PE_FrameFocusRect:
      if (widget && widget->inherits("QComboBoxListView")) return;  // the chosen row is seen as it is
      return paint::focusRing(*painter, rect, 5);
    case PE_PanelButtonCommand:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
        paint::pushButton(*painter, *button, widget);
      return;
    case PE_FrameDefaultButton:
      return;
    case PE_PanelLineEdit:
      // The editor inside a combo or spin box stands in its owner's frame.
      if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
          frame && frame->lineWidth > 0)
        paint::field(*painter, *option, option->state.testFlag(State_HasFocus));
      return;
    case PE_FrameLineEdit:
      return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
      return paint::checkBox(*painter, *option);
    case PE_IndicatorRadioButton:
      return paint::radioButton(*painter, *option);
    case PE_PanelTipLabel:
    case PE_PanelMenu:
      return paint::box(*painter, rect, t.card, mix(t.line, t.quiet, 0.25), Theme::radius);
    case PE_FrameMenu:
      return;
    case PE_Frame:
      if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
          frame && frame->lineWidth > 0) {
        const bool focused = option->state.testFlag(State_HasFocus);
        paint::box(*painter, rect, {}, focused ? t.accent : t.line, 4, focused ? 2 : 1);
      }
      return;
    case PE_FrameGroupBox:  // a title above its controls groups them well enough
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
      return;
    case PE_FrameTabBarBase:
      painter->fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), t.line);
      return;
    case PE_PanelItemViewItem:
      if (option->state.testFlag(State_Selected))
        paint::box(*painter, rect, t.accentSoft, {}, 5);
      else if (option->state.testFlag(State_MouseOver))
        paint::box(*painter, rect, faded(t.accentSoft, 0.5), {}, 5);
      return;
    case PE_PanelItemViewRow:
      return;
    case PE_IndicatorArrowUp:
      return arrow(paint::Towards::Up);
    case PE_IndicatorArrowDown:
      return arrow(paint::Towards::Down);
    case PE_IndicatorArrowLeft:
      return arrow(paint::Towards::Left);
    case PE_IndicatorArrowRight:
      return arrow(paint::Towards::Right);
    case PE_IndicatorBranch:
      if (option->state.testFlag(State_Children))
        arrow(option->state.testFlag(State_Open) ? paint::Towards::Down : paint::Towards::Right);
      return;
    default:
      QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
  const Theme& t = theme();
  switch (element) {
    case CE_PushButton:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
        proxy()->drawPrimitive(PE_PanelButtonCommand, button, painter, widget);
        QStyleOptionButton label = *button;
        label.rect = subElementRect(SE_PushButtonContents, button, widget);
        proxy()->drawControl(CE_PushButtonLabel, &label, painter, widget);
        if (button->state.testFlag(State_HasFocus)) paint::focusRing(*painter, QRectF(button->rect), 6);
        return;
      }
      break;
    case CE_PushButtonLabel:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
        QStyleOptionButton inked = *button;
        inked.palette.setColor(QPalette::ButtonText, paint::pushButtonInk(*button, widget));
        QProxyStyle::drawControl(element, &inked, painter, widget);
        return;
      }
      break;
    case CE_MenuEmptyArea:
      return;
    case CE_MenuItem:
      if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
        return paint::menuItem(*painter, *item);
      break;
    case CE_TabBarTabShape:
      if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
        return paint::tab(*painter, *tab);
      break;
    case CE_TabBarTabLabel:
      if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
          tab && (tab->shape == QTabBar::RoundedNorth || tab->shape == QTabBar::RoundedSouth))
        return paint::tabLabel(*painter, *tab);
      break;
    case CE_ComboBoxLabel:
      if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && !combo->editable) {
        QStyleOptionComboBox fitting = *combo;  // else a long name is cut in a letter
        const QRect room = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
        fitting.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room.width() - 2);
        return QProxyStyle::drawControl(element, &fitting, painter, widget);
      }
      break;
    case CE_ProgressBar:
      if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
        return paint::progressBar(*painter, *bar);
      break;
    case CE_Splitter: {
      const QRectF r = option->rect;
      const bool upright = option->state.testFlag(State_Horizontal);
      const QRectF thin = upright ? QRectF(std::floor(r.center().x()), r.top(), 1, r.height())
                                  : QRectF(r.left(), std::floor(r.center().y()), r.width(), 1);
      const bool held = option->state.testFlag(State_MouseOver) || option->state.testFlag(State_Sunken);
      painter->fillRect(thin, held ? t.accent : t.line);
      return;
    }
    case CE_HeaderEmptyArea:
      painter->fillRect(option->rect, t.ground);
      return;
    case CE_HeaderSection: {
      const QRectF r = option->rect;
      painter->fillRect(r, t.ground);
      painter->fillRect(QRectF(r.left(), r.bottom() - 1, r.width(), 1), t.line);
      return;
    }
    case CE_ShapedFrame:
      break;
    default:
      break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
  const auto part = [&](SubControl sub) { return QRectF(subControlRect(control, option, sub, widget)); };
  switch (control) {
    case CC_Slider:
      if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
        if (slider->tickPosition != QSlider::NoTicks) {
          QStyleOptionSlider ticks = *slider;
          ticks.subControls = SC_SliderTickmarks;
          QProxyStyle::drawComplexControl(control, &ticks, painter, widget);
        }
        return paint::slider(*painter, *slider, part(SC_SliderGroove), part(SC_SliderHandle));
      }
      break;
    case CC_ScrollBar:
      if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
        return paint::scrollBar(*painter, *bar, part(SC_ScrollBarSlider));
      break;
    case CC_ComboBox:
      if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
        return paint::comboBox(*painter, *combo, part(SC_ComboBoxArrow));
      break;
    case CC_SpinBox:
      if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
        return paint::spinBox(*painter, *spin, part(SC_SpinBoxUp), part(SC_SpinBoxDown));
      break;
    case CC_ToolButton:
      if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
        paint::toolButton(*painter, *button, widget);
        QStyleOptionToolButton label = *button;
        const bool menu = button->features.testFlag(QStyleOptionToolButton::HasMenu) &&
                          !button->text.isEmpty() && button->toolButtonStyle != Qt::ToolButtonIconOnly;
        if (menu) label.rect.adjust(0, 0, -14, 0);
        if (paint::lookOf(widget) == paint::Look::Primary)
          label.palette.setColor(QPalette::ButtonText, theme().onAccent);
        proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
        if (menu)
          paint::chevron(*painter,
                         QRectF(button->rect.right() - 18, button->rect.top(), 12, button->rect.height()),
                         paint::Towards::Down, theme().quiet);
        if (button->state.testFlag(State_HasFocus)) paint::focusRing(*painter, QRectF(button->rect), 6);
        return;
      }
      break;
    default:
      break;
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace gradarium::widgets
