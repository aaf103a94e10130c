// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <functional>

namespace gradarium::app {

enum class PortalScheme { NoWish = 0, Dark = 1, Light = 2 };  // the portal's own numbers

/// org.freedesktop.portal.Settings, key "color-scheme" of org.freedesktop.appearance; NoWish where no portal answers.
/// Asks the bus once, for at most a fifth of a second; after that it remembers what the portal tells.
PortalScheme portalColourScheme();
void watchPortal(QObject* owner, std::function<void()> changed);

/// Hears the portal's SettingChanged.
class PortalListener final : public QObject {
  Q_OBJECT
 public:
  PortalListener(QObject* owner, std::function<void()> changed);

 private Q_SLOTS:
  void hear(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  std::function<void()> changed_;
};

}  // namespace gradarium::app
