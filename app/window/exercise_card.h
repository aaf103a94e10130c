// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/window/surface.h"
#include "core/lab/experiment.h"

class QLabel;
class QPushButton;

namespace gradarium::app {

class Progress;

/// One exercise: what it asks, a way to answer, and how it stands. A state to reach counts only after "Try it", so
/// that a demonstration does not solve it.
class ExerciseCard final : public Card {
  Q_OBJECT
 public:
  ExerciseCard(const QString& lesson, const lab::Exercise& exercise, Progress& progress, QWidget* parent = nullptr);
  void show(const std::shared_ptr<const lab::Snapshot>& snapshot);
  using Card::show;

 Q_SIGNALS:
  void setUp(const QString& journal);
  void solved();

 private:
  void addAnswers();
  void answer(const QString& text);
  void celebrate();
  QString key_;
  const lab::Exercise& exercise_;
  Progress& progress_;
  std::shared_ptr<const lab::Snapshot> snapshot_;
  QLabel* standing_ = nullptr;
  QPushButton* try_ = nullptr;
  bool armed_ = false, solved_ = false;
};

}  // namespace gradarium::app
