// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tutorial_panel.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app/code/code_block.h"
#include "app/progress/progress.h"
#include "app/tutorial/prose_view.h"
#include "app/window/exercise_card.h"
#include "app/window/focus_ring.h"
#include "app/window/step_dashes.h"
#include "app/window/surface.h"
#include "app/window/tutorial_block.h"
#include "app/window/tutorial_footer.h"
#include "widgets/controls/glyphs.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

/// "0.50" and "0.5" are one value.
bool sameValue(const std::string& one, const std::string& other) {
  bool number = false, too = false;
  const double a = QString::fromStdString(one).toDouble(&number), b = QString::fromStdString(other).toDouble(&too);
  return one == other || (number && too && std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)));
}

}  // namespace

TutorialPanel::TutorialPanel(QString lesson, const QString& title, Tutorial tutorial, Progress& progress, MakeExercise makeExercise)
    : lesson_(std::move(lesson)), tutorial_(std::move(tutorial)), progress_(progress), makeExercise_(std::move(makeExercise)) {
  setObjectName("tutorial");
  setAccessibleName(tr("Tutorial"));
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new Surface;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(20, 20, 20, 20);
  layout->setSpacing(10);
  auto* heading = new QLabel(title);
  heading->setFont(widgets::font(widgets::TextRole::Title));
  heading->setWordWrap(true);
  dashes_ = new StepDashes;
  dashes_->setObjectName("tutorial.dashes");
  body_ = new QWidget;
  bodyLayout_ = new QVBoxLayout(body_);
  bodyLayout_->setContentsMargins(0, 0, 0, 0);
  bodyLayout_->setSpacing(12);
  layout->addWidget(heading);
  if (!tutorial_.lead.isEmpty()) layout->addWidget(makeProse(tutorial_.lead, true));
  layout->addWidget(dashes_);
  layout->addWidget(body_);
  layout->addStretch();
  setWidget(content);
  footer_ = makeFooter();
  new FocusRing(*this);
  setViewportMargins(0, 0, 0, footer_->sizeHint().height());
  connect(dashes_, &StepDashes::chosen, this, [this](int inTopic) { showStep(topicOf(step_).first + inTopic); });
}

QWidget* TutorialPanel::makeFooter() {
  auto* footer = new TutorialFooter(this);
  back_ = footer->back();
  next_ = footer->next();
  contents_ = footer->contents();
  connect(back_, &QPushButton::clicked, this, [this] { showStep(step_ - 1); });
  connect(next_, &QPushButton::clicked, this, &TutorialPanel::goOn);
  connect(contents_->menu(), &QMenu::aboutToShow, this, &TutorialPanel::fillContents);
  connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Right), this), &QShortcut::activated, this, [this] { next_->click(); });
  connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, this, [this] { back_->click(); });
  footer->setVisible(steps() > 0);
  return footer;
}

void TutorialPanel::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  const int height = footer_->sizeHint().height();
  footer_->setGeometry(0, this->height() - height, width(), height);
}

std::pair<int, int> TutorialPanel::topicOf(int step) const {
  int first = step, end = step + 1;
  while (first > 0 && at(first - 1).topic == at(step).topic) --first;
  while (end < steps() && at(end).topic == at(step).topic) ++end;
  return {first, end};
}

bool TutorialPanel::done(int step) const {
  const TutorialStep& one = at(step);
  return progress_.read(lesson_, one.topic, one.title) &&
         std::all_of(one.parts.begin(), one.parts.end(), [this](const TutorialPart& part) {
           return part.kind != TutorialPart::Kind::Exercise || progress_.solved(lesson_ + "/" + part.text);
         });
}

void TutorialPanel::goOn() {
  progress_.markRead(lesson_, at(step_).topic, at(step_).title);
  if (step_ + 1 < steps())
    showStep(step_ + 1);
  else
    showStanding();
}

void TutorialPanel::showTopic(const QString& topic) {
  if (step_ < 0 || at(step_).topic == topic) return;
  int wanted = -1;
  for (int i = 0; i < steps(); ++i) {
    if (at(i).topic != topic) continue;
    if (wanted < 0) wanted = i;
    if (done(i)) continue;
    wanted = i;
    break;
  }
  if (wanted >= 0) showStep(wanted);
}

void TutorialPanel::showStep(int step) {
  if (tutorial_.steps.empty()) return;
  step_ = std::clamp(step, 0, steps() - 1);
  const TutorialStep& current = at(step_);
  progress_.setStep(lesson_, step_);
  Q_EMIT topicWanted(current.topic);  // first: the topic's experiment is there for what follows
  // What had the focus goes with the step; it would fall to whatever comes next in the window.
  if (body_->isAncestorOf(QApplication::focusWidget())) setFocus(Qt::OtherFocusReason);
  while (QLayoutItem* item = bodyLayout_->takeAt(0)) {
    if (QWidget* old = item->widget()) {
      old->hide();
      old->deleteLater();
    }
    delete item;
  }
  std::erase_if(proses_, [this](const auto& prose) { return !prose || body_->isAncestorOf(prose); });
  toDo_.clear();
  setUp_ = {};
  bodyLayout_->addWidget(makeTitle(current));
  for (const TutorialPart& part : current.parts)
    if (QWidget* widget = makePart(current, part)) bodyLayout_->addWidget(widget);
  if (const auto live = live_.find(current.topic); live != live_.end()) show(current.topic, *live->second.schema, live->second.snapshot);
  showStanding();
  verticalScrollBar()->setValue(0);
}

QWidget* TutorialPanel::makeTitle(const TutorialStep& step) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 4, 0, 0);
  layout->setSpacing(8);
  auto* title = new QLabel(QString::number(step_ - topicOf(step_).first + 1) + " · " + step.title);
  title->setObjectName("tutorial.title");
  QFont font = widgets::font(widgets::TextRole::Strong);
  font.setPixelSize(font.pixelSize() + 2);
  title->setFont(font);
  title->setWordWrap(true);
  tick_ = new QLabel;
  tick_->setObjectName("tutorial.tick");
  tick_->setPixmap(widgets::glyphIcon(widgets::Glyph::Done, &widgets::Theme::done).pixmap(16, 16));
  tick_->setToolTip(tr("Done"));
  tick_->setAccessibleName(tr("Done"));
  layout->addWidget(title, 1);
  layout->addWidget(tick_, 0, Qt::AlignTop);
  return row;
}

/// What says how far one is: dashes, tick, footer.
void TutorialPanel::showStanding() {
  const auto [first, end] = topicOf(step_);
  std::vector<StepDashes::Step> dashes;
  for (int i = first; i < end; ++i) dashes.push_back({at(i).title, done(i)});
  dashes_->setSteps(std::move(dashes), step_ - first);
  tick_->setVisible(done(step_));
  back_->setEnabled(step_ > 0);
  contents_->setText(tr("Step %1 of %2").arg(step_ - first + 1).arg(end - first));
  const bool last = step_ + 1 == steps(), lastOfTopic = step_ + 1 == end;
  const bool read = progress_.read(lesson_, at(step_).topic, at(step_).title);
  next_->setText(!last ? tr("Next") : read ? tr("Done") : tr("Finish"));
  next_->setEnabled(!last || !read);
  next_->setToolTip(last ? tr("The last step of this lesson") : (lastOfTopic ? tr("On to %1").arg(at(step_ + 1).topic) : tr("Next step")) +
                               " (" + QKeySequence(Qt::ALT | Qt::Key_Right).toString(QKeySequence::NativeText) + ")");
  light();
}

void TutorialPanel::fillContents() {
  QMenu& menu = *contents_->menu();
  menu.clear();
  for (int i = 0; i < steps(); ++i) {
    if (i == 0 || at(i).topic != at(i - 1).topic) menu.addSection(at(i).topic);
    QAction* action = menu.addAction(QString::number(i - topicOf(i).first + 1) + " · " + at(i).title, this, [this, i] { showStep(i); });
    if (done(i)) action->setIcon(widgets::glyphIcon(widgets::Glyph::Done, &widgets::Theme::done));
    if (i == step_) menu.setActiveAction(action);
  }
}

void TutorialPanel::show(const QString& topic, const lab::Experiment& schema, const std::shared_ptr<const lab::Snapshot>& snapshot) {
  live_[topic] = {&schema, snapshot};
  if (!snapshot || step_ < 0 || at(step_).topic != topic) return;
  for (const auto& prose : proses_)
    if (prose) prose->show(schema, *snapshot);
  showChanges(schema, *snapshot);
}

ProseView* TutorialPanel::makeProse(const QString& markdown, bool lead) {
  auto* prose = new ProseView(markdown, {tutorial_.folder, widgets::FormulaSheet::of(tutorial_.folder)}, lead ? ProseView::Role::Lead : ProseView::Role::Body);
  if (!lead) proses_.emplace_back(prose);
  return prose;
}

QWidget* TutorialPanel::makePart(const TutorialStep& step, const TutorialPart& part) {
  switch (part.kind) {
    case TutorialPart::Kind::Prose: return makeProse(part.text);
    case TutorialPart::Kind::Code: return codeCard(part.text, part.more);
    case TutorialPart::Kind::Block: return makeBlock(step, part);
    case TutorialPart::Kind::Exercise: {
      ExerciseCard* card = makeExercise_(step.topic, part.text);
      if (!card) return nullptr;
      if (!part.more.isEmpty()) card->setHint(makeProse(part.more));
      connect(card, &ExerciseCard::solved, this, &TutorialPanel::showStanding);
      if (auto* attempt = card->findChild<QPushButton*>("exercise.try"); attempt && !attempt->isHidden()) {
        toDo_.push_back({attempt, progress_.solved(lesson_ + "/" + part.text), card});
        connect(attempt, &QPushButton::clicked, this, [this, card] {
          setUp_ = {};  // the exercise has set the laboratory up now
          for (auto* block : body_->findChildren<TutorialBlock*>()) block->setChanged({});
          for (auto* other : body_->findChildren<ExerciseCard*>())
            if (other != card) other->disarm();
          light();
        });
        connect(card, &ExerciseCard::settled, this, [this, attempt] { finish(*attempt); });
      }
      connect(card, &ExerciseCard::said, this, [this, card] {
        // Once the card has its new height
        QTimer::singleShot(0, card, [this, card] { ensureWidgetVisible(card, 0, 12); });
      });
      return card;
    }
  }
  return nullptr;
}

QWidget* TutorialPanel::makeBlock(const TutorialStep& step, const TutorialPart& part) {
  auto* block = new TutorialBlock(part.text, part.script);
  if (toDo_.empty() && step_ == 0 && !progress_.begun()) block->inviteNewcomer();
  addToDo(block->button(), false);
  connect(&block->button(), &QPushButton::clicked, this,
          [this, block, topic = step.topic, script = part.script] { play(*block, topic, script); });
  return block;
}

void TutorialPanel::play(TutorialBlock& block, const QString& topic, const lab::Script& script) {
  for (auto* card : body_->findChildren<ExerciseCard*>()) card->disarm();
  if (setUp_.last) setUp_.last->setChanged({});
  setUp_.last = &block;
  setUp_.seen = false;
  for (const lab::Command& command : script)
    if (command.verb == lab::Verb::Set) setUp_.values[command.target] = command.value;
  light();
  Q_EMIT played(topic, script);
}

/// What the text speaks of was set by its blocks; where the reader has changed it since, the last block says so.
void TutorialPanel::showChanges(const lab::Experiment& schema, const lab::Snapshot& snapshot) {
  if (!setUp_.last || !snapshot.parameters) return;
  QStringList changed;
  for (const lab::Parameter* parameter : schema.parameters()) {
    const auto set = setUp_.values.find(parameter->name());
    if (set != setUp_.values.end() && !sameValue(set->second, (*snapshot.parameters)[parameter->index()].text))
      changed << QString::fromStdString(parameter->label());
  }
  setUp_.seen = setUp_.seen || changed.isEmpty();  // until then the block is still at work
  if (setUp_.seen) setUp_.last->setChanged(changed);
}

void TutorialPanel::addToDo(QPushButton& button, bool done) {
  toDo_.push_back({&button, done});
  connect(&button, &QPushButton::clicked, this, [this, &button] { finish(button); });
}

void TutorialPanel::finish(QPushButton& button) {
  for (ToDo& one : toDo_)
    if (one.button == &button) one.done = true;
  light();
}

/// One button is lit at a time: what the step asks for first and was not pressed yet, then the way on.
void TutorialPanel::light() {
  const auto look = [](QPushButton* button, bool lit) {
    if (!button) return;
    button->setProperty(widgets::lookProperty, lit ? QVariant("primary") : QVariant());
    button->update();
  };
  bool lit = done(step_);
  for (const ToDo& one : toDo_) {
    const bool underWay = one.card && one.card->underWay();  // nothing is to be pressed, and nothing told, until it is over
    look(one.button, !lit && !one.done && !underWay);
    lit = lit || !one.done;
  }
  look(next_, !lit || done(step_));
}

}  // namespace gradarium::app
