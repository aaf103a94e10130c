// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/gpt.h"

#include <cmath>

#include "core/base/error.h"
#include "core/nn/initialise.h"

namespace gradarium::lm {

using nn::Positions;
using nn::Shape;
using nn::Var;

Gpt::Gpt(const GptOptions& options) : options_(options) {
  options_.block.check();
  if (options.vocabulary == 0 || options.context == 0) {
    throw base::BadCall("a language model takes a vocabulary and a context of at least 1");
  }
  base::Random random(options.seed);
  const std::size_t width = options.block.width;
  tokens = nn::Embedding("tokens", options.vocabulary, width, random);
  if (options.block.positions == Positions::Learned) {
    positions = nn::Embedding("positions", options.context, width, random);
  } else if (options.block.positions == Positions::Sinusoidal) {
    sines_ = nn::sinusoidalPositions(options.context, width);
  }
  blocks.reserve(options.layers);
  for (std::size_t i = 0; i < options.layers; ++i) {
    blocks.emplace_back("blocks." + std::to_string(i), options.block, random);
  }
  const bool last =
      options.block.place == nn::NormPlace::Before;  // post-norm blocks end on a norm of their own
  finalNorm = nn::Norm("final_norm", last ? options.block.norm : nn::NormKind::None, width,
                       options.block.normEpsilon);
  if (!options.tied) head = nn::Linear("head", width, options.vocabulary, random, false);

  const float residual = 0.02F / std::sqrt(2 * static_cast<float>(std::max<std::size_t>(1, options.layers)));
  for (nn::Parameter* parameter : parameters()) {
    if (parameter->value.rank() == 2) {
      const bool writes = parameter->name.ends_with("attention.output.weight") ||
                          parameter->name.ends_with("mlp.down.weight");
      nn::fillNormal(parameter->value, 0, writes ? residual : 0.02F, random);
    } else if (parameter->name.ends_with(".bias")) {
      parameter->value.fill(0);
    }
  }
}

nn::Tensor Gpt::positionTable() const {
  return positions.weight.value.defined() ? positions.weight.value : sines_;
}

Var Gpt::forward(nn::Pass& pass, std::span<const std::int32_t> ids, std::size_t batch) {
  const std::size_t length = batch == 0 ? 0 : ids.size() / batch;
  if (length == 0 || length * batch != ids.size()) {
    throw base::BadCall(std::to_string(ids.size()) + " tokens are not " + std::to_string(batch) +
                        " rows of one length");
  }
  const bool bounded = positions.weight.value.defined() || sines_.defined();
  const std::size_t first = pass.cache == nullptr ? 0 : pass.cache->length;
  if (bounded && first + length > options_.context) {
    throw base::BadCall(std::to_string(first + length) + " tokens are more than the context of " +
                        std::to_string(options_.context));
  }
  Var table = pass.tape.parameter(tokens.weight);
  Var x = autograd::embedding(table, ids, {batch, length});
  if (positions.weight.value.defined()) {
    x = autograd::add(x, autograd::slice(pass.tape.parameter(positions.weight), 0, first, first + length));
  } else if (sines_.defined()) {
    x = autograd::add(x, pass.tape.constant(sines_.slice(0, first, first + length)));
  }
  if (pass.training && options_.block.dropout > 0) {
    x = autograd::dropout(x, options_.block.dropout, pass.seed * 0x9e3779b97f4a7c15U);
  }
  x = pass.tape.tap(x, "embedding");
  for (nn::Block& block : blocks) x = block(pass, x);
  x = pass.tape.tap(finalNorm(pass, x), "final");
  return options_.tied ? autograd::linear(x, table) : head(pass, x);
}

void Gpt::collect(std::vector<nn::Parameter*>& all) {
  tokens.collect(all);
  if (positions.weight.value.defined()) positions.collect(all);
  for (nn::Block& block : blocks) block.collect(all);
  finalNorm.collect(all);
  if (!options_.tied) head.collect(all);
}

}  // namespace gradarium::lm
