// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/nearest_centre_onnx.h"

#include "core/base/error.h"

namespace gradarium::ml {

io::onnx::Model nearestCentreOnnx(std::span<const double> centres, std::size_t columns) {
  using io::onnx::Type;
  if (columns == 0 || centres.empty() || centres.size() % columns != 0)
    throw base::BadCall("centres are k x d, with k and d from 1 on");
  const auto k = static_cast<std::int64_t>(centres.size() / columns), d = static_cast<std::int64_t>(columns);
  io::onnx::Model model{"nearest_centre"};
  model.inputs = {{"samples", Type::Float32, {"N", d}}};
  model.constants = {{"centres", {k, d}, std::vector<float>(centres.begin(), centres.end())},
                     {"one", {1}, std::vector<std::int64_t>{1}},
                     {"two", {1}, std::vector<std::int64_t>{2}}};
  const std::int64_t flat = 0, across = 1;
  model.nodes = {{"Unsqueeze", {"samples", "one"}, {"rows"}},    // N x 1 x d
                 {"Sub", {"rows", "centres"}, {"differences"}},  // N x k x d
                 {"Mul", {"differences", "differences"}, {"squares"}},
                 {"ReduceSum", {"squares", "two"}, {"squared_distances"}, {{"keepdims", flat}}},
                 {"ArgMin", {"squared_distances"}, {"cluster"}, {{"axis", across}, {"keepdims", flat}}}};
  model.outputs = {{"cluster", Type::Int64, {"N"}}, {"squared_distances", Type::Float32, {"N", k}}};
  return model;
}

}  // namespace gradarium::ml
