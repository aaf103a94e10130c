// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/asking.h"

#include <QTest>

#include "tests/widgets/views/painting.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/linked.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/view_canvas.h"
#include "widgets/views/view_frame.h"

namespace gradarium::widgets {
namespace {

using test::SampleExperiment;

const lab::Arithmetic sum{"Squared distance", {{"length", "(5 - 4)^2", 1}, {"width", "(3 - 1)^2", 4}}, 5};

struct Card : testing::Test {
  SampleExperiment schema;
  lab::Engine engine{std::make_unique<SampleExperiment>()};
  test::NotingPort port;
  ScatterView view{"clusters", schema.points};
  std::unique_ptr<ViewFrame> frame;
  ViewCanvas* canvas = nullptr;

  void SetUp() override {
    view.colour(schema.labels).handles(schema.centres).asks(schema.distance);
    frame = std::make_unique<ViewFrame>(view, port);
    frame->resize(700, 560);
    frame->show(engine.snapshot());
    frame->show();
    QCoreApplication::processEvents();
    frame->grab();
    canvas = frame->findChild<ViewCanvas*>();
    QTest::mouseMove(canvas, {3, 3});
  }
  QPoint sample(const QString& words) {
    for (int y = 0; y < canvas->height(); y += 2)
      for (int x = 0; x < canvas->width(); x += 2)
        if (view.hover({QPointF(x, y), canvas->area()}, *engine.snapshot()).contains(words)) {
          view.leave();
          return {x + 2, y + 3};
        }
    ADD_FAILURE() << words.toStdString();
    return {};
  }
  QWidget* card() const { return frame->findChild<QWidget*>("arithmetic"); }
  bool shown() const { return card() && card()->isVisible(); }
};

TEST_F(Card, AnswersAPointerAtRest) {
  const QPoint at = sample("<b>sample 17</b>");
  QTest::mouseMove(canvas, at);
  EXPECT_TRUE(port.asked.empty());
  ASSERT_TRUE(QTest::qWaitFor([&] { return !port.asked.empty(); }, 2000));
  EXPECT_EQ(port.asked[0].query, "distance");
  EXPECT_EQ(port.asked[0].cell.row, 16);
  EXPECT_EQ(port.asked[0].cell.column, schema.labels.in(*engine.snapshot())->codes[16]);
  EXPECT_FALSE(shown());
  port.asked[0].answer(&sum);
  ASSERT_TRUE(shown());
  EXPECT_TRUE(frame->rect().contains(card()->geometry()));
  EXPECT_FALSE(card()->geometry().contains(canvas->mapTo(frame.get(), at)));  // what it is about stays in sight
  EXPECT_FALSE(frame->findChild<Readout*>()->isVisible());
  QTest::mouseMove(canvas, {5, 5});
  EXPECT_FALSE(shown());
}

TEST_F(Card, FollowsTheStepsAndDropsLateAnswers) {
  QTest::mouseMove(canvas, sample("<b>sample 17</b>"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !port.asked.empty(); }, 2000));
  engine.step();
  frame->show(engine.snapshot());
  EXPECT_EQ(port.asked.size(), 1u);  // one at a time
  port.asked[0].answer(&sum);
  EXPECT_EQ(port.asked.size(), 2u);  // the numbers have moved on: asked again
  port.asked[1].answer(nullptr);     // the cell is not there any more
  EXPECT_FALSE(shown());
  engine.step();
  frame->show(engine.snapshot());
  ASSERT_EQ(port.asked.size(), 3u);
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(canvas, &leave);
  port.asked[2].answer(&sum);
  EXPECT_FALSE(shown());
}

TEST_F(Card, KeysAskAsWell) {
  canvas->setFocus();
  QTest::keyClick(canvas, Qt::Key_PageDown);
  QTest::keyClick(canvas, Qt::Key_PageDown);
  EXPECT_TRUE(canvas->accessibleDescription().startsWith("sample 2: "));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !port.asked.empty(); }, 2000));
  EXPECT_EQ(port.asked[0].cell.row, 1);
}

TEST_F(Card, AnAnswerMayOutliveTheView) {
  QTest::mouseMove(canvas, sample("<b>sample 17</b>"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !port.asked.empty(); }, 2000));
  frame.reset();
  port.asked[0].answer(&sum);
}

TEST_F(Card, LinkedViewsMarkTheSameSamples) {
  ScatterView other("other", schema.points);
  link({&view, &other});
  const auto snapshot = engine.snapshot();
  const QSize size(500, 400);
  const QImage still = test::painted(other, *snapshot, size, true);
  test::painted(view, *snapshot, size, true);
  int told = 0;
  const int listener = view.linked()->listen([&] { ++told; });
  test::pointAt(view, *snapshot, "<b>sample 17</b>", size);
  EXPECT_GT(told, 0);
  EXPECT_EQ(view.linked()->rows(), std::vector<std::size_t>{16});
  EXPECT_NE(test::painted(other, *snapshot, size, true), still);
  EXPECT_EQ(test::painted(other, *snapshot, size, false), test::painted(other, *snapshot, size, false));
  view.leave();
  EXPECT_TRUE(view.linked()->rows().empty());
  view.linked()->forget(listener);
  EXPECT_EQ(test::painted(other, *snapshot, size, true), still);
}

TEST(BesideMark, CoversNothingItNeedNot) {
  const QRect room(0, 0, 300, 200);
  for (int x = 0; x < 300; x += 20)
    for (int y = 0; y < 200; y += 20) {
      const QRect mark(x, y, 10, 10), card(besideMark({100, 60}, mark, room), QSize(100, 60));
      EXPECT_TRUE(room.contains(card)) << x << ", " << y;
      EXPECT_FALSE(card.intersects(mark)) << x << ", " << y;
    }
}

}  // namespace
}  // namespace gradarium::widgets
