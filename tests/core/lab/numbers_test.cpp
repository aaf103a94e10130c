// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, words, choices: what each says when it refuses, and bounds that follow other parameters.
#include <gtest/gtest.h>

#include "tests/core/lab/all_kinds.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

class Numbers : public testing::Test {
 protected:
  std::string set(Parameter& parameter, const std::string& text) {
    return refusal([&] { parameter.set(text); });
  }
  AllKinds all;
};

TEST_F(Numbers, SayWhatWouldBeRight) {
  EXPECT_EQ(set(all.n, "101"), "n takes 1 to 100");
  EXPECT_EQ(set(all.n, "2.5"), "n takes 1 to 100");
  EXPECT_EQ(set(all.depth, "31"), "depth takes 1 to 30 or off");
  EXPECT_EQ(set(all.rate, "nan"), "rate takes 1e-04 to 10");
  EXPECT_EQ(set(all.gamma, "2"), "gamma takes 0 to 1 or auto");
  EXPECT_EQ(set(all.shuffle, "maybe"), "shuffle takes on or off");
  EXPECT_EQ(set(all.colour, "pink"), "colour takes red, green or blue");
  EXPECT_EQ(set(all.seed, "-1"), "seed takes 0 to 999999");
  EXPECT_EQ(set(all.bits, "01"), "bits takes 8 bits, 0 or 1");
  EXPECT_EQ(set(all.matrix, "[[1,2,3]]"), "matrix has 2 rows");
  EXPECT_EQ(set(all.matrix, "[[1],[2]]"), "matrix has 3 columns");
  EXPECT_EQ(set(all.matrix, "[[1,2,3],[4,5,60]]"), "matrix takes -10 to 10 in each cell");
  EXPECT_EQ(set(all.points, "[[2,0]]"), "points takes coordinates 0 to 1");
  EXPECT_EQ(set(all.points, "[[0,0],[0,0],[0,0],[0,0],[0,0],[0,0]]"), "points takes at most 5 points");
  EXPECT_EQ(set(all.text, "\xc3"), "text takes UTF-8, whole characters");
}

TEST_F(Numbers, HaveOneText) {
  for (const auto& [given, canonical] :
       std::vector<std::pair<std::string, std::string>>{{"1e1", "10"}, {"+7", "7"}, {"010", "10"}}) {
    EXPECT_EQ(set(all.n, given), "accepted");
    EXPECT_EQ(all.n.text(), canonical);
  }
  all.share.set("-0");
  EXPECT_EQ(all.share.text(), "0");
  all.rate.set("0.30000000000000004");
  EXPECT_EQ(all.rate.text(), "0.30000000000000004");
  all.shuffle.set("false");
  EXPECT_EQ(all.shuffle.text(), "off");
}

TEST_F(Numbers, HaveWordsForSpecialValues) {
  EXPECT_EQ(all.depth.text(), "off");
  EXPECT_EQ(int{all.depth}, 0);
  all.depth.set("4");
  EXPECT_EQ(int{all.depth}, 4);
  all.depth.set("off");
  EXPECT_EQ(int{all.depth}, 0);
  EXPECT_EQ(set(all.depth, "0"), "depth takes 1 to 30 or off");
  EXPECT_EQ(all.gamma.text(), "auto");
  EXPECT_EQ(double{all.gamma}, -1);
  EXPECT_EQ(all.gamma.info().word, "auto");
  EXPECT_EQ(all.gamma.info().wordValue, -1);
}

TEST_F(Numbers, FollowTheBoundsOfOthers) {
  EXPECT_EQ(set(all.k, "12"), "k takes 1 to 10");
  all.n.set("50");
  EXPECT_EQ(all.k.state().max, 12);
  all.k.set("12");
  all.n.set("5");
  EXPECT_TRUE(all.k.clamp());
  EXPECT_EQ(int{all.k}, 5);
  EXPECT_FALSE(all.k.clamp());
  all.k.restore("12");  // as it was once: its bound may not be back yet
  EXPECT_EQ(int{all.k}, 12);
  EXPECT_THROW(all.k.restore("13"), base::BadCall);
  all.n.set("100");
  EXPECT_TRUE(all.share.clamp());
  EXPECT_EQ(double{all.share}, 0.02);
}

TEST_F(Numbers, ShowThemselvesWhenAnotherSaysSo) {
  EXPECT_FALSE(all.hidden.visible());
  EXPECT_FALSE(all.hidden.state().visible);
  all.colour.set("blue");
  EXPECT_TRUE(all.hidden.state().visible);
  EXPECT_EQ(all.colour.info().choices[1].label, "Green as grass");
  EXPECT_EQ(all.colour.info().choices[2].label, "blue");
}

TEST_F(Numbers, AreReadFromASnapshot) {
  Snapshot snapshot;
  all.n.set("42");
  all.depth.set("7");
  all.colour.set("green");
  auto states = std::make_shared<ParameterStates>();
  for (const Parameter* p : all.parameters()) states->push_back(p->state());
  snapshot.parameters = states;
  all.n.set("1");
  all.depth.set("off");
  EXPECT_EQ(all.n.in(snapshot), 42);
  EXPECT_EQ(all.depth.in(snapshot), 7);
  EXPECT_EQ(all.gamma.in(snapshot), -1);
  EXPECT_EQ(all.colour.in(snapshot), AllKinds::Colour::Green);
  EXPECT_EQ(all.seed.in(snapshot), 5U);
  EXPECT_TRUE(all.shuffle.in(snapshot));
}

}  // namespace
}  // namespace gradarium::lab
