// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>

class QMenu;

namespace gradarium::app {

enum class ThemeChoice { System, Light, Dark };

/// Light or dark: what the learner chose, or what the desktop prefers, followed while the program runs. Kept between
/// runs in `settings`.
class Appearance final : public QObject {
  Q_OBJECT
 public:
  /// Applies what is in force at once.
  explicit Appearance(const QString& settingsFile, QObject* parent = nullptr);

  ThemeChoice choice() const { return choice_; }
  void choose(ThemeChoice choice);
  void fillMenu(QMenu& menu);

 private:
  void apply();
  void systemChanged();
  QSettings settings_;
  ThemeChoice choice_ = ThemeChoice::System;
};

}  // namespace gradarium::app
