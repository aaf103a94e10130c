// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "app/window/surface.h"
#include "core/lab/command.h"
#include "core/lab/experiment.h"
#include "widgets/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace gradarium::widgets {
class TextLabel;
}

namespace gradarium::app {

class AnswerButton;
class Progress;

/// One exercise: what it asks, a way to answer, and how it stands. A state to reach counts only after "Try it", so that
/// a demonstration does not solve it. A number that cannot be known yet is taken as a prediction, kept, and judged once
/// the run shows it. After one miss there is the hint, after three the solution; attempts and outcome are kept.
class ExerciseCard final : public Card {
  Q_OBJECT
 public:
  ExerciseCard(const QString& lesson, const lab::Exercise& exercise, Progress& progress, QWidget* parent = nullptr);
  /// Shown when asked for, which is offered after the first miss. Takes the widget over.
  void setHint(QWidget* hint);
  void show(const std::shared_ptr<const lab::Snapshot>& snapshot);
  using Card::show;
  /// Tried, and neither solved nor shown yet.
  bool underWay() const { return armed_ && !solved_; }
  /// Somebody else set the laboratory up: what it then shows is no attempt.
  void disarm();
  /// What must not be seen before it is solved or shown.
  std::vector<const lab::ObservableBase*> hides() const;

 Q_SIGNALS:
  void setUp(const QString& journal);
  /// Solved, or its solution shown.
  void settled();
  void solved();
  /// It has said something new: how an attempt ended, a hint.
  void said();

 private:
  void addHead(QVBoxLayout& column);
  void addTry();
  void addNumber(QVBoxLayout& column);
  void addChoices(QVBoxLayout& column);
  void addHelp(QVBoxLayout& column);
  void answer(const QString& text);
  void judge(const QString& text);
  void predict(const QString& text);
  void missed(const QString& sentence);
  void celebrate();
  void reveal();
  void say(const QString& sentence, QColor widgets::Theme::*colour);
  void showStanding();

  QString key_;
  const lab::Exercise& exercise_;
  Progress& progress_;
  std::shared_ptr<const lab::Snapshot> snapshot_;
  std::shared_ptr<const lab::ParameterStates> tried_;  // of the last run that ended
  QString pending_;  // a prediction that waits for its run
  widgets::TextLabel *standing_ = nullptr, *tries_ = nullptr;
  QLabel* because_ = nullptr;
  QPushButton *try_ = nullptr, *run_ = nullptr, *hint_ = nullptr, *reveal_ = nullptr;
  QLineEdit* field_ = nullptr;
  QWidget *help_ = nullptr, *hintText_ = nullptr;
  std::vector<AnswerButton*> choices_;
  bool armed_ = false, solved_ = false, ended_ = false;
  bool starting_ = false;  // the run that sets it up has not ended yet
};

}  // namespace gradarium::app
