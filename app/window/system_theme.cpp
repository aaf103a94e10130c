// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/system_theme.h"

#include <QGuiApplication>
#include <QPalette>

namespace gradarium::app {

bool systemPrefersDark() {
  const QPalette palette = QGuiApplication::palette();
  return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

}  // namespace gradarium::app
