// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <memory>
#include <vector>

#include "app/tutorial/tutorial.h"
#include "core/lab/snapshot.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gradarium::app {

class ExerciseCard;
class Progress;

/// The step-by-step text beside the bench: one step at a time, with the blocks that drive the laboratory.
class TutorialPanel final : public QScrollArea {
  Q_OBJECT
 public:
  using MakeExercise = std::function<ExerciseCard*(const QString& topic, const QString& exercise)>;

  TutorialPanel(QString lesson, const QString& title, Tutorial tutorial, Progress& progress, MakeExercise makeExercise);
  void showStep(int step);
  int step() const { return step_; }
  int steps() const { return static_cast<int>(tutorial_.steps.size()); }

 Q_SIGNALS:
  void topicWanted(const QString& topic);
  void played(const QString& topic, const lab::Script& script);

 private:
  QWidget* makePart(const TutorialStep& step, const TutorialPart& part);
  QWidget* makeBlock(const TutorialStep& step, const TutorialPart& part);
  class Dashes;

  QString lesson_;
  Tutorial tutorial_;
  Progress& progress_;
  MakeExercise makeExercise_;
  int step_ = -1;
  QWidget* body_ = nullptr;
  QVBoxLayout* bodyLayout_ = nullptr;
  Dashes* dashes_ = nullptr;
  QPushButton *back_ = nullptr, *next_ = nullptr;
};

}  // namespace gradarium::app
