// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress/progress.h"

#include <QStandardPaths>

namespace gradarium::app {
namespace {

/// A slash would begin a group of the settings.
QString readKey(const QString& lesson, const QString& topic, const QString& step) {
  return "read/" + lesson + "/" + QString(topic).replace('/', '-') + "/" + QString(step).replace('/', '-');
}

}  // namespace

Progress::Progress(const QString& file)
    : settings_(file.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/gradarium/progress.ini" : file,
                QSettings::IniFormat) {}

bool Progress::solved(const QString& exercise) const { return settings_.value("solved/" + exercise).toBool(); }
void Progress::markSolved(const QString& exercise) { settings_.setValue("solved/" + exercise, true); }
int Progress::attempts(const QString& exercise) const { return settings_.value("attempts/" + exercise).toInt(); }
void Progress::countAttempt(const QString& exercise) { settings_.setValue("attempts/" + exercise, attempts(exercise) + 1); }
bool Progress::revealed(const QString& exercise) const { return settings_.value("revealed/" + exercise).toBool(); }
void Progress::markRevealed(const QString& exercise) { settings_.setValue("revealed/" + exercise, true); }
QString Progress::prediction(const QString& exercise) const { return settings_.value("predicted/" + exercise).toString(); }
void Progress::setPrediction(const QString& exercise, const QString& answer) { settings_.setValue("predicted/" + exercise, answer); }
bool Progress::begun() const {
  const QStringList groups = settings_.childGroups();
  return groups.contains("read") || groups.contains("solved") || groups.contains("attempts");
}

QString Progress::lastLesson() const { return settings_.value("lesson").toString(); }
void Progress::setLastLesson(const QString& lesson) { settings_.setValue("lesson", lesson); }
QString Progress::settings(const QString& lesson, const QString& experiment) const {
  return settings_.value("settings/" + lesson + "/" + experiment).toString();
}
void Progress::setSettings(const QString& lesson, const QString& experiment, const QString& commands) {
  const QString key = "settings/" + lesson + "/" + experiment;
  if (commands.isEmpty())
    settings_.remove(key);
  else
    settings_.setValue(key, commands);
}
int Progress::step(const QString& lesson) const { return settings_.value("step/" + lesson).toInt(); }
void Progress::setStep(const QString& lesson, int step) { settings_.setValue("step/" + lesson, step); }

bool Progress::read(const QString& lesson, const QString& topic, const QString& step) const {
  return settings_.value(readKey(lesson, topic, step)).toBool();
}
void Progress::markRead(const QString& lesson, const QString& topic, const QString& step) { settings_.setValue(readKey(lesson, topic, step), true); }

}  // namespace gradarium::app
