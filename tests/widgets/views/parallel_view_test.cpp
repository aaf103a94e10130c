// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/parallel_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

using Points = lab::value::Points;

struct Runs : lab::Experiment {
  Runs() : Experiment("runs", "Runs") {}
  lab::Points points{this, "points", "Runs"};
  lab::Labels labels{this, "labels", "Class"};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

struct ParallelTest : testing::Test {
  Runs schema;
  test::NotingPort port;
  ParallelView view{"runs", schema.points};
  std::shared_ptr<lab::Snapshot> of(Points points, lab::value::Labels labels = {}) {
    return test::snapshotOf(schema, std::pair(&schema.points, std::move(points)),
                            std::pair(&schema.labels, std::move(labels)));
  }
  std::shared_ptr<lab::Snapshot> iris() {
    test::SampleExperiment sample;
    const auto set = sample.data.get();
    std::vector<int> codes;
    for (std::size_t i = 0; i < set->rows; ++i) codes.push_back(static_cast<int>(i / 50));
    return of({set->rows, set->columns, set->features, set->featureNames, set->featureUnits},
              {codes, {"setosa", "versicolor", "virginica"}});
  }
};

TEST_F(ParallelTest, KeepsToItsAreaAndSurvivesTheFile) {
  view.colour(schema.labels);
  const auto snapshot = iris();
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
}

TEST_F(ParallelTest, ABrushKeepsWhatIsWithin) {
  const auto linked = std::make_shared<Linked>();
  view.setLinked(linked);
  const auto snapshot = of({3, 2, {0, 1, 5, 2, 10, 3}, {"a", "b"}, {}});
  const QSize size(400, 260);
  const QRectF area = test::areaOf(size);
  test::painted(view, *snapshot, size, true);
  // The first axis: where the lines begin.
  QPointF start(1e9, 0);
  for (double x = area.left(); x < area.right() && start.x() > 1e8; x += 1)
    for (double y = area.top(); y < area.bottom(); y += 2)
      if (view.hover({{x, y}, area}, *snapshot).contains("sample 1")) start = {x + 7, y};
  ASSERT_LT(start.x(), 1e8);
  EXPECT_TRUE(view.press({start, area, true}, *snapshot, port));
  view.drag({start - QPointF(0, 130), area, true}, *snapshot, port);
  view.release({start - QPointF(0, 130), area, true}, *snapshot, port);
  EXPECT_EQ(linked->rows(), (std::vector<std::size_t>{0, 1})) << "a from the bottom to more than its half";
  EXPECT_TRUE(view.describe(*snapshot).contains("2 kept"));
  EXPECT_TRUE(view.key(Qt::Key_End, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("sample 2")) << "keys go past what is not kept";
  view.press({start, area, true}, *snapshot, port);
  view.release({start, area, true}, *snapshot, port);
  EXPECT_TRUE(linked->rows().empty()) << "a click lets go";
}

TEST_F(ParallelTest, KeysWalkAndPick) {
  view.colour(schema.labels).samples("flower").picks(schema.pick);
  const auto snapshot = iris();
  test::painted(view, *snapshot, {600, 300}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_PageDown, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[1]"));
  EXPECT_TRUE(view.selection(*snapshot)->words.startsWith("<b>flower 2</b>, setosa: sepal length 4.9"))
      << view.selection(*snapshot)->words.toStdString();
  EXPECT_EQ(view.numbers(*snapshot).columns.size(), 5u);
  EXPECT_TRUE(view.describe(*snapshot).contains("150 flowers over 4 columns"));
}

TEST_F(ParallelTest, PaintsWhateverComes) {
  view.colour(schema.labels).logarithmic({0, 1, 7});
  const double nan = std::nan("");
  for (const Points& points :
       {Points{}, Points{1, 1, {3}, {}, {}}, Points{2, 3, {1, nan, 3, nan, nan, 1e308}, {}, {}},
        Points{2, 2, {0, 1, 1, 1}, {}, {}}, Points{3, 2, {1}, {}, {}}}) {
    const auto snapshot = of(points);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.press({{60, 100}, {}, true}, *snapshot, port);
    view.drag({{60, 40}, {}, true}, *snapshot, port);
    view.release({{60, 40}, {}, true}, *snapshot, port);
    for (const int key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_Down})
      view.key(key, true, *snapshot, port);
    view.selection(*snapshot);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(ParallelTest, Pictures) {
  view.colour(schema.labels, "species").samples("flower");
  test::savePictures(view, *iris(), "parallel");
}

}  // namespace
}  // namespace gradarium::widgets
