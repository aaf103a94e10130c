// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_view.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Spreads : lab::Experiment {
  Spreads() : Experiment("spreads", "Spreads") {}
  lab::Real cut{this, "cut", "Threshold", {.value = 2, .min = 0, .max = 5}};
  lab::Series restarts{this, "restarts", "Inertia of the restarts"};
  lab::Points points{this, "points", "Scores"};
  lab::Labels labels{this, "labels", "Class"};
  lab::Scalar cost{this, "cost", "this run"};
  lab::Series density{this, "density", "Density"};
  lab::Action<lab::Move> moveCost{this, "move_cost", "Move it", [](const lab::Move&) {}};
  void reset() override {}
};

lab::value::Series series(const std::vector<double>& numbers) {
  lab::value::Series result;
  for (const double v : numbers) result.append(v);
  return result;
}

std::vector<double> upTo(int n, double scale = 1) {
  std::vector<double> numbers;
  for (int i = 0; i < n; ++i) numbers.push_back(i * scale);
  return numbers;
}

struct Histogram : testing::Test {
  Spreads schema;
  test::NotingPort port;
};

TEST(HistogramBins, FollowFreedmanDiaconisAndSturges) {
  // 0 … 99 in tenths: IQR 4.95, so Freedman and Diaconis want ceil(9.9 / 2.133) = 5, Sturges 9.9 / 1.2955: 8.
  EXPECT_EQ(binsFor(upTo(100, 0.1)).count, 8u);
  // 0 … 99 999 in tenths: width 2 * 4999.95 / 46.4159 = 215.44, so 47; Sturges 18.
  EXPECT_EQ(binsFor(upTo(100'000, 0.1)).count, 47u);
  // The quartiles coincide: Sturges alone, ceil(log2 10 + 1) = 5.
  EXPECT_EQ(binsFor({0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 9}).count, 5u);
  EXPECT_EQ(binsFor(upTo(100, 0.1), 20).count, 20u);
  const Bins die = binsFor({1, 6, 6, 2, 3});
  EXPECT_EQ(die.count, 6u);
  EXPECT_EQ(die.low, 0.5);
  EXPECT_EQ(die.fill({1, 6, 6, 2, 3}), (std::vector<double>{1, 1, 1, 0, 0, 2}));
}

TEST(HistogramBins, LoseNobody) {
  for (const double scale : {1e-9, 0.1, 1 / 3.0, 7e8})
    for (const std::size_t wanted : {0, 1, 7, 400, 100'000}) {
      const auto numbers = upTo(977, scale);
      const Bins bins = binsFor(numbers, wanted);
      const auto counts = bins.fill(numbers);
      EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0.0), 977) << scale << ", " << wanted;
      EXPECT_LE(bins.count, 400u);
    }
  EXPECT_EQ(binsFor({}).count, 0u);
  EXPECT_EQ(binsFor({std::nan(""), INFINITY}).count, 0u);
  EXPECT_EQ(binsFor({4.25}).fill({4.25})[0], 1);
  EXPECT_EQ(binsFor({-1.5e308, 1.5e308}).fill({-1, 1})[0], 2);
}

TEST_F(Histogram, KeepsToItsAreaAndSurvivesTheFile) {
  HistogramView plain("plain", schema.restarts), classes("classes", schema.points);
  plain.marker(schema.cost).marker(3, "best known").values("inertia").curve(schema.density);
  classes.by(schema.labels).threshold(schema.cut).range(0, 4);
  lab::value::Labels labels;
  for (int i = 0; i < 60; ++i) labels.codes.push_back(i % 2);
  const auto snapshot =
      test::snapshotOf(schema, std::pair(&schema.restarts, series(upTo(60, 0.1))), std::pair(&schema.points, lab::value::Points{60, 1, upTo(60, 0.1), {}, {}}),
                       std::pair(&schema.labels, labels), std::pair(&schema.cost, lab::value::Scalar{5.5}), std::pair(&schema.density, series({0.1, 0.3, 0.2})));
  for (HistogramView* view : {&plain, &classes}) {
    test::expectInsideItsArea(*view, *snapshot);
    test::expectSvgLooksLikePng(*view, *snapshot);
  }
}

TEST_F(Histogram, CountsSayWhatTheyCount) {
  HistogramView view("v", schema.restarts);
  view.values("inertia").counts("restarts").bins(4).marker(schema.cost);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.restarts, series({0, 1, 1, 2, 8})), std::pair(&schema.cost, lab::value::Scalar{1}));
  test::painted(view, *snapshot, {400, 260}, true);
  test::pointAt(view, *snapshot, "inertia 0 to 2: restarts <b>3</b> of 5");
  view.key(Qt::Key_End, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("6 to 8: restarts <b>1</b>"));
  EXPECT_TRUE(view.describe(*snapshot).contains("this run at 1"));
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[2].numbers, (std::vector<double>{3, 1, 0, 1}));
  const auto options = view.options(*snapshot);
  EXPECT_EQ(options[1].choices.value(options[1].chosen), "4");
  view.choose(1, 1);
  EXPECT_EQ(view.numbers(*snapshot).rows(), 5u);
}

TEST_F(Histogram, ItsThresholdIsAParameter) {
  HistogramView view("v", schema.points);
  view.threshold(schema.cut).by(schema.labels);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{50, 1, upTo(50, 0.1), {}, {}}));
  test::painted(view, *snapshot, {400, 260}, true);
  const QRectF area = test::areaOf({400, 260});
  const QPointF at = test::pointAt(view, *snapshot, "Threshold <b>2</b>") + QPointF(6, 20);
  ASSERT_TRUE(view.press({at, area, true}, *snapshot, port));
  view.drag({at + QPointF(50, 3), area, true}, *snapshot, port);
  view.drag({at + QPointF(5000, 0), area, true}, *snapshot, port);
  view.release({at + QPointF(60, 0), area, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 3u);
  EXPECT_EQ(port.sent[0].edit, lab::Edit::Update);
  EXPECT_EQ(port.sent[2].edit, lab::Edit::Commit);
  EXPECT_EQ(port.sent[0].command.target, "cut");
  EXPECT_GT(std::stod(port.sent[0].command.value), 2.3);
  EXPECT_LE(std::stod(port.sent[1].command.value), 5);
  view.key(Qt::Key_Left, true, *snapshot, port);
  EXPECT_LT(std::stod(port.sent[3].command.value), 2);
  EXPECT_EQ(port.sent[3].edit, lab::Edit::Whole);
}

TEST_F(Histogram, ItsThresholdMayBeMovedByAnAction) {
  HistogramView view("v", schema.points);
  view.threshold(schema.cost, schema.moveCost);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{50, 1, upTo(50, 0.1), {}, {}}), std::pair(&schema.cost, lab::value::Scalar{2}));
  EXPECT_EQ(view.observables().size(), 2u);
  test::painted(view, *snapshot, {400, 260}, true);
  view.key(Qt::Key_Right, true, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command.target, "move_cost");
}

TEST_F(Histogram, PaintsWhateverComes) {
  const double nan = std::nan("");
  HistogramView view("v", schema.restarts);
  view.marker(schema.cost).threshold(schema.cut).curve(schema.density);
  for (const auto& numbers : std::vector<std::vector<double>>{{}, {nan}, {1}, {5, 5, 5}, {-1.7e308, 1.7e308}, {1e-320, 2e-320}}) {
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.restarts, series(numbers)), std::pair(&schema.cost, lab::value::Scalar{nan}),
                                           std::pair(&schema.density, series({nan})));
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Right, true, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
