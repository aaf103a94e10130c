// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/notches.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/widgets/controls/every_kind.h"
#include "widgets/controls/number_entry.h"

namespace gradarium::widgets {
namespace {

struct NotchesTest : testing::Test {
  test::EveryKind e;
  static Notches of(const lab::Parameter& parameter) {
    const auto info = parameter.info();
    return {info, info.min, info.max};
  }
  static std::string entered(const lab::Parameter& parameter, const std::string& typed) {
    const auto info = parameter.info();
    return accepted(info, info.min, info.max, typed);
  }
};

TEST_F(NotchesTest, WholeNumbersHaveOnePlaceEach) {
  const Notches k = of(e.k);
  ASSERT_EQ(k.count(), 12);
  EXPECT_EQ(k.text(0), "1");
  EXPECT_EQ(k.text(11), "12");
  EXPECT_EQ(k.nearest("3"), 2);
  EXPECT_EQ(k.stop(), -1);
}

TEST_F(NotchesTest, TheWordIsAStopAtTheEnd) {
  const Notches batch = of(e.batch);
  EXPECT_EQ(batch.stop(), 0);
  EXPECT_EQ(batch.text(0), "off");
  EXPECT_EQ(batch.text(1), "1");
  EXPECT_EQ(batch.nearest("off"), 0);
  EXPECT_EQ(batch.nudged("off", 1), "1");
  EXPECT_EQ(batch.nudged("1", -1), "off");
  EXPECT_EQ(batch.nudged("off", -1), "off");
}

TEST_F(NotchesTest, NumbersAreWrittenAsAReaderWould) {
  const Notches dropout = of(e.dropout);
  ASSERT_EQ(dropout.count(), 11);
  for (int i = 0; i < dropout.count(); ++i) EXPECT_LE(dropout.text(i).size(), 3U) << dropout.text(i);
  EXPECT_EQ(dropout.nudged("0.2", 1), "0.3");
  EXPECT_EQ(dropout.nudged("1", 1), "1");
}

TEST_F(NotchesTest, ALogarithmicScaleReachesBothEndsInFewDigits) {
  const Notches tolerance = of(e.tolerance);
  EXPECT_EQ(tolerance.text(0), "1e-06");
  EXPECT_EQ(tolerance.text(tolerance.count() - 1), "1");
  for (int i = 0; i < tolerance.count(); ++i) {
    ASSERT_EQ(entered(e.tolerance, tolerance.text(i)), tolerance.text(i));
    ASSERT_LE(tolerance.text(i).size(), 7U) << tolerance.text(i);
  }
  EXPECT_GT(tolerance.count(), 100);
}

TEST_F(NotchesTest, EveryPlaceIsTakenByTheParameterItself) {
  for (lab::Parameter* parameter : std::vector<lab::Parameter*>{&e.k, &e.width, &e.seed, &e.batch,
                                                                &e.features, &e.tolerance, &e.dropout}) {
    const Notches notches = of(*parameter);
    for (int i = 0; i < notches.count(); ++i) {
      parameter->set(notches.text(i));
      EXPECT_EQ(parameter->text(), notches.text(i));
      EXPECT_EQ(notches.nearest(notches.text(i)), i) << parameter->name();
    }
  }
}

TEST_F(NotchesTest, OneValueIsStillAPlace) {
  const auto info = e.k.info();
  const Notches one(info, 1, 1);
  EXPECT_EQ(one.count(), 1);
  EXPECT_EQ(one.nudged("1", 1), "1");
}

TEST_F(NotchesTest, SeedsBeyondTheSliderMayBeTypedAndStepped) {
  const Notches seed = of(e.seed);
  EXPECT_EQ(seed.count(), 100);
  EXPECT_EQ(seed.nearest("4711"), 99);
  EXPECT_EQ(seed.nudged("4711", 1), "4712");
  EXPECT_EQ(seed.nudged("999999", 1), "999999");
}

TEST_F(NotchesTest, TypedNumbersAreUnderstood) {
  EXPECT_EQ(entered(e.dropout, " 0,25 "), "0.25");
  EXPECT_EQ(entered(e.width, "3.5 cm"), "3.5");
  EXPECT_EQ(entered(e.batch, "off"), "off");
  EXPECT_EQ(entered(e.k, "7.0"), "7");
}

TEST_F(NotchesTest, WrongNumbersAreRefusedInTheWordsOfTheExperiment) {
  const auto sentence = [](const lab::Parameter& parameter, const std::string& typed) -> std::string {
    try {
      return "took " + entered(parameter, typed);
    } catch (const base::BadCall& wrong) {
      return wrong.what();
    }
  };
  EXPECT_EQ(sentence(e.k, "99"), "Clusters k takes 1 to 12");
  EXPECT_EQ(sentence(e.k, "many"), "Clusters k takes 1 to 12");
  EXPECT_EQ(sentence(e.k, "nan"), "Clusters k takes 1 to 12");
  EXPECT_EQ(sentence(e.k, "2.5"), "Clusters k takes whole numbers, 1 to 12");
  EXPECT_EQ(sentence(e.batch, "0"), "Mini-batch takes 1 to 150 or off");
  EXPECT_EQ(sentence(e.k, ""), "Clusters k takes 1 to 12");
}

}  // namespace
}  // namespace gradarium::widgets
