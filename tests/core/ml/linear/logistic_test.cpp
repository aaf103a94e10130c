// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/logistic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/io/onnx.h"
#include "core/ml/linear/linear_onnx.h"
#include "core/ml/metrics/classification.h"
#include "tests/core/ml/linear/tables.h"
#include "tests/onnx_reader.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::samplesOf;
using testing::scaled;
using Numbers = std::vector<double>;

TEST(Logistic, IsScikitLearnsOnBreastCancer) {
  const auto should = reference("linear/linear.json").at("cancer");
  const auto set = data::load("breast-cancer");
  LogisticRegression model(scaled(samplesOf("breast-cancer")), set->target, 2, 1);
  const std::size_t steps = fit(model);
  EXPECT_LE(steps, 12U);
  const auto coefficients = should.at("coefficients").get<std::vector<Numbers>>()[0];
  // Codes follow the names: here malignant is what scikit-learn calls 0.
  const double sign = set->classNames[1] == "benign" ? 1 : -1;
  for (std::size_t j = 0; j < coefficients.size(); ++j)
    EXPECT_NEAR(sign * model.parameters()[j], coefficients[j], 2e-6);
  const Samples x = scaled(samplesOf("breast-cancer"));
  const auto p = model.probabilities(x);
  EXPECT_NEAR(accuracy(set->target, mostProbable(p, 2)), 0.987698, 5e-7);
  EXPECT_NEAR(model.logLoss(), should.at("log_loss").get<double>(), 1e-10);
  EXPECT_NEAR(model.logLoss(), 0.0533919, 5e-8);  // 0.0533920 where one stops before the bottom
  EXPECT_NEAR(areaUnderRoc(set->target, model.scores(x)), 0.997450, 5e-7);
}

TEST(Logistic, SoftmaxIsScikitLearnsOnIris) {
  const auto should = reference("linear/linear.json").at("iris");
  const auto set = data::load("iris");
  LogisticRegression model(scaled(samplesOf("iris")), set->target, 3, 1);
  fit(model);
  const auto rows = should.at("coefficients").get<std::vector<Numbers>>();
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t j = 0; j < 5; ++j)
      EXPECT_NEAR(model.parameters()[k * 5 + j], rows[k][j], 1e-6) << k << ", " << j;
  EXPECT_NEAR(model.logLoss(), should.at("log_loss").get<double>(), 1e-8);
}

TEST(Logistic, GradientIsThatOfTheObjective) {
  const auto set = data::load("iris");
  for (const std::size_t classes : {2U, 3U}) {
    std::vector<int> target = set->target;
    if (classes == 2)
      for (int& code : target) code = code == 1 ? 1 : 0;
    LogisticRegression model(scaled(samplesOf("iris")), target, classes, 0.7);
    for (int i = 0; i < 3; ++i) model.gradientStep(0.5);
    const Numbers at(model.parameters().begin(), model.parameters().end()), g = model.gradient();
    for (std::size_t j = 0; j < at.size(); ++j) {
      Numbers up = at, down = at;
      up[j] += 1e-5;
      down[j] -= 1e-5;
      EXPECT_NEAR(g[j], (model.objectiveAt(up) - model.objectiveAt(down)) / 2e-5, 1e-6);
    }
  }
}

TEST(Logistic, StepsOnlyGoDownAndEndWhereTheGradientDoes) {
  const auto set = data::load("wine");
  LogisticRegression model(scaled(samplesOf("wine")), set->target, 3, 0.1);
  double before = model.objective();
  EXPECT_NEAR(before, 178 * std::log(3), 1e-9);
  while (model.newtonStep()) {
    EXPECT_LT(model.objective(), before);
    before = model.objective();
  }
  for (const double g : model.gradient()) EXPECT_NEAR(g, 0, 1e-5);
}

TEST(Logistic, WeightsGrowWithoutEndWhereClassesComeApart) {
  LogisticRegression free(Samples({-2, -1, 1, 2}, 1), {0, 0, 1, 1}, 2, 0), held = free;
  double length = 0;
  for (int i = 0; i < 20; ++i) {
    free.newtonStep();
    EXPECT_GE(free.weightNorm(), length);
    length = free.weightNorm();
  }
  EXPECT_GT(length, 10);
  EXPECT_LT(free.logLoss(), 1e-6);
  held.setLambda(1);
  fit(held);
  EXPECT_LT(held.weightNorm(), 2);
}

TEST(Logistic, RefusesWhatIsNoQuestion) {
  EXPECT_THROW(LogisticRegression(Samples({1, 2}, 1), {0, 1}, 1, 0), base::BadCall);
  EXPECT_THROW(LogisticRegression(Samples({1, 2}, 1), {0, 2}, 2, 0), base::BadCall);
  EXPECT_THROW(LogisticRegression(Samples({1, std::nan("")}, 1), {0, 1}, 2, 0), base::Error);
}

TEST(Metrics, TiesCountHalf) {
  EXPECT_EQ(areaUnderRoc(std::vector<int>{0, 1, 0, 1}, Numbers{1, 1, 0, 2}), 0.875);
  EXPECT_TRUE(std::isnan(areaUnderRoc(std::vector<int>{1, 1}, Numbers{1, 2})));
}

TEST(LinearOnnx, SaysWhatTheModelSays) {
  const auto set = data::load("iris");
  const Samples x = samplesOf("iris");
  LogisticRegression model(x, set->target, 3, 1);
  fit(model);
  const tests::OnnxReader reader(io::onnx::write(linearOnnx(model.parameters(), 4, LinearOutput::Softmax)));
  const auto known = reader.run("features", {{150, 4}, {x.values().begin(), x.values().end()}});
  const Numbers p = model.probabilities(x);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(known.at("probabilities").values[i], p[i], 1e-12);
  EXPECT_THROW(linearOnnx(model.parameters(), 3, LinearOutput::Value), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
