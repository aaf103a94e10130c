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

  // Exercises, as "2.2.1/break-it"
  bool solved(const QString& exercise) const;
  void markSolved(const QString& exercise);
  int attempts(const QString& exercise) const;
  void countAttempt(const QString& exercise);
  /// Whether the learner had the solution shown to them.
  bool revealed(const QString& exercise) const;
  void markRevealed(const QString& exercise);
  /// What was answered before it could be known; empty: nothing.
  QString prediction(const QString& exercise) const;
  void setPrediction(const QString& exercise, const QString& answer);

  /// Whether a step was read or an exercise tried, in whatever lesson.
  bool begun() const;
  QString lastLesson() const;
  void setLastLesson(const QString& lesson);
  /// How the parameters of a lesson's experiment stood when it was left, as commands; empty: as they come.
  QString settings(const QString& lesson, const QString& experiment) const;
  void setSettings(const QString& lesson, const QString& experiment, const QString& commands);
  int step(const QString& lesson) const;
  void setStep(const QString& lesson, int step);
  /// A step of a tutorial that was read to its end. By its title: steps are moved about and added.
  bool read(const QString& lesson, const QString& topic, const QString& step) const;
  void markRead(const QString& lesson, const QString& topic, const QString& step);

 private:
  QSettings settings_;
};

}  // namespace gradarium::app
