// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/token_strip_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

struct Sentences : lab::Experiment {
  Sentences() : Experiment("sentences", "Sentences") {}
  lab::Tokens tokens{this, "tokens", "A sentence"};
  lab::Scalar cursor{this, "cursor", "Cursor"};
  lab::Query query{this, "query", "Surprisal", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Int place{this, "place", "Place", {.value = 1, .min = 1, .max = 99}};
  lab::TextInput text{this, "text", "Text", "The cat sat."};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

lab::value::Tokens sentence(int n) {
  lab::value::Tokens tokens;
  const char* words[] = {"The", " cat", " sat", ".", "\n", "\t", "\xe2\x80\x8b"};
  for (int i = 0; i < n; ++i) tokens.tokens.push_back({words[i % 7], i, i / 10.0});
  return tokens;
}

struct TokenStrip : testing::Test {
  Sentences schema;
  test::NotingPort port;
  TokenStripView view{"strip", schema.tokens};
  std::shared_ptr<lab::Snapshot> of(lab::value::Tokens tokens) {
    return test::snapshotOf(schema, std::pair(&schema.tokens, std::move(tokens)), std::pair(&schema.cursor, lab::value::Scalar{1}));
  }
};

TEST(Visible, DrawsWhatCannotBeSeen) {
  EXPECT_EQ(visible(" the"), QString("·the"));
  EXPECT_EQ(visible("a\n\t"), QString("a⏎⇥"));
  EXPECT_EQ(visible("\xe2\x80\x8b"), QString("U+200B"));
  EXPECT_EQ(visible("\xc2\xa0"), QString("U+00A0"));
  EXPECT_EQ(visible("café"), QString("café"));
  EXPECT_FALSE(visible("\xff\xfe").isEmpty());  // half a character
}

TEST_F(TokenStrip, KeepsToItsAreaAndSurvivesTheFile) {
  for (const int n : {1, 7, 3000}) {
    const auto snapshot = of(sentence(n));
    TokenStripView plain("plain", schema.tokens);
    plain.ids().cursor(schema.cursor);
    view.weights("surprisal", "bits");
    for (TokenStripView* v : {&view, &plain}) {
      test::expectInsideItsArea(*v, *snapshot);
      test::expectSvgLooksLikePng(*v, *snapshot);
    }
  }
}

TEST_F(TokenStrip, SaysPicksAndAsks) {
  view.weights("surprisal", "bits").picks(schema.pick).asks(schema.query);
  const auto snapshot = of(sentence(20));
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF at = test::pointAt(view, *snapshot, "<b>·sat</b>, token 3, id 2: surprisal <b>0.2 bits</b>");
  EXPECT_EQ(view.question(*snapshot)->cell.row, 2);
  EXPECT_TRUE(view.press({at, {}, true}, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[2]"));
  view.key(Qt::Key_Right, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.startsWith("<b>.</b>, token 4"));
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[0].texts[1], " cat");
}

TEST_F(TokenStrip, AClickSetsAPlaceAndADragMovesATokenOfTheText) {
  view.sets(schema.place).reorders(schema.text);
  const auto snapshot = of(sentence(6));  // four of them spell the text
  test::painted(view, *snapshot, {400, 260}, true);
  const QPointF cat = test::pointAt(view, *snapshot, "<b>·cat</b>, token 2, id 1");
  const QPointF stop = test::pointAt(view, *snapshot, "<b>.</b>, token 4, id 3");
  view.press({cat, {}, true}, *snapshot, port);
  EXPECT_TRUE(port.sent.empty());
  view.release({cat, {}, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::set("place", "2"));
  view.press({cat, {}, true}, *snapshot, port);
  view.drag({stop, {}, true}, *snapshot, port);
  view.release({stop, {}, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_EQ(port.sent[1].command.target, "text");
  EXPECT_TRUE(port.sent[1].command.value == "The sat cat." || port.sent[1].command.value == "The sat. cat") << port.sent[1].command.value;
  view.key(Qt::Key_Home, false, *snapshot, port);
  view.key(Qt::Key_Right, true, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 3u);
  EXPECT_EQ(port.sent[2].command, lab::Command::set("text", " catThe sat."));
  // What was generated has no place in the text: it is chosen, but not moved.
  const QPointF tab = test::pointAt(view, *snapshot, "<b>⇥</b>, token 6, id 5");
  view.press({tab, {}, true}, *snapshot, port);
  view.drag({cat, {}, true}, *snapshot, port);
  view.release({cat, {}, true}, *snapshot, port);
  EXPECT_EQ(port.sent.back().command, lab::Command::set("place", "6"));
}

TEST_F(TokenStrip, TurnsPagesAndFollowsTheEnd) {
  const auto snapshot = of(sentence(3000));
  const auto firstToken = [&](TokenStripView& v) {
    test::painted(v, *snapshot, {400, 260}, true);
    for (int y = 10; y < 60; ++y)
      if (const QString words = v.hover({QPointF(16, y), {}}, *snapshot); !words.isEmpty()) return words.section("token ", 1).section(',', 0, 0).toInt();
    return 0;
  };
  EXPECT_EQ(firstToken(view), 1);
  view.key(Qt::Key_PageDown, false, *snapshot, port);
  const int second = firstToken(view);
  EXPECT_GT(second, 5);
  view.key(Qt::Key_PageUp, false, *snapshot, port);
  EXPECT_EQ(firstToken(view), 1);
  view.key(Qt::Key_End, false, *snapshot, port);
  EXPECT_GT(firstToken(view), 2900);  // the page follows the selection
  view.key(Qt::Key_PageUp, false, *snapshot, port);
  EXPECT_LT(firstToken(view), 2900) << "a page is turned though a token is chosen";
  TokenStripView writing("writing", schema.tokens);
  writing.followEnd();
  EXPECT_GT(firstToken(writing), 2900);
}

TEST_F(TokenStrip, ShowsThePageOfTheCursor) {
  view.cursor(schema.cursor);
  const auto at = [&](double token) {
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.tokens, sentence(3000)), std::pair(&schema.cursor, lab::value::Scalar{token}));
    test::painted(view, *snapshot, {400, 120}, true);
    for (int y = 4; y < 110; y += 6)
      for (int x = 4; x < 400; x += 4)
        if (view.hover({QPointF(x, y), {}}, *snapshot).contains(QStringLiteral("token %1,").arg(token + 1))) return true;
    return false;
  };
  EXPECT_TRUE(at(0));
  EXPECT_TRUE(at(1500));
  EXPECT_TRUE(at(2999));
  EXPECT_TRUE(at(3));
  view.key(Qt::Key_PageDown, false, *of(sentence(3000)), port);
  EXPECT_FALSE(at(3)) << "a page that the reader has turned stays";
  EXPECT_FALSE(at(1500));
  view.key(Qt::Key_PageUp, false, *of(sentence(3000)), port);
  EXPECT_TRUE(at(3));
  EXPECT_TRUE(at(1500)) << "back at the cursor, it is followed again";
}

TEST_F(TokenStrip, PaintsWhateverComes) {
  const std::string wide(100'000, 'w');
  for (const auto& tokens : {lab::value::Tokens{}, lab::value::Tokens{{{"", -1, std::nan("")}}}, lab::value::Tokens{{{wide, 1, INFINITY}, {"\n", 2, 1}}}}) {
    const auto snapshot = of(tokens);
    view.weights("w");
    for (const QSize size : {QSize(500, 300), QSize(24, 24)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{20, 20}, {}}, *snapshot);
    view.key(Qt::Key_End, false, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
