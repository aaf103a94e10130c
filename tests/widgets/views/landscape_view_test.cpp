// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/landscape_view.h"

#include "core/optim/objective.h"
#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Walk final : lab::Experiment {
  Walk() : Experiment("walk", "Walk") {}
  lab::Field field{this, "field", "Landscape"};
  lab::Series path{this, "path", "gradient descent"};
  lab::Points begin{this, "begin", "Start"};
  lab::Action<lab::Move> start{this, "start", "Start here", [](const lab::Move&) {}, {0, {0.5, 0.5}}};
  void reset() override {}
};

struct Landscape : testing::Test {
  Walk schema;
  test::NotingPort port;
  LandscapeView view{"landscape", schema.field};
  std::shared_ptr<lab::Snapshot> snapshot;
  Landscape() {
    const optim::Objective objective(optim::Surface::Himmelblau);
    const auto w = objective.window();
    lab::value::Series path;
    path.append(-1, -1);
    path.append(2, 1);
    snapshot = test::snapshotOf(
        schema,
        std::pair(&schema.field,
                  lab::value::Field{40, 40, w.x0, w.x1, w.y0, w.y1, objective.grid(40, 40, w)}),
        std::pair(&schema.path, path), std::pair(&schema.begin, lab::value::Points{1, 2, {-1, -1}, {}, {}}));
    view.racer(schema.path).start(schema.begin, schema.start);
  }
};

const QSize small(420, 300), large(900, 420);

TEST_F(Landscape, KeepsToItsAreaInEveryLook) {
  for (const int look : {0, 1, 2, 3}) {
    view.choose(0, look);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot, large);
  }
}

TEST_F(Landscape, ShowsWhatFitsUntilOneChooses) {
  const auto with = [&](int look, QSize size) {
    view.choose(0, look);
    return test::painted(view, *snapshot, size, true);
  };
  EXPECT_EQ(with(0, small), with(1, small)) << "contours alone";
  EXPECT_EQ(with(0, large), with(3, large)) << "both";
  EXPECT_NE(with(1, small), with(2, small));
  EXPECT_NE(with(1, large), with(3, large));
  view.choose(0, 2);
  const auto options = view.options(*snapshot);
  EXPECT_EQ(options[0].choices.value(options[0].chosen), "surface");
  EXPECT_TRUE(options[0].inHeader);
  EXPECT_TRUE(options[1].choices.isEmpty()) << "a fill of contours that are not seen";
  EXPECT_EQ(options.back().label, "Contours below");
  const QImage before = test::painted(view, *snapshot, small, true);
  view.choose(options.size() - 1, 0);
  EXPECT_NE(test::painted(view, *snapshot, small, true), before);
}

TEST_F(Landscape, TheMapTakesAStartAndTheSurfaceATurn) {
  view.choose(0, 3);
  const QRectF area = test::areaOf(large);
  const QImage before = test::painted(view, *snapshot, large, true);
  const auto drag = [&](QPointF from) {
    EXPECT_TRUE(view.press({from, area, true}, *snapshot, port));
    view.drag({from + QPointF(30, 10), area, true}, *snapshot, port);
    view.release({from + QPointF(30, 10), area, true}, *snapshot, port);
  };
  drag({650, 220});
  EXPECT_TRUE(port.sent.empty());
  EXPECT_NE(test::painted(view, *snapshot, large, true), before);
  drag({200, 220});
  ASSERT_FALSE(port.sent.empty());
  EXPECT_EQ(port.sent.back().command.target, "start");
  EXPECT_EQ(port.sent.back().edit, lab::Edit::Commit);
  const std::size_t sent = port.sent.size();
  EXPECT_TRUE(view.key(Qt::Key_Left, false, *snapshot, port));
  EXPECT_EQ(port.sent.size(), sent + 1) << "the arrows are the start's";
  view.choose(0, 2);
  test::painted(view, *snapshot, small, true);
  EXPECT_TRUE(view.key(Qt::Key_Left, false, *snapshot, port));
  EXPECT_EQ(port.sent.size(), sent + 1) << "and the surface's where it is alone";
}

TEST_F(Landscape, NamesThoseWhoWalkOnceForBoth) {
  view.choose(0, 3);
  const QImage both = test::painted(view, *snapshot, large);
  const QRect rightTop(large.width() / 2, 10, large.width() / 2 - 10,
                       14);  // the first row of names, its right half
  EXPECT_EQ(test::ink(both.copy(rightTop)), 0);
  EXPECT_GT(test::ink(both.copy(rightTop.translated(10 - rightTop.left(), 0))), 0);
}

TEST_F(Landscape, KeysAreReadOutWhereTheyMoved) {
  view.choose(0, 3);
  test::painted(view, *snapshot, large, true);
  EXPECT_FALSE(view.selection(*snapshot));
  EXPECT_TRUE(view.key(Qt::Key_Left, false, *snapshot, port));
  test::painted(view, *snapshot, large, true);
  ASSERT_TRUE(view.selection(*snapshot));
  EXPECT_TRUE(QRectF(0, 0, large.width() / 2.0, large.height()).contains(view.selection(*snapshot)->at));
  view.choose(0, 2);
  test::painted(view, *snapshot, large, true);
  EXPECT_FALSE(view.selection(*snapshot)) << "the map is not seen";
}

TEST_F(Landscape, SaysTheValueInBothHalves) {
  view.choose(0, 3);
  test::painted(view, *snapshot, large, true);
  for (const double x : {200.0, 650.0})
    EXPECT_TRUE(view.hover({{x, 230}, test::areaOf(large)}, *snapshot).startsWith("x ")) << x;
  test::painted(view, lab::Snapshot{}, small);
}

}  // namespace
}  // namespace gradarium::widgets
