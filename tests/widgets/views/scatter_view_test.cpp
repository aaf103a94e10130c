// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/scatter_view.h"

#include <gtest/gtest.h>

#include <QTest>
#include <limits>
#include <random>

#include "core/ml/decomposition/pca.h"
#include "tests/widgets/views/painting.h"
#include "widgets/export/plot_export.h"
#include "widgets/views/hull.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/view_canvas.h"
#include "widgets/views/view_frame.h"

namespace gradarium::widgets {
namespace {

using test::NotingPort;
using test::SampleExperiment;
using test::snapshotOf;

/// Where something stands on the canvas, found as a reader finds it: by pointing.
QPoint find(View& view, const ViewCanvas& canvas, const lab::Snapshot& snapshot, const QString& words) {
  for (int y = 0; y < canvas.height(); y += 2)
    for (int x = 0; x < canvas.width(); x += 2)
      if (view.hover({QPointF(x, y), canvas.area()}, snapshot).contains(words)) return {x + 2, y + 6};
  ADD_FAILURE() << "nothing says " << words.toStdString();
  return {};
}

class Scatter : public testing::Test {
 protected:
  void open(ScatterView& v) {
    frame = std::make_unique<ViewFrame>(v, port);
    frame->resize(700, 560);
    frame->show(engine.snapshot());
    frame->show();
    QCoreApplication::processEvents();
    frame->grab();  // paints now
    canvas = frame->findChild<ViewCanvas*>();
  }
  void drag(QPoint from, QPoint to) {
    QTest::mousePress(canvas, Qt::LeftButton, {}, from);
    QTest::mouseMove(canvas, (from + to) / 2);
    QTest::qWait(40);
    QTest::mouseMove(canvas, to);
    QTest::qWait(40);
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
  }
  std::vector<double> numbers(std::size_t i) const {
    const auto move = lab::Arguments<lab::Move>::parse(port.sent.at(i).command.value, "move");
    std::vector<double> all{double(move.index)};
    all.insert(all.end(), move.to.begin(), move.to.end());
    return all;
  }

  SampleExperiment schema;
  lab::Engine engine{std::make_unique<SampleExperiment>()};
  NotingPort port;
  ScatterView view{"clusters", schema.points};
  std::unique_ptr<ViewFrame> frame;
  ViewCanvas* canvas = nullptr;
};

TEST_F(Scatter, DraggingAHandleSendsWhereItIsAndThenCommits) {
  view.colour(schema.labels).handles(schema.centres, schema.moveCentre);
  open(view);
  const auto before = *schema.centres.in(*engine.snapshot());
  const QPoint at = find(view, *canvas, *engine.snapshot(), "centre 2");
  drag(at, at + QPoint(60, -40));
  ASSERT_GE(port.sent.size(), 2u);
  for (const auto& sent : port.sent) {
    EXPECT_EQ(sent.command.verb, lab::Verb::Act);
    EXPECT_EQ(sent.command.target, "move_centre");
  }
  EXPECT_EQ(port.sent.front().edit, lab::Edit::Update);
  EXPECT_EQ(port.sent.back().edit, lab::Edit::Commit);
  const auto sent = numbers(port.sent.size() - 1);
  ASSERT_EQ(sent.size(), 5u);  // the index and all four coordinates
  EXPECT_EQ(sent[0], 1);
  EXPECT_EQ(sent[1], before.at(1, 0));
  EXPECT_EQ(sent[2], before.at(1, 1));
  EXPECT_GT(sent[3], before.at(1, 2) + 0.2);
  EXPECT_GT(sent[4], before.at(1, 3) + 0.1);
  engine.apply(port.sent.back().command);  // and the experiment takes it
  EXPECT_EQ(schema.centres.in(*engine.snapshot())->at(1, 2), sent[3]);
}

TEST_F(Scatter, AClickOnAHandleMovesNothing) {
  view.handles(schema.centres, schema.moveCentre);
  open(view);
  const QPoint at = find(view, *canvas, *engine.snapshot(), "centre 1");
  QTest::mouseClick(canvas, Qt::LeftButton, {}, at);
  QTest::mouseClick(canvas, Qt::LeftButton, {}, {300, 30});  // nor one beside
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(Scatter, KeysMoveTheChosenHandle) {
  view.handles(schema.centres, schema.moveCentre);
  open(view);
  canvas->setFocus();
  QTest::keyClick(canvas, Qt::Key_Return);
  EXPECT_TRUE(port.sent.empty());
  QTest::keyClick(canvas, Qt::Key_Return);
  const auto before = *schema.centres.in(*engine.snapshot());
  QTest::keyClick(canvas, Qt::Key_Right);
  QTest::keyClick(canvas, Qt::Key_Down, Qt::ShiftModifier);
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_EQ(numbers(0)[0], 1);
  EXPECT_GT(numbers(0)[3], before.at(1, 2));
  EXPECT_NEAR(numbers(0)[4], before.at(1, 3), 0.01);
  EXPECT_LT(numbers(1)[4], before.at(1, 3));
  EXPECT_EQ(port.sent[0].edit, lab::Edit::Whole);
  QTest::keyClick(canvas, Qt::Key_Delete);  // centres cannot be taken away
  EXPECT_EQ(port.sent.size(), 2u);
}

TEST_F(Scatter, DrawsPointsWhereTheDrawnSetIsInForce) {
  view.draws(schema.drawn, [this](const lab::Snapshot& s) { return schema.data.textIn(s) == "drawn"; });
  open(view);
  QTest::mouseClick(canvas, Qt::LeftButton, {}, {350, 200});
  EXPECT_TRUE(port.sent.empty());  // iris is in force
  engine.apply(lab::Command::set("data", "drawn"));
  frame->show(engine.snapshot());
  frame->grab();
  QTest::mouseClick(canvas, Qt::LeftButton, {}, {350, 200});
  QTest::keyClick(canvas, Qt::Key_2);
  QTest::mouseClick(canvas, Qt::LeftButton, {}, {300, 150});
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_TRUE(QString::fromStdString(port.sent[0].command.value).startsWith("{\"add\": ["));
  EXPECT_TRUE(QString::fromStdString(port.sent[1].command.value).endsWith(", 2]}"));
  const QPoint second = find(view, *canvas, *engine.snapshot(), "sample 2");
  drag(second, second + QPoint(-40, 10));
  EXPECT_TRUE(QString::fromStdString(port.sent.back().command.value).startsWith("{\"move\": [1, "));
  EXPECT_EQ(port.sent.back().edit, lab::Edit::Commit);
  QTest::mouseClick(canvas, Qt::RightButton, {}, second);
  EXPECT_EQ(port.sent.back().command, lab::Command::patch("drawn", "{\"remove\": 1}"));
  QTest::keyClick(canvas, Qt::Key_Return);
  QTest::keyClick(canvas, Qt::Key_Delete);
  EXPECT_EQ(port.sent.back().command, lab::Command::patch("drawn", "{\"remove\": 0}"));
  for (const auto& sent : port.sent)
    EXPECT_NO_THROW(engine.apply(sent.command, sent.edit)) << sent.command.value;
}

TEST_F(Scatter, SaysWhatStandsUnderThePointer) {
  view.colour(schema.labels).axes(0, 1);
  open(view);
  const auto snapshot = engine.snapshot();
  find(view, *canvas, *snapshot, "<b>sample 17</b>: sepal length 5.4 cm, sepal width 3.9 cm, cluster ");
}

TEST_F(Scatter, OffersItsColumns) {
  view.colour(schema.labels);
  const auto snapshot = engine.snapshot();
  const auto options = view.options(*snapshot);
  ASSERT_EQ(options.size(), 4u);
  EXPECT_EQ(options[0].choices.value(options[0].chosen), "petal length");
  EXPECT_EQ(view.title(*snapshot), QString("Petal length × petal width, 150 samples"));
  view.choose(0, 0);
  EXPECT_EQ(view.title(*snapshot), QString("Sepal length × petal width, 150 samples"));
  view.choose(2, 0);
  EXPECT_EQ(view.options(*snapshot)[2].chosen, 0);
}

TEST_F(Scatter, LooksAlongPrincipalComponents) {
  view.colour(schema.labels).handles(schema.centres, schema.moveCentre).trails();
  const auto snapshot = engine.snapshot();
  const auto options = view.options(*snapshot);
  ASSERT_EQ(options[0].choices.size(), 8);
  EXPECT_EQ(options[1].choices[5], "PC 2");
  view.choose(0, 4);
  view.choose(1, 5);
  EXPECT_EQ(view.options(*snapshot)[1].chosen, 5);
  EXPECT_EQ(view.title(*snapshot), QString("PC 1 × PC 2, 150 samples"));
  const QString words = view.describe(*snapshot);  // the numbers are scikit-learn's, but for rounding
  EXPECT_TRUE(words.contains("PC 1 (92.5 % of the variance) from -3.224 to 3.796 cm")) << words.toStdString();
  EXPECT_TRUE(words.contains("PC 2 (5.31 % of the variance) from -1.266 to 1.374 cm")) << words.toStdString();
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 10u);
  EXPECT_EQ(table.columns[5].name, "PC 1");
  double sum = 0;
  for (const double v : table.columns[5].numbers) sum += v;
  EXPECT_NEAR(sum, 0, 1e-9);
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
}

TEST_F(Scatter, AHandleDraggedAlongComponentsMovesInTheirPlaneAlone) {
  view.handles(schema.centres, schema.moveCentre);
  const auto set = schema.data.get();
  const auto pca = ml::principalComponents(ml::Samples::borrowed(set->features, set->columns), 4);
  view.options(*engine.snapshot());
  for (const auto& [x, y] : {std::pair(4, 5), {4, 2}, {6, 6}}) {  // two components, one and a column, one alone
    view.choose(0, x);
    view.choose(1, y);
    open(view);
    const auto before = *schema.centres.in(*engine.snapshot());
    port.sent.clear();
    const QPoint at = find(view, *canvas, *engine.snapshot(), "centre 2");
    drag(at, at + QPoint(50, -30));
    ASSERT_GE(port.sent.size(), 2u);
    const auto sent = numbers(port.sent.size() - 1);
    ASSERT_EQ(sent.size(), 5u);
    std::vector<double> way;
    for (std::size_t c = 0; c < 4; ++c) way.push_back(sent[c + 1] - before.at(1, c));
    const auto along = [&](std::size_t component) {
      double sum = 0;
      for (std::size_t c = 0; c < 4; ++c) sum += way[c] * pca.axis(component)[c];
      return sum;
    };
    const std::size_t first = static_cast<std::size_t>(x) - 4;
    EXPECT_GT(along(first), 0.1);
    if (y == 5) {
      EXPECT_GT(along(1), 0.1);
      EXPECT_NEAR(std::hypot(along(2), along(3)), 0, 1e-9) << "what is not seen stays";
    } else if (y == 2) {
      EXPECT_GT(way[2], 0.1);
      // The way lies in the plane of the component and the column: of the rest, it has what the component has.
      const double lean = (way[0] * pca.axis(0)[1] - way[1] * pca.axis(0)[0]) / std::hypot(pca.axis(0)[0], pca.axis(0)[1]);
      EXPECT_NEAR(lean, 0, 1e-9);
    } else {
      EXPECT_NEAR(std::hypot(along(0), along(1), along(3)), 0, 1e-9);
    }
    frame.reset();
  }
}

TEST(ScatterComponents, AreOfferedWhereTheyCanBeFound) {
  SampleExperiment schema;
  ScatterView view("many", schema.points);
  const auto of = [&](std::size_t columns, bool broken) {
    lab::value::Points points{30, columns, {}, {}, {}};
    for (std::size_t i = 0; i < 30 * columns; ++i) points.data.push_back(std::sin(double(i) * 12.9898) * 5);
    if (broken) points.data[0] = std::nan("");
    return snapshotOf(schema, std::pair(&schema.points, points));
  };
  EXPECT_EQ(view.options(*of(8, false))[0].choices.size(), 14);
  view.choose(0, 8);
  EXPECT_EQ(view.title(*of(8, false)), QString("PC 1 × column 8, 30 samples"));
  // Numbers that are none have no variance; what was chosen gives way.
  EXPECT_EQ(view.title(*of(8, true)), QString("Column 7 × column 8, 30 samples"));
  EXPECT_EQ(view.options(*of(8, true))[0].choices.size(), 8);
  // The choice is of a component, not of a place in the list.
  EXPECT_EQ(view.title(*of(12, false)), QString("PC 1 × column 12, 30 samples"));
  EXPECT_EQ(view.options(*of(21, false))[0].choices.size(), 21);
}

TEST_F(Scatter, IsAlsoWordsAndNumbers) {
  view.colour(schema.labels).handles(schema.centres, schema.moveCentre);
  const auto snapshot = engine.snapshot();
  const QString words = view.describe(*snapshot);
  EXPECT_TRUE(words.contains("150 samples")) << words.toStdString();
  EXPECT_TRUE(words.contains("Petal length from 1 to 6.9 cm")) << words.toStdString();
  EXPECT_TRUE(words.contains("luster 1: ")) << words.toStdString();
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 6u);
  EXPECT_EQ(table.rows(), 150u);
  EXPECT_EQ(table.columns[3].name, "petal length");
  EXPECT_EQ(table.columns[3].unit, "cm");
  EXPECT_EQ(table.columns[5].name, "cluster");
}

TEST_F(Scatter, TrailsFollowTheStepsAndForgetTheFuture) {
  Trails trails;
  std::vector<std::shared_ptr<const lab::Snapshot>> seen;
  for (int i = 0; i < 4; ++i) {
    seen.push_back(engine.snapshot());
    trails.see(*seen.back(), seen.back()->values[schema.centres.index()]);
    engine.step();
  }
  EXPECT_EQ(trails.places().size(), 4u);
  trails.see(*seen[1], seen[1]->values[schema.centres.index()]);
  EXPECT_EQ(trails.places().size(), 2u);
  trails.see(*seen[0], seen[0]->values[schema.centres.index()]);
  EXPECT_EQ(trails.places().size(), 1u);
}

class NastyScatter : public testing::TestWithParam<int> {};

TEST_P(NastyScatter, PaintsWhateverComes) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  SampleExperiment schema;
  const std::pair<lab::value::Points, lab::value::Labels> cases[] = {
      {{0, 0, {}, {}, {}}, {}},
      {{0, 4, {}, {}, {}}, {}},
      {{1, 2, {3, 4}, {}, {}}, {{0}, {}}},
      {{3, 2, {2, 2, 2, 2, 2, 2}, {"a"}, {}}, {{0, 1, 2}, {"one"}}},
      {{3, 2, {nan, nan, nan, inf, -inf, nan}, {}, {}}, {{0, 0, 0}, {}}},
      {{3, 2, {1e308, -1e308, -1e308, 1e308, 0, 0}, {}, {}}, {{-1, -7, 2147483647}, {}}},
      {{3, 2, {1e-310, 0, 2e-310, 0, nan, 0}, {}, {}}, {{1}, {}}},  // labels of other samples
      {{4, 1, {1, 2, 3, 5}, {"only"}, {"s"}}, {{0, 0, 1, 1}, {}}}};
  const auto& [points, labels] = cases[GetParam()];
  const lab::value::Points centres{2, 2, {0.5, nan, 1, 2}, {}, {}};
  auto snapshot = snapshotOf(schema, std::pair(&schema.points, points), std::pair(&schema.labels, labels),
                             std::pair(&schema.centres, centres));
  ScatterView view("nasty", schema.points);
  view.colour(schema.labels).handles(schema.centres, schema.moveCentre).trails().voronoi().links();
  NotingPort port;
  ViewFrame frame(view, port);
  for (const QSize size : {QSize(700, 560), QSize(160, 100), QSize(20, 20)}) {
    frame.resize(size);
    frame.show(snapshot);
    frame.grab();
    plotImage(view, *snapshot, darkTheme(), size, 1);
    QTest::mouseMove(frame.findChild<ViewCanvas*>(), QPoint(80, 60));
  }
  view.describe(*snapshot);
  view.numbers(*snapshot);
  plotImage(view, lab::Snapshot{}, lightTheme(), {300, 200}, 1);  // no value at all
}
INSTANTIATE_TEST_SUITE_P(Cases, NastyScatter, testing::Range(0, 8));

TEST(Marks, EveryGroupLooksDifferent) {
  for (int a = 0; a < 24; ++a)
    for (int b = 0; b < a; ++b) {
      const MarkStyle x = markStyle(lightTheme(), a), y = markStyle(lightTheme(), b);
      EXPECT_TRUE(x.shape != y.shape || x.fill != y.fill) << a << " and " << b;
    }
}

/// Four points on a line, a radius, and a switch that hides it.
struct Discs final : lab::Experiment {
  Discs() : Experiment("discs", "Discs") {}
  lab::Bool on{this, "on", "On", true};
  lab::Real radius{this, "radius", "Radius", {.value = 1.5, .min = 0, .max = 5, .traits = {.visible = [this] { return bool(on); }}}};
  lab::Points points{this, "points", "Points"};
  void reset() override { points = {4, 2, {0, 0, 1, 0, 2, 0, 9, 5}, {"x", "y"}, {"", ""}}; }
};

TEST_F(Scatter, ADiscFollowsThePointerAndCounts) {
  Discs discs;
  lab::Engine here(std::make_unique<Discs>());
  ScatterView around("discs", discs.points);
  around.disc(discs.radius);
  frame = std::make_unique<ViewFrame>(around, port);
  frame->resize(700, 560);
  frame->show(here.snapshot());
  frame->show();
  QCoreApplication::processEvents();
  frame->grab();
  canvas = frame->findChild<ViewCanvas*>();
  EXPECT_TRUE(around.hover({find(around, *canvas, *here.snapshot(), "sample 2") - QPoint(2, 6), canvas->area()}, *here.snapshot())
                  .contains("<b>3</b> samples within 1.5"));
  const QImage without = (around.leave(), canvas->grab().toImage());
  const QPointF middle = canvas->area().center();
  EXPECT_TRUE(around.hover({middle, canvas->area()}, *here.snapshot()).contains("<b>0</b> samples"));
  EXPECT_NE(canvas->grab().toImage(), without);
  here.apply(lab::Command::set("on", "off"));
  EXPECT_FALSE(around.hover({middle, canvas->area()}, *here.snapshot()).contains("within"));
  frame.reset();  // before what it shows
}

TEST(ScatterBrush, ADragChoosesTheSamplesInIt) {
  test::SampleExperiment schema;
  ScatterView view("points", schema.points);
  const auto linked = std::make_shared<Linked>();
  view.setLinked(linked);
  test::NotingPort port;
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{4, 2, {0, 0, 1, 1, 2, 2, 3, 3}, {}, {}, {"a", "b", "c", "d"}}));
  const QSize size(400, 300);
  const QRectF area = test::areaOf(size);
  test::painted(view, *snapshot, size, true);
  const QPointF b = test::pointAt(view, *snapshot, "<b>b</b>", size), c = test::pointAt(view, *snapshot, "<b>c</b>", size);
  const QPointF from = b + QPointF(-20, 30), to = c + QPointF(30, -20);
  EXPECT_TRUE(view.press({from, area, true}, *snapshot, port));
  view.drag({to, area, true}, *snapshot, port);
  view.release({to, area, true}, *snapshot, port);
  EXPECT_EQ(linked->rows(), (std::vector<std::size_t>{1, 2}));
  view.leave();
  EXPECT_EQ(linked->rows(), (std::vector<std::size_t>{1, 2})) << "what is chosen stays";
  const auto moved = test::snapshotOf(schema, std::pair(&schema.points, lab::value::Points{2, 2, {1, 1, 90, 90}, {}, {}}));
  view.see(*moved);
  EXPECT_EQ(linked->rows(), (std::vector<std::size_t>{0}));
  EXPECT_TRUE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_TRUE(linked->rows().empty());
  EXPECT_TRUE(port.sent.empty());
}

TEST(ScatterBrush, HullsAndNamesKeepToTheirArea) {
  test::SampleExperiment schema;
  ScatterView view("points", schema.points);
  view.colour(schema.labels).hulls().names();
  const auto set = schema.data.get();
  lab::value::Points points{set->rows, set->columns, set->features, set->featureNames, set->featureUnits};
  std::vector<int> codes;
  for (std::size_t i = 0; i < set->rows; ++i) codes.push_back(static_cast<int>(i / 50)), points.rowNames.push_back("flower " + std::to_string(i));
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.points, points), std::pair(&schema.labels, lab::value::Labels{codes, {}}));
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  test::savePictures(view, *snapshot, "scatter-hulls");
}

TEST(ConvexHull, HoldsAllPointsAndNoMoreCorners) {
  EXPECT_EQ(convexHull({{0, 0}, {1, 1}, {2, 0}, {1, 0}, {0, 2}, {2, 2}, {1, 2}}).size(), 4);
  EXPECT_EQ(convexHull({{1, 1}, {1, 1}}).size(), 1);
  EXPECT_EQ(convexHull({{0, 0}, {1, 1}, {2, 2}}).size(), 2);
  EXPECT_TRUE(convexHull({}).isEmpty());
  std::vector<QPointF> cloud;
  for (int i = 0; i < 200; ++i) cloud.emplace_back(std::sin(i * 12.9898) * 50, std::sin(i * 78.233) * 30);
  const QPolygonF hull = convexHull(cloud);
  for (qsizetype k = 0; k < hull.size(); ++k) {
    const QPointF a = hull[k], way = hull[(k + 1) % hull.size()] - a;
    for (const QPointF& p : cloud) EXPECT_GE(way.x() * (p.y() - a.y()) - way.y() * (p.x() - a.x()), -1e-9);
  }
}

}  // namespace
}  // namespace gradarium::widgets
