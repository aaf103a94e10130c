// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>

namespace gradarium::app {

/// What the learner has done, kept between runs in the user's settings.
class Progress {
 public:
  /// Empty: the learner's own file, in the user's configuration folder.
  explicit Progress(const QString& file = {});

  bool solved(const QString& exercise) const;
  void markSolved(const QString& exercise);
  int attempts(const QString& exercise) const;
  void countAttempt(const QString& exercise);
  QString lastLesson() const;
  void setLastLesson(const QString& lesson);
  int step(const QString& lesson) const;
  void setStep(const QString& lesson, int step);

 private:
  QSettings settings_;
};

}  // namespace gradarium::app
