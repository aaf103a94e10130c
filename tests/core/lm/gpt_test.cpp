// SPDX-License-Identifier: GPL-3.0-or-later
// Small GPTs with fixed weights against PyTorch: logits, every gradient, ten steps of AdamW.
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/parallel.h"
#include "core/lm/gpt.h"
#include "core/train/parameter_steps.h"
#include "tests/core/lm/gpt_case.h"

namespace gradarium::lm {
namespace {

using testing::GptCase;
using testing::gptCases;
using testing::relativeError;

class GptReference : public ::testing::TestWithParam<std::size_t> {};

TEST_P(GptReference, LogitsAndEveryGradient) {
  const GptCase reference = gptCases().at(GetParam());
  Gpt model(reference.options);
  testing::fixedWeights(model);
  nn::Tape tape;
  nn::Pass pass{tape};
  const nn::Var logits = model.forward(pass, reference.inputs, reference.batch);
  EXPECT_LT(relativeError(logits.value().toVector(), reference.json.at("logits").get<std::vector<double>>()),
            1e-5);
  const nn::Var loss = autograd::crossEntropy(logits, reference.targets);
  EXPECT_NEAR(loss.value().item(), reference.json.at("loss").get<double>(), 1e-5);
  tape.backward(loss);
  std::size_t checked = 0;
  for (nn::Parameter* parameter : model.parameters()) {
    SCOPED_TRACE(parameter->name);
    ASSERT_TRUE(parameter->hasGradient);
    const auto gradient = parameter->gradient.toVector();
    double norm = 0, projection = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      norm += static_cast<double>(gradient[i]) * gradient[i];
      projection += gradient[i] * std::cos(static_cast<double>(i));
    }
    norm = std::sqrt(norm);
    const auto sums = reference.json.at("sums").at(parameter->name);
    const double expected = sums[0].get<double>();
    EXPECT_NEAR(norm, expected, 1e-5 * expected + 1e-8);
    EXPECT_NEAR(projection, sums[1].get<double>(), 1e-5 * expected * std::sqrt(gradient.size()) + 1e-8);
    if (reference.json.contains("gradients")) {
      const auto whole = reference.json.at("gradients").at(parameter->name).get<std::vector<double>>();
      EXPECT_LT(relativeError(gradient, whole), 1e-5);
    }
    ++checked;
  }
  EXPECT_EQ(checked, reference.json.at("sums").size());
}

TEST_P(GptReference, TheSameByWayOfTheWeights) {
  const GptCase reference = gptCases().at(GetParam());
  Gpt model(reference.options);
  testing::fixedWeights(model);
  const auto run = [&](bool show) {
    nn::Tape tape;
    nn::Pass pass{tape, false, 0, show};
    model.clearGradients();
    const nn::Var loss = model.loss(pass, reference.inputs, reference.targets, reference.batch);
    tape.backward(loss);
    std::vector<std::vector<float>> all{{loss.value().item()}};
    for (nn::Parameter* parameter : model.parameters()) all.push_back(parameter->gradient.toVector());
    return all;
  };
  const auto tiled = run(false), shown = run(true);
  for (std::size_t i = 0; i < tiled.size(); ++i) {
    EXPECT_LT(relativeError(tiled[i], std::vector<double>(shown[i].begin(), shown[i].end())), 1e-5) << i;
  }
}

TEST_P(GptReference, TheSameBitsForAnyNumberOfThreads) {
  const GptCase reference = gptCases().at(GetParam());
  std::vector<std::vector<float>> first;
  for (const int threads : {1, 2, 8}) {
    Gpt model(reference.options);
    testing::fixedWeights(model);
    std::vector<std::vector<float>> all;
    base::Arena(threads).run([&] {
      nn::Tape tape;
      nn::Pass pass{tape};
      tape.backward(model.loss(pass, reference.inputs, reference.targets, reference.batch));
    });
    for (nn::Parameter* parameter : model.parameters()) all.push_back(parameter->gradient.toVector());
    if (threads == 1) first = all;
    EXPECT_EQ(all, first) << threads;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, GptReference, ::testing::Range<std::size_t>(0, 4));

TEST(Gpt, TenStepsOfAdamW) {
  const GptCase reference = gptCases().at(0);
  Gpt model(reference.options);
  testing::fixedWeights(model);
  const auto parameters = model.parameters();
  optim::Settings settings = optim::standard(optim::Method::AdamW);
  settings.learningRate = 3e-3;
  settings.beta2 = 0.95;
  settings.weightDecay = 0.1;
  train::ParameterSteps steps(parameters, {.optimizer = settings});
  const auto losses = reference.json.at("training").at("losses").get<std::vector<double>>();
  ASSERT_EQ(losses.size(), 10U);
  nn::Tape tape;
  for (const double expected : losses) {
    nn::Pass pass{tape};
    const nn::Var loss = model.loss(pass, reference.inputs, reference.targets, reference.batch);
    EXPECT_NEAR(loss.value().item(), expected, 1e-4 * expected);
    tape.backward(loss);
    steps.step();
    steps.clearGradients();
    tape.clear();
  }
  for (nn::Parameter* parameter : parameters) {
    auto expected =
        reference.json.at("training").at("weights").at(parameter->name).get<std::vector<double>>();
    auto got = parameter->value.toVector();
    if (parameter->name.ends_with("qkv.bias")) {
      // Softmax does not see a key's bias: its gradient is 0 but for rounding, which AdamW scales up to full
      // steps.
      const std::size_t width = reference.options.block.width;
      for (std::size_t i = width; i < 2 * width; ++i) expected[i] = got[i] = 0;
    }
    EXPECT_LT(relativeError(got, expected), 1e-4) << parameter->name;
  }
  EXPECT_LT(losses.back(), losses.front() - 0.5);
}

}  // namespace
}  // namespace gradarium::lm
