// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_portal.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QFile>
#include <optional>
#include <utility>

namespace gradarium::app {
namespace {

constexpr char service[] = "org.freedesktop.portal.Desktop", path[] = "/org/freedesktop/portal/desktop",
               interface[] = "org.freedesktop.portal.Settings", group[] = "org.freedesktop.appearance", key[] = "color-scheme";

std::optional<PortalScheme> known;

PortalScheme schemeOf(QVariant value) {
  // Read answers with a variant in a variant.
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  const uint number = value.toUInt();
  return number <= 2 ? static_cast<PortalScheme>(number) : PortalScheme::NoWish;
}

/// Without a bus of its own a session would have one launched for the asking.
bool busRuns() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus");
}

PortalScheme ask() {
  if (!busRuns()) return PortalScheme::NoWish;
  const QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return PortalScheme::NoWish;
  QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, "Read");
  question << QString(group) << QString(key);
  const QDBusMessage answer = bus.call(question, QDBus::Block, 200);
  if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty()) return PortalScheme::NoWish;
  return schemeOf(answer.arguments().constFirst());
}

}  // namespace

PortalScheme portalColourScheme() {
  if (!known) known = ask();
  return *known;
}

void watchPortal(QObject* owner, std::function<void()> changed) { new PortalListener(owner, std::move(changed)); }

PortalListener::PortalListener(QObject* owner, std::function<void()> changed) : QObject(owner), changed_(std::move(changed)) {
  if (!busRuns()) return;
  QDBusConnection::sessionBus().connect(service, path, interface, "SettingChanged", this,
                                        SLOT(hear(QString, QString, QDBusVariant)));
}

void PortalListener::hear(const QString& theirGroup, const QString& theirKey, const QDBusVariant& value) {
  if (theirGroup != group || theirKey != key) return;
  known = schemeOf(value.variant());
  changed_();
}

}  // namespace gradarium::app
