// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/system_theme.h"

#include <QGuiApplication>
#include <QPalette>
#include <utility>

#ifdef GRADARIUM_DBUS
#include "app/window/settings_portal.h"
#endif

namespace gradarium::app {
namespace {

/// Before our own palette is put in its place.
bool paletteIsDark() {
  static const bool dark = [] {
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
  }();
  return dark;
}

}  // namespace

bool systemPrefersDark() {
  const bool byPalette = paletteIsDark();
#ifdef GRADARIUM_DBUS
  switch (portalColourScheme()) {
    case PortalScheme::Dark: return true;
    case PortalScheme::Light: return false;
    case PortalScheme::NoWish: break;
  }
#endif
  return byPalette;
}

void watchSystemTheme(QObject* owner, std::function<void()> changed) {
#ifdef GRADARIUM_DBUS
  watchPortal(owner, std::move(changed));
#else
  (void)owner;
  (void)changed;
#endif
}

}  // namespace gradarium::app
