// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/layers.h"

#include <cmath>

#include "core/base/error.h"
#include "core/nn/initialise.h"

namespace gradarium::nn {

namespace {

Parameter parameterOf(const std::string& name, const Shape& shape, float value, bool decays) {
  return {name, Tensor(shape, value), {}, false, true, decays};
}

void startAsPyTorch(Parameter& weight, Parameter& bias, base::Random& random) {
  const float bound = 1 / std::sqrt(static_cast<float>(fans(weight.value.shape()).in));
  fillUniform(weight.value, -bound, bound, random);
  if (bias.value.defined()) fillUniform(bias.value, -bound, bound, random);
}

Var biasOf(Pass& pass, Parameter& bias) { return bias.value.defined() ? pass.tape.parameter(bias) : Var(); }

void collectDefined(std::vector<Parameter*>& all, std::initializer_list<Parameter*> parameters) {
  for (Parameter* parameter : parameters) {
    if (parameter->value.defined()) all.push_back(parameter);
  }
}

}  // namespace

Linear::Linear(const std::string& path, std::size_t in, std::size_t out, base::Random& random, bool withBias)
    : weight(parameterOf(path + ".weight", {out, in}, 0, true)) {
  if (withBias) bias = parameterOf(path + ".bias", {out}, 0, false);
  startAsPyTorch(weight, bias, random);
}

Var Linear::operator()(Pass& pass, Var x) {
  const Var w = pass.tape.parameter(weight);
  return autograd::linear(x, w, biasOf(pass, bias));
}

void Linear::collect(std::vector<Parameter*>& all) { collectDefined(all, {&weight, &bias}); }

Embedding::Embedding(const std::string& path, std::size_t rows, std::size_t width, base::Random& random)
    : weight(parameterOf(path + ".weight", {rows, width}, 0, true)) {
  fillNormal(weight.value, 0, 1, random);
}

Var Embedding::operator()(Pass& pass, std::span<const std::int32_t> ids, const Shape& shape) {
  return autograd::embedding(pass.tape.parameter(weight), ids, shape);
}

void Embedding::collect(std::vector<Parameter*>& all) { collectDefined(all, {&weight}); }

Norm::Norm(const std::string& path, NormKind kind, std::size_t width, float epsilon)
    : kind_(kind), epsilon_(epsilon) {
  if (kind != NormKind::None) gain = parameterOf(path + ".weight", {width}, 1, false);
  if (kind == NormKind::Layer) bias = parameterOf(path + ".bias", {width}, 0, false);
}

Var Norm::operator()(Pass& pass, Var x) {
  if (kind_ == NormKind::None) return x;
  const Var g = pass.tape.parameter(gain);
  return kind_ == NormKind::Rms ? autograd::rmsNorm(x, g, epsilon_)
                                : autograd::layerNorm(x, g, biasOf(pass, bias), epsilon_);
}

void Norm::collect(std::vector<Parameter*>& all) { collectDefined(all, {&gain, &bias}); }

Conv2d::Conv2d(const std::string& path, std::size_t in, std::size_t out, std::size_t kernel,
               base::Random& random, const autograd::Conv2dOptions& options, bool withBias)
    : weight(parameterOf(path + ".weight", {out, in, kernel, kernel}, 0, true)), options_(options) {
  if (withBias) bias = parameterOf(path + ".bias", {out}, 0, false);
  startAsPyTorch(weight, bias, random);
}

Var Conv2d::operator()(Pass& pass, Var x) {
  const Var w = pass.tape.parameter(weight);
  return autograd::conv2d(x, w, biasOf(pass, bias), options_);
}

Var Conv2d::pooled(Pass& pass, Var x) {
  const Var w = pass.tape.parameter(weight);
  return autograd::convPool2d(x, w, biasOf(pass, bias), options_);
}

void Conv2d::collect(std::vector<Parameter*>& all) { collectDefined(all, {&weight, &bias}); }

Mlp::Mlp(const std::string& path, std::span<const std::size_t> sizes, autograd::Unary activation,
         base::Random& random)
    : activation_(activation) {
  if (sizes.size() < 2) throw base::BadCall("an MLP takes at least two sizes, of its input and its output");
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
    layers.emplace_back(path + "." + std::to_string(i), sizes[i], sizes[i + 1], random);
  }
}

Var Mlp::operator()(Pass& pass, Var x) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    x = layers[i](pass, x);
    if (i + 1 < layers.size()) x = autograd::apply(activation_, x);
  }
  return x;
}

void Mlp::collect(std::vector<Parameter*>& all) {
  for (Linear& layer : layers) layer.collect(all);
}

Var meanSquaredError(Var prediction, Var target) {
  const Var difference = autograd::subtract(prediction, target);
  return autograd::mean(autograd::multiply(difference, difference));
}

}  // namespace gradarium::nn
