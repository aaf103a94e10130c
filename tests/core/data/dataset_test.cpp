// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/io/csv.h"
#include "core/io/whole_file.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::data {
namespace {

double columnMean(const Dataset& set, std::size_t column) {
  double sum = 0;
  for (std::size_t i = 0; i < set.rows; ++i) sum += set.row(i)[column];
  return sum / static_cast<double>(set.rows);
}

TEST(Dataset, IrisIsFishers) {
  const auto iris = load("iris");
  EXPECT_EQ(iris->rows, 150U);
  EXPECT_EQ(iris->columns, 4U);
  EXPECT_EQ(iris->featureNames[2], "petal length");
  EXPECT_EQ(iris->featureUnits, (std::vector<std::string>(4, "cm")));
  EXPECT_EQ(iris->classNames, (std::vector<std::string>{"setosa", "versicolor", "virginica"}));
  for (int species = 0; species < 3; ++species)
    EXPECT_EQ(std::count(iris->target.begin(), iris->target.end(), species), 50);
  // The two rows that the UCI copy has wrong.
  EXPECT_EQ(std::vector<double>(iris->row(34), iris->row(35)), (std::vector<double>{4.9, 3.1, 1.5, 0.2}));
  EXPECT_EQ(std::vector<double>(iris->row(37), iris->row(38)), (std::vector<double>{4.9, 3.6, 1.4, 0.1}));
  EXPECT_NEAR(columnMean(*iris, 0), 5.843333, 1e-6);
  EXPECT_NEAR(columnMean(*iris, 3), 1.199333, 1e-6);
  EXPECT_FALSE(iris->citation.empty());
  EXPECT_FALSE(iris->licence.empty());
}

TEST(Dataset, EveryBuiltInOneIsWhatTheListSays) {
  std::set<std::string> names;
  for (const DatasetInfo& info : builtIn()) {
    SCOPED_TRACE(info.name);
    EXPECT_TRUE(names.insert(info.name).second);
    EXPECT_FALSE(info.title.empty());
    EXPECT_FALSE(info.description.empty());
    const auto set = load(info.name, 3);
    EXPECT_EQ(set->name, info.name);
    EXPECT_EQ(set->title, info.title);
    EXPECT_EQ(set->rows, info.rows);
    EXPECT_EQ(set->columns, info.columns);
    EXPECT_EQ(set->classNames.size(), info.classes);
    EXPECT_EQ(set->target.size(), info.classes > 0 ? info.rows : 0);
    EXPECT_EQ(std::set<int>(set->target.begin(), set->target.end()).size(), info.classes);
    EXPECT_EQ(set->features.size(), info.rows * info.columns);
    EXPECT_EQ(set->featureNames.size(), info.columns);
    EXPECT_EQ(set->featureUnits.size(), info.columns);
    EXPECT_TRUE(
        std::all_of(set->features.begin(), set->features.end(), [](double x) { return std::isfinite(x); }));
    EXPECT_FALSE(set->licence.empty());
    EXPECT_TRUE(set->notes.empty());
    EXPECT_EQ(load(info.name, 3), set);
    EXPECT_EQ(load(info.name, 4) == set, !info.generated);
  }
  EXPECT_EQ(names.size(), 15U);
}

// Bytes written by hand, after netpbm's description of PPM.
TEST(Dataset, PicturesAreSamplesOfColour) {
  const Dataset set = fromPicture(std::string("P6 # two by one\n2 1\n255\n\x00\x80\xff\x01\x02\x03", 30), "p.ppm");
  EXPECT_EQ(set.rows, 2U);
  EXPECT_EQ(set.pictureWidth, 2U);
  EXPECT_EQ(set.features, (std::vector<double>{0, 128, 255, 1, 2, 3}));
  const auto refusal = [](const std::string& bytes) -> std::string {
    try {
      fromPicture(bytes, "p.ppm");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  const std::string begin = "p.ppm is no PPM picture that can be read here: ";
  EXPECT_EQ(refusal(""), begin + "it does not begin with P6");
  EXPECT_EQ(refusal("P6\n0 3\n255\n"), begin + "its width is not a number from 1 to 4194304");
  EXPECT_EQ(refusal("P6\n99999999999999999999 3\n255\n"), begin + "its width is not a number from 1 to 4194304");
  EXPECT_EQ(refusal("P6\n2097152 3\n255\n"), begin + "its height is not a number from 1 to 2");
  EXPECT_EQ(refusal("P6\n2 2\n65535\n"), begin + "its colours are not 8 bits each");
  EXPECT_EQ(refusal("P6\n2 2\n255"), begin + "its header has no end");
  EXPECT_EQ(refusal("P6\n2 2\n255\nabc"), begin + "it has 3 bytes of pixels, not 12");
}

TEST(Dataset, GeneratedOnesDependOnTheSeedAlone) {
  for (const DatasetInfo& info : builtIn()) {
    if (!info.generated) continue;
    const std::vector<double> first = load(info.name, 1)->features;  // the set itself is let go
    EXPECT_EQ(load(info.name, 1)->features, first);
    EXPECT_NE(load(info.name, 2)->features, first);
  }
}

TEST(Dataset, UnknownNamesSayWhatWouldBeRight) {
  try {
    load("irsi");
    FAIL();
  } catch (const base::BadCall& error) {
    EXPECT_NE(std::string(error.what()).find("iris, wine, breast-cancer, digits, longley, coffee, blobs"), std::string::npos);
  }
  EXPECT_THROW(load("no/such/file.csv"), base::Error);
  EXPECT_THROW(load(""), base::BadCall);
}

TEST(Dataset, ReadsALearnersFile) {
  const testing::ScratchFolder folder;
  const auto path = folder / "mine.csv";
  io::writeWhole(path,
                 ",name,height (cm),weight (kg),kind\n"
                 "0,Ada,170,60,a\n1,Bob,NA,70,b\n2,Cid,180,inf,b\n3,Dan,190,80,b\n4,Eve,160,50,\n");
  const auto set = load(path.string());
  EXPECT_EQ(set->rows, 2U);
  EXPECT_EQ(set->features, (std::vector<double>{170, 60, 190, 80}));
  EXPECT_EQ(set->featureNames, (std::vector<std::string>{"height", "weight"}));
  EXPECT_EQ(set->featureUnits, (std::vector<std::string>{"cm", "kg"}));
  EXPECT_EQ(set->target, (std::vector<int>{0, 1}));
  EXPECT_EQ(set->classNames, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(set->notes,
            (std::vector<std::string>{"The first column only counts the rows and was left out.",
                                      "Columns of text were left out: name.",
                                      "3 of 5 rows have a missing or infinite value and were left out."}));
  EXPECT_EQ(load(path.string()), set);
  io::writeWhole(path, "x\n1\n2\n");
  EXPECT_EQ(load(path.string())->features, (std::vector<double>{1, 2}));
  EXPECT_TRUE(load(path.string())->target.empty());
}

TEST(Dataset, ANumericTargetCanBeNamed) {
  const Table table = io::parseCsv("x,y\n1,7\n2,3\n3,7\n", "t");
  const Dataset set = fromTable(table, "y");
  EXPECT_EQ(set.target, (std::vector<int>{1, 0, 1}));
  EXPECT_EQ(set.classNames, (std::vector<std::string>{"3", "7"}));
  EXPECT_EQ(set.columns, 1U);
  EXPECT_THROW(fromTable(table, "z"), base::BadCall);
}

TEST(Dataset, ManyThreadsShareOneCopy) {
  std::vector<std::shared_ptr<const Dataset>> seen(8);
  std::vector<std::thread> threads;
  for (auto& place : seen) threads.emplace_back([&place] { place = load("spirals", 77); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& set : seen) EXPECT_EQ(set, seen.front());
}

}  // namespace
}  // namespace gradarium::data
