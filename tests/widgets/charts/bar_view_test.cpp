// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/bar_view.h"

#include <cmath>
#include <limits>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Scores : lab::Experiment {
  Scores() : Experiment("scores", "Scores") {}
  lab::Table table{this, "table", "Scores"};
  lab::Matrix matrix{this, "matrix", "Weights"};
  lab::Points points{this, "points", "Silhouettes"};
  lab::Labels labels{this, "labels", "Cluster"};
  lab::Scalar mean{this, "mean", "Mean"}, best{this, "best", "Best"};
  lab::Query query{this, "query", "Score", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

const lab::value::Table models{{{"metric", "", {}, {"accuracy", "recall", "F1"}},
                                {"forest", "", {0.95, 0.5, 0.7}, {}},
                                {"tree", "", {0.9, -0.3, 0.6}, {}}}};

struct Bars : testing::Test {
  Scores schema;
  test::NotingPort port;
};

TEST_F(Bars, KeepToTheirAreaAndSurviveTheFile) {
  BarView upright("upright", schema.table), lying("lying", schema.table), clusters("clusters", schema.points);
  lying.horizontal().sorted().line(0.5, "threshold");
  upright.values("score").bars("metric").line(schema.mean).highlight(schema.best);
  clusters.horizontal().sorted().colour(schema.labels).line(schema.mean);
  lab::value::Points silhouettes{150, 1, {}, {"silhouette"}, {}};
  lab::value::Labels labels;
  for (int i = 0; i < 150; ++i) silhouettes.data.push_back(std::sin(i)), labels.codes.push_back(i % 3);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.table, models), std::pair(&schema.points, silhouettes),
                                         std::pair(&schema.labels, labels), std::pair(&schema.mean, lab::value::Scalar{0.4}),
                                         std::pair(&schema.best, lab::value::Scalar{1}));
  for (BarView* view : {&upright, &lying, &clusters}) {
    test::expectInsideItsArea(*view, *snapshot);
    test::expectSvgLooksLikePng(*view, *snapshot);
  }
}

TEST_F(Bars, ReachFromZeroToTheirNumber) {
  BarView view("v", schema.matrix);
  view.range(-1, 1);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.matrix, lab::value::Matrix{2, 1, {1, -0.5}, {"a", "b"}, {}}));
  const QImage image = test::painted(view, *snapshot, {400, 260}, true);
  const auto height = [&](const QString& words) {
    const QPointF at = test::pointAt(view, *snapshot, words);
    view.leave();
    const int x = int(at.x()) + 90;  // the middle of a band
    int count = 0;
    for (int y = 0; y < image.height(); ++y) count += image.pixelColor(x, y) == lightTheme().seriesColour(0);
    return count;
  };
  const int whole = height("a:"), half = height("b:");
  EXPECT_GT(whole, 60);
  EXPECT_NEAR(half, whole / 2.0, 3);
}

TEST_F(Bars, SortAndStandByLabel) {
  BarView view("v", schema.points);
  view.bars("sample").sorted();
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{4, 1, {0.1, 0.9, std::nan(""), 0.5}, {}, {}}),
                                         std::pair(&schema.labels, lab::value::Labels{{1, 1, 0, 0}, {}}));
  const auto walk = [&](BarView& v) {
    test::painted(v, *snapshot, {400, 260}, true);
    QStringList seen;
    for (int i = 0; i < 6; ++i) {
      v.key(Qt::Key_Right, false, *snapshot, port);
      const QString name = v.selection(*snapshot)->words.section(':', 0, 0);
      if (seen.isEmpty() || seen.back() != name) seen << name;
    }
    return seen.join(", ");
  };
  EXPECT_EQ(walk(view), "sample 2, sample 4, sample 1, sample 3");
  BarView grouped("g", schema.points);
  grouped.bars("sample").sorted().colour(schema.labels);
  EXPECT_EQ(walk(grouped), "sample 4, sample 3, sample 2, sample 1");
  grouped.choose(0, 0);
  grouped.key(Qt::Key_Escape, false, *snapshot, port);
  EXPECT_EQ(walk(grouped), "sample 3, sample 4, sample 1, sample 2");
}

TEST_F(Bars, SayPickAndAsk) {
  BarView view("v", schema.table);
  view.picks(schema.pick).asks(schema.query);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.table, models));
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "recall: forest <b>0.5</b>, tree <b>-0.3</b>");
  EXPECT_TRUE(view.press({at, test::areaOf({400, 260}), true}, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[1]"));
  ASSERT_TRUE(view.question(*snapshot));
  EXPECT_EQ(view.question(*snapshot)->cell.row, 1);
  EXPECT_FALSE(view.question(*snapshot)->at.isEmpty());
  EXPECT_TRUE(view.describe(*snapshot).contains("tree: highest 0.9 at accuracy, lowest -0.3 at recall"));
  view.only({"tree"});
  EXPECT_EQ(BarView("w", schema.table).only({"tree"}).numbers(*snapshot).columns.size(), 2u);
}

TEST_F(Bars, PaintWhateverComes) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  for (const auto& points : {lab::value::Points{}, lab::value::Points{2, 1, {nan, inf}, {}, {}}, lab::value::Points{1, 1, {0}, {}, {}},
                             lab::value::Points{2, 1, {1e308, -1e308}, {}, {}}, lab::value::Points{3, 2, {1}, {}, {}}}) {
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, points), std::pair(&schema.labels, lab::value::Labels{{-4, 2147483647}, {}}),
                                           std::pair(&schema.mean, lab::value::Scalar{nan}));
    BarView view("v", schema.points);
    view.colour(schema.labels).line(schema.mean);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_End, false, *snapshot, port);
  }
  BarView view("v", schema.table);
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
