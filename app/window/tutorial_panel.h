// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QScrollArea>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/tutorial/tutorial.h"
#include "core/lab/experiment.h"

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace gradarium::app {

class ExerciseCard;
class Progress;
class ProseView;
class StepDashes;
class TutorialBlock;

/// The step-by-step text beside the bench: one step at a time, with the blocks that drive the laboratory. Alt+Right and
/// Alt+Left go on and back; what was read and solved is kept.
class TutorialPanel final : public QScrollArea {
  Q_OBJECT
 public:
  using MakeExercise = std::function<ExerciseCard*(const QString& topic, const QString& exercise)>;

  TutorialPanel(QString lesson, const QString& title, Tutorial tutorial, Progress& progress, MakeExercise makeExercise);
  void showStep(int step);
  /// The bench shows another topic: the text follows, to its first step that is not done. Nothing where it is there already.
  void showTopic(const QString& topic);
  /// The newest of a topic's experiment: live numbers in the formulas. The schema must outlive the panel.
  void show(const QString& topic, const lab::Experiment& schema, const std::shared_ptr<const lab::Snapshot>& snapshot);
  using QScrollArea::show;
  int step() const { return step_; }
  int steps() const { return static_cast<int>(tutorial_.steps.size()); }
  /// Read to its end, and each of its exercises solved.
  bool done(int step) const;

 Q_SIGNALS:
  void topicWanted(const QString& topic);
  void played(const QString& topic, const lab::Script& script);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Live {
    const lab::Experiment* schema = nullptr;
    std::shared_ptr<const lab::Snapshot> snapshot;
  };
  const TutorialStep& at(int step) const { return tutorial_.steps[static_cast<std::size_t>(step)]; }
  QWidget* makeFooter();
  QWidget* makeTitle(const TutorialStep& step);
  QWidget* makePart(const TutorialStep& step, const TutorialPart& part);
  QWidget* makeBlock(const TutorialStep& step, const TutorialPart& part);
  ProseView* makeProse(const QString& markdown, bool lead = false);
  void play(TutorialBlock& block, const QString& topic, const lab::Script& script);
  void showChanges(const lab::Experiment& schema, const lab::Snapshot& snapshot);
  void showStanding();
  void light();
  void addToDo(QPushButton& button, bool done);
  void finish(QPushButton& button);
  void fillContents();
  void goOn();
  /// The first step of the topic that `step` belongs to, and one past its last.
  std::pair<int, int> topicOf(int step) const;

  QString lesson_;
  Tutorial tutorial_;
  Progress& progress_;
  MakeExercise makeExercise_;
  std::map<QString, Live> live_;
  std::vector<QPointer<ProseView>> proses_;
  struct ToDo {
    QPointer<QPushButton> button;
    bool done = false;
    QPointer<ExerciseCard> card = {};  // whose "Try it" the button is
  };
  std::vector<ToDo> toDo_;  // blocks and exercises of this step, in order
  /// What the blocks pressed in this step have set, and whether the laboratory has stood so.
  struct SetUp {
    QPointer<TutorialBlock> last;
    std::map<std::string, std::string> values;  // by parameter
    bool seen = false;
  };
  SetUp setUp_;
  int step_ = -1;
  QWidget *body_ = nullptr, *footer_ = nullptr;
  QVBoxLayout* bodyLayout_ = nullptr;
  StepDashes* dashes_ = nullptr;
  QLabel* tick_ = nullptr;
  QToolButton* contents_ = nullptr;
  QPushButton *back_ = nullptr, *next_ = nullptr;
};

}  // namespace gradarium::app
