// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/heat_map_view.h"

#include <cmath>
#include <limits>

#include "tests/widgets/views/painting.h"
#include "widgets/theme/contrast.h"

namespace gradarium::widgets {
namespace {

struct Matrices : lab::Experiment {
  Matrices() : Experiment("matrices", "Matrices") {}
  lab::Matrix matrix{this, "matrix", "Distances", {.unit = "cm"}};
  lab::Query query{this, "query", "Distance", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Cell> pick{this, "pick", "Pick a cell", [](const lab::Cell&) {}};
  lab::Action<lab::CellEdit> edit{this, "edit", "Change a number", [](const lab::CellEdit&) {}};
  lab::TextInput row{this, "row", "Row", "b"};
  void reset() override {}
};

struct HeatMap : testing::Test {
  Matrices schema;
  HeatMapView view{"distances", schema.matrix};
  test::NotingPort port;
  std::shared_ptr<lab::Snapshot> of(lab::value::Matrix matrix) {
    return test::snapshotOf(schema, std::pair(&schema.matrix, std::move(matrix)));
  }
  static lab::value::Matrix numbers(std::size_t rows, std::size_t columns) {
    lab::value::Matrix m{rows, columns, {}, {}, {}};
    for (std::size_t i = 0; i < rows * columns; ++i) m.data.push_back(std::sin(double(i)) * 3);
    return m;
  }
};

TEST_F(HeatMap, KeepsToItsAreaAndSurvivesTheFile) {
  for (const auto& m : {numbers(3, 4), numbers(70, 90), numbers(1, 1)}) {
    const auto snapshot = of(m);
    view.rows("sample").columns("centre").values("distance");
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(HeatMap, EveryCellHasTheColourOfItsNumber) {
  view.signedScale();
  view.choose(0, 0);  // no figures on top
  const auto snapshot = of({2, 2, {-3, 0, 1.5, 3}, {}, {}});
  const QImage image = test::painted(view, *snapshot, {400, 260}, true);
  const auto at = [&](const QString& words) {
    const QPointF corner = test::pointAt(view, *snapshot, words);
    view.leave();
    return image.pixelColor(corner.toPoint() + QPoint(20, 20));
  };
  const Theme& t = lightTheme();
  EXPECT_EQ(at("row 1, column 1:"), t.negative);
  EXPECT_EQ(at("row 1, column 2:"), t.card);
  EXPECT_EQ(at("row 2, column 2:"), t.positive);
  const QColor half = signedColour(t, 0.5), found = at("row 2, column 1:");
  EXPECT_NEAR(found.red(), half.red(), 2);
  EXPECT_NEAR(found.blue(), half.blue(), 2);
}

TEST_F(HeatMap, AskedRangeHoldsWhateverTheMatrixHolds) {
  view.range(0, 10).choose(0, 0);
  const auto first = of({1, 2, {5, 1}, {}, {}}), second = of({1, 2, {5, 9}, {}, {}});
  const QPointF cell = [&] {
    test::painted(view, *first, {400, 260}, true);
    return test::pointAt(view, *first, "column 1:");
  }();
  view.leave();
  EXPECT_EQ(test::painted(view, *first).pixel(cell.toPoint() + QPoint(9, 9)),
            test::painted(view, *second).pixel(cell.toPoint() + QPoint(9, 9)));
}

TEST_F(HeatMap, KeysWalkTheCellsAndAsk) {
  view.rows("sample").columns("centre").asks(schema.query);
  const auto snapshot = of(numbers(4, 3));
  test::painted(view, *snapshot, {400, 260}, true);
  EXPECT_FALSE(view.question(*snapshot));
  for (const int key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Down, Qt::Key_End})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_TRUE(view.question(*snapshot));
  EXPECT_EQ(view.question(*snapshot)->cell.row, 1);
  EXPECT_EQ(view.question(*snapshot)->cell.column, 2);
  EXPECT_EQ(view.question(*snapshot)->query, &schema.query);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("sample 2, centre 3: <b>")) << view.selection(*snapshot)->words.toStdString();
  EXPECT_FALSE(view.question(*of(numbers(1, 3))));  // the cell is gone
  EXPECT_TRUE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_FALSE(view.question(*snapshot));
  EXPECT_FALSE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(HeatMap, AClickPicks) {
  view.picks(schema.pick);
  const auto snapshot = of(numbers(4, 3));
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "row 3, column 2:");
  EXPECT_TRUE(view.press({at, test::areaOf({400, 260}), true}, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[2,1]"));
  view.key(Qt::Key_Return, false, *snapshot, port);
  EXPECT_EQ(port.sent.size(), 2u);
}

TEST_F(HeatMap, AClickNamesItsRow) {
  view.sets(schema.row);
  lab::value::Matrix named = numbers(4, 3);
  named.rowNames = {"a", "b", "c", "#"};
  const auto snapshot = of(named);
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "#, column 2:");
  EXPECT_TRUE(view.press({at, test::areaOf({400, 260}), true}, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::set("row", "#"));
}

TEST_F(HeatMap, ADragChangesANumber) {
  view.edits(schema.edit);
  const auto snapshot = of({2, 2, {0, 10, 200, 3}, {}, {}});
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "row 1, column 2:");
  const auto pointer = [&](double up) { return Pointer{at - QPointF(0, up), test::areaOf({400, 260}), true}; };
  EXPECT_TRUE(view.press(pointer(0), *snapshot, port));
  view.drag(pointer(2), *snapshot, port);
  EXPECT_TRUE(port.sent.empty()) << "a hand that trembles changes nothing";
  view.drag(pointer(15), *snapshot, port);
  view.drag(pointer(-150), *snapshot, port);
  view.drag(pointer(75), *snapshot, port);
  view.release(pointer(75), *snapshot, port);
  ASSERT_EQ(port.sent.size(), 4u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("edit", "[0,1,12]")) << "slowly at first";
  EXPECT_EQ(port.sent[0].edit, lab::Edit::Update);
  EXPECT_EQ(port.sent[1].command, lab::Command::act("edit", "[0,1,0]")) << "never below 0";
  EXPECT_EQ(port.sent[3].command, lab::Command::act("edit", "[0,1,60]"));
  EXPECT_EQ(port.sent[3].edit, lab::Edit::Commit);
  view.release(pointer(75), *snapshot, port);
  EXPECT_EQ(port.sent.size(), 4u);

  view.key(Qt::Key_Home, false, *snapshot, port);
  for (const auto& [key, shift, expected] : {std::tuple(Qt::Key_Plus, false, "[0,0,1]"), std::tuple(Qt::Key_Equal, true, "[0,0,10]"), std::tuple(Qt::Key_Minus, false, "[0,0,0]")}) {
    EXPECT_TRUE(view.key(key, shift, *snapshot, port));
    EXPECT_EQ(port.sent.back().command, lab::Command::act("edit", expected));
    EXPECT_EQ(port.sent.back().edit, lab::Edit::Whole);
  }
}

TEST_F(HeatMap, IsAlsoWordsAndNumbers) {
  view.rows("sample").columns("centre").values("distance");
  const auto snapshot = of({2, 2, {1.25, std::nan(""), -4, 8}, {}, {"first", "second"}});
  const QString words = view.describe(*snapshot);
  EXPECT_TRUE(words.contains("Lowest: sample 2, centre first: distance -4 cm")) << words.toStdString();
  EXPECT_TRUE(words.contains("1 not finite"));
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[2].name, "second");
  EXPECT_EQ(table.columns[2].unit, "cm");
  EXPECT_EQ(table.columns[1].numbers, (std::vector<double>{1.25, -4}));
}

TEST_F(HeatMap, PaintsWhateverComes) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  for (const auto& m : {lab::value::Matrix{}, lab::value::Matrix{0, 5, {}, {}, {}}, lab::value::Matrix{2, 2, {1}, {}, {}},
                        lab::value::Matrix{1, 3, {nan, inf, -inf}, {}, {}}, lab::value::Matrix{1, 2, {1e308, -1e308}, {}, {}},
                        lab::value::Matrix{2, 1, {7, 7}, {"only one"}, {}}}) {
    const auto snapshot = of(m);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{100, 100}, {}}, *snapshot);
    view.key(Qt::Key_Down, true, *snapshot, port);
  }
  const lab::Snapshot none;
  test::painted(view, none);
  view.describe(none);
}

TEST(ColourScale, InkReadsOnEveryColour) {
  for (const Theme* theme : {&lightTheme(), &darkTheme()})
    for (const Ramp ramp : {Ramp::Viridis, Ramp::Cividis, Ramp::Signed}) {
      const ColourScale scale(ramp, {-1, 1}, *theme);
      for (double v = -1; v <= 1; v += 0.01)
        EXPECT_GE(contrast(scale.inkOn(v), QColor(scale.at(v))), 4.5) << int(ramp) << " at " << v;
    }
}

TEST(Bands, NumberThemselvesRoundly) {
  const Bands bands(150, {});
  EXPECT_FALSE(bands.named());
  EXPECT_EQ(bands.name(9), "10");
  EXPECT_EQ(Bands::at(99.9, 0, 100, 3), 2);
  EXPECT_EQ(Bands::at(100.1, 0, 100, 3), -1);
  EXPECT_EQ(Bands::at(std::nan(""), 0, 100, 3), -1);
}

}  // namespace
}  // namespace gradarium::widgets
