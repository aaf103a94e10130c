// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/linear_onnx.h"

#include "core/base/error.h"

namespace gradarium::ml {

io::onnx::Model linearOnnx(std::span<const double> parameters, std::size_t columns, LinearOutput output) {
  using io::onnx::Type;
  const std::size_t width = 1 + columns;
  if (columns == 0 || parameters.empty() || parameters.size() % width != 0)
    throw base::BadCall("a linear model has rows of an intercept and " + std::to_string(columns) +
                        " weights");
  const auto outputs = static_cast<std::int64_t>(parameters.size() / width),
             d = static_cast<std::int64_t>(columns);
  std::vector<double> weights, intercepts;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    (i % width == 0 ? intercepts : weights).push_back(parameters[i]);
  const bool value = output == LinearOutput::Value;
  const std::string scores = value ? "prediction" : "scores";
  io::onnx::Model model{value ? "linear_regression" : "logistic_regression"};
  model.inputs = {{"features", Type::Float64, {"N", d}}};
  model.constants = {{"weights", {outputs, d}, std::move(weights)},
                     {"intercepts", {outputs}, std::move(intercepts)}};
  model.nodes = {{"Gemm", {"features", "weights", "intercepts"}, {scores}, {{"transB", std::int64_t{1}}}}};
  model.outputs = {{scores, Type::Float64, {"N", outputs}}};
  if (value) return model;
  if (output == LinearOutput::Sigmoid)
    model.nodes.push_back({"Sigmoid", {scores}, {"probabilities"}});
  else
    model.nodes.push_back({"Softmax", {scores}, {"probabilities"}, {{"axis", std::int64_t{1}}}});
  model.outputs.push_back({"probabilities", Type::Float64, {"N", outputs}});
  return model;
}

}  // namespace gradarium::ml
