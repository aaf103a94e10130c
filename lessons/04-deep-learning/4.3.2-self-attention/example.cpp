// SPDX-License-Identifier: GPL-3.0-or-later
// Trains two layers of attention to copy, and names the heads that do it.
#include <cstdio>
#include <memory>

#include "core/autograd/ops.h"
#include "core/lm/attention_trace.h"
#include "core/lm/repeat_task.h"
#include "core/optim/optimizer.h"

using namespace gradarium;

int main() {
  lm::AttentionNet net({.vocabulary = 27, .layers = 2, .width = 64, .heads = 4, .positions = nn::Positions::Rotary});
  auto settings = optim::standard(optim::Method::AdamW);
  settings.learningRate = 4e-3;
  settings.beta2 = 0.98;
  settings.weightDecay = 0;
  const auto optimizer = optim::makeOptimizer<float>(settings);
  for (auto* parameter : net.parameters()) {
    parameter->gradient = nn::Tensor::zeros(parameter->value.shape());
    optimizer->add({parameter->value.values(), parameter->gradient.values()});
  }
  base::Random random(1);
  autograd::Tape tape;
  double loss = 0;
  for (int update = 0; update < 300; ++update) {
    const lm::TokenBatch batch = lm::repeatedStrings(24, 6, 12, 27, random);
    tape.clear();
    net.clearGradients();
    nn::Pass pass{tape};
    const nn::Var mean = autograd::crossEntropy(net.forward(pass, batch.ids, batch.rows), batch.targets);
    tape.backward(mean);
    optimizer->step();
    loss = mean.value().item();
  }
  std::printf("loss after 300 updates, both halves: %.2f\n", loss);

  const lm::TokenBatch text = lm::repeatedStrings(1, 12, 12, 27, random);
  const lm::AttentionTrace trace = lm::trace(net, text.ids);
  for (std::size_t layer = 0; layer < trace.weights.size(); ++layer)
    for (std::size_t head = 0; head < 4; ++head)
      std::printf("layer %zu, head %zu: previous token %.2f, induction %.2f\n", layer + 1, head + 1,
                  lm::previousTokenScore(trace.weights[layer], head), lm::inductionScore(trace.weights[layer], head, trace.ids));

  const nn::Tensor table = nn::sinusoidalPositions(64, 128);
  std::printf("dot products at offsets 0, 1, 2, 10, 50:");
  for (const std::size_t n : {0, 1, 2, 10, 50}) {
    double dot = 0;
    for (std::size_t c = 0; c < 128; ++c) dot += static_cast<double>(table.data()[c]) * table.data()[n * 128 + c];
    std::printf(" %.3f", dot);
  }
  std::printf("\n");
}
