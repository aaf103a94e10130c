// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/timeline_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Pipeline : lab::Experiment {
  Pipeline() : Experiment("pipeline", "Pipeline") {}
  lab::Timeline timeline{this, "timeline", "Two workers"};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

const lab::value::Timeline two{{"first", "second"}, {{0, 0, 2, "a", 0}, {1, 2, 5, "b", 1}, {0, 3, 4, "c", 0}, {7, 0, 1, "no lane", 0}, {0, 5, 1, "backwards", 0}}};

struct Spans : testing::Test {
  Pipeline schema;
  test::NotingPort port;
  TimelineView view{"timeline", schema.timeline};
  std::shared_ptr<lab::Snapshot> of(lab::value::Timeline t) { return test::snapshotOf(schema, std::pair(&schema.timeline, std::move(t))); }
};

TEST_F(Spans, KeepToTheirAreaAndSurviveTheFile) {
  view.categories({"forward", "backward"}).clock("time", "ms").now();
  auto snapshot = of(two);
  snapshot->clock = 3.5;
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  lab::value::Timeline dense{{"a", "b", "c"}, {}};
  for (int i = 0; i < 20'000; ++i) dense.spans.push_back({i % 3, i * 0.1, i * 0.1 + 0.05, "", i % 5});
  test::expectInsideItsArea(view, *of(dense));
}

TEST_F(Spans, SayAndPick) {
  view.clock("time", "ms").categories({"forward", "backward"}).picks(schema.pick);
  const auto snapshot = of(two);
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "second, <b>b</b>, backward: 2 to 5 ms, <b>3 ms</b>");
  view.press({at, {}, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[1]"));
  view.key(Qt::Key_Up, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("<b>c</b>"));
  view.key(Qt::Key_Left, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("<b>a</b>"));
  EXPECT_TRUE(view.describe(*snapshot).contains("3 spans on 2 lanes. first: 3 ms in all. second: 3 ms in all."));
  EXPECT_EQ(view.numbers(*snapshot).rows(), 3u);
}

TEST_F(Spans, PaintWhateverComes) {
  const double nan = std::nan("");
  for (const auto& t : {lab::value::Timeline{}, lab::value::Timeline{{"x"}, {}}, lab::value::Timeline{{"x"}, {{0, 3, 3, "", -1}}},
                        lab::value::Timeline{{"x"}, {{0, nan, 3, "", 0}}}, lab::value::Timeline{{""}, {{0, -1e308, 1e308, "far", 99}}}}) {
    const auto snapshot = of(t);
    view.now();
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Down, false, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
