// SPDX-License-Identifier: GPL-3.0-or-later
// Lines from a table, whiskers, and the upright line that stands for a parameter.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/charts/line_view.h"

namespace gradarium::widgets {
namespace {

using test::expectInsideItsArea;
using test::ink;
using test::painted;
using test::snapshotOf;

class Path final : public lab::Experiment {
 public:
  Path() : Experiment("path", "Path") {}
  lab::Real lambda{this,
                   "lambda",
                   "Penalty λ",
                   {.value = 1,
                    .min = 1e-4,
                    .max = 1e4,
                    .scale = lab::Scale::Log,
                    .word = {0, "off"},
                    .traits = {.live = true}}};
  lab::Table path{this, "path", "Coefficients"};
  lab::Series curve{this, "curve", "error"}, bars{this, "bars", "its error"};
  void reset() override {}
};

lab::value::Table pathOf(std::size_t columns) {
  lab::value::Table table{{{"log10", "", {}, {}}}};
  for (int i = -3; i <= 3; ++i) table.columns[0].numbers.push_back(i);
  for (std::size_t c = 0; c < columns; ++c) {
    table.columns.push_back({"column " + std::to_string(c + 1), "", {}, {}});
    for (int i = -3; i <= 3; ++i) table.columns.back().numbers.push_back(std::sin(i + double(c)));
  }
  return table;
}

TEST(LineTable, EachColumnIsALine) {
  Path e;
  LineView view("path", e.path);
  view.xLabel("log₁₀ λ");
  const auto three = snapshotOf(e, std::pair(&e.path, pathOf(3))),
             eight = snapshotOf(e, std::pair(&e.path, pathOf(8)));
  EXPECT_GT(ink(painted(view, *eight)), ink(painted(view, *three)));
  expectInsideItsArea(view, *eight);
  EXPECT_TRUE(view.describe(*three).contains("column 3: 7 points"));
  EXPECT_EQ(view.numbers(*eight).columns.size(), 9U);
  EXPECT_EQ(view.observables(), (std::vector<const lab::ObservableBase*>{&e.path}));
  EXPECT_EQ(view.title(*three), "Coefficients");
  EXPECT_GT(ink(painted(view, *snapshotOf(e))), 0) << "says that there is nothing";
  test::savePictures(view, *eight, "line_table");
}

TEST(LineTable, WhiskersStandOnTheFirstLine) {
  Path e;
  LineView plain("plain", e.curve), view("cv", e.curve);
  view.bars(e.bars);
  lab::value::Series curve, halves;
  for (int i = 0; i < 5; ++i) curve.append(i, i * i), halves.append(i, 3);
  const auto snapshot = snapshotOf(e, std::pair(&e.curve, curve), std::pair(&e.bars, halves));
  EXPECT_GT(ink(painted(view, *snapshot)), ink(painted(plain, *snapshot)));
  expectInsideItsArea(view, *snapshot);
}

TEST(LineTable, TheUprightLineIsDraggedToANewPenalty) {
  Path e;
  LineView view("path", e.path);
  view.upright(e.lambda);
  const auto snapshot = snapshotOf(e, std::pair(&e.path, pathOf(2)));
  painted(view, *snapshot, {400, 260}, true);
  test::NotingPort port;
  const QRectF area = test::areaOf({400, 260});
  // λ = 1 stands in the middle, at the power 0.
  double at = 0;
  for (double x = 20; x < 380 && at == 0; ++x)
    if (view.press({QPointF(x, 100), area, true}, *snapshot, port)) at = x + 4;
  ASSERT_GT(at, 0);
  view.hover({QPointF(at, 100), area}, *snapshot);
  EXPECT_EQ(view.touch({QPointF(at, 100), area}, *snapshot), Touch::LeftRight);
  view.drag({QPointF(at + 60, 100), area, true}, *snapshot, port);
  view.release({QPointF(at + 60, 100), area, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2U);
  EXPECT_EQ(port.sent[0].command.target, "lambda");
  EXPECT_EQ(port.sent[1].edit, lab::Edit::Commit);
  const double moved = std::stod(port.sent[1].command.value);
  EXPECT_GT(moved, 2);
  EXPECT_LT(moved, 1000);
  EXPECT_TRUE(view.key(Qt::Key_Right, true, *snapshot, port));
  EXPECT_GT(std::stod(port.sent.back().command.value), 1);
  e.lambda.set("off");
  const auto off = snapshotOf(e, std::pair(&e.path, pathOf(2)));
  painted(view, *off, {400, 260}, true);
  EXPECT_FALSE(view.press({QPointF(200, 100), area, true}, *off, port))
      << "off has no place on a logarithmic axis";
}

}  // namespace
}  // namespace gradarium::widgets
