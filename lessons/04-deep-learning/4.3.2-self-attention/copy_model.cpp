// SPDX-License-Identifier: GPL-3.0-or-later
#include "copy_model.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/autograd/ops.h"

namespace gradarium::lessons {

std::vector<std::int32_t> tokensOf(std::string_view text) {
  std::vector<std::int32_t> tokens;
  for (const char c : text) {
    const int letter = std::tolower(static_cast<unsigned char>(c)) - 'a';
    tokens.push_back(letter >= 0 && letter < 26 ? letter : 26);
  }
  return tokens;
}

std::string letterOf(std::int32_t token) { return token >= 0 && token < 26 ? std::string(1, static_cast<char>('a' + token)) : "·"; }

namespace {

constexpr std::size_t rows = 24, heldRows = 12;

optim::Settings settings() {
  optim::Settings result = optim::standard(optim::Method::AdamW);
  result.learningRate = 4e-3;
  result.beta2 = 0.98;  // the squares of gradients change quickly while the heads form
  result.weightDecay = 0;
  return result;
}

}  // namespace

CopyModel::CopyModel(const lm::AttentionNetOptions& options, std::size_t repeat)
    : repeat_(repeat),
      net_(std::make_unique<lm::AttentionNet>(options)),
      parameters_(net_->parameters()),
      optimizer_(optim::makeOptimizer<float>(settings())),
      random_(options.seed + 1) {
  for (auto* parameter : parameters_) {
    parameter->gradient = tensor::Tensor::zeros(parameter->value.shape());
    optimizer_->add({parameter->value.values(), parameter->gradient.values()});
  }
  optimizer_->setReporting(false);
  base::Random other(options.seed ^ 0x6865'6c64U);
  held_ = lm::repeatedStrings(heldRows, repeat, repeat, letters, other);
}

double CopyModel::update() {
  const lm::TokenBatch batch = lm::repeatedStrings(rows, std::max<std::size_t>(2, repeat_ / 2), repeat_, letters, random_);
  tape_.clear();
  net_->clearGradients();
  nn::Pass pass{tape_};
  pass.training = true;
  const nn::Var loss = autograd::crossEntropy(net_->forward(pass, batch.ids, batch.rows), batch.targets);
  tape_.backward(loss);
  optimizer_->step();
  return loss.value().item();
}

CopyModel::Halves CopyModel::evaluate(const std::set<lm::HeadPlace>& ablated) const {
  const nn::Tensor logits = lm::changedLogits(*net_, held_.ids, held_.rows, {ablated});
  Halves sum;
  for (std::size_t row = 0; row < held_.rows; ++row) {
    for (std::size_t t = 0; t + 1 < held_.length; ++t) {
      if (t + 1 == repeat_) continue;  // the first of the second half cannot be known either
      const std::size_t place = row * held_.length + t;
      const float* of = logits.data() + place * letters;
      double most = of[0], all = 0;
      for (std::int32_t v = 0; v < letters; ++v) most = std::max(most, static_cast<double>(of[v]));
      for (std::int32_t v = 0; v < letters; ++v) all += std::exp(of[v] - most);
      (t + 1 < repeat_ ? sum.first : sum.second) += most + std::log(all) - of[held_.targets[place]];
    }
  }
  const auto count = static_cast<double>(held_.rows * (repeat_ - 1));
  return {sum.first / count, sum.second / count};
}

CopyModel::State CopyModel::save() const {
  State state{{}, optimizer_->save(), random_};
  for (const auto* parameter : parameters_) state.weights.push_back(parameter->value.toVector());
  return state;
}

void CopyModel::restore(const State& state) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    std::copy(state.weights[i].begin(), state.weights[i].end(), parameters_[i]->value.values().begin());
  optimizer_->restore(state.optimizer);
  random_ = state.random;
}

std::size_t CopyModel::stateBytes() const {
  std::size_t numbers = 0;
  for (const auto* parameter : parameters_) numbers += parameter->value.size();
  return 3 * numbers * sizeof(float);
}

}  // namespace gradarium::lessons
