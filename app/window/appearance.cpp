// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/appearance.h"

#include <QActionGroup>
#include <QMenu>

#include "app/window/system_theme.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr const char* names[] = {"system", "light", "dark"};

}  // namespace

Appearance::Appearance(const QString& settingsFile, QObject* parent) : QObject(parent), settings_(settingsFile, QSettings::IniFormat) {
  const QString kept = settings_.value("theme").toString();
  for (int i = 0; i < 3; ++i)
    if (kept == names[i]) choice_ = static_cast<ThemeChoice>(i);
  watchSystemTheme(this, [this] { systemChanged(); });
  apply();
}

void Appearance::choose(ThemeChoice choice) {
  choice_ = choice;
  settings_.setValue("theme", names[static_cast<int>(choice)]);
  apply();
}

void Appearance::apply() {
  const bool dark = choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && systemPrefersDark());
  widgets::apply(dark ? widgets::darkTheme() : widgets::lightTheme());
}

void Appearance::systemChanged() {
  if (choice_ == ThemeChoice::System) apply();
}

void Appearance::fillMenu(QMenu& menu) {
  auto* group = new QActionGroup(&menu);
  const QString labels[] = {tr("As the system"), tr("Light"), tr("Dark")};
  for (int i = 0; i < 3; ++i) {
    QAction* action = menu.addAction(labels[i]);
    action->setCheckable(true);
    action->setChecked(choice_ == static_cast<ThemeChoice>(i));
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, i] { choose(static_cast<ThemeChoice>(i)); });
  }
}

}  // namespace gradarium::app
