// SPDX-License-Identifier: GPL-3.0-or-later
// A training step that repeats itself asks for no memory: neither the pool from the system nor anyone from
// new.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "core/base/parallel.h"
#include "core/lm/gpt.h"
#include "core/lm/token_step.h"
#include "core/train/parameter_steps.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GRADARIUM_COUNTS_NEW 0
#else
#define GRADARIUM_COUNTS_NEW 1
#endif

#if GRADARIUM_COUNTS_NEW

namespace {
std::atomic<std::size_t> allocations{0};
}

// For the whole program; the array forms come here too.
void* operator new(std::size_t bytes) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace gradarium {
namespace {

/// Steps of a GPT with every kind of node; what the last of them asked for.
void steps(const nn::BlockSpec& block, int threads) {
  const lm::GptOptions options{.vocabulary = 33, .context = 24, .layers = 2, .block = block};
  lm::Gpt model(options);
  const std::vector<std::int32_t> ids(4 * 24, 5), targets(4 * 24, 7);
  const auto parameters = model.parameters();
  train::ParameterSteps optimizer(parameters, {.clipNorm = 0.01F});
  nn::Tape tape;
  base::Arena arena(threads);
  const auto step = [&] {
    tape.clear();
    nn::Pass pass{tape, true, 1};
    tape.backward(model.loss(pass, ids, targets, 4));
    optimizer.step();
    optimizer.clearGradients();
  };
  for (int i = 0; i < 5; ++i) arena.run(step);
  const std::size_t system = tensor::poolStatistics().systemCalls, before = allocations.load();
  for (int i = 0; i < 3; ++i) arena.run(step);
  EXPECT_EQ(tensor::poolStatistics().systemCalls, system);
  EXPECT_EQ(allocations.load(), before);
}

TEST(SteadyStep, AllocatesNothing) {
  steps({.width = 24, .heads = 4}, 1);
  steps({.width = 24, .heads = 4, .dropout = 0.1F}, 2);
  steps({.width = 24,
         .heads = 4,
         .groups = 2,
         .norm = nn::NormKind::Rms,
         .feedForward = nn::FeedForward::SwiGlu,
         .positions = nn::Positions::Rotary,
         .bias = false},
        1);
}

TEST(SteadyStep, ATokenAllocatesNothing) {
  lm::GptOptions options{.vocabulary = 65, .context = 64, .layers = 2, .block = {}};
  options.block = {.width = 144, .heads = 6};
  lm::Gpt model(options);
  lm::TokenStep step(model);
  base::Arena arena(2);
  const auto read = [&] {
    for (std::size_t t = 0; t < 64; ++t) step.read(static_cast<std::int32_t>(t), t);
  };
  arena.run(read);
  const std::size_t system = tensor::poolStatistics().systemCalls, before = allocations.load();
  arena.run(read);
  EXPECT_EQ(tensor::poolStatistics().systemCalls, system);
  EXPECT_EQ(allocations.load(), before);
}

TEST(SteadyStep, TheCounterCounts) {
  const std::size_t before = allocations.load();
  const auto kept = std::make_unique<std::vector<int>>(3);
  EXPECT_EQ(allocations.load(), before + 2);
  EXPECT_EQ(kept->size(), 3U);
}

}  // namespace
}  // namespace gradarium

#endif
