// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QSlider>
#include <QStyleOption>
#include <QTabBar>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::polish(QWidget* widget) {
  QProxyStyle::polish(widget);
  if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
      qobject_cast<QSlider*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
      qobject_cast<QTabBar*>(widget) || widget->inherits("QLineEdit") || widget->inherits("QScrollBar"))
    widget->setAttribute(Qt::WA_Hover);
  if (qobject_cast<QMenu*>(widget) || widget->inherits("QTipLabel"))
    widget->setAttribute(Qt::WA_TranslucentBackground);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_SliderThickness:
    case PM_SliderControlThickness:
      return 20;
    case PM_SliderLength:
      return 20;
    case PM_ScrollBarExtent:
      return 10;
    case PM_ScrollBarSliderMin:
      return 28;
    case PM_ScrollView_ScrollBarSpacing:
      return 0;
    case PM_DefaultFrameWidth:
      return 1;
    case PM_ComboBoxFrameWidth:
    case PM_SpinBoxFrameWidth:
      return 3;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
      return 8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
      return 0;
    case PM_MenuPanelWidth:
      return 1;
    case PM_MenuVMargin:
      return 4;
    case PM_MenuHMargin:
      return 0;
    case PM_SplitterWidth:
      return 5;
    case PM_TabBarTabHSpace:
      return 20;
    case PM_TabBarTabVSpace:
      return 16;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
      return 0;
    case PM_ToolTipLabelFrameWidth:
      return 8;
    case PM_MenuButtonIndicator:
      return 20;
    case PM_HeaderMargin:
      return 8;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const {
  switch (hint) {
    case SH_ComboBox_Popup:
      return 0;
    case SH_Slider_AbsoluteSetButtons:
      return Qt::LeftButton;  // the knob jumps to the pointer and follows it
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
      return 0;
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
      // Without a compositor what is see-through is black: the corners are cut off as well.
      if (auto* mask = qstyleoption_cast<QStyleHintReturnMask*>(data); mask && option) {
        QPainterPath outline;
        outline.addRoundedRect(option->rect, Theme::radius, Theme::radius);
        mask->region = QRegion(outline.toFillPolygon().toPolygon());
        return 1;
      }
      return 0;
    case SH_ToolTipLabel_Opacity:
      return 255;
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:  // theirs are letters of another house
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, data);
  }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
  QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_PushButton:
      result.setWidth(size.width() + 28);
      result.setHeight(std::max(30, size.height() + 12));
      break;
    case CT_LineEdit:
      result.setHeight(std::max(30, result.height()));
      break;
    case CT_ComboBox:
    case CT_SpinBox:
      result.setHeight(std::max(30, result.height()));
      result.rwidth() += 6;
      break;
    case CT_ToolButton: {
      const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
      const bool words =
          button && !button->text.isEmpty() && button->toolButtonStyle != Qt::ToolButtonIconOnly;
      const bool menu = words && button->features.testFlag(QStyleOptionToolButton::HasMenu);
      result = QSize(size.width() + (words ? 14 : 8) + (menu ? 12 : 0), std::max(28, size.height() + 8));
      result.setWidth(std::max(28, result.width()));
      break;
    }
    case CT_ItemViewItem:
      result.setHeight(std::max(26, result.height() + 6));
      break;
    case CT_HeaderSection:
      result = QSize(result.width() + 8, std::max(28, result.height()));
      break;
    case CT_MenuItem:
      if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
          item && item->menuItemType == QStyleOptionMenuItem::Separator)
        result.setHeight(item->text.isEmpty() ? 9 : 30);  // a section has a name
      else
        result = QSize(result.width() + 24, std::max(28, result.height()));
      break;
    default:
      break;
  }
  return result;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const {
  const QRect all = option->rect;
  if (control == CC_ScrollBar) {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar) return {};
    const bool across = bar->orientation == Qt::Horizontal;
    const int room = across ? all.width() : all.height();
    const int range = bar->maximum - bar->minimum;
    const int length =
        range == 0
            ? room
            : std::clamp(static_cast<int>(qint64(bar->pageStep) * room / (qint64(range) + bar->pageStep)),
                         std::min(28, room), room);
    const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, room - length,
                                           bar->upsideDown);
    const auto stretch = [&](int from, int to) {
      const QRect r = across ? QRect(all.left() + from, all.top(), to - from, all.height())
                             : QRect(all.left(), all.top() + from, all.width(), to - from);
      return visualRect(bar->direction, all, r);
    };
    switch (part) {
      case SC_ScrollBarSlider:
        return stretch(at, at + length);
      case SC_ScrollBarSubPage:
        return stretch(0, at);
      case SC_ScrollBarAddPage:
        return stretch(at + length, room);
      case SC_ScrollBarGroove:
        return all;
      default:
        return {};  // no arrows
    }
  }
  if (control == CC_ComboBox && part == SC_ComboBoxArrow)
    return visualRect(option->direction, all, QRect(all.right() - 25, all.top(), 22, all.height()));
  if (control == CC_ComboBox && part == SC_ComboBoxEditField)
    return visualRect(option->direction, all, all.adjusted(6, 2, -26, -2));
  return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
  const QRect rect = QProxyStyle::subElementRect(element, option, widget);
  const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
  if (element == SE_LineEditContents && frame && frame->lineWidth > 0) return rect.adjusted(5, 0, -5, 0);
  return rect;
}

}  // namespace gradarium::widgets
