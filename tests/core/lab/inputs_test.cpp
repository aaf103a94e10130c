// SPDX-License-Identifier: GPL-3.0-or-later
// What the patches of rich values do.
#include <gtest/gtest.h>

#include "tests/core/lab/all_kinds.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

class Inputs : public testing::Test {
 protected:
  std::string patch(Parameter& parameter, const std::string& json) {
    return refusal([&] { parameter.patch(json); });
  }
  AllKinds all;
};

TEST_F(Inputs, PointsAreAddedMovedLabelledAndRemoved) {
  EXPECT_EQ(all.points.text(), "[[0.5,0.25,1]]");
  all.points.patch(R"({"add": [0, 1]})");
  all.points.patch(R"({"move": [0, 0.75, 0.5]})");
  all.points.patch(R"({"label": [1, 4]})");
  EXPECT_EQ(all.points.text(), "[[0.75,0.5,1],[0,1,4]]");
  all.points.patch(R"({"remove": 0})");
  EXPECT_EQ(all.points.text(), "[[0,1,4]]");
  all.points.patch(R"({"clear": true})");
  EXPECT_EQ(all.points.text(), "[]");
  EXPECT_EQ(patch(all.points, R"({"grow": 1})"),
            "points takes the patches add, move, label, remove and clear");
  EXPECT_EQ(patch(all.points, R"({"add": 1, "remove": 0})"), "a patch of points has one member, its verb");
  EXPECT_EQ(patch(all.points, "nonsense"), "the patch of points is not valid JSON");
  for (int i = 0; i < 5; ++i) all.points.patch(R"({"add": [0, 0]})");
  EXPECT_EQ(patch(all.points, R"({"add": [0, 0]})"), "points takes at most 5 points");
}

TEST_F(Inputs, AMatrixTakesCells) {
  all.matrix.patch(R"({"cell": [1, 2, -7.5]})");
  EXPECT_EQ(all.matrix.text(), "[[1,2,3],[4,5,-7.5]]");
  EXPECT_EQ(all.matrix.at(1, 2), -7.5);
  EXPECT_EQ(patch(all.matrix, R"({"cell": [2, 0, 1]})"),
            "matrix takes the patch {\"cell\": [row, column, value]}");
  EXPECT_EQ(patch(all.matrix, R"({"cell": [0, 0, 11]})"), "matrix takes -10 to 10 in each cell");
}

TEST_F(Inputs, ACurveIsDrawnInStretches) {
  all.curve.patch(R"({"y": [1, 0.25, 0.125]})");
  EXPECT_EQ(all.curve.text(), "[0,0.25,0.125]");
  EXPECT_EQ(patch(all.curve, R"({"y": [2, 0, 0]})"), "curve has 3 points");
  EXPECT_EQ(patch(all.curve, R"({"y": [1, 0.5, 3]})"), "curve takes 0 to 1");
  EXPECT_EQ(all.curve.text(), "[0,0.25,0.125]");
}

TEST_F(Inputs, ADrawingIsRastered) {
  all.drawing.patch(R"({"clear": true})");
  for (const float ink : all.drawing.raster(4)) EXPECT_EQ(ink, 0.0F);
  all.drawing.patch(R"({"stroke": [0.2, 0.0, 0.5, 1.0, 0.5]})");
  const auto ink = all.drawing.raster(8);
  ASSERT_EQ(ink.size(), 64U);
  for (std::size_t x = 0; x < 8; ++x) {
    EXPECT_EQ(ink[3 * 8 + x], 1.0F);
    EXPECT_EQ(ink[x], 0.0F);
  }
  all.drawing.set("[[0.3,0.5,0.5]]");
  EXPECT_EQ(all.drawing.raster(1).size(), 1U);
  EXPECT_TRUE(all.drawing.raster(0).empty());
}

TEST_F(Inputs, AGraphKeepsItsEdgesTrue) {
  all.graph.patch(R"({"node": ["c", 0.5, 0.5]})");
  all.graph.patch(R"({"edge": [2, 0, 4]})");
  all.graph.patch(R"({"edge": [0, 1, 0]})");
  all.graph.patch(R"({"move": [1, 0.25, 0.75]})");
  EXPECT_EQ(all.graph.text(),
            R"({"edges":[[2,0,4.0]],"nodes":[["a",0.0,0.0],["b",0.25,0.75],["c",0.5,0.5]]})");
  EXPECT_EQ(patch(all.graph, R"({"edge": [0, 3, 1]})"), "graph has an edge to a node that is not there");
  EXPECT_EQ(patch(all.graph, R"({"edge": [0.5, 1, 1]})"), "graph takes the patches node, move and edge");
}

TEST_F(Inputs, BitsFlip) {
  all.bits.patch(R"({"flip": 7})");
  EXPECT_EQ(all.bits.get(), "01000000");
  EXPECT_EQ(patch(all.bits, R"({"flip": 8})"), "bits takes the patch {\"flip\": 0 to 7}");
}

TEST_F(Inputs, TextIsTypedInWholeCharacters) {
  all.text.patch(R"({"at": 5, "remove": 1, "insert": "fté"})");
  EXPECT_EQ(all.text.get(), "naïvfté");
  EXPECT_EQ(patch(all.text, R"({"at": 3, "insert": "x"})"), "text takes UTF-8, whole characters");
  EXPECT_EQ(patch(all.text, R"({"at": 100})"), "text has 9 bytes");
  EXPECT_EQ(patch(all.text, R"({"at": 0, "inserted": "x"})"),
            R"(text takes the patch {"at": byte, "remove": bytes, "insert": text})");
  EXPECT_EQ(patch(all.text, R"({"at": 0, "insert": ")" + std::string(1 << 20, 'x') + "\"}"),
            "text takes at most a mebibyte of text");
}

TEST_F(Inputs, ADataSetIsBuiltInDrawnOrRefused) {
  EXPECT_EQ(all.data.info().choices.size(), 3U);
  EXPECT_EQ(all.data.get()->name, "iris");
  all.data.set("wine");
  EXPECT_EQ(all.data.get()->name, "wine");
  EXPECT_NE(refusal([&] { all.data.set("no-such-set"); }), "accepted");
  EXPECT_THROW(all.data.set("./no-such-file.csv"), base::Error);
  EXPECT_EQ(all.data.get()->name, "wine");
  all.data.set("drawn");
  all.points.set("[[0,1,0],[1,0,1]]");
  EXPECT_EQ(all.data.get()->rows, 2U);
  EXPECT_EQ(all.data.get()->target, (std::vector<int>{0, 1}));
  all.data.restore("iris");
  EXPECT_EQ(all.data.get()->name, "iris");
}

}  // namespace
}  // namespace gradarium::lab
