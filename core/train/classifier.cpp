// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/classifier.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"

namespace gradarium::train {

LabelledSet LabelledSet::some(std::span<const std::size_t> rows) const {
  const std::size_t width = inputs.length(-1);
  LabelledSet set{tensor::Tensor({rows.size(), width}), {}};
  set.targets.reserve(rows.size());
  float* to = set.inputs.data();
  for (const std::size_t row : rows) {
    to = std::copy_n(inputs.data() + row * width, width, to);
    set.targets.push_back(targets[row]);
  }
  return set;
}

LabelledSet labelled(const data::Dataset& set, float scale) {
  if (set.target.empty()) throw base::BadCall(set.title + " has no classes to learn");
  LabelledSet result{tensor::Tensor({set.rows, set.columns}), {set.target.begin(), set.target.end()}};
  std::transform(set.features.begin(), set.features.end(), result.inputs.data(),
                 [scale](double x) { return static_cast<float>(x) * scale; });
  return result;
}

Scores scores(nn::Mlp& network, const LabelledSet& set) {
  nn::Tape tape;
  tape.record(false);
  nn::Pass pass{tape};
  const nn::Var logits = network(pass, tape.constant(set.inputs));
  Scores result;
  result.loss = static_cast<double>(autograd::crossEntropy(logits, set.targets).value().item());
  const std::size_t classes = logits.value().length(-1);
  const float* row = logits.value().data();
  std::size_t right = 0;
  for (std::size_t i = 0; i < set.rows(); ++i, row += classes)
    right += std::max_element(row, row + classes) - row == set.targets[i] ? 1U : 0U;
  result.accuracy = static_cast<double>(right) / static_cast<double>(set.rows());
  return result;
}

double lossWithGradient(nn::Mlp& network, const LabelledSet& set) {
  nn::Tape tape;
  nn::Pass pass{tape, true};
  network.clearGradients();
  const nn::Var loss = autograd::crossEntropy(network(pass, tape.constant(set.inputs)), set.targets);
  tape.backward(loss);
  return static_cast<double>(loss.value().item());
}

std::vector<float> flatWeights(nn::Module& model) {
  std::vector<float> all;
  for (const nn::Parameter* parameter : model.parameters()) {
    const auto values = parameter->value.values();
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

void setWeights(nn::Module& model, std::span<const float> weights) {
  if (weights.size() != model.parameterCount())
    throw base::BadCall("the model has " + std::to_string(model.parameterCount()) + " weights, not " +
                        std::to_string(weights.size()));
  const float* from = weights.data();
  for (nn::Parameter* parameter : model.parameters()) {
    std::copy_n(from, parameter->value.size(), parameter->value.data());
    from += parameter->value.size();
  }
}

}  // namespace gradarium::train
