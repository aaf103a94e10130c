// SPDX-License-Identifier: GPL-3.0-or-later
// Values as text, their equality bit for bit, and the series that shares its past.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lab/history.h"
#include "core/lab/observable.h"
#include "core/lab/value_text.h"

namespace gradarium::lab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// One of each kind, no field empty.
std::vector<Value> samples() {
  value::Series series;
  series.append(1.5);
  return {value::Scalar{0.1},
          series,
          value::Points{1, 2, {1, 2}, {"a", "b"}, {"cm", ""}, {"first"}},
          value::Labels{{1, -1}, {"x", "y"}},
          value::Matrix{1, 2, {1, 2}, {"r"}, {"c", "d"}},
          value::Tensor{{2, 1}, {1, 2}},
          value::Table{{{"a", "cm", {1}, {}}, {"a", "", {}, {"nan"}}}},
          value::Tokens{{{"inf", 3, 0.5}}},
          value::Tree{{{-1, "nan", 1, false}}},
          value::Graph{{{"n", 1, 2, 3, 4, 5}}, {{0, 0, 2, "e"}}, true},
          value::Timeline{{"lane"}, {{0, 1, 2, "s", 1}}},
          value::Image{1, 1, 1, {0.5F}},
          value::Field{1, 1, 0, 1, 0, 1, {2}},
          value::Distribution{{1}, {0, 1}, {"n"}},
          value::Bits{{1, 0}, {{0, 1, "g", "note"}}, {{0, 2, "number"}}},
          value::Memory{8, {{0, 4, "m", 1, 1}}, {"a", "b"}, 4},
          value::Audio{8000, {0.25F}},
          value::Text{"nan"}};
}

TEST(Values, AreEqualToThemselvesOnly) {
  const auto a = samples(), b = samples();
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) EXPECT_EQ(identical(a[i], b[j]), i == j) << i << " " << j;
}

TEST(Values, AreComparedBitForBit) {
  EXPECT_TRUE(identical(value::Scalar{nan}, value::Scalar{-nan}));
  EXPECT_FALSE(identical(value::Scalar{0.0}, value::Scalar{-0.0}));
  EXPECT_FALSE(identical(value::Scalar{1.0}, value::Scalar{std::nextafter(1.0, 2)}));
  EXPECT_FALSE(identical(value::Tensor{{2}, {1, 2}}, value::Tensor{{1, 2}, {1, 2}}));
  EXPECT_FALSE(identical(value::Points{1, 1, {1}, {"a"}, {}}, value::Points{1, 1, {1}, {"b"}, {}}));
  EXPECT_FALSE(identical(value::Table{{{"a", "", {1}, {}}, {"a", "", {2}, {}}}},
                         value::Table{{{"a", "", {3}, {}}, {"a", "", {2}, {}}}}));
  EXPECT_FALSE(identical(value::Labels{{1}, {"x"}}, value::Labels{{1}, {"y"}}));
  EXPECT_FALSE(identical(value::Bits{{1}, {}}, value::Bits{{1}, {{0, 1, "g"}}}));
  EXPECT_FALSE(identical(value::Graph{{{"n"}}, {{0, 0, 2, "a"}}}, value::Graph{{{"n"}}, {{0, 0, 2, "b"}}}));
  EXPECT_FALSE(identical(value::Memory{8, {{0, 4, "m", 1, 0}}}, value::Memory{8, {{0, 4, "m", 1, 1}}}));
  EXPECT_FALSE(identical(value::Memory{8, {}, {}, 2}, value::Memory{8, {}, {}, 4}));
}

TEST(Values, KnowWhetherTheyAreFinite) {
  for (const Value& value : samples())
    EXPECT_TRUE(allFinite(value)) << kindOf(value);  // "nan" as a text is no number
  EXPECT_FALSE(allFinite(value::Scalar{nan}));
  EXPECT_FALSE(allFinite(value::Tensor{{1}, {std::numeric_limits<float>::infinity()}}));
  EXPECT_FALSE(allFinite(value::Table{{{"a", "", {1, nan}, {}}}}));
  EXPECT_FALSE(allFinite(value::Timeline{{}, {{0, 0, std::numeric_limits<double>::infinity(), "", 0}}}));
  value::Series series;
  series.append(nan);
  series.append(1);
  EXPECT_FALSE(allFinite(series));
}

TEST(Values, AreWrittenAsJson) {
  const std::vector<std::string> expected{"0.1",
                                          "[[0.0,1.5]]",
                                          "[[1.0,2.0]]",
                                          "[1,-1]",
                                          "[[1.0,2.0]]",
                                          "[[1.0],[2.0]]",
                                          R"({"a":["nan"]})",
                                          R"([{"id":3,"text":"inf","weight":0.5}])",
                                          R"([{"label":"nan","leaf":false,"number":1.0,"parent":-1}])"};
  const auto values = samples();
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(toJson(values[i]), expected[i]);
  for (const Value& value : values) EXPECT_FALSE(toJson(value).empty());
  EXPECT_EQ(toJson(value::Scalar{nan}), "\"nan\"");
  EXPECT_EQ(toJson(value::Tensor{{}, {2}}), "2.0");
  EXPECT_EQ(toJson(value::Tensor{{0, 3}, {}}), "[]");
}

TEST(Values, ThatContradictTheirShapeAreAnError) {
  EXPECT_THROW(toJson(value::Tensor{{2, 2}, {1, 2, 3}}), base::Error);
  EXPECT_THROW(toJson(value::Tensor{{}, {}}), base::Error);
  EXPECT_THROW(toJson(value::Tensor{{1u << 31, 1u << 31, 4}, {1}}), base::Error);
  EXPECT_THROW(toJson(value::Points{2, 2, {1, 2}, {}, {}}), base::Error);
  EXPECT_THROW(toCsv(value::Matrix{2, 2, {1, 2}, {}, {}}), base::Error);
}

TEST(Values, AreWrittenAsCsv) {
  const auto values = samples();
  EXPECT_EQ(toCsv(values[1]), "x,y\n0,1.5\n");
  EXPECT_EQ(toCsv(values[2]), "a,b\n1,2\n");
  EXPECT_EQ(toCsv(value::Table{{{"a \"b\"", "", {}, {"x,y"}}}}), "\"a \"\"b\"\"\"\n\"x,y\"\n");
  EXPECT_EQ(toCsv(values[13]), "from,to,mass\n0,1,1\n");
  EXPECT_THROW(toCsv(values[8]), base::BadCall);
}

TEST(SeriesValue, SharesItsPastAndPartsWhereCopiesGoOn) {
  value::Series original;
  for (int i = 0; i < 1000; ++i) original.append(i);
  value::Series a = original, b = original;
  a.append(1);
  b.append(2);
  original.append(3);
  EXPECT_EQ(a.last(), 1);
  EXPECT_EQ(b.last(), 2);
  EXPECT_EQ(original.last(), 3);
  for (std::size_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(a.y(i), static_cast<double>(i));
    ASSERT_EQ(b.x(i), static_cast<double>(i));
  }
}

TEST(SeriesValue, KeepsEveryBranchApart) {
  base::Random random(3);
  std::vector<std::pair<value::Series, std::vector<double>>> branches(1);
  for (int round = 0; round < 400; ++round) {
    const auto from = static_cast<std::size_t>(random.uniformInt(branches.size()));
    if (branches.size() < 12) {
      auto copy = branches[from];
      branches.push_back(std::move(copy));
    }
    auto& [series, expected] = branches[static_cast<std::size_t>(random.uniformInt(branches.size()))];
    for (auto n = random.uniformInt(700); n-- > 0;) {
      const double y = random.uniform();
      series.append(y);
      expected.push_back(y);
    }
    if (round % 40 == 0) branches.erase(branches.begin());  // its chunks live on in the others
  }
  for (const auto& [series, expected] : branches) {
    ASSERT_EQ(series.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(series.y(i), expected[i]);
      ASSERT_EQ(series.x(i), static_cast<double>(i));
    }
  }
}

TEST(SeriesValue, IsReadWhileItGrows) {
  value::Series series;
  series.append(0);
  std::vector<std::thread> readers;
  for (int r = 0; r < 2; ++r) {
    for (int i = 0; i < 300; ++i) series.append(i);
    readers.emplace_back([copy = series] {
      double sum = 0;
      for (std::size_t i = 0; i < copy.size(); ++i) sum += copy.y(i);
      EXPECT_GT(sum, 0);
    });
  }
  for (int i = 0; i < 3000; ++i) series.append(i);
  for (auto& reader : readers) reader.join();
}

}  // namespace
}  // namespace gradarium::lab
