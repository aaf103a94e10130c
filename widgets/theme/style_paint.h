// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QWidget;

/// The drawing behind Style, a family of controls a file. Private to widgets/theme.
namespace gradarium::widgets::paint {

struct State {
  bool enabled, hovered, pressed, focused, on;
};
State stateOf(const QStyleOption& option);

enum class Look { Plain, Primary, Quiet };
Look lookOf(const QWidget* widget);

/// A filled box with a hairline inside its rectangle; an invalid colour is left out.
void box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius,
         double width = 1);
/// The ring that shows the keyboard's place, just inside the rectangle.
void focusRing(QPainter& painter, const QRectF& rect, double radius);
enum class Towards { Up, Down, Left, Right };
void chevron(QPainter& painter, const QRectF& rect, Towards towards, const QColor& colour);
void tick(QPainter& painter, const QRectF& rect, const QColor& colour);

void pushButton(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget);
QColor pushButtonInk(const QStyleOptionButton& option, const QWidget* widget);
void toolButton(QPainter& painter, const QStyleOptionToolButton& option, const QWidget* widget);
void checkBox(QPainter& painter, const QStyleOption& option);
void radioButton(QPainter& painter, const QStyleOption& option);

void field(QPainter& painter, const QStyleOption& option, bool focused);
void comboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRectF& arrow);
void spinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRectF& up, const QRectF& down);

void slider(QPainter& painter, const QStyleOptionSlider& option, const QRectF& groove, const QRectF& handle);
void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRectF& handle);
void progressBar(QPainter& painter, const QStyleOptionProgressBar& option);

void menuItem(QPainter& painter, const QStyleOptionMenuItem& option);
void tab(QPainter& painter, const QStyleOptionTab& option);
void tabLabel(QPainter& painter, const QStyleOptionTab& option);

}  // namespace gradarium::widgets::paint
