// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPalette>
#include <QToolTip>
#include <QWidget>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style.h"

namespace gradarium::widgets {
namespace {

const Theme* current = nullptr;

QPalette palette(const Theme& t) {
  QPalette p;
  p.setColor(QPalette::Window, t.ground);
  p.setColor(QPalette::WindowText, t.ink);
  p.setColor(QPalette::Base, t.card);
  p.setColor(QPalette::AlternateBase, t.accentSoft);
  p.setColor(QPalette::Text, t.ink);
  p.setColor(QPalette::PlaceholderText, t.quiet);
  p.setColor(QPalette::Button, t.card);
  p.setColor(QPalette::ButtonText, t.ink);
  p.setColor(QPalette::BrightText, t.done);
  p.setColor(QPalette::Highlight, t.accent);
  p.setColor(QPalette::HighlightedText, t.onAccent);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::ToolTipBase, t.card);
  p.setColor(QPalette::ToolTipText, t.ink);
  p.setColor(QPalette::Light, t.card);
  p.setColor(QPalette::Midlight, t.line);
  p.setColor(QPalette::Mid, t.line);
  p.setColor(QPalette::Dark, t.quiet);
  p.setColor(QPalette::Shadow, t.line);
  const QColor faint = mix(t.quiet, t.ground, 0.4);
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    p.setColor(QPalette::Disabled, role, faint);
  p.setColor(QPalette::Disabled, QPalette::Highlight, t.line);
  p.setColor(QPalette::Disabled, QPalette::HighlightedText, t.quiet);
  return p;
}

}  // namespace

void apply(const Theme& wanted) {
  current = wanted.dark ? &darkTheme() : &lightTheme();
  if (!qApp) return;
  static bool styled = false;
  if (!styled) {
    QApplication::setStyle(new Style);
    QApplication::setFont(font(TextRole::Body));
    QApplication::setFont(font(TextRole::Strong), "QPushButton");
    QApplication::setFont(font(TextRole::Small), "QTipLabel");
    styled = true;
  }
  const QPalette all = palette(*current);
  QApplication::setPalette(all);
  QToolTip::setPalette(all);
  QPalette lists = all;  // a chosen row is a calm band, a chosen word in a text is not
  lists.setColor(QPalette::Highlight, current->accentSoft);
  lists.setColor(QPalette::HighlightedText, current->ink);
  QApplication::setPalette(lists, "QAbstractItemView");
  for (QWidget* window : QApplication::topLevelWidgets()) window->update();
}

const Theme& theme() { return current ? *current : lightTheme(); }

}  // namespace gradarium::widgets
