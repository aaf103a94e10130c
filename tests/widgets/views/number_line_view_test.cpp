// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/number_line_view.h"

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Ruler : lab::Experiment {
  Ruler() : Experiment("ruler", "Ruler") {}
  lab::TextInput x{this, "x", "x", "8"};
  lab::Real width{this, "width", "Width", {.value = 6, .min = 1, .max = 10}};
  lab::Points ticks{this, "ticks", "Values"};
  lab::Points lanes{this, "lanes", "Formats"};
  void reset() override {}
};

struct NumberLineTest : testing::Test {
  Ruler schema;
  test::NotingPort port;
  NumberLineView view{"line", schema.ticks, schema.lanes, schema.x, schema.width};
  /// One lane with the whole numbers 6 to 10, and 8 a power of two; one too dense for ticks; one empty.
  std::shared_ptr<lab::Snapshot> snapshot() {
    lab::value::Points ticks{5, 4, {}, {"offset", "lane", "value", "binade"}, {}};
    for (const double value : {6.0, 7.0, 8.0, 9.0, 10.0})
      ticks.data.insert(ticks.data.end(), {value - 8, 0, value, value == 8 ? 1.0 : 0.0});
    lab::value::Points lanes{3,
                             3,
                             {8, 0, 5, 8, 0.01, 268435, 8, INFINITY, 0},
                             {"x", "offset", "in view"},
                             {},
                             {"short", "fine", "none"}};
    return test::snapshotOf(schema, std::pair(&schema.ticks, ticks), std::pair(&schema.lanes, lanes));
  }
};

TEST_F(NumberLineTest, KeepsToItsAreaAndSurvivesTheFile) {
  const auto shown = snapshot();
  test::expectInsideItsArea(view, *shown);
  test::expectSvgLooksLikePng(view, *shown);
  test::savePictures(view, *shown, "number-line");
}

TEST_F(NumberLineTest, SaysWhatATickIs) {
  const auto shown = snapshot();
  test::painted(view, *shown, {600, 300}, true);
  test::pointAt(view, *shown, "<b>7</b> in short, 1 to the next", {600, 300});
  EXPECT_TRUE(view.describe(*shown).contains("fine 268,435 values")) << view.describe(*shown).toStdString();
  EXPECT_EQ(view.numbers(*shown).columns[3].numbers[0], 5);
}

TEST_F(NumberLineTest, AClickTakesTheValueAndKeysWalkAndZoom) {
  const auto shown = snapshot();
  test::painted(view, *shown, {600, 300}, true);
  const QPointF at = test::pointAt(view, *shown, "<b>9</b>", {600, 300});
  EXPECT_TRUE(view.press({at, test::areaOf({600, 300}), true}, *shown, port));
  EXPECT_TRUE(view.key(Qt::Key_Right, false, *shown, port));
  EXPECT_TRUE(view.key(Qt::Key_Return, false, *shown, port));
  EXPECT_TRUE(view.key(Qt::Key_Plus, false, *shown, port));
  EXPECT_TRUE(view.key(Qt::Key_Minus, false, *shown, port));
  ASSERT_EQ(port.sent.size(), 4u);
  EXPECT_EQ(port.sent[0].command, lab::Command::set("x", "9"));
  EXPECT_EQ(port.sent[1].command, lab::Command::set("x", "10"));
  EXPECT_EQ(port.sent[2].command, lab::Command::set("width", "3"));
  EXPECT_EQ(port.sent[3].command, lab::Command::set("width", "10"));
}

TEST_F(NumberLineTest, WithoutANumberItSaysSo) {
  const auto empty = test::snapshotOf(schema, std::pair(&schema.lanes, lab::value::Points{}));
  EXPECT_GT(test::ink(test::painted(view, *empty)), 0);
  EXPECT_FALSE(view.describe(*empty).isEmpty());
}

}  // namespace
}  // namespace gradarium::widgets
