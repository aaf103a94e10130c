// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/view_frame.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTest>

#include "tests/widgets/views/sample_kmeans.h"
#include "widgets/views/view_canvas.h"
#include "widgets/views/view_header.h"

namespace gradarium::widgets {
namespace {

struct Watched : lab::Experiment {
  Watched() : Experiment("watched", "Watched") {}
  lab::Scalar read{this, "read", "Read"}, other{this, "other", "Other"};
  lab::Scalar dear{this, "dear", "Dear", [] { return lab::value::Scalar{1}; }};
  void reset() override {}
};

class CountingView final : public ViewOf<CountingView> {
 public:
  explicit CountingView(const Watched& e) : ViewOf("counting"), e_(e) {}
  std::vector<const lab::ObservableBase*> observables() const override { return {&e_.read, &e_.dear}; }
  void paint(const Canvas&) override { ++paints; }
  QString hover(const Pointer&, const lab::Snapshot&) override { return "<b>here</b>"; }
  int paints = 0;

 private:
  const Watched& e_;
};

struct Frame : testing::Test {
  Watched schema;
  CountingView view{schema};
  test::NotingPort port;
  std::shared_ptr<lab::Snapshot> first =
      test::snapshotOf(schema, std::pair(&schema.read, lab::value::Scalar{1}));
};

TEST_F(Frame, RepaintsOnlyForWhatTheViewReads) {
  view.title("Seen").caption([](const lab::Snapshot& s) { return std::to_string(s.step); });
  ViewFrame frame(view, port);
  frame.resize(300, 200);
  frame.show(first);
  frame.show();
  QTest::qWait(50);
  const int paints = view.paints;
  EXPECT_GE(paints, 1);
  auto second = std::make_shared<lab::Snapshot>(*first);
  second->step = 1;
  second->values[schema.other.index()] = std::make_shared<const lab::Value>(lab::value::Scalar{2});
  frame.show(second);
  QTest::qWait(50);
  EXPECT_EQ(view.paints, paints);
  auto third = std::make_shared<lab::Snapshot>(*second);
  third->values[schema.read.index()] = std::make_shared<const lab::Value>(lab::value::Scalar{3});
  frame.show(third);
  QTest::qWait(50);
  EXPECT_EQ(view.paints, paints + 1);
  EXPECT_EQ(frame.content()->accessibleName(), "Seen");
  EXPECT_EQ(frame.content()->accessibleDescription(), "Seen: 1");
}

TEST_F(Frame, WantsOnDemandValuesWhileItCanBeSeen) {
  {
    ViewFrame frame(view, port);
    EXPECT_TRUE(port.wanted.empty());
    frame.show();
    ASSERT_EQ(port.wanted.size(), 1u);
    EXPECT_EQ(port.wanted[0], std::pair(std::string("dear"), true));
    frame.hide();
    EXPECT_EQ(port.wanted.back(), std::pair(std::string("dear"), false));
    frame.show();
  }
  EXPECT_EQ(port.wanted.size(), 4u);
  EXPECT_FALSE(port.wanted.back().second);
}

TEST_F(Frame, ReadsOutWhatIsUnderThePointer) {
  ViewFrame frame(view, port);
  frame.resize(300, 200);
  frame.show(first);
  frame.show();
  frame.grab();
  auto* canvas = frame.findChild<ViewCanvas*>();
  for (const QPoint at : {QPoint(5, 5), QPoint(290, 100), QPoint(150, 140)}) {
    QTest::mouseMove(canvas, at);
    auto* readout = frame.findChild<Readout*>();
    ASSERT_TRUE(readout && readout->isVisible());
    EXPECT_TRUE(frame.rect().contains(readout->geometry()));
  }
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(canvas, &leave);
  EXPECT_FALSE(frame.findChild<Readout*>()->isVisible());
}

TEST(ViewHeader, ATightTitleHasTheRoomOfTheMenusButtonUntilThePointerComes) {
  ViewHeader header(nullptr);
  header.setWords("A title that is longer than a narrow row", {});
  header.show();
  for (const int width : {900, 160}) {
    header.resize(width, 10);
    QCoreApplication::processEvents();
    EXPECT_EQ(header.more()->isVisible(), width == 900);
    header.setLively(true);
    EXPECT_TRUE(header.more()->isVisible());
    header.setLively(false);
    EXPECT_EQ(header.more()->isVisible(), width == 900);
    EXPECT_GE(header.height(), 34);  // titles beside each other stay on one line
  }
}

TEST_F(Frame, MenuCopiesThePicture) {
  ViewFrame frame(view, port);
  frame.resize(300, 200);
  frame.show(first);
  QMenu menu;
  frame.fillMenu(menu);
  EXPECT_EQ(menu.actions().size(), 6);  // alone, a line, and four ways to keep it; no numbers, so no CSV
  frame.copyPicture();
  EXPECT_FALSE(QGuiApplication::clipboard()->image().isNull());
}

}  // namespace
}  // namespace gradarium::widgets
