// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exercise_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "app/progress/progress.h"
#include "app/window/answer_button.h"
#include "core/base/number_text.h"
#include "widgets/controls/text_label.h"

namespace gradarium::app {
namespace {

constexpr int triesBeforeSolution = 3;

QPushButton* quietButton(const QString& words, const char* name) {
  auto* button = new QPushButton(words);
  button->setObjectName(name);
  button->setProperty(widgets::lookProperty, "quiet");
  return button;
}

/// A solution's commands, and the answer it ends in.
std::pair<lab::Script, QString> partsOf(const std::string& solution) {
  std::pair<lab::Script, QString> parts;
  for (const lab::Command& command : lab::parseScript(solution)) {
    if (command.verb == lab::Verb::Answer)
      parts.second = QString::fromStdString(command.value);
    else
      parts.first.push_back(command);
  }
  return parts;
}

}  // namespace

ExerciseCard::ExerciseCard(const QString& lesson, const lab::Exercise& exercise, Progress& progress, QWidget* parent)
    : Card(parent), key_(lesson + "/" + QString::fromStdString(exercise.name())), exercise_(exercise), progress_(progress) {
  setObjectName("exercise." + QString::fromStdString(exercise.name()));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  column->setSpacing(8);
  addHead(*column);
  if (exercise.spec().number) addNumber(*column);
  addChoices(*column);
  standing_ = new widgets::TextLabel(QString(), &widgets::Theme::quiet);
  standing_->setObjectName("exercise.standing");
  standing_->setWordWrap(true);
  standing_->hide();
  column->addWidget(standing_);
  because_ = new QLabel(QString::fromStdString(exercise.spec().because));
  because_->setObjectName("exercise.because");
  because_->setWordWrap(true);
  because_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  because_->hide();
  column->addWidget(because_);
  addHelp(*column);

  solved_ = progress_.solved(key_);
  pending_ = progress_.prediction(key_);
  if (solved_)
    celebrate();
  else if (!pending_.isEmpty() && field_)
    predict(pending_);
  showStanding();
}

void ExerciseCard::addHead(QVBoxLayout& column) {
  const auto& spec = exercise_.spec();
  auto* title = new QLabel(tr("%1 · %2").arg(spec.predict || spec.number ? tr("Predict") : tr("Exercise"), QString::fromStdString(exercise_.title())));
  title->setFont(widgets::font(widgets::TextRole::Strong));
  title->setWordWrap(true);
  tries_ = new widgets::TextLabel(QString(), &widgets::Theme::quiet, widgets::TextRole::Small);
  auto* head = new QHBoxLayout;
  head->addWidget(title, 1);
  head->addWidget(tries_, 0, Qt::AlignTop);
  auto* ask = new QLabel(QString::fromStdString(spec.ask));
  ask->setWordWrap(true);
  ask->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column.addLayout(head);
  column.addWidget(ask);
  setAccessibleName(title->text());
}

/// What sets the exercise up, and from then on counts.
void ExerciseCard::addTry() {
  try_ = new QPushButton(exercise_.spec().passed ? tr("Try it") : tr("Set this up"));
  try_->setObjectName("exercise.try");
  connect(try_, &QPushButton::clicked, this, [this] {
    armed_ = true;
    ended_ = true;  // what is on the screen until then is no attempt, nor is a run that sets it up
    const auto begin = lab::parseScript(exercise_.spec().start);
    starting_ = !begin.empty() && begin.back().verb == lab::Verb::Run;
    tried_ = snapshot_ ? snapshot_->parameters : nullptr;
    say({}, &widgets::Theme::quiet);
    Q_EMIT setUp(QString::fromStdString(exercise_.spec().start));
  });
}

void ExerciseCard::disarm() {
  if (!underWay()) return;
  armed_ = false;
  say(tr("What is set up for you does not count. Try it again when you like."), &widgets::Theme::quiet);
  showStanding();
}

std::vector<const lab::ObservableBase*> ExerciseCard::hides() const {
  return solved_ || progress_.revealed(key_) ? std::vector<const lab::ObservableBase*>{} : exercise_.spec().hides;
}

void ExerciseCard::addNumber(QVBoxLayout& column) {
  field_ = new QLineEdit;
  field_->setObjectName("exercise.answer");
  field_->setAccessibleName(tr("Your answer"));
  field_->setPlaceholderText(tr("your answer"));
  field_->setMinimumWidth(64);
  auto* check = new QPushButton(tr("Check"));
  check->setObjectName("exercise.check");
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(field_, 1);
  row->addWidget(check);
  column.addLayout(row);
  const auto send = [this] { answer(field_->text()); };
  connect(check, &QPushButton::clicked, this, send);
  connect(field_, &QLineEdit::returnPressed, this, send);
}

void ExerciseCard::addChoices(QVBoxLayout& column) {
  for (const std::string& choice : exercise_.spec().choices) {
    auto* button = new AnswerButton(QString::fromStdString(choice));
    button->setObjectName("exercise.choice." + QString::fromStdString(choice));
    column.addWidget(button);
    choices_.push_back(button);
    connect(button, &QPushButton::clicked, this, [this, text = QString::fromStdString(choice)] { answer(text); });
  }
}

void ExerciseCard::addHelp(QVBoxLayout& column) {
  run_ = new QPushButton(tr("Run it"));
  run_->setObjectName("exercise.run");
  run_->setProperty(widgets::lookProperty, "primary");
  hint_ = quietButton(tr("Hint"), "exercise.hint");
  reveal_ = quietButton(tr("Show solution"), "exercise.reveal");
  help_ = new QWidget;
  auto* row = new QHBoxLayout(help_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  addTry();
  for (QPushButton* button : {try_, run_, hint_, reveal_}) row->addWidget(button);
  row->addStretch();
  column.addWidget(help_);
  connect(run_, &QPushButton::clicked, this, [this] {
    Q_EMIT setUp(QString::fromStdString(exercise_.spec().start + (exercise_.spec().start.empty() ? "run" : "; run")));
  });
  connect(hint_, &QPushButton::clicked, this, [this] {
    hintText_->show();
    showStanding();
    Q_EMIT said();
  });
  connect(reveal_, &QPushButton::clicked, this, &ExerciseCard::reveal);
}

void ExerciseCard::setHint(QWidget* hint) {
  hintText_ = hint;
  hint->setParent(this);
  hint->hide();
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->insertWidget(column->indexOf(help_), hint);
  showStanding();
}

void ExerciseCard::say(const QString& sentence, QColor widgets::Theme::*colour) {
  standing_->setColour(colour);
  standing_->setText(sentence);
  standing_->setVisible(!sentence.isEmpty());
}

void ExerciseCard::showStanding() {
  const int tries = progress_.attempts(key_);
  tries_->setText(solved_ && tries <= 1 ? QString() : tries == 1 ? tr("1 attempt") : tries > 1 ? tr("%1 attempts").arg(tries) : QString());
  run_->setVisible(!solved_ && !pending_.isEmpty());
  try_->setVisible((exercise_.spec().passed || !exercise_.spec().start.empty()) && run_->isHidden());
  hint_->setVisible(!solved_ && tries >= 1 && hintText_ && hintText_->isHidden());
  reveal_->setVisible(!solved_ && tries >= triesBeforeSolution && !progress_.revealed(key_) && !exercise_.spec().solution.empty());
  help_->setVisible(!try_->isHidden() || !run_->isHidden() || !hint_->isHidden() || !reveal_->isHidden());
}

void ExerciseCard::answer(const QString& text) {
  QString given = text.trimmed();
  if (!snapshot_ || given.isEmpty() || solved_) return;
  const auto& spec = exercise_.spec();
  if (spec.number) {
    if (!base::parseNumber(given.toStdString())) given.replace(',', '.');  // as many countries write it
    if (!base::parseNumber(given.toStdString())) return say(tr("A number is asked for."), &widgets::Theme::wrong);
    if (std::isnan(spec.number(*snapshot_))) return predict(given);
  }
  if (spec.predict && snapshot_->step > 0 && pending_.isEmpty() && spec.choices.empty() == false)
    return say(tr("Predict first: go back to the start, answer, and only then run."), &widgets::Theme::wrong);
  judge(given);
}

/// It cannot be known yet: the answer is kept, and the run will tell.
void ExerciseCard::predict(const QString& text) {
  pending_ = text;
  progress_.setPrediction(key_, text);
  field_->setText(text);
  say(tr("You say %1. Now run it, and see.").arg(text), &widgets::Theme::ink);
  showStanding();
}

void ExerciseCard::judge(const QString& text) {
  progress_.countAttempt(key_);
  const bool right = exercise_.passes(*snapshot_, text.toStdString());
  for (std::size_t i = 0; i < choices_.size(); ++i)
    if (exercise_.spec().choices[i] == text.toStdString()) choices_[i]->setVerdict(right ? AnswerButton::Verdict::Right : AnswerButton::Verdict::Wrong);
  if (right) return celebrate();
  const auto& number = exercise_.spec().number;
  missed(number && !pending_.isEmpty() ? tr("You said %1; it came out as %2.").arg(text, widgets::readable(number(*snapshot_)))
                                       : tr("Not %1. Look again.").arg(text));
}

void ExerciseCard::missed(const QString& sentence) {
  say(sentence, &widgets::Theme::wrong);
  showStanding();
  Q_EMIT said();
}

void ExerciseCard::celebrate() {
  if (!solved_) progress_.markSolved(key_);
  solved_ = true;
  pending_.clear();
  progress_.setPrediction(key_, {});
  for (std::size_t i = 0; i < choices_.size(); ++i)
    if (i == exercise_.spec().correct) choices_[i]->setVerdict(AnswerButton::Verdict::Right);
  say(tr("✓ Solved"), &widgets::Theme::done);
  because_->setVisible(!because_->text().isEmpty());
  if (hintText_) hintText_->hide();
  showStanding();
  Q_EMIT solved();
  Q_EMIT settled();
  Q_EMIT said();
}

/// Its recorded solution, played or told. It does not count as solved: one's own answer still can.
void ExerciseCard::reveal() {
  const auto& spec = exercise_.spec();
  const auto [script, answer] = partsOf(spec.solution);
  progress_.markRevealed(key_);
  armed_ = false;
  pending_.clear();
  progress_.setPrediction(key_, {});
  say(answer.isEmpty() ? tr("One way, on the bench now: %1").arg(QString::fromStdString(lab::format(script))) : tr("It is %1.").arg(answer),
      &widgets::Theme::ink);
  because_->setVisible(!because_->text().isEmpty());
  showStanding();
  Q_EMIT settled();
  Q_EMIT said();
  if (!script.empty()) Q_EMIT setUp(QString::fromStdString(lab::format(script)));
}

void ExerciseCard::show(const std::shared_ptr<const lab::Snapshot>& snapshot) {
  snapshot_ = snapshot;
  if (solved_ || !snapshot || snapshot->partial) return;
  const auto& spec = exercise_.spec();
  if (!pending_.isEmpty() && spec.number && !std::isnan(spec.number(*snapshot))) {
    judge(pending_);
    pending_.clear();
    progress_.setPrediction(key_, {});
    showStanding();
    return;
  }
  if (!armed_ || !spec.passed) return;
  // A run that ended is one attempt, however seldom the window looked: the next one began anew or has other parameters.
  const bool ended = snapshot->status != lab::Status::Running;
  if (starting_) {
    starting_ = !ended;
    ended_ = ended;
    tried_ = snapshot->parameters;
    return;
  }
  const bool news = ended && (!ended_ || !tried_ || *snapshot->parameters != *tried_);
  ended_ = ended;
  if (ended) tried_ = snapshot->parameters;
  if (exercise_.passes(*snapshot)) {
    progress_.countAttempt(key_);
    return celebrate();
  }
  if (news) progress_.countAttempt(key_);
  if (spec.progress) say(QString::fromStdString(spec.progress(*snapshot)), news ? &widgets::Theme::wrong : &widgets::Theme::quiet);
  if (news) showStanding();
}

}  // namespace gradarium::app
