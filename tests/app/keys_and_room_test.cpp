// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that lead everywhere, one picture alone, words that move nothing, and room for everything in a narrow
// window.
#include <gtest/gtest.h>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "app/window/code_page.h"
#include "app/window/keys_sheet.h"
#include "app/window/navigator.h"
#include "app/window/topic_bench.h"
#include "app/window/tutorial_panel.h"
#include "tests/app/open_window.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {
namespace {

using Keys = OpenWindow;
using Room = OpenWindow;

void press(QWidget& at, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QTest::keyClick(&at, key, modifiers);
}

int visibleFrames(const LessonPage& page) {
  int count = 0;
  for (const auto* frame : page.frames()) count += frame->isVisible() ? 1 : 0;
  return count;
}

TEST_F(Keys, WhatNothingElseTakesDrivesTheRun) {
  QWidget& nowhere = *window_->centralWidget();
  press(nowhere, Qt::Key_Right);
  settle();
  EXPECT_EQ(snapshot().step, 1U);
  press(nowhere, Qt::Key_Right);
  settle();
  press(nowhere, Qt::Key_Left);
  settle();
  EXPECT_EQ(snapshot().step, 1U);
  page().link().setSpeed(0);
  press(nowhere, Qt::Key_Space);
  settle();
  EXPECT_EQ(snapshot().status, lab::Status::Finished);
  press(nowhere, Qt::Key_Home);
  settle();
  EXPECT_EQ(snapshot().step, 0U);
}

TEST_F(Keys, AnArrowStepsAlsoWhereAButtonOfTheBarHasTheFocus) {
  auto& step = widget<QPushButton>("transport.step");
  step.setFocus();
  press(step, Qt::Key_Right);
  settle();
  EXPECT_EQ(snapshot().step, 1U);
  EXPECT_TRUE(step.hasFocus());
}

TEST_F(Keys, HomeInTheTextIsNoReset) {
  page().link().send(lab::Command::step(2));
  settle();
  auto& text = widget<TutorialPanel>("tutorial");
  text.setFocus();
  press(text, Qt::Key_Home);
  settle();
  EXPECT_EQ(snapshot().step, 2U);
}

TEST_F(Keys, F6LeadsThroughThePartsOfTheWindowAndBack) {
  QList<QWidget*> visited;
  for (int i = 0; i < 12; ++i) {
    press(*window_, Qt::Key_F6);
    ASSERT_TRUE(window_->focusWidget());
    if (visited.contains(window_->focusWidget())) break;
    visited << window_->focusWidget();
  }
  EXPECT_GE(visited.size(), 5);
  const auto within = [&](const QWidget& part) {
    return std::ranges::any_of(visited, [&](auto* w) { return w == &part || part.isAncestorOf(w); });
  };
  for (QWidget* part : page().parts()) EXPECT_TRUE(within(*part)) << part->metaObject()->className();
  EXPECT_TRUE(visited.contains(page().frames().front()->content()));
  auto& text = widget<TutorialPanel>("tutorial");
  text.setFocus(Qt::TabFocusReason);
  EXPECT_TRUE(text.findChild<QWidget*>("focus_ring", Qt::FindDirectChildrenOnly)->isVisible());
  text.setFocus(Qt::MouseFocusReason);
  visited.back()->setFocus(Qt::TabFocusReason);
  EXPECT_FALSE(text.findChild<QWidget*>("focus_ring", Qt::FindDirectChildrenOnly)->isVisible());
  press(*window_, Qt::Key_F6);
  press(*window_, Qt::Key_F6, Qt::ShiftModifier);
  EXPECT_EQ(window_->focusWidget(), visited.back());
}

TEST_F(Keys, APictureStandsAloneAndGivesTheRoomBack) {
  const int all = visibleFrames(page());
  ASSERT_GT(all, 1);
  press(*window_->centralWidget(), Qt::Key_F11);
  EXPECT_EQ(visibleFrames(page()), 1);
  ASSERT_TRUE(page().large());
  EXPECT_FALSE(window_->findChild<TutorialPanel*>()->isVisible());
  EXPECT_TRUE(widget<QWidget>("param.k").isVisible());  // it can still be played with
  press(*page().large()->content(), Qt::Key_Escape);
  EXPECT_EQ(visibleFrames(page()), all);
  EXPECT_TRUE(window_->findChild<TutorialPanel*>()->isVisible());
  page().frames().back()->content()->setFocus();
  press(*page().frames().back()->content(), Qt::Key_F11);
  EXPECT_EQ(page().large(), page().frames().back());
  page().showTab(1);
  EXPECT_FALSE(page().large());
  EXPECT_TRUE(window_->findChild<TutorialPanel*>()->isVisible());
}

TEST_F(Keys, WhoLeavesAPictureAloneFindsTheCourseAgain) {
  window_->resize(1600, 900);
  settle();
  auto& course = *window_->findChild<Navigator*>();
  ASSERT_TRUE(course.isVisible());
  press(*window_->centralWidget(), Qt::Key_F11);
  EXPECT_FALSE(course.isVisible());
  window_->openHome();
  EXPECT_TRUE(course.isVisible());
  window_->open("2.2.1");
  press(*window_->centralWidget(), Qt::Key_F11);
  window_->open("7.1.1");
  EXPECT_TRUE(course.isVisible());
}

TEST_F(Keys, UndoHasAButtonThatKnowsWhetherThereIsSomething) {
  EXPECT_FALSE(widget<QToolButton>("undo").isEnabled());
  page().link().send(lab::Command::set("k", "5"));
  settle();
  EXPECT_TRUE(widget<QToolButton>("undo").isEnabled());
  EXPECT_FALSE(widget<QToolButton>("redo").isEnabled());
  click("undo");
  EXPECT_EQ(parameter("k"), "3");
  click("redo");
  EXPECT_EQ(parameter("k"), "5");
  window_->openHome();
  EXPECT_FALSE(widget<QToolButton>("undo").isEnabled());
}

TEST_F(Keys, TheSheetNamesThem) {
  KeysSheet sheet;
  QStringList words;
  for (const QWidget* cap : sheet.findChildren<QWidget*>()) words << cap->accessibleName();
  for (const char* key : {"F6", "F11", "Ctrl K", "Space", "Ctrl Shift Z"})
    EXPECT_TRUE(words.contains(key)) << key;
}

TEST_F(Room, AMessageMovesNothing) {
  const QRect before(page().mapTo(window_.get(), QPoint()), page().size());
  page().link().send(lab::Command::set("data", "/no/such/file.csv"));
  settle();
  EXPECT_FALSE(said().isEmpty());
  EXPECT_EQ(QRect(page().mapTo(window_.get(), QPoint()), page().size()), before);
  auto& notice = widget<QWidget>("notice");
  EXPECT_TRUE(window_->centralWidget()->rect().contains(notice.geometry()));
  window_->resize(1024, 700);
  settle();
  EXPECT_TRUE(window_->centralWidget()->rect().contains(notice.geometry()));
  click("notice.close");
  EXPECT_TRUE(said().isEmpty());
}

TEST_F(Room, ANewcomerHasOneButtonLitInTheText) {
  EXPECT_TRUE(widget<QLabel>("tutorial.begin").isVisible());
  const auto lit = [&](const char* name) {
    return widget<QPushButton>(name).property(widgets::lookProperty).toString() == "primary";
  };
  EXPECT_TRUE(lit("tutorial.block"));
  EXPECT_FALSE(lit("tutorial.next"));
  click("tutorial.block");
  EXPECT_FALSE(window_->findChild<QLabel*>("tutorial.begin"));
  EXPECT_FALSE(lit("tutorial.block"));
  EXPECT_TRUE(lit("tutorial.next"));
  click("tutorial.next");
  EXPECT_TRUE(lit("tutorial.block"));
}

TEST_F(Room, AnExerciseIsLitBeforeWhatWouldGiveItAway) {
  for (int i = 0; i < 4; ++i) click("tutorial.next");
  const auto lit = [&](const char* name) {
    return widget<QPushButton>(name).property(widgets::lookProperty).toString() == "primary";
  };
  EXPECT_TRUE(lit("exercise.try"));
  EXPECT_FALSE(lit("tutorial.block"));
  click("exercise.try");
  EXPECT_FALSE(lit("exercise.try"));
  EXPECT_FALSE(lit("tutorial.block")) << "it would give the answer away";
  EXPECT_FALSE(lit("tutorial.next"));
}

TEST_F(Room, ASolvedExerciseIsNoLongerLit) {
  window_->open("4.3.2");
  settle();
  for (int i = 0; i < 2; ++i) click("tutorial.next");
  const auto lit = [&](const char* name) {
    return widget<QPushButton>(name).property(widgets::lookProperty).toString() == "primary";
  };
  for (auto* block : window_->findChildren<QPushButton*>("tutorial.block"))
    if (block->isVisible()) block->click();
  settle();
  EXPECT_TRUE(lit("exercise.try"));
  widget<QLineEdit>("exercise.answer").setText("12288");
  click("exercise.check");
  EXPECT_TRUE(lit("exercise.try")) << "a miss";
  widget<QLineEdit>("exercise.answer").setText("16384");
  click("exercise.check");
  EXPECT_FALSE(lit("exercise.try"));
  EXPECT_TRUE(lit("tutorial.next"));
}

TEST_F(Keys, TheFocusStaysInTheTextWhenItsStepGoes) {
  widget<QPushButton>("tutorial.block").setFocus();
  press(widget<QPushButton>("tutorial.block"), Qt::Key_Right, Qt::AltModifier);
  settle();
  EXPECT_EQ(window_->focusWidget(), window_->findChild<TutorialPanel*>());
}

TEST_F(Room, WhatIsNotBuiltStandsBehindOneRow) {
  auto& course = *window_->findChild<Navigator*>();
  QTreeWidgetItem* more = nullptr;
  for (int m = 1; m < course.topLevelItemCount() && !more; ++m)
    for (int i = 0; i < course.topLevelItem(m)->childCount(); ++i)
      if (auto* item = course.topLevelItem(m)->child(i); item->text(0).contains("not built yet")) more = item;
  ASSERT_TRUE(more);
  QTreeWidgetItem* module = more->parent();
  int hidden = 0;
  for (int i = 0; i < module->childCount(); ++i) hidden += module->child(i)->isHidden() ? 1 : 0;
  EXPECT_TRUE(more->text(0).startsWith(QString::number(hidden) + " more"));
  Q_EMIT course.itemClicked(more, 0);
  EXPECT_TRUE(more->isHidden());
  EXPECT_FALSE(module->child(0)->isHidden());
}

TEST_F(Room, EveryTopicStaysInReachInANarrowWindow) {
  window_->resize(1024, 700);
  window_->open("4.3.2");
  settle();
  auto& tabs = widget<QTabBar>("topics");
  for (int i = 0; i < tabs.count(); ++i) {
    EXPECT_TRUE(tabs.rect().contains(tabs.tabRect(i))) << i;
    EXPECT_GT(tabs.tabRect(i).width(), 60) << i;
  }
  EXPECT_GE(tabs.tabRect(tabs.count() - 1).right(),
            tabs.width() - 6);  // names are cut only where no room is left
  window_->open("7.1.1");
  settle();
  auto& others = widget<QTabBar>("topics");
  const int whole = others.fontMetrics().horizontalAdvance("RMSprop");
  EXPECT_GT(others.tabRect(2).width(), whole + 8);
}

TEST_F(Room, ARunMovesNoTopic) {
  for (const int width : {1024, 1280, 1440}) {
    window_->resize(width, 700);
    window_->open("4.3.2");
    settle();
    auto& tabs = widget<QTabBar>("topics");
    const QRect last = tabs.tabRect(tabs.count() - 1);
    page().keepRunning(true);  // as where a step is long enough to offer it
    Q_EMIT page().link().stateChanged();
    settle();
    EXPECT_EQ(tabs.tabRect(tabs.count() - 1), last) << width;
    page().keepRunning(false);
  }
}

TEST_F(Room, WhatKeepsRunningIsAJobWhereverOneGoes) {
  const auto runs = [&] { return page().link().session().state().playing; };
  window_->open("4.3.2");
  settle();
  page().keepRunning(true);
  page().link().setSpeed(0.5);  // long enough to look around
  page().link().start();
  EXPECT_TRUE(QTest::qWaitFor(runs));
  page().showTopic(1);  // the same experiment: nobody has left it
  EXPECT_TRUE(runs());
  window_->openHome();
  EXPECT_TRUE(widget<QWidget>("jobs").isVisible());
  window_->open("4.3.2");
  EXPECT_TRUE(page().keepsRunning()) << "the tick stands as it was left";
  EXPECT_TRUE(runs());
  window_->open("7.1.1");
  EXPECT_TRUE(widget<QWidget>("jobs").isVisible());
  window_->open("4.3.2");
  EXPECT_TRUE(runs());
  page().keepRunning(false);
  window_->openHome();
  EXPECT_TRUE(QTest::qWaitFor([&] { return !runs(); }));
}

TEST_F(Room, ARowOfPicturesScrollsBeforeTheyBecomeTooSmall) {
  window_->resize(1024, 700);
  window_->open("4.3.2");
  settle();
  const auto frames = page().frames();
  ASSERT_GT(frames.size(), 6U);
  for (const auto* frame : frames) EXPECT_GE(frame->width(), 160) << frame->objectName().toStdString();
  auto* last = frames.back();
  last->content()->setFocus(Qt::TabFocusReason);
  window_->resize(3000, 1400);
  settle();
  for (const auto* frame : page().frames())
    EXPECT_FALSE(frame->visibleRegion().isEmpty()) << frame->objectName().toStdString();
}

TEST_F(Room, TheCodeHasTheRoomOfTheParameters) {
  const int before = widget<QWidget>("transport.run").window()->width();
  page().showTab(4);
  auto& code = *window_->findChild<CodePage*>();
  EXPECT_TRUE(code.isVisible());
  EXPECT_GT(code.width(), before / 2);
  auto& languages = widget<QTabBar>("languages");
  const auto shown = [&](const char* name) {
    const auto* button = window_->findChild<QPushButton*>(name);
    return button && button->isVisible();
  };
  EXPECT_TRUE(shown("python.run"));
  EXPECT_FALSE(shown("cpp.run"));
  languages.setCurrentIndex(1);
  EXPECT_TRUE(shown("cpp.run"));
  window_->resize(1920, 1080);
  settle();
  EXPECT_TRUE(shown("python.run") && shown("cpp.run"));
  page().showTab(0);
  EXPECT_TRUE(widget<QWidget>("param.k").isVisible());
}

}  // namespace
}  // namespace gradarium::app
