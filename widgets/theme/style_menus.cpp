// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets::paint {

void menuItem(QPainter& painter, const QStyleOptionMenuItem& option) {
  const Theme& t = theme();
  const QRectF rect = option.rect;
  if (option.menuItemType == QStyleOptionMenuItem::Separator && !option.text.isEmpty()) {
    painter.setFont(font(TextRole::Small));
    painter.setPen(t.quiet);
    painter.drawText(rect.adjusted(12, 6, -12, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, option.text);
    return;
  }
  if (option.menuItemType == QStyleOptionMenuItem::Separator) {
    painter.fillRect(QRectF(rect.left() + 8, std::floor(rect.center().y()), rect.width() - 16, 1), t.line);
    return;
  }
  const bool enabled = option.state.testFlag(QStyle::State_Enabled);
  if (option.state.testFlag(QStyle::State_Selected) && enabled)
    box(painter, rect.adjusted(4, 1, -4, -1), t.accentSoft, {}, 5);

  const double left = rect.left() + 12;
  const bool checkable = option.checkType != QStyleOptionMenuItem::NotCheckable;
  if (checkable && option.checked)
    tick(painter, QRectF(left - 2, rect.center().y() - 8, 16, 16), t.accent);
  else if (!option.icon.isNull())
    option.icon.paint(&painter, QRect(int(left - 2), int(rect.center().y()) - 8, 16, 16), Qt::AlignCenter,
                      enabled ? QIcon::Normal : QIcon::Disabled);
  const double indent = option.menuHasCheckableItems || option.maxIconWidth > 0 ? 20 : 0;
  QRectF words = rect.adjusted(12 + indent, 0, -16, 0);
  const QStringList parts = option.text.split('\t');
  painter.setFont(option.font);
  painter.setPen(enabled ? t.ink : mix(t.quiet, t.ground, 0.4));
  const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
  painter.drawText(words, flags | Qt::AlignLeft, parts.front());
  if (parts.size() > 1) {
    painter.setPen(t.quiet);
    painter.drawText(words, flags | Qt::AlignRight, parts[1]);
  }
  if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
    chevron(painter, QRectF(rect.right() - 20, rect.top(), 12, rect.height()), Towards::Right, t.quiet);
}

void tab(QPainter& painter, const QStyleOptionTab& option) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const QRectF rect = option.rect;
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  const bool across = option.shape == QTabBar::RoundedNorth || option.shape == QTabBar::RoundedSouth;
  const bool before = option.shape == QTabBar::RoundedNorth || option.shape == QTabBar::RoundedWest;
  QRectF under = across
                     ? QRectF(rect.left() + 8, before ? rect.bottom() - 2 : rect.top(), rect.width() - 16, 2)
                     : QRectF(before ? rect.right() - 2 : rect.left(), rect.top() + 4, 2, rect.height() - 8);
  if (chosen)
    painter.fillRect(under, t.accent);
  else if (s.hovered)
    painter.fillRect(under, mix(t.line, t.quiet, 0.3));
}

void tabLabel(QPainter& painter, const QStyleOptionTab& option) {
  const Theme& t = theme();
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  const bool enabled = option.state.testFlag(QStyle::State_Enabled);
  QFont strong = painter.font();
  if (chosen) strong.setWeight(QFont::DemiBold);
  painter.setFont(strong);
  painter.setPen(!enabled                            ? mix(t.quiet, t.ground, 0.4)
                 : chosen || stateOf(option).hovered ? t.ink
                                                     : t.quiet);
  painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic, option.text);
  if (option.state.testFlag(QStyle::State_HasFocus))
    focusRing(painter, QRectF(option.rect).adjusted(2, 3, -2, -5), 5);
}

}  // namespace gradarium::widgets::paint
