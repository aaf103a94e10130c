// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person uses it: real key and mouse events, and signals instead of waiting for time to pass.
#include <gtest/gtest.h>

#include <QAbstractSlider>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "app/window/lesson_page.h"
#include "app/window/tutorial_panel.h"
#include "tests/app/open_window.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {
namespace {

using Window = OpenWindow;

TEST_F(Window, StepsRunsAndScrubsBack) {
  click("transport.step");
  EXPECT_EQ(snapshot().step, 1U);
  click("transport.step");
  EXPECT_EQ(snapshot().step, 2U);
  const double second = inertia();
  page().link().setSpeed(0);
  click("transport.run");
  EXPECT_EQ(snapshot().status, lab::Status::Finished);
  EXPECT_LT(inertia(), second);
  click("transport.back");
  EXPECT_NE(snapshot().status, lab::Status::Finished);
  auto& scrub = widget<QAbstractSlider>("transport.scrub");
  scrub.setFocus();
  QTest::keyClick(&scrub, Qt::Key_Home);
  settle();
  QTest::keyClick(&scrub, Qt::Key_Right);
  settle();
  QTest::keyClick(&scrub, Qt::Key_Right);
  settle();
  EXPECT_EQ(snapshot().step, 2U);
  EXPECT_EQ(inertia(), second);
}

TEST_F(Window, MovesKByKeysAndTakesItBack) {
  auto& slider = widget<QAbstractSlider>("param.k");
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_Right);
  settle();
  EXPECT_EQ(parameter("k"), "4");
  QTest::keyClick(&slider, Qt::Key_End);
  settle();
  EXPECT_EQ(parameter("k"), "20");
  QTest::keyClick(&slider, Qt::Key_Home);
  settle();
  EXPECT_EQ(parameter("k"), "1");
  QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_NE(parameter("k"), "1");
}

TEST_F(Window, TutorialBlocksDriveTheLaboratory) {
  click("tutorial.block");
  EXPECT_EQ(parameter("seed"), "8");
  click("tutorial.next");
  click("tutorial.block");
  EXPECT_EQ(snapshot().step, 1U);
  click("tutorial.back");
  EXPECT_FALSE(widget<QPushButton>("tutorial.back").isEnabled());
}

TEST_F(Window, WhatWasChangedSinceABlockStandsBesideIt) {
  click("tutorial.block");
  const auto& changed = *window_->findChild<QLabel*>("tutorial.changed");
  EXPECT_FALSE(changed.isVisible());
  page().link().send(lab::Command::set("data", "wine"));
  settle();
  EXPECT_TRUE(changed.isVisible());
  EXPECT_EQ(changed.text(), "Since changed: Data set");
  click("tutorial.block");
  EXPECT_FALSE(changed.isVisible());
}

TEST_F(Window, TheParametersStandAsTheyWereLeft) {
  page().link().send(lab::Command::set("k", "5"));
  page().link().send(lab::Command::set("data", "wine"));
  settle();
  reopen();
  EXPECT_EQ(parameter("k"), "5");
  EXPECT_EQ(parameter("data"), "wine");
  click("param.reset_everything");
  settle();
  reopen();
  EXPECT_EQ(parameter("k"), "3");
}

TEST_F(Window, WhatGivesAnAnswerAwayIsCoveredUntilItIsGiven) {
  const auto covered = [&](const char* view) {
    for (auto* frame : page().frames())
      if (frame->view().name() == view) return frame->covered();
    return false;
  };
  auto& tutorial = *window_->findChild<TutorialPanel*>();
  EXPECT_FALSE(covered("restarts"));
  tutorial.showStep(8);  // with one cluster the histogram is one bar, at the answer
  settle();
  EXPECT_TRUE(covered("restarts"));
  EXPECT_FALSE(covered("inertia"));
  tutorial.showStep(7);
  settle();
  EXPECT_FALSE(covered("restarts")) << "the exercise is gone";
  tutorial.showStep(8);
  settle();
  page().play(lab::parseScript("set data=iris; set k=1; reset; run"));
  settle();
  widget<QLineEdit>("exercise.answer").setText("about 700");
  click("exercise.check");
  EXPECT_TRUE(covered("restarts")) << "no number, no answer";
  widget<QLineEdit>("exercise.answer").setText("681,4");
  click("exercise.check");
  EXPECT_FALSE(covered("restarts"));
}

TEST_F(Window, AnAnswerIsJudged) {
  for (int i = 0; i < 3; ++i) click("tutorial.next");
  click("exercise.choice.both");
  EXPECT_TRUE(page().link().session().takeErrors().empty());
  click("exercise.choice.neither");
  bool solved = false;
  for (const QLabel* label : window_->findChildren<QLabel*>()) solved = solved || label->text().startsWith("✓");
  EXPECT_TRUE(solved);
}

TEST_F(Window, ALessonLeftIsFoundAsItWas) {
  lab::SessionPool pool;
  Progress progress(folder_.filePath("other.ini"));
  const auto& lesson = shelf_->lesson("2.2.1");
  auto first = std::make_unique<LessonPage>(*shelf_->find("2.2.1"), lesson, progress, pool);
  first->link().send(lab::Command::set("k", "5"));
  first->link().send(lab::Command::step());
  first->link().session().wait();
  const auto left = first->link().session().latest();
  first.reset();
  LessonPage second(*shelf_->find("2.2.1"), lesson, progress, pool);
  EXPECT_EQ(second.link().session().latest(), left);
}

TEST_F(Window, ABrokenFileLeavesTheLaboratoryAsItWas) {
  click("transport.step");
  QSignalSpy failures(&page(), &LessonPage::failed);
  page().link().send(lab::Command::set("data", "/no/such/file.csv"));
  settle();
  EXPECT_EQ(failures.count(), 1);
  EXPECT_EQ(parameter("data"), "iris");
  EXPECT_EQ(snapshot().step, 1U);
}

}  // namespace
}  // namespace gradarium::app
