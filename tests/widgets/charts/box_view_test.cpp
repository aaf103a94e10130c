// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/box_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/charts/stacked_area_view.h"

namespace gradarium::widgets {
namespace {

struct Parts : lab::Experiment {
  Parts() : Experiment("parts", "Parts") {}
  lab::Table folds{this, "folds", "Accuracy"};
  lab::Points points{this, "points", "Irises"};
  lab::Labels labels{this, "labels", "Species"};
  lab::Series forward{this, "forward", "forward", {.xLabel = "epoch"}}, backward{this, "backward", "backward"};
  lab::Matrix topics{this, "topics", "Topics"};
  void reset() override {}
};

struct Boxes : testing::Test {
  Parts schema;
  test::NotingPort port;
};
using StackedArea = Boxes;

lab::value::Series series(const std::vector<double>& numbers) {
  lab::value::Series result;
  for (const double v : numbers) result.append(v);
  return result;
}

TEST(BoxSummary, IsTukeys) {
  // 1 … 10 and 40: quartiles 3.5, 6, 8.5, so whiskers may reach to 16.
  const BoxSummary s = boxSummary({10, 2, 3, 40, 4, 5, 6, 7, 8, 9, 1, std::nan("")});
  EXPECT_EQ(s.count, 11u);
  EXPECT_EQ(s.q1, 3.5);
  EXPECT_EQ(s.median, 6);
  EXPECT_EQ(s.q3, 8.5);
  EXPECT_EQ(s.lowWhisker, 1);
  EXPECT_EQ(s.highWhisker, 10);
  EXPECT_EQ(s.outliers, std::vector<std::size_t>{3});
  EXPECT_EQ(boxSummary({5}).highWhisker, 5);
  EXPECT_EQ(boxSummary({}).count, 0u);
}

TEST_F(Boxes, KeepToTheirAreaAndSurviveTheFile) {
  lab::value::Table folds{{{"tree", "", {0.9, 0.91, 0.5, 0.92}, {}}, {"forest", "", {0.95, 0.94, 0.96, 0.7}, {}}}};
  BoxView upright("upright", schema.folds), lying("lying", schema.folds);
  upright.means().values("accuracy").boxes("model");
  lying.horizontal();
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.folds, folds));
  for (BoxView* view : {&upright, &lying}) {
    test::expectInsideItsArea(*view, *snapshot);
    test::expectSvgLooksLikePng(*view, *snapshot);
  }
  test::painted(upright, *snapshot, {400, 260}, true);
  test::pointAt(upright, *snapshot, "<b>forest</b>: median <b>0.945</b>");
  upright.key(Qt::Key_Right, false, *snapshot, port);
  EXPECT_TRUE(upright.selection(*snapshot)->words.startsWith("<b>tree</b>"));
  EXPECT_EQ(upright.numbers(*snapshot).columns[4].numbers, (std::vector<double>{0.905, 0.945}));
}

TEST_F(Boxes, StandByLabel) {
  BoxView view("v", schema.points);
  view.by(schema.labels, "species");
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{4, 2, {1, 10, 2, 20, 3, 30, 4, 40}, {"length", "width"}, {"cm", "cm"}}),
                                         std::pair(&schema.labels, lab::value::Labels{{1, 1, 0, -1}, {"setosa"}}));
  EXPECT_EQ(view.numbers(*snapshot).columns[0].texts, (std::vector<std::string>{"no species", "setosa", "species 2"}));
  EXPECT_EQ(view.numbers(*snapshot).columns[4].numbers, (std::vector<double>{4, 3, 1.5}));
  ASSERT_EQ(view.options(*snapshot).size(), 1u);
  view.choose(0, 1);
  EXPECT_EQ(view.numbers(*snapshot).columns[4].numbers, (std::vector<double>{40, 30, 15}));
}

TEST_F(Boxes, PaintWhateverComes) {
  const double nan = std::nan("");
  for (const auto& table : {lab::value::Table{}, lab::value::Table{{{"a", "", {nan}, {}}}}, lab::value::Table{{{"a", "", {1e308, -1e308}, {}}}},
                            lab::value::Table{{{"words", "", {}, {"x"}}}}}) {
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.folds, table));
    BoxView view("v", schema.folds);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Right, false, *snapshot, port);
  }
}

TEST_F(StackedArea, PartsStandUponEachOther) {
  StackedAreaView view("v", schema.forward);
  view.and_(schema.backward).yLabel("time, ms");
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.forward, series({1, 3, 2, 9})), std::pair(&schema.backward, series({3, std::nan(""), -2})));
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  test::painted(view, *snapshot, {400, 260}, true);
  test::pointAt(view, *snapshot, "epoch 1: forward <b>3</b>, backward <b>0</b>");
  view.choose(0, 1);
  test::pointAt(view, *snapshot, "epoch 0: forward <b>25 %</b>, backward <b>75 %</b>");
  view.key(Qt::Key_End, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.startsWith("epoch 2:"));  // as far as both go
  EXPECT_EQ(view.numbers(*snapshot).columns[2].numbers, (std::vector<double>{3, 0, 0}));
}

TEST_F(StackedArea, ReadsAMatrixAndWhateverComes) {
  for (const auto& m : {lab::value::Matrix{}, lab::value::Matrix{1, 2, {1, 2}, {}, {}}, lab::value::Matrix{2, 1, {0, 0}, {}, {}},
                        lab::value::Matrix{3, 2, {1e308, 1e308, 1, 2, 3, 4}, {}, {"one"}}, lab::value::Matrix{2, 2, {1}, {}, {}}}) {
    StackedAreaView view("v", schema.topics);
    view.shares();
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.topics, m));
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.choose(0, 0);
    test::expectInsideItsArea(view, *snapshot);
    view.describe(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Left, true, *snapshot, port);
  }
}

}  // namespace
}  // namespace gradarium::widgets
