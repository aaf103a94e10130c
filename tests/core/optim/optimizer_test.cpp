// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/optim/objective.h"
#include "tests/core/ml/reference.h"

namespace gradarium::optim {
namespace {

const std::map<std::string, Method> byName{{"GradientDescent", Method::GradientDescent},
                                           {"HeavyBall", Method::HeavyBall},
                                           {"Nesterov", Method::Nesterov},
                                           {"AdaGrad", Method::AdaGrad},
                                           {"AdaDelta", Method::AdaDelta},
                                           {"RmsProp", Method::RmsProp},
                                           {"Adam", Method::Adam},
                                           {"AdamW", Method::AdamW},
                                           {"NAdam", Method::NAdam},
                                           {"Lion", Method::Lion}};

/// Two coordinates on a surface, and the optimizer that moves them.
template <class T>
struct Runner {
  Runner(const Settings& settings, const Objective& surface, Place start)
      : objective(surface), w{T(start.x), T(start.y)}, optimizer(makeOptimizer<T>(settings)) {
    optimizer->add({w, g});
  }
  void step() {
    const Jet jet = objective.jet({double(w[0]), double(w[1])});
    g[0] = T(jet.x);
    g[1] = T(jet.y);
    optimizer->step();
  }
  double value() const { return objective.value({double(w[0]), double(w[1])}); }

  Objective objective;
  std::array<T, 2> w, g{};
  std::unique_ptr<Optimizer<T>> optimizer;
};

Settings settingsOf(const nlohmann::json& run) {
  Settings s = standard(byName.at(run["method"]));
  s.weightDecay = 0;
  for (const auto& [key, value] : run["constants"].items()) {
    double& constant = key == "learningRate" ? s.learningRate
                       : key == "momentum"   ? s.momentum
                       : key == "beta1"      ? s.beta1
                       : key == "beta2"      ? s.beta2
                       : key == "rho"        ? s.rho
                                             : s.weightDecay;
    constant = value;
  }
  return s;
}

TEST(Optimizer, TrajectoriesEqualPyTorch) {
  const auto file = testing::reference("optim/trajectories.json");
  std::map<std::string, int> seen;
  for (const auto& run : file["runs"]) {
    const std::string surface = run["surface"], label = run["method"].get<std::string>() + " on " + surface;
    const Objective objective(surface == "Beale" ? Surface::Beale : Surface::Rosenbrock);
    Runner<double> runner(settingsOf(run), objective, {run["start"][0], run["start"][1]});
    const auto& path = run["path"];
    for (std::size_t t = 0; t < path.size(); ++t) {
      runner.step();
      for (std::size_t i = 0; i < 2; ++i)
        ASSERT_NEAR(runner.w[i], double(path[t][i]), 1e-7 * std::max(1.0, std::abs(double(path[t][i]))))
            << label << ", step " << t + 1;
      ASSERT_NEAR(runner.value(), double(run["values"][t]), 1e-7 * std::abs(double(run["values"][t])))
          << label;
    }
    ++seen[run["method"]];
  }
  EXPECT_EQ(seen.size(), std::size_t(methods));
}

double afterHundred(Settings settings, double rate) {
  settings.learningRate = rate;
  Runner<double> runner(settings, Objective(Surface::Rosenbrock), {-1.2, 1});
  for (int i = 0; i < 100; ++i) runner.step();
  return runner.value();
}

TEST(Optimizer, RosenbrockAfterAHundredSteps) {
  const auto near = [](double f, double expected) { EXPECT_NEAR(f, expected, 1e-7 * expected); };
  near(afterHundred(standard(Method::HeavyBall), 1e-4), 3.7235096);
  near(afterHundred(standard(Method::AdaGrad), 0.1), 3.9996272);
  near(afterHundred(standard(Method::AdaDelta), 1.0), 4.2501407);
  near(afterHundred(standard(Method::RmsProp), 0.01), 3.9197369);
  near(afterHundred(standard(Method::Adam), 0.01), 4.1785367);
  near(afterHundred(standard(Method::AdamW), 0.01), 4.1490087);
}

int stepsOnRavine(const Settings& settings) {
  Runner<double> runner(settings, Objective(Surface::Ravine, 100), {10, 1});
  const double goal = 1e-6 * runner.value();
  int steps = 0;
  while (runner.value() > goal && steps < 1000) runner.step(), ++steps;
  return steps;
}

TEST(Optimizer, MomentumCrossesTheRavineSixTimesFaster) {
  Settings plain = standard(Method::GradientDescent), heavy = standard(Method::HeavyBall);
  plain.learningRate = 2.0 / 101;
  heavy.learningRate = 4.0 / 121;
  heavy.momentum = 81.0 / 121;
  EXPECT_EQ(stepsOnRavine(plain), 346);
  EXPECT_EQ(stepsOnRavine(heavy), 56);
}

TEST(Optimizer, DecoupledDecayOfAZeroGradientIsAPower) {
  for (const Method method : {Method::AdamW, Method::Lion}) {
    Settings s = standard(method);
    s.learningRate = 0.02;
    s.weightDecay = 0.3;
    std::vector<double> w{1.5, -2}, g{0, 0};
    const auto optimizer = makeOptimizer<double>(s);
    optimizer->add({w, g});
    double kept = 1;
    for (int t = 0; t < 200; ++t) optimizer->step(), kept *= 1 - s.learningRate * s.weightDecay;
    EXPECT_NEAR(w[0], 1.5 * kept, 1e-14);
    EXPECT_NEAR(w[1], -2 * std::pow(1 - 0.006, 200), 1e-13);
  }
}

TEST(Optimizer, TheFirstStepOfAdamIsTheLearningRate) {
  for (const double size : {1e-3, 1.0, 5e4}) {
    std::vector<double> w{0}, g{-size};
    const auto optimizer = makeOptimizer<double>(standard(Method::Adam));
    optimizer->add({w, g});
    optimizer->step();
    EXPECT_NEAR(w[0], 1e-3, 1e-7);
    Settings raw = standard(Method::Adam);  // without the corrections it is (1-β1)/√(1-β2) times as long
    raw.biasCorrection = false;
    std::vector<double> v{0};
    const auto uncorrected = makeOptimizer<double>(raw);
    uncorrected->add({v, g});
    uncorrected->step();
    EXPECT_NEAR(v[0] / w[0], 0.1 / std::sqrt(0.001), 1e-3);
  }
}

TEST(Optimizer, ReportsWhatAStepDid) {
  std::vector<double> w{3, 4}, g{0.6, 0.8};
  Settings s = standard(Method::GradientDescent);
  s.learningRate = 0.5;
  const auto optimizer = makeOptimizer<double>(s);
  const std::size_t group = optimizer->add({w, g, 2.0});  // twice the rate
  optimizer->step();
  EXPECT_DOUBLE_EQ(optimizer->report(group).gradientNorm, 1);
  EXPECT_NEAR(optimizer->report(group).updateNorm, 1, 1e-15);
  EXPECT_NEAR(optimizer->report(group).effectiveStep(), 1, 1e-15);
  EXPECT_NEAR(optimizer->report(group).parameterNorm, std::hypot(2.4, 3.2), 1e-15);
  std::vector<double> rates(2);
  optimizer->rates(group, rates);
  EXPECT_EQ(rates, (std::vector<double>{1, 1}));
}

TEST(Optimizer, RatesAreTheFactorsBeforeTheGradient) {
  for (const Method method : {Method::AdaGrad, Method::RmsProp}) {
    Settings s = standard(method);
    std::vector<double> w{1, -2}, before, g{0.3, -70}, rates(2);
    const auto optimizer = makeOptimizer<double>(s);
    optimizer->add({w, g});
    for (int t = 0; t < 5; ++t) before = w, optimizer->step();
    optimizer->rates(0, rates);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR((before[i] - w[i]) / g[i], rates[i], 1e-12);
  }
}

TEST(Optimizer, AStateGoesOnWhereItWasTaken) {
  for (const auto& [label, method] : byName) {
    const Objective surface(Surface::Beale);
    Settings s = standard(method);
    Runner<double> whole(s, surface, {-1, 1.5}), first(s, surface, {-1, 1.5});
    for (int t = 0; t < 30; ++t) whole.step();
    for (int t = 0; t < 13; ++t) first.step();
    Runner<double> second(s, surface, {first.w[0], first.w[1]});
    second.optimizer->restore(first.optimizer->save());
    for (int t = 13; t < 30; ++t) second.step();
    EXPECT_EQ(second.w, whole.w) << label;
    EXPECT_EQ(second.optimizer->steps(), 30u);
    Runner<float> other(standard(method == Method::Lion ? Method::Adam : Method::Lion), surface, {0, 0});
    State<float> strange;
    EXPECT_THROW(other.optimizer->restore(strange), base::BadCall);
  }
}

TEST(Optimizer, FloatsFollowDoublesAndThreadsDoNotMatter) {
  constexpr std::size_t n = 100'003;
  for (const auto& [label, method] : byName) {
    std::vector<std::vector<float>> results;
    std::vector<double> norms;
    for (const int threads : {1, 4}) {
      std::vector<float> w(n), g(n);
      for (std::size_t i = 0; i < n; ++i) w[i] = float(i % 17) - 8, g[i] = float(i % 5) - 2;
      const auto optimizer = makeOptimizer<float>(standard(method));
      optimizer->add({w, g});
      base::Arena arena(threads);
      arena.run([&] {
        for (int t = 0; t < 3; ++t) optimizer->step();
      });
      results.push_back(w);
      norms.push_back(optimizer->report(0).updateNorm);
    }
    EXPECT_EQ(results[0], results[1]) << label;
    EXPECT_EQ(norms[0], norms[1]) << label;
    std::vector<double> w(17 * 5), g(17 * 5);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = double(i % 17) - 8, g[i] = double(i % 5) - 2;
    const auto optimizer = makeOptimizer<double>(standard(method));
    optimizer->add({w, g});
    for (int t = 0; t < 3; ++t) optimizer->step();
    for (std::size_t i = 0; i < w.size(); ++i) EXPECT_NEAR(results[0][i], w[i], 1e-5) << label;
  }
}

TEST(Optimizer, RefusesWhatCannotWork) {
  Settings s = standard(Method::Adam);
  s.beta2 = 1;
  EXPECT_THROW(makeOptimizer<double>(s), base::BadCall);
  s = standard(Method::Adam);
  s.learningRate = -1;
  EXPECT_THROW(makeOptimizer<double>(s), base::BadCall);
  const auto optimizer = makeOptimizer<double>(standard(Method::Adam));
  std::vector<double> w(3), g(2);
  EXPECT_THROW(optimizer->add({w, g}), base::BadCall);
  EXPECT_THROW(optimizer->setLearningRate(std::nan("")), base::BadCall);
  EXPECT_EQ(optimizer->settings().learningRate, 1e-3);
  optimizer->setLearningRate(0.25);
  EXPECT_EQ(optimizer->settings().learningRate, 0.25);
}

}  // namespace
}  // namespace gradarium::optim
