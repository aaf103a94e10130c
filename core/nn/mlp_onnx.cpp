// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/mlp_onnx.h"

#include "core/base/error.h"

namespace gradarium::nn {
namespace {

using io::onnx::Type;

std::string operatorOf(autograd::Unary activation) {
  switch (activation) {
    case autograd::Unary::Relu:
      return "Relu";
    case autograd::Unary::Tanh:
      return "Tanh";
    case autograd::Unary::Sigmoid:
      return "Sigmoid";
    default:
      throw base::BadCall("this activation is no single operator of ONNX; ReLU, tanh and sigmoid are");
  }
}

io::onnx::Constant constantOf(const Parameter& parameter) {
  io::onnx::Constant constant{parameter.name, {}, parameter.value.toVector()};
  for (const std::size_t length : parameter.value.shape().lengths())
    constant.shape.push_back(static_cast<std::int64_t>(length));
  return constant;
}

}  // namespace

io::onnx::Model onnxOf(const Mlp& mlp, const ClassifierNames& names) {
  io::onnx::Model model{names.graph};
  const auto width = [](const Linear& layer, std::size_t axis) {
    return static_cast<std::int64_t>(layer.weight.value.shape()[axis]);
  };
  model.inputs = {{names.input, Type::Float32, {"N", width(mlp.layers.front(), 1)}}};
  std::string at = names.input;
  const auto node = [&](const std::string& type, std::vector<std::string> inputs, const std::string& output,
                        std::vector<io::onnx::Attribute> attributes = {}) {
    model.nodes.push_back({type, std::move(inputs), {output}, std::move(attributes)});
    at = output;
  };
  if (names.scale != 1) {
    model.constants.push_back({"scale", {}, std::vector<float>{names.scale}});
    node("Mul", {at, "scale"}, "scaled");
  }
  for (std::size_t i = 0; i < mlp.layers.size(); ++i) {
    const Linear& layer = mlp.layers[i];
    const bool last = i + 1 == mlp.layers.size();
    model.constants.push_back(constantOf(layer.weight));
    std::vector<std::string> inputs{at, layer.weight.name};
    if (layer.bias.value.defined()) {
      model.constants.push_back(constantOf(layer.bias));
      inputs.push_back(layer.bias.name);
    }
    node("Gemm", inputs, last ? "logits" : "sum_" + std::to_string(i), {{"transB", std::int64_t{1}}});
    if (!last) node(operatorOf(mlp.activation()), {at}, "hidden_" + std::to_string(i));
  }
  node("Softmax", {"logits"}, "probabilities", {{"axis", std::int64_t{1}}});
  node("ArgMax", {"logits"}, names.classes, {{"axis", std::int64_t{1}}, {"keepdims", std::int64_t{0}}});
  const std::int64_t classes = width(mlp.layers.back(), 0);
  model.outputs = {{"logits", Type::Float32, {"N", classes}},
                   {"probabilities", Type::Float32, {"N", classes}},
                   {names.classes, Type::Int64, {"N"}}};
  return model;
}

}  // namespace gradarium::nn
