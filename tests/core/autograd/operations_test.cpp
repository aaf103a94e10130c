// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of the table: values and gradients as PyTorch's, gradients as finite differences, the same
// with views apart, the same for any number of threads.
#include "tests/core/autograd/operations.h"

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "tests/core/lm/gpt_case.h"

namespace gradarium::autograd {
namespace {

using testing::OperationCase;
using testing::operationInput;
using testing::relativeError;
using Doubles = std::vector<double>;

struct Outcome {
  std::vector<float> value;
  std::vector<std::vector<float>> gradients;
};

/// Gradients of sum cos(n) output_n; `inputs` row-major.
Outcome run(const OperationCase& operation, const std::vector<Tensor>& inputs, bool retain) {
  Tape tape;
  tape.retainGradients(retain);
  testing::Inputs vars;
  for (const Tensor& input : inputs) vars.push_back(tape.variable(input));
  const Var out = operation.build(vars);
  Tensor weights(out.shape());
  for (std::size_t n = 0; n < weights.size(); ++n) {
    weights.data()[n] = static_cast<float>(std::cos(static_cast<double>(n)));
  }
  tape.backward(sum(multiply(out, tape.constant(weights))));
  Outcome outcome{out.value().toVector(), {}};
  for (const Var& var : vars) outcome.gradients.push_back(var.gradient().toVector());
  return outcome;
}

std::vector<Tensor> inputsOf(const OperationCase& operation) {
  std::vector<Tensor> inputs;
  for (std::size_t i = 0; i < operation.inputs.size(); ++i) inputs.push_back(operationInput(operation, i));
  return inputs;
}

double lossOf(const OperationCase& operation, const std::vector<Tensor>& inputs) {
  Tape tape;
  tape.record(false);
  testing::Inputs vars;
  for (const Tensor& input : inputs) vars.push_back(tape.variable(input));
  const auto out = operation.build(vars).value().toVector();
  double loss = 0;
  for (std::size_t n = 0; n < out.size(); ++n)
    loss += std::cos(static_cast<double>(n)) * static_cast<double>(out[n]);
  return loss;
}

class Operations : public ::testing::TestWithParam<OperationCase> {};

TEST_P(Operations, AsPyTorch) {
  const OperationCase& operation = GetParam();
  if (!operation.inPyTorch) GTEST_SKIP();
  static const auto all = testing::reference("neural/operations.json");
  const auto& expected = all.at("operations").at(operation.name);
  for (const bool retain : {false, true}) {
    const Outcome got = run(operation, inputsOf(operation), retain);
    EXPECT_LT(relativeError(got.value, expected.at("value").get<Doubles>()), 3e-6);
    const auto gradients = expected.at("gradients").get<std::vector<Doubles>>();
    ASSERT_EQ(gradients.size(), got.gradients.size());
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      EXPECT_LT(relativeError(got.gradients[i], gradients[i]), 5e-6) << "input " << i << " retain " << retain;
    }
  }
}

TEST_P(Operations, AsFiniteDifferences) {
  const OperationCase& operation = GetParam();
  if (!operation.checkedByDifferences) GTEST_SKIP();
  auto inputs = inputsOf(operation);
  const Outcome got = run(operation, inputs, false);
  constexpr float h = 4e-3F;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    double largest = 1e-3;
    for (const float g : got.gradients[i]) largest = std::max(largest, std::fabs(static_cast<double>(g)));
    const std::size_t stride = std::max<std::size_t>(1, inputs[i].size() / 25);
    for (std::size_t n = 0; n < inputs[i].size(); n += stride) {
      float& value = inputs[i].data()[n];
      const float old = value;
      value = old + h;
      const double above = lossOf(operation, inputs), high = static_cast<double>(value);
      value = old - h;
      const double below = lossOf(operation, inputs), low = static_cast<double>(value);
      value = old;
      EXPECT_NEAR(got.gradients[i][n], (above - below) / (high - low), 5e-3 * largest)
          << "input " << i << ", " << n;
    }
  }
}

TEST_P(Operations, TheSameBitsForAnyNumberOfThreads) {
  const OperationCase& operation = GetParam();
  Outcome first;
  for (const int threads : {1, 2, 8}) {
    Outcome got;
    base::Arena(threads).run([&] { got = run(operation, inputsOf(operation), false); });
    if (threads == 1) first = got;
    EXPECT_EQ(got.value, first.value);
    EXPECT_EQ(got.gradients, first.gradients);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Operations, ::testing::ValuesIn(testing::operations()), [](const auto& info) {
  std::string name;
  bool upper = true;
  for (const char c : info.param.name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    }
    upper = std::isalnum(static_cast<unsigned char>(c)) == 0;
  }
  return name;
});

TEST(OperationsReference, NamesTheSameRows) {
  const auto all = testing::reference("neural/operations.json");
  std::size_t rows = 0;
  for (const OperationCase& operation : testing::operations()) {
    EXPECT_EQ(all.at("operations").contains(operation.name), operation.inPyTorch) << operation.name;
    rows += operation.inPyTorch ? 1 : 0;
  }
  EXPECT_EQ(all.at("operations").size(), rows);
}

}  // namespace
}  // namespace gradarium::autograd
