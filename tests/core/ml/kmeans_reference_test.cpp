// SPDX-License-Identifier: GPL-3.0-or-later
// k-means against scikit-learn's numbers.
#include <gtest/gtest.h>

#include <cmath>

#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/metrics/partition.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::samplesOf;
using Labels = std::vector<int>;

void expectStep(const KMeans& run, const nlohmann::json& step) {
  const auto centres = step.at("centres").get<std::vector<std::vector<double>>>();
  for (std::size_t j = 0; j < centres.size(); ++j) {
    for (std::size_t f = 0; f < centres[j].size(); ++f) {
      EXPECT_NEAR(run.centres()[j * centres[j].size() + f], centres[j][f],
                  1e-9 * (1 + std::fabs(centres[j][f])));
    }
  }
}

// scikit-learn assigns once more after its last move: our centres after m moves, our labels a half-step
// later.
TEST(KMeansReference, TheSameTrajectoryStepByStep) {
  const auto all = reference("cluster/kmeans.json");
  for (const auto& item : all.at("trajectories")) {
    const Samples samples = samplesOf(item.at("data").get<std::string>());
    KMeans run(samples, item.at("first").get<std::vector<double>>());
    run.halfStep();
    std::size_t moves = 0;
    for (const auto& step : item.at("steps")) {
      SCOPED_TRACE(item.at("data").get<std::string>() + " move " + std::to_string(++moves));
      run.halfStep();
      expectStep(run, step);
      run.halfStep();
      EXPECT_EQ(Labels(run.labels().begin(), run.labels().end()), step.at("labels").get<Labels>());
      EXPECT_NEAR(run.inertia() / step.at("inertia").get<double>(), 1, 1e-9);
      if (run.converged()) break;
    }
    EXPECT_GE(moves, 3U);
    EXPECT_GE(moves + 2, item.at("steps").size());  // it notices convergence one round later
  }
}

TEST(KMeansReference, TheSameBitsAsThePlainAlgorithm) {
  const auto all = reference("cluster/kmeans.json");
  for (const auto& item : all.at("plain")) {
    const Samples samples = samplesOf(item.at("data").get<std::string>());
    KMeans run(samples, item.at("first").get<std::vector<double>>());
    for (const auto& step : item.at("steps")) {
      run.halfStep();
      EXPECT_EQ(Labels(run.labels().begin(), run.labels().end()), step.at("labels").get<Labels>());
      EXPECT_EQ(run.inertia(), step.at("inertia").get<double>());
      if (!step.contains("centres")) break;
      run.halfStep();
      std::vector<double> centres;
      for (const auto& row : step.at("centres").get<std::vector<std::vector<double>>>()) {
        centres.insert(centres.end(), row.begin(), row.end());
      }
      EXPECT_EQ(std::vector<double>(run.centres().begin(), run.centres().end()), centres);
    }
    EXPECT_TRUE(run.converged());
    EXPECT_GT(run.halfSteps(), 8U);
  }
}

TEST(KMeansReference, AnEmptyClusterGoesToTheFarthestSample) {
  const auto item = reference("cluster/kmeans.json").at("relocation");
  const Samples samples = samplesOf(item.at("rows").get<std::vector<std::vector<double>>>());
  const auto first = item.at("first").get<std::vector<double>>();
  KMeans run(samples, first, EmptyCluster::Relocate);
  run.halfStep();
  EXPECT_EQ(run.emptyClusters(), (std::vector<std::size_t>{2}));
  run.halfStep();
  EXPECT_EQ(run.relocated(), 1U);
  EXPECT_TRUE(run.emptyClusters().empty());
  expectStep(run, item.at("steps").at(0));
  run.fit();
  EXPECT_EQ(Labels(run.labels().begin(), run.labels().end()),
            item.at("steps").back().at("labels").get<Labels>());
  expectStep(run, item.at("steps").back());
}

TEST(KMeansReference, IrisBestOfFifty) {
  const auto best = reference("cluster/kmeans.json").at("best");
  const Samples iris = samplesOf("iris");
  const auto truth = data::load("iris")->target;
  const auto three = bestOf(iris, {.k = 3}, 50);
  EXPECT_NEAR(three.best.inertia(), best.at("3").get<double>(), 1e-9);
  EXPECT_NEAR(three.best.inertia(), 78.851441, 1e-6);
  EXPECT_EQ(three.inertias[three.bestRestart], three.best.inertia());
  EXPECT_NEAR(adjustedRand(truth, three.best.labels()), 0.730238, 1e-6);
  EXPECT_NEAR(normalisedMutualInformation(truth, three.best.labels()), 0.758176, 1e-6);
  EXPECT_NEAR(silhouette(iris, three.best.labels()), 0.552819, 1e-6);
  EXPECT_NEAR(calinskiHarabasz(iris, three.best.labels()), 561.62776, 1e-5);
  EXPECT_NEAR(daviesBouldin(iris, three.best.labels()), 0.661972, 1e-6);
  const auto two = bestOf(iris, {.k = 2}, 50);
  EXPECT_NEAR(two.best.inertia(), 152.347952, 1e-6);
  EXPECT_NEAR(silhouette(iris, two.best.labels()), 0.681046, 1e-6);
}

TEST(KMeansReference, DigitsBestOfFifty) {
  EXPECT_LE(bestOf(samplesOf("digits"), {.k = 10, .seeding = Seeding::GreedyPlusPlus}, 50).best.inertia(),
            1165200);
}

}  // namespace
}  // namespace gradarium::ml
