// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress/progress.h"

#include <QStandardPaths>

namespace gradarium::app {

Progress::Progress(const QString& file)
    : settings_(file.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/gradarium/progress.ini" : file,
                QSettings::IniFormat) {}

bool Progress::solved(const QString& exercise) const { return settings_.value("solved/" + exercise).toBool(); }
void Progress::markSolved(const QString& exercise) { settings_.setValue("solved/" + exercise, true); }
int Progress::attempts(const QString& exercise) const { return settings_.value("attempts/" + exercise).toInt(); }
void Progress::countAttempt(const QString& exercise) { settings_.setValue("attempts/" + exercise, attempts(exercise) + 1); }
QString Progress::lastLesson() const { return settings_.value("lesson").toString(); }
void Progress::setLastLesson(const QString& lesson) { settings_.setValue("lesson", lesson); }
int Progress::step(const QString& lesson) const { return settings_.value("step/" + lesson).toInt(); }
void Progress::setStep(const QString& lesson, int step) { settings_.setValue("step/" + lesson, step); }

}  // namespace gradarium::app
