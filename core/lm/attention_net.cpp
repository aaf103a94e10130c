// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/attention_net.h"

#include <cmath>
#include <string>

#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/nn/initialise.h"

namespace gradarium::lm {

using nn::Positions;
using nn::Var;

AttentionNet::AttentionNet(const AttentionNetOptions& options) : options_(options) {
  if (options.vocabulary == 0 || options.context == 0 || options.layers == 0)
    throw base::BadCall("an attention network takes a vocabulary, a context and layers of at least 1");
  spec_.width = options.width;
  spec_.heads = options.heads;
  spec_.groups = options.groups;
  spec_.positions = options.positions;
  spec_.causal = options.causal;
  spec_.bias = false;
  spec_.norm = nn::NormKind::None;
  spec_.check();
  base::Random random(options.seed);
  const auto width = static_cast<float>(options.width);
  tokens = nn::Embedding("tokens", options.vocabulary, options.width, random);
  nn::fillNormal(tokens.weight.value, 0, 0.7F, random);
  if (options.positions == Positions::Learned) {
    positions = nn::Embedding("positions", options.context, options.width, random);
    nn::fillNormal(positions.weight.value, 0, 0.7F, random);
  } else if (options.positions == Positions::Sinusoidal) {
    sines_ = nn::sinusoidalPositions(options.context, options.width);
  }
  layers.reserve(options.layers);
  for (std::size_t i = 0; i < options.layers; ++i) {
    const std::string path = "layers." + std::to_string(i);
    layers.emplace_back(path + ".attention", spec_, random);
    nn::fillNormal(layers.back().output.weight.value, 0, 0.5F / std::sqrt(width), random);
    outNames_.push_back(path + ".out");
  }
  head = nn::Linear("head", options.width, options.vocabulary, random, false);
}

nn::Tensor AttentionNet::positionTable() const {
  return positions.weight.value.defined() ? positions.weight.value : sines_;
}

Var AttentionNet::forward(nn::Pass& pass, std::span<const std::int32_t> ids, std::size_t batch) {
  const std::size_t length = batch == 0 ? 0 : ids.size() / batch;
  if (length == 0 || length * batch != ids.size())
    throw base::BadCall(std::to_string(ids.size()) + " tokens are not " + std::to_string(batch) + " rows of one length");
  const bool bounded = positions.weight.value.defined() || sines_.defined();
  if (bounded && length > options_.context)
    throw base::BadCall(std::to_string(length) + " tokens are more than the context of " + std::to_string(options_.context));
  Var x = tokens(pass, ids, {batch, length});
  if (positions.weight.value.defined())
    x = autograd::add(x, autograd::slice(pass.tape.parameter(positions.weight), 0, 0, length));
  else if (sines_.defined())
    x = autograd::add(x, pass.tape.constant(sines_.slice(0, 0, length)));
  x = pass.tape.tap(x, "embedding");
  for (std::size_t i = 0; i < layers.size(); ++i) x = pass.tape.tap(autograd::add(x, layers[i](pass, x)), outNames_[i]);
  return head(pass, x);
}

void AttentionNet::collect(std::vector<nn::Parameter*>& all) {
  tokens.collect(all);
  if (positions.weight.value.defined()) positions.collect(all);
  for (auto& layer : layers) layer.collect(all);
  head.collect(all);
}

}  // namespace gradarium::lm
