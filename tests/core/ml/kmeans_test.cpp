// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/generate.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/distance.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::normalSamples;
using testing::rowsOf;
using testing::samplesOf;
using Labels = std::vector<int>;
using Numbers = std::vector<double>;

Labels labelsOf(const KMeans& run) { return {run.labels().begin(), run.labels().end()}; }
Numbers centresOf(const KMeans& run) { return {run.centres().begin(), run.centres().end()}; }

int naive(const KMeans& run, const double* x) {
  const std::size_t d = run.samples().columns();
  int best = 0;
  for (int j = 1; j < static_cast<int>(run.k()); ++j) {
    const auto distance = [&](int c) {
      return squaredDistance(x, run.centres().data() + static_cast<std::size_t>(c) * d, d);
    };
    if (distance(j) < distance(best)) best = j;
  }
  return best;
}

void expectNaiveLabels(const KMeans& run) {
  for (std::size_t i = 0; i < run.samples().rows(); ++i) {
    ASSERT_EQ(run.labels()[i], naive(run, run.samples().row(i).data())) << "sample " << i;
  }
}

TEST(KMeans, LabelsAreThoseOfThePlainSearch) {
  struct Case {
    std::size_t rows, columns, k;
  };
  for (const auto& [rows, columns, k] :
       {Case{1000, 2, 7}, {1, 1, 1}, {31, 5, 31}, {33, 3, 8}, {2500, 17, 9}, {700, 64, 40}}) {
    KMeans run(normalSamples(rows, columns, rows), {.k = k, .seed = 1});
    for (int moves = 0; moves < 4; ++moves) {
      run.halfStep();
      expectNaiveLabels(run);
      run.halfStep();
    }
  }
}

TEST(KMeans, TiesGoToTheLowestIndex) {
  // A lattice about centres on a lattice: half of all samples are exactly as far from two or four centres.
  Numbers values, centres;
  for (int x = 0; x <= 40; ++x) {
    for (int y = 0; y <= 40; ++y) values.insert(values.end(), {x * 0.5, y * 0.5});
  }
  for (int x = 0; x < 4; ++x) {
    for (int y = 0; y < 4; ++y) centres.insert(centres.end(), {15.0 - 5 * x, 5.0 * y});
  }
  KMeans run(Samples(values, 2), centres);
  run.halfStep();
  expectNaiveLabels(run);
}

TEST(KMeans, HardScalesAreExactToo) {
  for (const double offset : {0.0, 1e9, -1e15}) {
    for (const double scale : {1e-140, 1e-9, 1.0, 1e30, 1e140}) {
      base::Random random(5);
      Numbers values(600);
      for (double& value : values) value = (offset + random.normal() * 100) * scale;
      values[7] *= 1000;
      KMeans run(Samples(values, 3), {.k = 6, .seed = 2});
      run.halfStep();
      expectNaiveLabels(run);
      run.fit(5);
      expectNaiveLabels(run);
    }
  }
}

TEST(KMeans, InertiaNeverRises) {
  const Samples iris = samplesOf("iris"), wine = samplesOf("wine");
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    KMeans run(seed % 2 == 0 ? iris : wine,
               {.k = 1 + seed % 9,
                .seeding = seed % 3 == 0 ? Seeding::Random : Seeding::PlusPlus,
                .seed = seed,
                .empty = seed % 5 == 0 ? EmptyCluster::Relocate : EmptyCluster::Keep});
    EXPECT_TRUE(std::isnan(run.inertia()));
    double before = std::numeric_limits<double>::infinity();
    while (!run.converged()) {
      ASSERT_LT(run.halfSteps(), 500U);
      run.halfStep();
      EXPECT_LE(run.inertia(), before * (1 + 1e-13)) << "seed " << seed;
      before = run.inertia();
    }
    EXPECT_FALSE(run.halfStep());
    // Converged: every centre is the mean of its samples.
    KMeans again = run;
    again.fit();
    EXPECT_EQ(centresOf(again), centresOf(run));
  }
}

TEST(KMeans, FitIsTheHalfSteps) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    KMeans fast(normalSamples(3000, 5, 9), {.k = 12, .seed = seed}), slow = fast;
    fast.fit();
    while (!slow.converged()) slow.halfStep();
    EXPECT_TRUE(fast.converged());
    EXPECT_EQ(fast.halfSteps(), slow.halfSteps());
    EXPECT_EQ(labelsOf(fast), labelsOf(slow));
    EXPECT_EQ(centresOf(fast), centresOf(slow));
    EXPECT_EQ(fast.inertia(), slow.inertia());
  }
}

TEST(KMeans, AnyNumberOfThreadsGivesTheSameBits) {
  const Samples samples = normalSamples(20000, 7, 3);
  const auto fitted = [&](int threads) {
    std::pair<Numbers, double> result;
    base::Arena(threads).run([&] {
      KMeans run(samples, {.k = 15, .seed = 4});
      run.fit(30);
      const auto restarts = bestOf(samples, {.k = 5, .seed = 4}, 6, 10);
      result = {centresOf(run),
                run.inertia() + restarts.best.inertia() + static_cast<double>(restarts.bestRestart)};
    });
    return result;
  };
  const auto one = fitted(1);
  EXPECT_EQ(fitted(2), one);
  EXPECT_EQ(fitted(8), one);
}

TEST(KMeans, HalfStepsTellWhatTheyDid) {
  KMeans run(Samples({0, 1, 10, 11}, 1), Numbers{0, 1});
  EXPECT_EQ(run.phase(), KMeans::Phase::Assign);
  EXPECT_EQ(labelsOf(run), (Labels{-1, -1, -1, -1}));
  EXPECT_TRUE(run.emptyClusters().empty());
  EXPECT_TRUE(run.halfStep());
  EXPECT_EQ(labelsOf(run), (Labels{0, 1, 1, 1}));
  EXPECT_EQ(run.reassigned(), 4U);
  EXPECT_EQ(run.inertia(), 81 + 100);
  EXPECT_EQ(run.sizes()[1], 3U);
  EXPECT_TRUE(run.halfStep());
  EXPECT_DOUBLE_EQ(run.centres()[1], 22.0 / 3);
  EXPECT_DOUBLE_EQ(run.shift(), 22.0 / 3 - 1);
  EXPECT_TRUE(run.halfStep());
  EXPECT_EQ(run.reassigned(), 1U);
  while (run.halfStep()) {
  }
  EXPECT_TRUE(run.converged());
  EXPECT_EQ(centresOf(run), (Numbers{0.5, 10.5}));
  EXPECT_EQ(run.inertia(), 1.0);
  EXPECT_EQ(run.predict(Samples({-5, 5, 6, 50}, 1)), (Labels{0, 0, 1, 1}));
}

TEST(KMeans, AMovedCentreSetsItGoingAgain) {
  KMeans run(samplesOf("iris"), {.k = 3, .seed = 1});
  run.fit();
  const KMeans saved = run;
  run.moveCentre(1, Numbers{100, 100, 100, 100});
  EXPECT_FALSE(run.converged());
  EXPECT_EQ(run.phase(), KMeans::Phase::Assign);
  EXPECT_GT(run.inertia(), saved.inertia());
  run.fit();
  EXPECT_EQ(run.emptyClusters(), (std::vector<std::size_t>{1}));  // kept where it was planted
  EXPECT_EQ(run.centres()[4], 100.0);
  EXPECT_GT(run.inertia(), 1.3 * saved.inertia());
  run = saved;
  EXPECT_EQ(labelsOf(run), labelsOf(saved));
  EXPECT_TRUE(run.converged());
  for (const double far : {1e30, 1e200, -1e308}) {
    run.moveCentre(0, Numbers{far, 0, 0, far});
    run.halfStep();
    expectNaiveLabels(run);
  }
  EXPECT_THROW(run.moveCentre(3, Numbers{0, 0, 0, 0}), base::BadCall);
  EXPECT_THROW(run.moveCentre(0, Numbers{0, 0, 0}), base::BadCall);
  EXPECT_THROW(run.moveCentre(0, Numbers{0, 0, 0, std::nan("")}), base::BadCall);
}

TEST(KMeans, AsManyClustersAsSamplesAndOne) {
  const Samples iris = samplesOf("iris");
  KMeans one(iris, {.k = 1});
  one.fit();
  EXPECT_NEAR(one.inertia(), 681.3706, 1e-9);
  const Samples distinct = normalSamples(50, 2, 1);
  KMeans all(distinct, {.k = 50});
  all.fit();
  EXPECT_EQ(all.inertia(), 0.0);
  EXPECT_TRUE(all.emptyClusters().empty());
}

TEST(KMeans, DuplicatePoints) {
  for (const EmptyCluster empty : {EmptyCluster::Keep, EmptyCluster::Relocate}) {
    for (const Seeding seeding : {Seeding::Random, Seeding::PlusPlus, Seeding::GreedyPlusPlus}) {
      KMeans same(Samples(Numbers(40, 0.1), 2), {.k = 5, .seeding = seeding, .empty = empty});
      same.fit();
      EXPECT_TRUE(same.converged());
      EXPECT_NEAR(same.inertia(), 0, 1e-25);
      Numbers two(60, 0.1);
      std::fill(two.begin() + 30, two.end(), 0.7);
      KMeans pair(Samples(two, 2), {.k = 4, .seeding = seeding, .seed = 3, .empty = empty});
      EXPECT_LT(pair.fit(1000), 1000U);
    }
  }
}

TEST(KMeans, StopsWhenAsked) {
  KMeans run(normalSamples(5000, 4, 1), {.k = 20});
  base::StopFlag stop;
  stop.request();
  EXPECT_EQ(run.fit(300, 0, &stop), 0U);
  EXPECT_EQ(run.phase(), KMeans::Phase::Move);
  EXPECT_FALSE(std::isnan(run.inertia()));
  const auto some = bestOf(run.samples(), {.k = 3}, 5, 300, &stop);
  EXPECT_FALSE(std::isnan(some.inertias[0]));
  EXPECT_EQ(some.bestRestart, 0U);
  KMeans limited(run.samples(), {.k = 20});
  EXPECT_EQ(limited.fit(3), 3U);
  EXPECT_EQ(limited.halfSteps(), 7U);
}

TEST(KMeans, RefusesWhatCannotBeClustered) {
  const Samples iris = samplesOf("iris");
  EXPECT_THROW(KMeans(iris, {.k = 0}), base::BadCall);
  EXPECT_THROW(KMeans(iris, {.k = 151}), base::BadCall);
  EXPECT_THROW(KMeans(iris, Numbers{1, 2, 3}), base::BadCall);
  EXPECT_THROW(KMeans(iris, Numbers{1, 2, 3, std::nan("")}), base::BadCall);
  EXPECT_THROW(KMeans(Samples(Numbers{}, 2), {.k = 1}), base::Error);
  EXPECT_THROW(Samples(Numbers{1, 2, 3}, 2), base::BadCall);
  try {
    KMeans(Samples({1, 2, 3, std::nan("")}, 2), {.k = 1});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "k-means needs finite numbers, but row 2, column 2 is missing (NaN)");
  }
  EXPECT_THROW(KMeans(Samples({1, std::numeric_limits<double>::infinity()}, 1), {.k = 1}), base::Error);
  EXPECT_THROW(bestOf(iris, {.k = 3}, 0), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
