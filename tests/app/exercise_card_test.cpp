// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exercise_card.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <cmath>

#include "app/progress/progress.h"
#include "app/window/tutorial_panel.h"
#include "core/lab/engine.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

/// Counts to three; what it asks covers the three kinds of exercise.
class Counter final : public lab::Experiment {
 public:
  Counter() : Experiment("counter", "Counter") {}
  lab::Int by{this, "by", "By", {.value = 1, .min = 1, .max = 9}};
  lab::Scalar sum{this, "sum", "Sum"};
  lab::Exercise state{this, "state", "Reach nine", {.ask = "Reach nine.", .start = "reset", .solution = "set by=3; run", .nearMisses = {"run"},
                      .passed = [this](const lab::Snapshot& s) { return sum.numberIn(s) >= 9; }, .because = "3 x 3."}};
  lab::Exercise number{this, "number", "How far", {.ask = "How far by two?", .start = "set by=2", .solution = "set by=2; run; answer 6", .nearMisses = {"answer 5"},
                       .number = [this](const lab::Snapshot& s) { return s.status == lab::Status::Finished && by.in(s) == 2 ? sum.numberIn(s) : std::nan(""); },
                       .tolerance = 0.1, .because = "3 x 2."}};
  lab::Exercise choice{this, "choice", "Which", {.ask = "Which?", .solution = "answer right", .nearMisses = {"answer wrong"}, .choices = {"wrong", "right"}, .correct = 1, .because = "So."}};
  void reset() override { sum = total_ = 0; }
  lab::Status step(lab::Run&) override {
    sum = total_ += by;
    return ++count_ % 3 ? lab::Status::Running : lab::Status::Finished;
  }

 private:
  double total_ = 0;
  int count_ = 0;
};

class Exercises : public testing::Test {
 protected:
  Exercises() { widgets::apply(widgets::lightTheme()); }
  std::unique_ptr<ExerciseCard> card(const char* name) {
    auto made = std::make_unique<ExerciseCard>("1.1", schema_.exercise(name), progress_);
    made->setAttribute(Qt::WA_DontShowOnScreen);
    static_cast<QWidget*>(made.get())->show();
    return made;
  }
  static QPushButton& button(ExerciseCard& card, const char* name) { return *card.findChild<QPushButton*>(name); }
  static QString standing(ExerciseCard& card) { return card.findChild<QLabel*>("exercise.standing")->text(); }
  static std::shared_ptr<const lab::Snapshot> after(const std::string& journal) {
    lab::Engine engine(std::make_unique<Counter>());
    engine.play(lab::parseScript(journal));
    return engine.snapshot();
  }
  const Counter schema_;
  QTemporaryDir folder_;
  Progress progress_{folder_.filePath("p.ini")};
};

TEST_F(Exercises, APredictionWaitsForItsRun) {
  auto first = card("number");
  first->show(after(""));
  first->findChild<QLineEdit*>()->setText("5");
  button(*first, "exercise.check").click();
  EXPECT_TRUE(standing(*first).startsWith("You say 5"));
  EXPECT_EQ(progress_.attempts("1.1/number"), 0);
  EXPECT_TRUE(button(*first, "exercise.run").isVisible());
  QSignalSpy setUp(first.get(), &ExerciseCard::setUp);
  button(*first, "exercise.run").click();
  EXPECT_EQ(setUp.at(0).at(0).toString(), "set by=2; run");
  first->show(after("set by=2; step"));
  EXPECT_TRUE(standing(*first).startsWith("You say 5"));

  auto second = card("number");  // the page was left, and is back
  EXPECT_TRUE(standing(*second).startsWith("You say 5"));
  second->show(after("set by=2; run"));
  EXPECT_EQ(standing(*second), "You said 5; it came out as 6.");
  EXPECT_EQ(progress_.attempts("1.1/number"), 1);
  EXPECT_FALSE(progress_.solved("1.1/number"));
  second->findChild<QLineEdit*>()->setText("6");
  button(*second, "exercise.check").click();
  EXPECT_TRUE(standing(*second).startsWith("✓ Solved"));
  EXPECT_TRUE(second->findChild<QLabel*>("exercise.because")->isVisible());
  EXPECT_TRUE(progress_.solved("1.1/number"));
}

TEST_F(Exercises, HelpComesAfterMisses) {
  auto one = card("choice");
  one->setHint(new QLabel("think"));
  one->show(after(""));
  EXPECT_FALSE(button(*one, "exercise.hint").isVisible());
  button(*one, "exercise.choice.wrong").click();
  EXPECT_TRUE(standing(*one).startsWith("Not wrong"));
  EXPECT_TRUE(button(*one, "exercise.hint").isVisible());
  button(*one, "exercise.hint").click();
  EXPECT_FALSE(button(*one, "exercise.hint").isVisible());
  EXPECT_FALSE(button(*one, "exercise.reveal").isVisible());
  button(*one, "exercise.choice.wrong").click();
  button(*one, "exercise.choice.wrong").click();
  EXPECT_TRUE(button(*one, "exercise.reveal").isVisible());
  button(*one, "exercise.reveal").click();
  EXPECT_EQ(standing(*one), "It is right.");
  EXPECT_TRUE(progress_.revealed("1.1/choice"));
  EXPECT_FALSE(progress_.solved("1.1/choice"));
  QSignalSpy solved(one.get(), &ExerciseCard::solved);
  button(*one, "exercise.choice.right").click();
  EXPECT_EQ(solved.count(), 1);
  EXPECT_EQ(progress_.attempts("1.1/choice"), 4);
}

TEST_F(Exercises, AStateCountsOnlyAfterTryIt) {
  auto one = card("state");
  one->show(after("set by=3; run"));
  EXPECT_FALSE(progress_.solved("1.1/state")) << "a demonstration solves nothing";
  button(*one, "exercise.try").click();
  one->show(after("reset"));
  one->show(after("run"));
  one->show(after("run"));
  EXPECT_EQ(progress_.attempts("1.1/state"), 1);
  one->show(after("set by=2; run"));
  EXPECT_EQ(progress_.attempts("1.1/state"), 2);
  one->show(after("reset"));
  one->show(after("set by=3; run"));
  EXPECT_TRUE(progress_.solved("1.1/state"));
  EXPECT_TRUE(standing(*card("state")).startsWith("✓ Solved"));
}

TEST_F(Exercises, TheTutorialTicksWhatWasReadAndSolved) {
  const Tutorial tutorial = Tutorial::parse("Lead.\n# A\n## One\nWords.\n## Two\n```exercise\nchoice\n```\n# B\n## Three\nEnd.", "t.md");
  TutorialPanel panel("1.1", "Title", tutorial, progress_, [this](const QString&, const QString& name) { return card(name.toUtf8()).release(); });
  QStringList topics;
  QObject::connect(&panel, &TutorialPanel::topicWanted, [&](const QString& topic) { topics << topic; });
  panel.showStep(0);
  const auto next = [&] { panel.findChild<QPushButton*>("tutorial.next")->click(); };
  next();
  EXPECT_TRUE(panel.done(0));
  EXPECT_EQ(panel.step(), 1);
  next();
  EXPECT_FALSE(panel.done(1)) << "its exercise is open";
  EXPECT_EQ(topics, QStringList({"A", "A", "B"}));
  next();
  EXPECT_TRUE(panel.done(2));
  EXPECT_FALSE(panel.findChild<QPushButton*>("tutorial.next")->isEnabled());
  panel.showTopic("B");
  EXPECT_EQ(panel.step(), 2);
  panel.showTopic("A");  // to the first step that is not done
  EXPECT_EQ(panel.step(), 1);
  progress_.markSolved("1.1/choice");
  EXPECT_TRUE(panel.done(1));
  Progress again(folder_.filePath("p.ini"));
  EXPECT_TRUE(again.read("1.1", "A", "One"));
  EXPECT_EQ(again.step("1.1"), 1);
}

}  // namespace
}  // namespace gradarium::app
