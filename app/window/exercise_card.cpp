// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exercise_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/progress/progress.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

ExerciseCard::ExerciseCard(const QString& lesson, const lab::Exercise& exercise, Progress& progress, QWidget* parent)
    : Card(parent), key_(lesson + "/" + QString::fromStdString(exercise.name())), exercise_(exercise), progress_(progress) {
  setObjectName("exercise." + QString::fromStdString(exercise.name()));
  auto* title = new QLabel(tr("Exercise: %1").arg(QString::fromStdString(exercise.title())));
  title->setFont(widgets::font(widgets::TextRole::Strong));
  auto* ask = new QLabel(QString::fromStdString(exercise.spec().ask));
  ask->setWordWrap(true);
  standing_ = new QLabel;
  standing_->setWordWrap(true);
  standing_->setTextFormat(Qt::PlainText);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 12, 12, 12);
  layout->setSpacing(8);
  layout->addWidget(title);
  layout->addWidget(ask);
  addAnswers();
  layout->addWidget(standing_);
  setAccessibleName(title->text());
  solved_ = progress_.solved(key_);
  if (solved_) celebrate();
}

void ExerciseCard::addAnswers() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  const auto& spec = exercise_.spec();
  if (!spec.start.empty() || spec.passed) {
    try_ = new QPushButton(tr("Try it"));
    try_->setObjectName("exercise.try");
    row->addWidget(try_);
    connect(try_, &QPushButton::clicked, this, [this] {
      armed_ = true;
      Q_EMIT setUp(QString::fromStdString(exercise_.spec().start));
    });
  }
  if (spec.number) {
    auto* field = new QLineEdit;
    field->setObjectName("exercise.answer");
    field->setAccessibleName(tr("Your answer"));
    field->setPlaceholderText(tr("your answer"));
    auto* check = new QPushButton(tr("Check"));
    row->addWidget(field, 1);
    row->addWidget(check);
    const auto send = [this, field] { answer(field->text()); };
    connect(check, &QPushButton::clicked, this, send);
    connect(field, &QLineEdit::returnPressed, this, send);
  }
  row->addStretch();
  column->addLayout(row);
  for (const std::string& choice : spec.choices) {
    auto* button = new QPushButton(QString::fromStdString(choice));
    button->setObjectName("exercise.choice." + QString::fromStdString(choice));
    column->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, [this, text = button->text()] { answer(text); });
  }
}

void ExerciseCard::answer(const QString& text) {
  if (!snapshot_ || text.trimmed().isEmpty()) return;
  progress_.countAttempt(key_);
  if (exercise_.passes(*snapshot_, text.trimmed().toStdString())) {
    celebrate();
  } else if (exercise_.spec().number && std::isnan(exercise_.spec().number(*snapshot_))) {
    standing_->setText(tr("Set it up and run it to the end; then the answer can be checked."));
  } else {
    standing_->setText(tr("Not yet: look again."));
  }
}

void ExerciseCard::celebrate() {
  if (!solved_) progress_.markSolved(key_);
  solved_ = true;
  const auto& theme = widgets::theme();
  standing_->setStyleSheet("color:" + theme.done.name());
  QString because = QString::fromStdString(exercise_.spec().because);
  standing_->setText(tr("✓ Solved. ") + because);
  Q_EMIT solved();
}

void ExerciseCard::show(const std::shared_ptr<const lab::Snapshot>& snapshot) {
  snapshot_ = snapshot;
  if (solved_ || !snapshot || snapshot->partial) return;
  const auto& spec = exercise_.spec();
  if (armed_ && spec.progress) standing_->setText(QString::fromStdString(spec.progress(*snapshot)));
  if (armed_ && spec.passed && exercise_.passes(*snapshot)) {
    progress_.countAttempt(key_);
    celebrate();
  }
}

}  // namespace gradarium::app
