// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/lesson_page.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <iterator>

#include "app/progress/progress.h"
#include "app/window/code_page.h"
#include "app/window/exercise_card.h"
#include "app/window/focus_ring.h"
#include "app/window/pinned_runs.h"
#include "app/window/surface.h"
#include "app/window/topic_bench.h"
#include "app/window/topic_tabs.h"
#include "app/window/tutorial_panel.h"
#include "core/base/error.h"
#include "widgets/controls/parameter_panel.h"
#include "widgets/controls/right_now.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {

namespace {

/// The commands that lead from the defaults to these parameters.
QString settingsIn(const lab::Experiment& schema, const lab::Snapshot& snapshot) {
  constexpr std::size_t longest = 1 << 16;  // of a text or a drawing worth keeping
  lab::Script script;
  for (const lab::Parameter* parameter : schema.parameters()) {
    const std::string& now = (*snapshot.parameters)[parameter->index()].text;
    if (now != parameter->text() && now.size() <= longest) script.push_back(lab::Command::set(parameter->name(), now));
  }
  return QString::fromStdString(lab::format(script));
}

/// As it was left the last time; what cannot be read any more is passed over.
std::shared_ptr<lab::Session> sessionAsLeft(std::unique_ptr<lab::Experiment> experiment, const QString& settings) {
  auto session = SessionLink::makeSession(std::move(experiment));
  try {
    if (!settings.isEmpty()) session->play(lab::parseScript(settings.toStdString()), true);
  } catch (const base::Error&) {
  }
  return session;
}

}  // namespace

LessonPage::LessonPage(const LessonPlugin& plugin, const widgets::Lesson& lesson, Progress& progress, lab::SessionPool& pool)
    : plugin_(plugin), lesson_(lesson), progress_(progress), pool_(pool), experimentOf_(lesson.topics().size()), benches_(lesson.topics().size()) {
  stack_ = new QStackedWidget;
  sides_ = new QStackedWidget;

  Tutorial tutorial;
  try {
    tutorial = Tutorial::read(plugin.folder + "/tutorial.md");
  } catch (const base::Error& error) {
    tutorial.lead = QString::fromUtf8(error.what());
  }
  tutorial_ = new TutorialPanel(plugin.id, plugin.title, std::move(tutorial), progress,
                                [this](const QString& topic, const QString& name) { return makeExercise(topic, name); });

  auto* bench = new QWidget;
  auto* benchLayout = new QVBoxLayout(bench);
  benchLayout->setContentsMargins(0, 0, 0, 0);
  benchLayout->setSpacing(0);
  benchLayout->addWidget(makeTabRow());
  benchLayout->addWidget(parts_);
  benchLayout->addWidget(stack_, 1);
  columns_ = new QSplitter(Qt::Horizontal);
  columns_->setHandleWidth(1);
  columns_->setChildrenCollapsible(false);
  for (QWidget* column : {static_cast<QWidget*>(tutorial_), bench, static_cast<QWidget*>(sides_)}) columns_->addWidget(column);
  columns_->setStretchFactor(0, 0);
  columns_->setStretchFactor(1, 1);
  columns_->setStretchFactor(2, 0);
  tutorial_->setMinimumWidth(240);
  sides_->setMinimumWidth(200);
  bench->setMinimumWidth(420);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(columns_);

  connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) { showTopic(indexOf(plugin_.topics[tab])); });
  connect(tabs_, &QTabBar::tabBarClicked, this, [this](int tab) {
    if (tab >= 0 && tab == tabs_->currentIndex()) showTopic(current_);  // back from the code
  });
  connect(parts_, &QTabBar::currentChanged, this, [this](int tab) { showTopic(parts_->tabData(tab).toInt()); });
  connect(parts_, &QTabBar::tabBarClicked, this, [this](int tab) {
    if (tab >= 0 && tab == parts_->currentIndex()) showTopic(current_);  // back from the code
  });
  connect(code_, &QPushButton::clicked, this, [this](bool on) {
    if (on)
      showCode();
    else
      showTopic(current_);
  });
  connect(tutorial_, &TutorialPanel::topicWanted, this, [this](const QString& topic) {
    for (auto& [id, stage] : stages_) {  // another step: the exercises of the one before go
      stage->exercises.clear();
      cover(*stage);
    }
    showTopic(indexOf(topic));
  });
  connect(tutorial_, &TutorialPanel::played, this, [this](const QString& topic, const lab::Script& script) {
    showTopic(indexOf(topic));
    play(script);
  });
  showTopic(0);
  tutorial_->showStep(progress.step(plugin.id));
}

LessonPage::~LessonPage() {
  delete tutorial_;      // its exercises and the views hold keys of the schemas in stages_
  qDeleteAll(benches_);
  for (auto& [id, stage] : stages_) {
    if (stage->link->snapshot()) progress_.setSettings(plugin_.id, QString::fromStdString(id), settingsIn(*stage->schema, *stage->link->snapshot()));
    for (const auto* number : stage->wanted) stage->link->want(*number, false);
    stage->link.reset();
    pool_.leave(keyOf(*stage));
  }
}

lab::SessionKey LessonPage::keyOf(const Stage& stage) const { return {plugin_.id.toStdString(), stage.schema->id()}; }

QWidget* LessonPage::makeTabRow() {
  tabs_ = new TopicTabs;
  tabs_->setObjectName("topics");
  tabs_->setAccessibleName(tr("Topics"));
  for (const QString& title : plugin_.topics) {
    const int tab = tabs_->addTab(title);
    tabs_->setTabToolTip(tab, tr("%1 (Alt+%2)").arg(title).arg(tab + 1));
    if (indexOf(title) < 0) {
      tabs_->setTabEnabled(tab, false);
      tabs_->setTabToolTip(tab, tr("%1: not built yet").arg(title));
    }
  }
  parts_ = new QTabBar;
  parts_->setObjectName("parts");
  parts_->setAccessibleName(tr("Parts of the topic"));
  parts_->setDrawBase(false);
  parts_->setExpanding(false);
  parts_->hide();
  code_ = new QPushButton(tr("Code"));
  code_->setObjectName("code");
  code_->setProperty(widgets::lookProperty, "quiet");
  code_->setCheckable(true);
  code_->setToolTip(tr("The lesson in Python and in C++ (Alt+5)"));
  keep_ = new QPushButton(tr("Keep running"));
  keep_->setObjectName("keep_running");
  keep_->setProperty(widgets::lookProperty, "quiet");
  keep_->setCheckable(true);
  keep_->setToolTip(tr("Goes on in the background when you open another lesson"));
  keep_->hide();
  connect(keep_, &QPushButton::toggled, this, [this](bool on) { pool_.keepRunning(keyOf(stageOf(static_cast<std::size_t>(current_))), on); });
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 12, 0);
  layout->addWidget(tabs_, 1);
  layout->addWidget(keep_);
  layout->addWidget(code_);
  return row;
}

int LessonPage::indexOf(const QString& topic) const {
  for (std::size_t i = 0; i < lesson_.topics().size(); ++i)
    if (QString::fromStdString(lesson_.topics()[i].key()) == topic) return static_cast<int>(i);
  return -1;
}

LessonPage::Stage& LessonPage::stageOf(std::size_t topic) {
  if (experimentOf_[topic].empty()) {
    auto schema = lesson_.topics()[topic].make();
    const std::string id = schema->id();
    experimentOf_[topic] = id;
    auto& slot = stages_[id];
    if (!slot) {
      slot = std::make_unique<Stage>();
      slot->schema = std::move(schema);
      const auto make = lesson_.topics()[topic].make;
      slot->link = std::make_unique<SessionLink>(pool_.acquire(keyOf(*slot), [make, left = progress_.settings(plugin_.id, QString::fromStdString(id))] { return sessionAsLeft(make(), left); }));
      Stage& stage = *slot;
      connect(stage.link.get(), &SessionLink::snapshotReady, this, [this, &stage] { update(stage); });
      connect(stage.link.get(), &SessionLink::stateChanged, this, [this, &stage] {
        for (std::size_t i = 0; i < benches_.size(); ++i)
          if (benches_[i] && stages_[experimentOf_[i]].get() == &stage) benches_[i]->showState();
        if (&stage != &stageOf(static_cast<std::size_t>(std::max(0, current_)))) return;
        Q_EMIT stateChanged();
        offerKeep();
      });
      connect(stage.link.get(), &SessionLink::failed, this, [this, &stage](const QString& sentence) {
        if (stage.parameters) stage.parameters->settle();
        Q_EMIT failed(sentence);
      });
      connect(stage.link.get(), &SessionLink::sent, this,
              [this, &stage](const lab::Command& command, lab::Edit edit) {
              Q_EMIT acted();
              share(stage, command, edit);
            });
    }
  }
  return *stages_[experimentOf_[topic]];
}

/// A data set or a seed belongs to the whole lesson: the other topics get it too.
void LessonPage::share(const Stage& from, const lab::Command& command, lab::Edit edit) {
  if (sharing_ || (command.verb != lab::Verb::Set && command.verb != lab::Verb::Patch)) return;
  const auto offers = [&](const Stage& stage) {
    for (const auto& choice : stage.schema->parameter(command.target).info().choices)
      if (choice.name == command.value) return true;
    return false;
  };
  const auto shared = [&](const Stage& stage) {
    for (const auto* p : stage.schema->parameters())
      if (p->name() == command.target) return p->traits().shared;
    return false;
  };
  if (!shared(from)) return;
  const bool offered = offers(from);  // a built-in data set that another topic has not is not for it
  sharing_ = true;
  for (auto& [id, stage] : stages_)
    if (stage.get() != &from && shared(*stage) && (!offered || offers(*stage))) stage->link->send(command, edit);
  sharing_ = false;
}

void LessonPage::buildTopic(std::size_t topic) {
  Stage& stage = stageOf(topic);
  benches_[topic] = new TopicBench(lesson_.topics()[topic], *stage.schema, *stage.link);
  stack_->addWidget(benches_[topic]);
  for (auto* frame : benches_[topic]->frames()) {
    connect(frame, &widgets::ViewFrame::sizeToggled, this, [this, frame] { enlarge(frame->large() ? nullptr : frame); });
    connect(frame, &widgets::ViewFrame::told, this, &LessonPage::told);
    connect(frame, &widgets::ViewFrame::failed, this, &LessonPage::failed);
  }
  if (!stage.side) buildSide(stage, benches_[topic]->bench());
  benches_[topic]->compare(stage.pins->runs());
  update(stage);
  cover(stage);
}

void LessonPage::buildSide(Stage& stage, const widgets::Bench& bench) {
  stage.parameters = new widgets::ParameterPanel(*stage.schema, *stage.link);
  stage.rightNow = new widgets::RightNow(*stage.schema, bench.rightNow());
  stage.rightNow->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  for (const auto* number : bench.rightNow())
    if (number->onDemand()) {
      stage.link->want(*number, true);
      stage.wanted.push_back(number);
    }
  auto* content = new Surface;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(16, 16, 16, 16);
  layout->setSpacing(24);
  stage.parameters->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  layout->addWidget(stage.parameters);
  layout->addWidget(stage.rightNow);
  const lab::Scalar* headline = nullptr;
  for (const auto* observable : bench.rightNow())
    if (!headline) headline = dynamic_cast<const lab::Scalar*>(observable);
  stage.pins = new PinnedRuns(*stage.schema, *stage.link, headline);
  layout->addWidget(stage.pins);
  connect(stage.pins, &PinnedRuns::changed, this, [this, &stage](const std::vector<widgets::PinnedRun>& runs) {
    for (std::size_t i = 0; i < benches_.size(); ++i)
      if (benches_[i] && stages_[experimentOf_[i]].get() == &stage) benches_[i]->compare(runs);
  });
  layout->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(content);
  scroll->setWidgetResizable(true);
  scroll->setAccessibleName(tr("Parameters and numbers"));
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  new FocusRing(*scroll);
  stage.side = scroll;
  sides_->addWidget(scroll);
  connect(stage.parameters, &widgets::ParameterPanel::resetEverything, this,
          [link = stage.link.get()] { link->session().play({}, true); });
  connect(stage.parameters, &widgets::ParameterPanel::presetChosen, this,
          [this](const QString& journal) { restore({}, lab::parseScript(journal.toStdString())); });
}

/// Topics that share an experiment have parameters and numbers of their own in front.
void LessonPage::arrangeSide(Stage& stage, const widgets::Bench& bench) {
  sides_->setCurrentWidget(stage.side);
  if (stage.front == &bench) return;
  if (stage.front) {
    auto* now = new widgets::RightNow(*stage.schema, bench.rightNow());
    now->setSizePolicy(stage.rightNow->sizePolicy());
    delete stage.rightNow->parentWidget()->layout()->replaceWidget(stage.rightNow, now);
    delete stage.rightNow;
    stage.rightNow = now;
    cover(stage);
  }
  stage.front = &bench;
  stage.parameters->arrange(bench.parameters(), bench.buttons());
}

void LessonPage::update(Stage& stage) {
  const auto& snapshot = stage.link->snapshot();
  if (!snapshot || !stage.side) return;  // a topic that was not shown yet
  for (std::size_t i = 0; i < benches_.size(); ++i)
    if (benches_[i] && stages_[experimentOf_[i]].get() == &stage) benches_[i]->show(snapshot);
  stage.parameters->show(*snapshot);
  stage.rightNow->show(*snapshot);
  for (const auto& card : stage.exercises)
    if (card) card->show(snapshot);
  for (std::size_t i = 0; i < benches_.size(); ++i)
    if (experimentOf_[i] == stage.schema->id()) tutorial_->show(QString::fromStdString(lesson_.topics()[i].key()), *stage.schema, snapshot);
}

/// Exercises in front hide what would give their answers away.
void LessonPage::cover(Stage& stage) {
  std::vector<const lab::ObservableBase*> hidden;
  for (const auto& card : stage.exercises)
    if (card) std::ranges::copy(card->hides(), std::back_inserter(hidden));
  for (std::size_t i = 0; i < benches_.size(); ++i)
    if (benches_[i] && stages_[experimentOf_[i]].get() == &stage) benches_[i]->cover(hidden);
  if (!stage.rightNow) return;
  stage.rightNow->cover(hidden);
  if (stage.link->snapshot()) stage.rightNow->show(*stage.link->snapshot());
}

void LessonPage::showTopic(int index) {
  if (index < 0) return;
  const auto topic = static_cast<std::size_t>(index);
  if (!benches_[topic]) buildTopic(topic);
  if (current_ != index) enlarge(nullptr);
  if (current_ >= 0 && &stageOf(static_cast<std::size_t>(current_)) != &stageOf(topic) && !keepsRunning()) link().pause();
  current_ = index;
  {
    const QSignalBlocker quiet(keep_);  // each experiment has its own answer
    keep_->setChecked(pool_.keepsRunning(keyOf(stageOf(topic))));
  }
  stack_->setCurrentWidget(benches_[topic]);
  sides_->show();
  code_->setChecked(false);
  arrangeSide(stageOf(topic), benches_[topic]->bench());
  const QSignalBlocker quiet(tabs_);
  tabs_->setCurrentIndex(static_cast<int>(plugin_.topics.indexOf(QString::fromStdString(lesson_.topics()[topic].title))));
  showParts();
  tutorial_->showTopic(QString::fromStdString(lesson_.topics()[topic].key()));
  Q_EMIT stateChanged();
}

/// The row of parts, where the topic in front has more than one.
void LessonPage::showParts() {
  const auto& topics = lesson_.topics();
  const std::string& title = topics[static_cast<std::size_t>(current_)].title;
  const QSignalBlocker quiet(parts_);
  const bool here = parts_->count() > 0 && topics[static_cast<std::size_t>(parts_->tabData(0).toInt())].title == title;
  while (!here && parts_->count() > 0) parts_->removeTab(0);
  for (std::size_t i = 0; !here && i < topics.size(); ++i)
    if (topics[i].title == title) parts_->setTabData(parts_->addTab(QString::fromStdString(topics[i].part)), static_cast<int>(i));
  for (int tab = 0; tab < parts_->count(); ++tab)
    if (parts_->tabData(tab).toInt() == current_) parts_->setCurrentIndex(tab);
  parts_->setVisible(parts_->count() > 1);
  parts_->updateGeometry();  // a bar that is not on the screen yet does not say that it has grown
}

void LessonPage::enlarge(widgets::ViewFrame* frame) {
  if (current_ < 0 || frame == large()) return;
  benches_[static_cast<std::size_t>(current_)]->enlarge(frame);
  tutorial_->setVisible(frame == nullptr);
  Q_EMIT enlarged(frame != nullptr);
}

widgets::ViewFrame* LessonPage::large() const {
  const auto* bench = current_ < 0 ? nullptr : benches_[static_cast<std::size_t>(current_)];
  return bench ? bench->large() : nullptr;
}

widgets::ViewFrame* LessonPage::frameInFront() const {
  const auto* bench = qobject_cast<TopicBench*>(stack_->currentWidget());
  return bench ? bench->frameInFront() : nullptr;
}

/// Home belongs to the text and the list that one is in; elsewhere it is the start of the run.
bool LessonPage::press(int key) {
  const QWidget* held = QApplication::focusWidget();
  if (key == Qt::Key_Home && (tutorial_->isAncestorOf(held) || sides_->isAncestorOf(held) || tutorial_ == held)) return false;
  auto* bench = qobject_cast<TopicBench*>(stack_->currentWidget());
  return bench && bench->transport().press(key);
}

std::vector<QWidget*> LessonPage::parts() const {
  std::vector<QWidget*> all{tutorial_, tabs_};
  if (auto* bench = qobject_cast<TopicBench*>(stack_->currentWidget()))
    all.insert(all.end(), {bench->pictures(), &bench->transport()});
  else
    all.push_back(stack_);
  all.push_back(sides_);
  return all;
}

void LessonPage::showTab(int index) {
  if (index == tabs_->count()) return showCode();
  if (index < tabs_->count() && tabs_->isTabEnabled(index)) showTopic(indexOf(plugin_.topics[index]));
}

/// The columns beside the bench take less of a narrow window and more of a wide one; only crossing a width moves them.
void LessonPage::resizeEvent(QResizeEvent* event) {
  const auto breadth = [](const QSize& size) { return size.width() < 1120 ? 0 : size.width() < 1500 ? 1 : 2; };
  if (const int now = breadth(event->size()); !event->oldSize().isValid() || breadth(event->oldSize()) != now) {
    const int left = std::array{284, 304, 360}[static_cast<std::size_t>(now)], right = std::array{204, 216, 240}[static_cast<std::size_t>(now)];
    columns_->setSizes({left, event->size().width() - left - right, right});
  }
  QWidget::resizeEvent(event);
}

/// Worth offering only where leaving would cost something: a long step, or one after the other at full speed. And only
/// where its coming moves nothing; the window's menu always has it.
void LessonPage::offerKeep() {
  const auto& state = link().state();
  const bool worth = keep_->isChecked() || (state.playing && state.stepSeconds > 0.015);
  const int wanted = tabs_->naturalWidth() + keep_->sizeHint().width() + code_->sizeHint().width() + 40;
  keep_->setVisible(worth && wanted <= tabs_->parentWidget()->width());
}

bool LessonPage::keepsRunning() const { return keep_->isChecked(); }
void LessonPage::keepRunning(bool on) { keep_->setChecked(on); }

QString LessonPage::numbers() { return stageOf(static_cast<std::size_t>(current_)).rightNow->text(); }

SessionLink& LessonPage::link() { return *stageOf(static_cast<std::size_t>(current_)).link; }
const widgets::Bench& LessonPage::bench() const { return benches_[static_cast<std::size_t>(current_)]->bench(); }

const std::vector<widgets::ViewFrame*>& LessonPage::frames() const { return benches_[static_cast<std::size_t>(current_)]->frames(); }
const lab::Experiment& LessonPage::schema() { return *stageOf(static_cast<std::size_t>(current_)).schema; }

void LessonPage::restore(const QString& experiment, const lab::Script& script) {
  if (!experiment.isEmpty() && experiment.toStdString() != schema().id()) {
    std::size_t topic = 0;
    while (topic < lesson_.topics().size() && lesson_.topics()[topic].make()->id() != experiment.toStdString()) ++topic;
    if (topic == lesson_.topics().size()) return Q_EMIT failed(tr("This lesson has no experiment '%1'.").arg(experiment));
    showTopic(static_cast<int>(topic));
  }
  link().session().play(script, true);
}

void LessonPage::play(const lab::Script& script) {
  auto moving = script.size();
  const auto moves = [](const lab::Command& c) { return c.verb == lab::Verb::Run || c.verb == lab::Verb::Step; };
  while (moving > 0 && moves(script[moving - 1])) --moving;
  const lab::Script first(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(moving));
  if (!first.empty()) {
    link().session().play(first);
    for (const lab::Command& command : first) share(stageOf(static_cast<std::size_t>(current_)), command, lab::Edit::Whole);
  }
  for (auto i = moving; i < script.size(); ++i) {
    if (script[i].verb == lab::Verb::Run) benches_[static_cast<std::size_t>(current_)]->transport().hurry();
    link().send(script[i]);
  }
}

ExerciseCard* LessonPage::makeExercise(const QString& topic, const QString& name) {
  const int index = indexOf(topic);
  if (index < 0) return nullptr;
  Stage& stage = stageOf(static_cast<std::size_t>(index));
  for (const auto* exercise : stage.schema->exercises()) {
    if (QString::fromStdString(exercise->name()) != name) continue;
    auto* card = new ExerciseCard(plugin_.id, *exercise, progress_);
    std::erase_if(stage.exercises, [](const auto& old) { return old.isNull(); });
    stage.exercises.emplace_back(card);
    connect(card, &ExerciseCard::setUp, this, [this, index](const QString& journal) {
      showTopic(index);
      link().session().play(lab::parseScript(journal.toStdString()), true);
    });
    connect(card, &ExerciseCard::solved, this, &LessonPage::progressed);
    connect(card, &ExerciseCard::settled, this, [this, &stage] { cover(stage); });
    cover(stage);
    card->show(stage.link->snapshot());
    return card;
  }
  return nullptr;
}

void LessonPage::showCode() {
  enlarge(nullptr);
  auto* page = findChild<CodePage*>();
  if (!page) stack_->addWidget(page = new CodePage(plugin_.folder));
  stack_->setCurrentWidget(page);
  sides_->hide();  // its room is the code's
  code_->setChecked(true);
}

}  // namespace gradarium::app
