// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>
#include <map>
#include <memory>
#include <vector>

#include "app/catalogue/plugin_shelf.h"
#include "app/session/session_link.h"
#include "core/lab/session_pool.h"

class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace gradarium::widgets {
class ParameterPanel;
class RightNow;
class ViewFrame;
}  // namespace gradarium::widgets

namespace gradarium::app {

class ExerciseCard;
class PinnedRuns;
class Progress;
class TopicBench;
class TopicTabs;
class TutorialPanel;

/// One open lesson: tutorial, bench with a tab a topic, parameters. A topic's session starts when it is first shown.
class LessonPage final : public QWidget {
  Q_OBJECT
 public:
  /// Sessions come from the pool and go back to it with the page.
  LessonPage(const LessonPlugin& plugin, const widgets::Lesson& lesson, Progress& progress, lab::SessionPool& pool);
  ~LessonPage() override;

  void showTopic(int index);
  void showTopicOf(const QString& title) { showTopic(indexOf(title)); }
  /// As they stand in the row: the four topics, then the code.
  void showTab(int index);
  int topic() const { return current_; }
  /// The session behind the topic in front.
  SessionLink& link();
  const widgets::Bench& bench() const;
  const std::vector<widgets::ViewFrame*>& frames() const;
  /// The experiment of the topic in front, as it was declared: never run.
  const lab::Experiment& schema();
  /// Whether the topic in front goes on in the background when another lesson is opened.
  bool keepsRunning() const;
  void keepRunning(bool on);
  /// What "Right now" lists, for a clipboard.
  QString numbers();
  const QString& lesson() const { return plugin_.id; }
  /// One picture alone with the parameters and the transport bar; null: everything again.
  void enlarge(widgets::ViewFrame* frame);
  widgets::ViewFrame* large() const;
  /// The picture that F11 means.
  widgets::ViewFrame* frameInFront() const;
  /// A key of the transport bar that nothing else took.
  bool press(int key);
  /// The parts of the page that F6 leads through, those in front.
  std::vector<QWidget*> parts() const;
  /// A whole state, from the defaults; of the first topic with this experiment, or the one in front.
  void restore(const QString& experiment, const lab::Script& script);
  /// Tutorial blocks, presets and links: what leads a script is done at once, a run at its end is played out.
  void play(const lab::Script& script);

 Q_SIGNALS:
  void failed(const QString& sentence);
  /// Something went well that one cannot see.
  void told(const QString& sentence);
  void progressed();
  /// The learner has asked for something new.
  void acted();
  /// What can be undone, or how far a run is, may be otherwise.
  void stateChanged();
  void enlarged(bool alone);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// An experiment of the lesson with its session; topics may share one.
  struct Stage {
    std::unique_ptr<lab::Experiment> schema;
    std::unique_ptr<SessionLink> link;
    widgets::ParameterPanel* parameters = nullptr;
    widgets::RightNow* rightNow = nullptr;
    PinnedRuns* pins = nullptr;
    std::vector<const lab::ObservableBase*> wanted;  // numbers of the list that are computed on demand
    QWidget* side = nullptr;
    const widgets::Bench* front = nullptr;  // whose parameters and numbers the side shows
    std::vector<QPointer<ExerciseCard>> exercises;
  };
  Stage& stageOf(std::size_t topic);
  void buildTopic(std::size_t topic);
  void buildSide(Stage& stage, const widgets::Bench& bench);
  void arrangeSide(Stage& stage, const widgets::Bench& bench);
  void update(Stage& stage);
  void cover(Stage& stage);
  void share(const Stage& from, const lab::Command& command, lab::Edit edit);
  ExerciseCard* makeExercise(const QString& topic, const QString& name);
  int indexOf(const QString& topic) const;
  void showCode();
  void showParts();
  void offerKeep();
  QWidget* makeTabRow();
  lab::SessionKey keyOf(const Stage& stage) const;

  const LessonPlugin& plugin_;
  const widgets::Lesson& lesson_;
  Progress& progress_;
  lab::SessionPool& pool_;
  std::map<std::string, std::unique_ptr<Stage>> stages_;      // by experiment
  std::vector<std::string> experimentOf_;                      // by topic; empty until built
  std::vector<TopicBench*> benches_;                           // by topic; null until shown
  TopicTabs* tabs_ = nullptr;
  QTabBar* parts_ = nullptr;
  QSplitter* columns_ = nullptr;
  QPushButton *keep_ = nullptr, *code_ = nullptr;
  QStackedWidget *stack_ = nullptr, *sides_ = nullptr;
  TutorialPanel* tutorial_ = nullptr;
  int current_ = -1;
  bool sharing_ = false;
};

}  // namespace gradarium::app
