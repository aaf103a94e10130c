// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says, drawn on scatter plots and contours: lines, squared residuals, regions.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/views/contour_view.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

using test::expectInsideItsArea;
using test::expectSvgLooksLikePng;
using test::ink;
using test::painted;
using test::snapshotOf;

class Fit final : public lab::Experiment {
 public:
  Fit() : Experiment("fit", "Fit") {}
  lab::Points points{this, "points", "Samples"}, feet{this, "feet", "Feet"}, line{this, "line", "Line"},
      ends{this, "ends", "Ends"};
  lab::Field field{this, "field", "Loss"};
  lab::Points ball{this, "ball", "Ball"};
  lab::Series way{this, "way", "way"};
  lab::Action<lab::Move> move{this, "move", "Move", [](const lab::Move&) {}, {0, {0, 0}}};
  void reset() override {}
};

lab::value::Points pairs(std::vector<double> data) { return {data.size() / 2, 2, data, {"x", "y"}, {}}; }

std::shared_ptr<lab::Snapshot> fitted(const Fit& e, std::vector<double> feet, std::vector<double> line) {
  return snapshotOf(e, std::pair(&e.points, pairs({0, 1, 1, 3, 2, 2})),
                    std::pair(&e.feet, pairs(std::move(feet))), std::pair(&e.line, pairs(std::move(line))));
}

const std::vector<double> onLine{0, 1.5, 1, 2, 2, 2.5}, right{-1, 1, 3, 3};

TEST(FitDecorations, DrawALineAndSquaredResiduals) {
  Fit e;
  ScatterView plain("plain", e.points), view("fit", e.points);
  view.curve(e.line, "least squares").residuals(e.feet);
  const auto snapshot = fitted(e, onLine, right);
  EXPECT_GT(ink(painted(view, *snapshot)), ink(painted(plain, *snapshot)) + 2000);
  expectInsideItsArea(view, *snapshot);
  expectSvgLooksLikePng(view, *snapshot);
  test::savePictures(view, *snapshot, "fit");
}

TEST(FitDecorations, SquaresCanBeHidden) {
  Fit e;
  ScatterView view("fit", e.points);
  view.residuals(e.feet);
  const auto snapshot = fitted(e, onLine, right);
  const int with = ink(painted(view, *snapshot));
  const auto options = view.options(*snapshot);
  const auto squares =
      std::find_if(options.begin(), options.end(), [](const ViewOption& o) { return o.label == "Squares"; });
  ASSERT_NE(squares, options.end());
  view.choose(static_cast<std::size_t>(squares - options.begin()), 0);
  EXPECT_LT(ink(painted(view, *snapshot)), with);
}

TEST(FitDecorations, WhatIsNotFiniteOrOfOtherSamplesIsLeftOut) {
  Fit e;
  ScatterView plain("plain", e.points), view("fit", e.points);
  view.curve(e.line, "").residuals(e.feet);
  const auto gap = fitted(e, {0, NAN, 1, INFINITY, 2, 2}, {0, 1, NAN, NAN, 2, 1e300});
  EXPECT_EQ(ink(painted(view, *gap)), ink(painted(plain, *gap)));
  const auto others = fitted(e, {0, 1}, {});
  EXPECT_EQ(ink(painted(view, *others)), ink(painted(plain, *others)));
}

TEST(FitDecorations, ABareDrawingHasOneScale) {
  Fit e;
  ScatterView view("drawing", e.points);
  view.bare().curve(e.line, "");
  const auto snapshot = fitted(e, onLine, {0, 0, 4, 0, 4, 4, 0, 4, 0, 0});
  const QImage image = painted(view, *snapshot, {500, 260});
  // The square is one: as many pixels wide as high.
  int left = 500, right = 0, top = 260, bottom = 0;
  const QColor line = lightTheme().outline(1);
  for (int y = 0; y < 260; ++y)
    for (int x = 0; x < 500; ++x)
      if (image.pixelColor(x, y) == line)
        left = std::min(left, x), right = std::max(right, x), top = std::min(top, y),
        bottom = std::max(bottom, y);
  EXPECT_NEAR(right - left, bottom - top, 3);
  EXPECT_GT(bottom - top, 120);
}

TEST(FitDecorations, EndsHaveOneColourAndKeysMoveSamplesWhereThereAreNone) {
  Fit e;
  lab::PointsInput drawn{&e, "drawn", "Drawn", {.value = {{0, 1, 0}}, .min = 0, .max = 3}};
  ScatterView view("fit", e.points);
  view.handles(e.ends, e.move, "end").handleCode(1).draws(drawn, {});
  test::NotingPort port;
  const auto none = snapshotOf(e, std::pair(&e.points, pairs({0, 1})), std::pair(&e.ends, pairs({})));
  painted(view, *none, {400, 260}, true);
  EXPECT_TRUE(view.key(Qt::Key_Return, false, *none, port));
  EXPECT_TRUE(view.key(Qt::Key_Up, false, *none, port));
  ASSERT_EQ(port.sent.size(), 1U);
  EXPECT_EQ(port.sent[0].command.verb, lab::Verb::Patch);
  const auto two =
      snapshotOf(e, std::pair(&e.points, pairs({0, 1})), std::pair(&e.ends, pairs({1, 1, 2, 2})));
  painted(view, *two, {400, 260}, true);
  view.key(Qt::Key_Escape, false, *two, port);
  view.key(Qt::Key_Return, false, *two, port);
  view.key(Qt::Key_Up, false, *two, port);
  ASSERT_EQ(port.sent.size(), 2U);
  EXPECT_EQ(port.sent[1].command.target, "move");
}

TEST(FitDecorations, ARegionIsFilledAndNamesTheAxes) {
  Fit e;
  lab::value::Field bowl{40, 40, -2, 2, -2, 2, {}};
  for (int i = 0; i < 40; ++i)
    for (int j = 0; j < 40; ++j) bowl.values.push_back(static_cast<float>(std::hypot(i - 20, j - 20)));
  ContourView plain("plain", e.field), view("map", e.field);
  view.names("across", "up", "loss").region(e.ball, "as much penalty").trace(e.way, 0);
  lab::value::Points diamond{4, 2, {1, 0, 0, 1, -1, 0, 0, -9}, {"GNP", "year"}, {}};
  lab::value::Series way;
  way.append(0, 0);
  way.append(1, 1.5);
  const auto snapshot =
      snapshotOf(e, std::pair(&e.field, bowl), std::pair(&e.ball, diamond), std::pair(&e.way, way));
  expectInsideItsArea(view, *snapshot);
  expectSvgLooksLikePng(view, *snapshot);
  EXPECT_NE(painted(view, *snapshot), painted(plain, *snapshot));
  EXPECT_TRUE(view.describe(*snapshot).contains("GNP"));
  const QImage wide = painted(view, *snapshot, {600, 260});
  EXPECT_NE(painted(view.oneScale(), *snapshot, {600, 260}), wide);
  expectInsideItsArea(view, *snapshot);
  expectSvgLooksLikePng(view, *snapshot, {600, 260});
  test::savePictures(view, *snapshot, "region");
}

}  // namespace
}  // namespace gradarium::widgets
