// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/transport_bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>

#include "tests/widgets/controls/every_kind.h"
#include "widgets/controls/right_now.h"
#include "widgets/controls/text_label.h"
#include "widgets/controls/track_slider.h"
#include "widgets/controls/transport_status.h"

namespace gradarium::widgets {
namespace {

using testing::ElementsAre;

struct TransportTest : testing::Test {
  test::EveryKind e;
  test::FakePort port;
  TransportBar bar{port, &e.clock};
  lab::Snapshot snapshot = e.snapshot();
  lab::SessionState state;

  TransportTest() {
    port.calls.clear();
    bar.resize(720, 52);
    bar.show();
    QApplication::setActiveWindow(&bar);
    at(7, 12);
  }
  void at(std::uint64_t position, std::uint64_t end) {
    state.position = position;
    state.end = end;
    bar.show(snapshot, state);
  }
  QPushButton* button(const char* name) { return bar.findChild<QPushButton*>(name); }
  void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
  QString words() {
    return static_cast<TransportStatus*>(bar.findChild<QWidget*>("transport.status"))->text();
  }
};

TEST_F(TransportTest, ButtonsReachTheSession) {
  click("transport.run");
  click("transport.back");
  EXPECT_THAT(port.calls, ElementsAre("start", "go 6"));
  click("transport.step");
  EXPECT_EQ(port.last(), "step");
  click("transport.reset");
  EXPECT_EQ(port.last(), "reset");
}

TEST_F(TransportTest, NothingOverlapsWhereThereIsLittleRoom) {
  snapshot.status = lab::Status::Finished;
  for (const int width : {520, 560, 720}) {
    bar.resize(width, 52);
    at(1234, 1234);
    QCoreApplication::processEvents();
    EXPECT_LE(bar.minimumSizeHint().width(), width);
    const QWidget* status = bar.findChild<QWidget*>("transport.status");
    EXPECT_GE(status->width(), status->minimumSizeHint().width()) << width;
    EXPECT_GE(bar.findChild<QWidget*>("transport.scrub")->parentWidget()->width(), 64) << width;
    EXPECT_LE(button("transport.speed")->geometry().right(), width);
  }
}

TEST_F(TransportTest, RunBecomesPause) {
  state.playing = true;
  at(12, 12);
  EXPECT_EQ(button("transport.run")->text(), "Pause");
  EXPECT_FALSE(button("transport.step")->isEnabled());
  click("transport.run");
  EXPECT_THAT(port.calls, ElementsAre("pause"));
}

TEST_F(TransportTest, KeysStepAndRun) {
  auto* scrub = bar.findChild<TrackSlider*>("transport.scrub");
  button("transport.speed")->setFocus();
  QTest::keyClick(&bar, Qt::Key_Space);
  QTest::keyClick(&bar, Qt::Key_Left);
  EXPECT_THAT(port.calls, ElementsAre("start", "go 6"));
  QTest::keyClick(&bar, Qt::Key_Right);
  EXPECT_EQ(port.last(), "step");
  QTest::keyClick(&bar, Qt::Key_Home);
  EXPECT_EQ(port.last(), "reset");
  port.calls.clear();
  QTest::keyClick(scrub, Qt::Key_End);
  EXPECT_THAT(port.calls, ElementsAre("go 12"));
  for (const char* name : {"transport.run", "transport.step", "transport.back", "transport.reset"})
    EXPECT_TRUE(button(name)->toolTip().contains('(')) << name;
}

TEST_F(TransportTest, ScrubbingGoesThere) {
  auto* scrub = bar.findChild<TrackSlider*>("transport.scrub");
  EXPECT_EQ(scrub->value(), 7);
  EXPECT_EQ(scrub->maximum(), 12);
  QTest::mousePress(scrub, Qt::LeftButton, {}, scrub->pointOf(3));
  at(12, 13);  // a snapshot of a run that goes on does not pull the handle away
  EXPECT_EQ(scrub->value(), 3);
  QTest::mouseRelease(scrub, Qt::LeftButton, {}, scrub->pointOf(3));
  EXPECT_THAT(port.calls, ElementsAre("go 3"));
}

TEST_F(TransportTest, SaysHowARunEnded) {
  EXPECT_EQ(words(), "7 / 12");
  snapshot.status = lab::Status::Finished;
  at(12, 12);
  EXPECT_EQ(words(), "finished after 12");
  EXPECT_FALSE(button("transport.run")->isEnabled());
  EXPECT_FALSE(button("transport.step")->isEnabled());
  snapshot.status = lab::Status::Diverged;
  at(31, 31);
  EXPECT_EQ(words(), "diverged at step 31");
  snapshot.status = lab::Status::Running;
  at(4, 31);
  EXPECT_EQ(words(), "4 / 31");
  EXPECT_TRUE(button("transport.run")->isEnabled());
}

TEST_F(TransportTest, TimeIsSaidInItsUnit) {
  test::EveryKind other;
  lab::Clock seconds(&other, lab::ClockKind::Seconds, "s");
  TransportBar timed(port, &seconds);
  snapshot.clock = 3.25;
  timed.show(snapshot, state);
  EXPECT_EQ(static_cast<TransportStatus*>(timed.findChild<QWidget*>("transport.status"))->text(),
            QStringLiteral("3.25\u2009s"));
}

TEST_F(TransportTest, LongStepsShowProgressAndCanBeGivenUp) {
  state.busy = true;
  state.progress = 0.4;
  state.activity = "growing tree 40 of 100";
  at(7, 12);
  auto* progress = bar.findChild<QProgressBar*>("transport.progress");
  EXPECT_FALSE(progress->isVisible());  // not for a blink
  QTest::qWait(300);
  at(7, 12);
  EXPECT_TRUE(progress->isVisible());
  EXPECT_EQ(progress->value(), 400);
  EXPECT_EQ(bar.findChild<TextLabel*>("transport.activity")->text(), "growing tree 40 of 100");
  click("transport.cancel");
  EXPECT_THAT(port.calls, ElementsAre("cancel"));
  state.busy = false;
  at(8, 12);
  EXPECT_FALSE(progress->isVisible());
}

TEST_F(TransportTest, SpeedsAreStepsASecond) {
  const auto actions = button("transport.speed")->findChild<QMenu*>()->actions();
  actions.back()->trigger();
  EXPECT_EQ(button("transport.speed")->text(), "max");
  actions.front()->trigger();
  EXPECT_EQ(button("transport.speed")->text(), QStringLiteral("0.5×"));
  EXPECT_THAT(port.calls, ElementsAre("speed 0", "speed 2"));
}

TEST_F(TransportTest, TheWordsDoNotTwitch) {
  auto* status = bar.findChild<QWidget*>("transport.status");
  at(999, 1000);
  const int width = status->sizeHint().width();
  at(1, 1000);
  EXPECT_EQ(status->sizeHint().width(), width);
}

TEST(RightNow, ListsTheScalars) {
  test::EveryKind e;
  e.inertia = 81.3612;
  e.time = 0.0213;
  RightNow now(e);
  now.show(e.snapshot());
  const auto text = [&](const char* name) { return now.findChild<TextLabel*>(name)->text(); };
  EXPECT_EQ(text("now.inertia"), "81.36");
  EXPECT_EQ(text("now.rand"), QStringLiteral("–"));
  EXPECT_EQ(text("now.time"), QStringLiteral("0.0213\u2009ms"));
  EXPECT_EQ(now.findChild<TextLabel*>("now.inertia")->accessibleName(), "Inertia: 81.36");
  e.words = {"layer 2, head 3"};
  RightNow one(e, {&e.time, &e.words});
  EXPECT_EQ(one.findChild<TextLabel*>("now.inertia"), nullptr);
  one.show(e.snapshot());
  EXPECT_EQ(one.findChild<TextLabel*>("now.words")->text(), "layer 2, head 3");
}

TEST(RightNow, AClickCopiesANumberWithAllItsDigits) {
  test::EveryKind e;
  e.inertia = 78.85144142614601;
  RightNow now(e);
  now.show(e.snapshot());
  now.show();
  auto* value = now.findChild<TextLabel*>("now.inertia");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->text(), "78.85");
  QTest::mouseClick(value, Qt::LeftButton);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), "78.85144142614601");
  EXPECT_TRUE(now.text().contains("Inertia\t78.85144142614601\n"));
}

}  // namespace
}  // namespace gradarium::widgets
