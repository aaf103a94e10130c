// SPDX-License-Identifier: GPL-3.0-or-later
// The neural core: GEMM 1024, steps of an MLP, a CNN, GPT-A, GPT-B and of a lesson's small nets, generation,
// and the table of operations. Beside the mean, the quickest repetition: other work on the machine only ever
// slows.
//
//     bench --benchmark_filter=neural
//     /usr/bin/python3 tests/bench/neural_peers.py [--threads 1,2]       runs PyTorch beside it, prints the
//     ratios
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "core/base/parallel.h"
#include "core/lm/attention_net.h"
#include "core/lm/decoder.h"
#include "core/nn/layers.h"
#include "core/tensor/gemm.h"
#include "core/train/parameter_steps.h"
#include "tests/core/autograd/operations.h"

namespace {

using namespace gradarium;
using tensor::Tensor;

/// Runs `body` in an arena of state.range(0) threads until the time is up.
template <class Body>
void repeat(benchmark::State& state, Body body) {
  using Clock = std::chrono::steady_clock;
  base::Arena arena(static_cast<int>(state.range(0)));
  arena.run([&] { body(); });  // rooms are found
  double quickest = 1e9;
  for (auto _ : state) {
    const auto start = Clock::now();
    arena.run([&] { body(); });
    quickest = std::min(quickest, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  state.counters["quickest"] = quickest;  // ms
}

Tensor random(const tensor::Shape& shape) {
  base::Random stream(1);
  Tensor t(shape);
  for (float& value : t.values()) value = static_cast<float>(stream.uniform() - 0.5);
  return t;
}

void product(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(1));
  const Tensor a = random({n, n}), b = random({n, n});
  Tensor c({n, n});
  repeat(state, [&] { tensor::matmulInto(c, a, b); });
  state.counters["GFLOP/s"] = benchmark::Counter(2e-9 * static_cast<double>(n * n * n),
                                                 benchmark::Counter::kIsIterationInvariantRate);
}

void mlp(benchmark::State& state) {
  const auto batch = static_cast<std::size_t>(state.range(1));
  base::Random stream(1);
  const std::size_t in = state.range(2) != 0 ? 64 : 784;
  const auto sizes =
      in == 64 ? std::vector<std::size_t>{64, 32, 10} : std::vector<std::size_t>{784, 256, 128, 10};
  nn::Mlp model("mlp", sizes, autograd::Unary::Relu, stream);
  const Tensor x = random({batch, in});
  std::vector<std::int32_t> targets(batch);
  for (std::size_t i = 0; i < batch; ++i) targets[i] = static_cast<std::int32_t>(i % 10);
  const auto parameters = model.parameters();
  train::ParameterSteps optimizer(parameters, {});
  nn::Tape tape;
  repeat(state, [&] {
    tape.clear();
    nn::Pass pass{tape, true};
    tape.backward(autograd::crossEntropy(model(pass, tape.constant(x)), targets));
    optimizer.step();
    optimizer.clearGradients();
  });
}

/// 28 x 28 pictures: two convolutions, each with a ReLU and a pooling, and a linear layer.
void cnn(benchmark::State& state) {
  struct Net final : nn::Module {
    explicit Net(base::Random& r)
        : first("first", 1, 16, 3, r, {.padding = 1}),
          second("second", 16, 32, 3, r, {.padding = 1}),
          head("head", 1568, 10, r) {}
    nn::Var operator()(nn::Pass& pass, nn::Var x) {
      x = second.pooled(pass, first.pooled(pass, x));
      return head(pass, autograd::reshape(x, {x.shape()[0], 1568}));
    }
    void collect(std::vector<nn::Parameter*>& all) override {
      first.collect(all);
      second.collect(all);
      head.collect(all);
    }
    nn::Conv2d first, second;
    nn::Linear head;
  };
  base::Random stream(1);
  Net model(stream);
  const Tensor x = random({64, 1, 28, 28});
  std::vector<std::int32_t> targets(64);
  for (std::size_t i = 0; i < 64; ++i) targets[i] = static_cast<std::int32_t>(i % 10);
  const auto parameters = model.parameters();
  train::ParameterSteps optimizer(parameters, {});
  nn::Tape tape;
  repeat(state, [&] {
    tape.clear();
    nn::Pass pass{tape, true};
    tape.backward(autograd::crossEntropy(model(pass, tape.constant(x)), targets));
    optimizer.step();
    optimizer.clearGradients();
  });
}

/// What lessons train while one watches: a net of attention alone, or an MLP for two variables.
void attentionNet(benchmark::State& state) {
  lm::AttentionNet model({.vocabulary = 27, .context = 24, .layers = 2, .width = 64, .heads = 4});
  std::vector<std::int32_t> ids(24 * 24), targets(24 * 24);
  base::Random stream(20);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ids[i] = static_cast<std::int32_t>(stream.uniformInt(27));
    targets[i] = static_cast<std::int32_t>(stream.uniformInt(27));
  }
  const auto parameters = model.parameters();
  train::ParameterSteps optimizer(parameters, {.clipNorm = 1});
  nn::Tape tape;
  repeat(state, [&] {
    tape.clear();
    nn::Pass pass{tape, true};
    tape.backward(autograd::crossEntropy(model.forward(pass, ids, 24), targets));
    optimizer.step();
    optimizer.clearGradients();
  });
}

lm::GptOptions gptOptions(bool large) {
  lm::GptOptions options;
  options.vocabulary = large ? 512 : 65;
  options.context = large ? 256 : 128;
  options.layers = 6;
  options.block.width = large ? 384 : 192;
  options.block.heads = 6;
  return options;
}

void gpt(benchmark::State& state) {
  const bool large = state.range(1) != 0;
  const auto options = gptOptions(large);
  lm::Gpt model(options);
  const std::size_t batch = large ? 8 : 12, count = batch * options.context;
  std::vector<std::int32_t> ids(count), targets(count);
  base::Random stream(20);
  for (std::size_t i = 0; i < count; ++i) {
    ids[i] = static_cast<std::int32_t>(stream.uniformInt(options.vocabulary));
    targets[i] = static_cast<std::int32_t>(stream.uniformInt(options.vocabulary));
  }
  const auto parameters = model.parameters();
  train::ParameterSteps optimizer(parameters, {});
  nn::Tape tape;
  repeat(state, [&] {
    tape.clear();
    nn::Pass pass{tape, true};
    tape.backward(model.loss(pass, ids, targets, batch));
    optimizer.step();
    optimizer.clearGradients();
  });
  state.SetItemsProcessed(static_cast<std::int64_t>(count) * state.iterations());
}

void generation(benchmark::State& state) {
  const auto options = gptOptions(state.range(1) != 0);
  lm::Gpt model(options);
  base::Random stream(1);
  const std::vector<std::int32_t> prompt{0};
  repeat(state, [&] {
    benchmark::DoNotOptimize(lm::generate(model, prompt, options.context, {.temperature = 0}, stream));
  });
  state.SetItemsProcessed(static_cast<std::int64_t>(options.context) * state.iterations());
}

void unary(benchmark::State& state) {
  const auto f = static_cast<tensor::Unary>(state.range(1));
  const Tensor x = random({1U << 20U});
  Tensor y(x.shape());
  repeat(state, [&] { tensor::apply(f, y, x); });
  state.SetItemsProcessed(static_cast<std::int64_t>(x.size()) * state.iterations());
}

#define NEURAL(function, name)  \
  BENCHMARK(function)           \
      ->Name("neural/" name)    \
      ->MeasureProcessCPUTime() \
      ->UseRealTime()           \
      ->Unit(benchmark::kMillisecond)

NEURAL(product, "GEMM")->Args({1, 1024})->Args({2, 1024})->Args({1, 256})->Args({2, 256});
NEURAL(mlp, "MLP step")->Args({1, 64, 0})->Args({2, 64, 0})->Args({1, 512, 0})->Args({2, 512, 0});
NEURAL(mlp, "MLP 64-32-10 step")->Args({1, 64, 1})->Args({2, 64, 1});
NEURAL(cnn, "CNN step")->Arg(1)->Arg(2);
NEURAL(attentionNet, "attention net step")->Arg(1)->Arg(2);
NEURAL(gpt, "GPT-A step")->Args({1, 0})->Args({2, 0});
NEURAL(gpt, "GPT-B step")->Args({1, 1})->Args({2, 1});
NEURAL(generation, "generate A")->Args({1, 0})->Args({2, 0});
NEURAL(generation, "generate B")->Args({1, 1})->Args({2, 1});
NEURAL(unary, "relu, gelu, gelu tanh, silu, tanh, sigmoid, exp")
    ->Args({1, 0})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({1, 3})
    ->Args({1, 4})
    ->Args({1, 5})
    ->Args({1, 6});

/// Every row of the table, forward and backward: what an operation costs before its size matters.
const bool listed = [] {
  for (const testing::OperationCase& operation : testing::operations()) {
    benchmark::RegisterBenchmark(("neural/operation/" + operation.name).c_str(),
                                 [operation](benchmark::State& state) {
                                   std::vector<Tensor> inputs;
                                   for (std::size_t i = 0; i < operation.inputs.size(); ++i)
                                     inputs.push_back(testing::operationInput(operation, i));
                                   autograd::Tape tape;
                                   testing::Inputs vars;
                                   for (auto _ : state) {
                                     tape.clear();
                                     vars.clear();
                                     for (const Tensor& input : inputs) vars.push_back(tape.variable(input));
                                     tape.backward(autograd::sum(operation.build(vars)));
                                   }
                                 });
  }
  return true;
}();

}  // namespace
