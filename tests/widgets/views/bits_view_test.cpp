// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/bits_view.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Bits = lab::value::Bits;

struct Patterns : lab::Experiment {
  Patterns() : Experiment("patterns", "Patterns") {}
  lab::BitsInput input{this, "input", "Bits", "01000000"};
  lab::Bits bits{this, "bits", "Bits of a number"};
  lab::Query query{this, "query", "Bit", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

/// A number in formats of 1 + exponent + mantissa bits, cut from its float32 pattern.
Bits formatsOf(float number, bool several = true) {
  Bits bits;
  const auto pattern = std::bit_cast<std::uint32_t>(number);
  const auto add = [&](const char* name, std::size_t mantissa) {
    const std::size_t begin = bits.bits.size(), length = 9 + mantissa;
    for (std::size_t i = 0; i < length; ++i) bits.bits.push_back(pattern >> (31 - i) & 1);
    const int exponent = static_cast<int>(pattern >> 23 & 255);
    bits.numbers.push_back({begin, length, name});
    bits.groups.push_back({begin, 1, "sign", pattern >> 31 ? "-" : "+"});
    bits.groups.push_back(
        {begin + 1, 8, "exponent", std::to_string(exponent) + " - 127 = " + std::to_string(exponent - 127)});
    const double part = 1 + std::ldexp(static_cast<double>((pattern & 0x7fffff) >> (23 - mantissa)),
                                       -static_cast<int>(mantissa));
    bits.groups.push_back(
        {begin + 9, mantissa, "mantissa", "1 + fraction = " + readable(part, 8).toStdString()});
  };
  add("float32", 23);
  if (several) add("bfloat16", 7);
  return bits;
}

struct BitsTest : testing::Test {
  Patterns schema;
  test::NotingPort port;
  BitsView view{"bits", schema.bits};
  std::shared_ptr<lab::Snapshot> of(Bits bits) {
    return test::snapshotOf(schema, std::pair(&schema.bits, std::move(bits)));
  }
};

TEST_F(BitsTest, KeepsToItsAreaAndSurvivesTheFile) {
  for (const Bits& bits : {formatsOf(6.25F), Bits{{1, 0, 1}, {}, {}}}) {
    const auto snapshot = of(bits);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(BitsTest, FieldsAreNamedAndCounted) {
  const auto snapshot = of(formatsOf(6.25F));
  test::painted(view, *snapshot, {900, 260}, true);
  test::pointAt(view, *snapshot, "<b>0</b>, bit 0 of sign, float32: +", {900, 260});
  test::pointAt(view, *snapshot, "<b>1</b>, bit 7 of exponent, float32: 129 - 127 = 2", {900, 260});
  test::pointAt(view, *snapshot, "bit 6 of mantissa, bfloat16", {900, 260});
  EXPECT_TRUE(view.describe(*snapshot).contains("float32: 0 10000001 10010000000000000000000"))
      << view.describe(*snapshot).toStdString();
  EXPECT_EQ(view.numbers(*snapshot).columns[2].texts[1], "10000001");
  EXPECT_EQ(view.numbers(*snapshot).columns[3].texts[2], "1 + fraction = 1.5625");
}

TEST_F(BitsTest, AClickTurnsABit) {
  view.turns(schema.input);
  const auto snapshot = of({{0, 1, 0, 0, 0, 0, 0, 0}, {}, {}});
  test::painted(view, *snapshot, {400, 120}, true);
  const QPointF at = test::pointAt(view, *snapshot, "bit 5", {400, 120});
  EXPECT_TRUE(view.press({at, test::areaOf({400, 120}), true}, *snapshot, port));
  view.key(Qt::Key_Right, false, *snapshot, port);
  view.key(Qt::Key_Return, false, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_EQ(port.sent[0].command, lab::Command::patch("input", R"({"flip": 2})"));
  EXPECT_EQ(port.sent[1].command, lab::Command::patch("input", R"({"flip": 3})"));
  schema.input.patch(port.sent[1].command.value);
  EXPECT_EQ(schema.input.text(), "01010000");
}

TEST_F(BitsTest, DownGoesToTheNextNumber) {
  view.asks(schema.query).picks(schema.pick);
  const auto snapshot = of(formatsOf(6.25F));
  test::painted(view, *snapshot, {900, 260}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Down, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[33]"));
  EXPECT_EQ(view.question(*snapshot)->cell.row, 33);
}

TEST_F(BitsTest, LongNumbersGoOnInTheNextRow) {
  Bits bits{std::vector<std::uint8_t>(256, 0), {{0, 100, "first", "a"}, {100, 156, "second", "b"}}, {}};
  bits.bits[70] = 1;
  const auto snapshot = of(bits);
  const QSize size(400, 260);
  test::painted(view, *snapshot, size, true);
  // Every bit can be pointed at, and is as wide as a digit.
  const QPointF at = test::pointAt(view, *snapshot, "<b>1</b>, bit 29 of first: a", size);
  view.hover({at, test::areaOf(size)}, *snapshot);
  view.press({at, test::areaOf(size), true}, *snapshot, port);
  const QRectF here = view.selection(*snapshot)->at;
  EXPECT_GE(here.width(), 8);
  EXPECT_TRUE(view.key(Qt::Key_Down, false, *snapshot, port));
  const QRectF below = view.selection(*snapshot)->at;
  EXPECT_GT(below.top(), here.bottom() - 1);
  EXPECT_NEAR(below.center().x(), here.center().x(), 8);
  EXPECT_TRUE(view.key(Qt::Key_Up, false, *snapshot, port));
  EXPECT_EQ(view.selection(*snapshot)->at, here);
  view.key(Qt::Key_End, false, *snapshot, port);
  EXPECT_TRUE(test::areaOf(size).contains(view.selection(*snapshot)->at));
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  test::savePictures(view, *snapshot, "bits-long");
}

TEST_F(BitsTest, PaintsWhateverComes) {
  for (const Bits& bits :
       {Bits{}, Bits{{1}, {{0, 90, "f", "n"}, {7, 1, "none"}}, {{0, 50, std::string(3000, 'w')}, {9, 1, ""}}},
        Bits{std::vector<std::uint8_t>(4096, 1), {}, {}}}) {
    const auto snapshot = of(bits);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    for (const int key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_End}) view.key(key, true, *snapshot, port);
    view.selection(*snapshot);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(BitsTest, Pictures) { test::savePictures(view, *of(formatsOf(-0.15625F)), "bits"); }

}  // namespace
}  // namespace gradarium::widgets
