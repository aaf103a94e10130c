// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_paint.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include "widgets/theme/theme.h"

namespace gradarium::widgets::paint {

State stateOf(const QStyleOption& option) {
  const auto is = [&](QStyle::StateFlag flag) { return option.state.testFlag(flag); };
  return {is(QStyle::State_Enabled), is(QStyle::State_MouseOver) && is(QStyle::State_Enabled),
          is(QStyle::State_Sunken), is(QStyle::State_HasFocus), is(QStyle::State_On)};
}

Look lookOf(const QWidget* widget) {
  if (!widget) return Look::Plain;
  const QString look = widget->property(lookProperty).toString();
  if (look == QLatin1String("primary")) return Look::Primary;
  return look == QLatin1String("quiet") ? Look::Quiet : Look::Plain;
}

void box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius,
         double width) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
  painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  const double inset = border.isValid() ? width / 2 : 0;
  painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
  painter.restore();
}

void focusRing(QPainter& painter, const QRectF& rect, double radius) {
  box(painter, rect, {}, theme().accent, radius, 2);
}

void chevron(QPainter& painter, const QRectF& rect, Towards towards, const QColor& colour) {
  static constexpr double turn[] = {180, 0, 90, -90};
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(rect.center());
  painter.rotate(turn[static_cast<int>(towards)]);
  painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(QPolygonF{{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}});
  painter.restore();
}

void tick(QPainter& painter, const QRectF& rect, const QColor& colour) {
  const double side = std::min(rect.width(), rect.height());
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(rect.center());
  painter.setPen(QPen(colour, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(
      QPolygonF{{-0.26 * side, 0.02 * side}, {-0.07 * side, 0.2 * side}, {0.27 * side, -0.2 * side}});
  painter.restore();
}

}  // namespace gradarium::widgets::paint
