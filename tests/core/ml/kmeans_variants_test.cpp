// SPDX-License-Identifier: GPL-3.0-or-later
// k-means with bounds, and by mini-batches.
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/kmeans_minibatch.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/distance.h"
#include "core/ml/metrics/partition.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::normalSamples;
using testing::samplesOf;
using Labels = std::vector<int>;
using Numbers = std::vector<double>;

Labels labelsOf(const KMeans& run) { return {run.labels().begin(), run.labels().end()}; }
Numbers centresOf(const KMeans& run) { return {run.centres().begin(), run.centres().end()}; }

TEST(KMeansBounds, EachHalfStepIsLloydsBitForBit) {
  for (const Assignment bounds : {Assignment::Hamerly, Assignment::Elkan}) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const Samples samples = seed % 3 == 0   ? samplesOf("iris")  // measured to 0.1 cm: many ties
                              : seed % 3 == 1 ? samplesOf("wine")
                                              : normalSamples(600, 1 + seed % 6, seed);
      KMeansOptions options{.k = 1 + seed % 12,
                            .seeding = Seeding::Random,
                            .seed = seed,
                            .empty = seed % 2 == 0 ? EmptyCluster::Keep : EmptyCluster::Relocate};
      KMeans lloyd(samples, options);
      options.assignment = bounds;
      KMeans bounded(samples, options);
      for (int half = 0; half < 200 && !lloyd.converged(); ++half) {
        lloyd.halfStep();
        bounded.halfStep();
        ASSERT_EQ(labelsOf(bounded), labelsOf(lloyd)) << "seed " << seed << ", half-step " << half;
        ASSERT_EQ(centresOf(bounded), centresOf(lloyd));
        ASSERT_EQ(bounded.inertia(), lloyd.inertia());
        if (half != 7) continue;
        const Numbers somewhere(samples.columns(), 2.5);  // a centre dragged by hand
        lloyd.moveCentre(0, somewhere);
        bounded.moveCentre(0, somewhere);
      }
      EXPECT_TRUE(bounded.converged());
    }
  }
}

TEST(KMeansBounds, HardScalesAreExactToo) {
  for (const double scale : {1e-140, 1e-9, 1e30, 1e140}) {
    base::Random random(5);
    Numbers values(600);
    for (double& value : values) value = random.normal() * scale;
    const Samples samples(values, 3);
    KMeans lloyd(samples, {.k = 6, .seed = 2});
    lloyd.fit(10);
    for (const Assignment bounds : {Assignment::Hamerly, Assignment::Elkan}) {
      KMeans bounded(samples, {.k = 6, .seed = 2, .assignment = bounds});
      bounded.fit(10);
      EXPECT_EQ(labelsOf(bounded), labelsOf(lloyd)) << scale;
    }
  }
}

TEST(KMeansBounds, TakeFewerDistances) {
  const Samples digits = samplesOf("digits");
  const auto distances = [&](Assignment assignment) {
    KMeans run(digits, {.k = 10, .seed = 1, .assignment = assignment});
    run.fit();
    return run.distances();
  };
  const auto lloyd = distances(Assignment::All), hamerly = distances(Assignment::Hamerly),
             elkan = distances(Assignment::Elkan);
  EXPECT_EQ(lloyd % (1797 * 10), 0U);
  EXPECT_LT(hamerly, lloyd);
  EXPECT_LT(elkan, lloyd / 3);
}

TEST(KMeansBounds, CopiesAndRestartsKeepTheirOwn) {
  const Samples samples = normalSamples(500, 3, 1);
  KMeans run(samples, {.k = 5, .assignment = Assignment::Elkan});
  run.halfStep();
  run.halfStep();
  KMeans saved = run;
  run.fit();
  saved.fit();
  EXPECT_EQ(labelsOf(run), labelsOf(saved));
  EXPECT_EQ(run.distances(), saved.distances());
  EXPECT_EQ(bestOf(samples, {.k = 5, .assignment = Assignment::Elkan}, 8).inertias,
            bestOf(samples, {.k = 5}, 8).inertias);
}

TEST(MiniBatchKMeans, ACentreIsTheMeanOfAllItWasGiven) {
  const Samples samples = normalSamples(400, 3, 6);
  MiniBatchKMeans run(samples, {.k = 4, .batch = 32, .seed = 9});
  std::vector<Numbers> sums(4, Numbers(3));
  for (int step = 0; step < 20; ++step) {
    const Numbers before(run.centres().begin(), run.centres().end());
    run.step();
    for (const std::size_t row : run.batch()) {
      std::size_t best = 0;
      for (std::size_t j = 1; j < 4; ++j) {
        if (squaredDistance(samples.row(row).data(), &before[j * 3], 3) <
            squaredDistance(samples.row(row).data(), &before[best * 3], 3))
          best = j;
      }
      for (std::size_t f = 0; f < 3; ++f) sums[best][f] += samples.row(row)[f];
    }
  }
  EXPECT_EQ(run.steps(), 20U);
  std::size_t seen = 0;
  for (std::size_t j = 0; j < 4; ++j) {
    seen += run.seen()[j];
    for (std::size_t f = 0; f < 3; ++f)
      EXPECT_NEAR(run.centres()[j * 3 + f], sums[j][f] / static_cast<double>(run.seen()[j]), 1e-12);
  }
  EXPECT_EQ(seen, 640U);
}

TEST(MiniBatchKMeans, EndsNearLloyd) {
  const Samples digits = samplesOf("digits");
  MiniBatchKMeans run(digits, {.k = 10, .batch = 256, .seed = 1});
  for (int step = 0; step < 200; ++step) run.step();
  const double lloyd = bestOf(digits, {.k = 10, .seed = 1}, 5).best.inertia();
  EXPECT_LT(inertia(digits, run.labels(), run.centres()), 1.05 * lloyd);
}

TEST(MiniBatchKMeans, AnyThreadsAndBadCalls) {
  const Samples samples = normalSamples(3000, 4, 2);
  const auto centres = [&](int threads) {
    Numbers result;
    base::Arena(threads).run([&] {
      MiniBatchKMeans run(samples, {.k = 7, .batch = 2000, .seed = 4});
      for (int step = 0; step < 5; ++step) run.step();
      result.assign(run.centres().begin(), run.centres().end());
    });
    return result;
  };
  EXPECT_EQ(centres(1), centres(4));
  MiniBatchKMeans run(samples, {.k = 2, .batch = 5, .seed = 1});
  run.step();
  run.moveCentre(1, Numbers{9, 9, 9, 9});
  EXPECT_EQ(run.seen()[1], 0U);
  EXPECT_EQ(run.centres()[7], 9.0);
  EXPECT_THROW(run.moveCentre(2, Numbers{0, 0, 0, 0}), base::BadCall);
  EXPECT_THROW(run.moveCentre(0, Numbers{0, 0, 0}), base::BadCall);
  EXPECT_THROW(run.moveCentre(0, Numbers{0, 0, 0, std::nan("")}), base::BadCall);
  EXPECT_THROW(MiniBatchKMeans(samples, {.k = 0}), base::BadCall);
  EXPECT_THROW(MiniBatchKMeans(samples, {.k = 2, .batch = 0}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
