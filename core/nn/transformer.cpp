// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/transformer.h"

#include <cmath>

#include "core/base/error.h"

namespace gradarium::nn {

namespace {

autograd::Unary activationOf(FeedForward kind) {
  switch (kind) {
    case FeedForward::Relu:
      return autograd::Unary::Relu;
    case FeedForward::Gelu:
      return autograd::Unary::Gelu;
    case FeedForward::GeluTanh:
      return autograd::Unary::GeluTanh;
    default:
      return autograd::Unary::Silu;
  }
}

}  // namespace

std::size_t BlockSpec::hiddenWidth() const noexcept {
  if (hidden != 0) return hidden;
  return feedForward == FeedForward::SwiGlu ? (8 * width / 3 + 7) / 8 * 8 : 4 * width;
}

void BlockSpec::check() const {
  if (width == 0 || heads == 0 || width % heads != 0) {
    throw base::BadCall("a width of " + std::to_string(width) + " is no multiple of " +
                        std::to_string(heads) + " heads");
  }
  if (heads % keyHeads() != 0) {
    throw base::BadCall(std::to_string(heads) + " heads cannot share " + std::to_string(keyHeads()) +
                        " heads of keys and values: the first must be a multiple");
  }
  if (positions == Positions::Rotary && headWidth() % 2 != 0) {
    throw base::BadCall("rotary positions need an even width of a head, not " + std::to_string(headWidth()));
  }
}

MultiHeadAttention::MultiHeadAttention(const std::string& path, const BlockSpec& spec, base::Random& random)
    : qkv(path + ".qkv", spec.width, (spec.heads + 2 * spec.keyHeads()) * spec.headWidth(), random,
          spec.bias),
      output(path + ".output", spec.width, spec.width, random, spec.bias),
      spec_(spec),
      names_{path + ".q", path + ".k", path + ".v", path + ".weights", path + ".mixed", path + ".out"} {}

Var MultiHeadAttention::operator()(Pass& pass, Var x) {
  using namespace autograd;
  const std::size_t batch = x.shape()[0], length = x.shape()[1], width = spec_.headWidth();
  const std::size_t heads = spec_.heads, groups = spec_.keyHeads();
  const Var all = reshape(qkv(pass, x), {batch, length, heads + 2 * groups, width});
  Var q = slice(all, 2, 0, heads), k = slice(all, 2, heads, heads + groups);
  Var v = slice(all, 2, heads + groups, heads + 2 * groups);
  if (spec_.positions == Positions::Rotary) {
    const std::size_t first = pass.cache == nullptr ? 0 : pass.cache->length;
    q = rope(q, first, spec_.ropeBase);
    k = rope(k, first, spec_.ropeBase);
  }
  q = pass.tape.tap(q, names_.q);
  k = pass.tape.tap(k, names_.k);
  v = pass.tape.tap(v, names_.v);
  if (pass.cache != nullptr) {
    const std::size_t begin = pass.cache->length, end = begin + length;
    KeyValueCache::Layer& layer = pass.cache->layers.at(pass.cache->next++);
    layer.keys.slice(1, begin, end).copyFrom(k.value());
    layer.values.slice(1, begin, end).copyFrom(v.value());
    k = pass.tape.constant(layer.keys.slice(1, 0, end));
    v = pass.tape.constant(layer.values.slice(1, 0, end));
  }
  const AttentionOptions options{.causal = spec_.causal, .alibi = spec_.positions == Positions::Alibi};
  Var y = pass.showWeights ? attentionWithWeights(q, k, v, options, names_.weights).output
                           : attention(q, k, v, options);
  y = pass.tape.tap(y, names_.mixed);
  y = output(pass, reshape(y, {batch, length, spec_.width}));
  return pass.tape.tap(y, names_.out);
}

void MultiHeadAttention::collect(std::vector<Parameter*>& all) {
  qkv.collect(all);
  output.collect(all);
}

Block::Block(const std::string& path, const BlockSpec& spec, base::Random& random)
    : norm1(path + ".norm1", spec.norm, spec.width, spec.normEpsilon),
      norm2(path + ".norm2", spec.norm, spec.width, spec.normEpsilon),
      attention((spec.check(), path + ".attention"), spec, random),
      up(path + ".mlp.up", spec.width, spec.hiddenWidth() * (spec.feedForward == FeedForward::SwiGlu ? 2 : 1),
         random, spec.bias),
      down(path + ".mlp.down", spec.hiddenWidth(), spec.width, random, spec.bias),
      spec_(spec),
      hiddenName_(path + ".mlp.hidden"),
      mlpName_(path + ".mlp.out"),
      outName_(path + ".out") {}

Var Block::feedForward(Pass& pass, Var x) {
  Var hidden = up(pass, x);
  if (spec_.feedForward == FeedForward::SwiGlu) {
    const std::size_t width = spec_.hiddenWidth();
    const Var gate = autograd::silu(autograd::slice(hidden, -1, 0, width));
    hidden = autograd::multiply(gate, autograd::slice(hidden, -1, width, 2 * width));
  } else {
    hidden = autograd::apply(activationOf(spec_.feedForward), hidden);
  }
  hidden = pass.tape.tap(hidden, hiddenName_);
  return pass.tape.tap(down(pass, hidden), mlpName_);
}

Var Block::around(Pass& pass, Var x, Var change, std::uint64_t site) {
  if (pass.training && spec_.dropout > 0) {
    // Each site of each step draws its own mask.
    const auto place = static_cast<std::uint64_t>(change.index()) * 2 + site;
    change = autograd::dropout(change, spec_.dropout, pass.seed * 0x9e3779b97f4a7c15U + place);
  }
  return autograd::add(x, change);
}

Var Block::operator()(Pass& pass, Var x) {
  if (spec_.place == NormPlace::Before) {
    x = around(pass, x, attention(pass, norm1(pass, x)), 0);
    x = around(pass, x, feedForward(pass, norm2(pass, x)), 1);
  } else {
    x = norm1(pass, around(pass, x, attention(pass, x), 0));
    x = norm2(pass, around(pass, x, feedForward(pass, x), 1));
  }
  return pass.tape.tap(x, outName_);
}

void Block::collect(std::vector<Parameter*>& all) {
  norm1.collect(all);
  attention.collect(all);
  norm2.collect(all);
  up.collect(all);
  down.collect(all);
}

Tensor sinusoidalPositions(std::size_t positions, std::size_t width) {
  Tensor table({positions, width});
  for (std::size_t t = 0; t < positions; ++t) {
    for (std::size_t i = 0; i < width; ++i) {
      const double exponent = static_cast<double>(i / 2 * 2) / static_cast<double>(width);
      const double angle = static_cast<double>(t) * std::pow(10000.0, -exponent);
      table.data()[t * width + i] = static_cast<float>(i % 2 == 0 ? std::sin(angle) : std::cos(angle));
    }
  }
  return table;
}

}  // namespace gradarium::nn
