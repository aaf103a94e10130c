// SPDX-License-Identifier: GPL-3.0-or-later
#include "learner.h"

#include <algorithm>
#include <cmath>

#include "core/autograd/ops.h"
#include "core/data/text.h"
#include "core/io/safetensors.h"
#include "core/lm/model_file.h"
#include "core/train/weights.h"

namespace gradarium::lessons {
namespace {

constexpr std::int32_t copied = 27, firstBracket = 27, kinds = 3, fillers = 24;

double chanceOf(Source source, std::size_t vocabulary) {
  switch (source) {
    case Source::Copy: return std::log(static_cast<double>(copied));
    case Source::Brackets: return std::log(2.0 * kinds);
    case Source::First: return std::log(2.0);
    case Source::KingJames: break;
  }
  return std::log(static_cast<double>(vocabulary));
}

}  // namespace

Learner::Learner(Source source, const lm::AttentionNetOptions& options, std::size_t repeat) : source_(source), repeat_(repeat), random_(options.seed + 1) {
  lm::AttentionNetOptions own = options;
  own.vocabulary = alphabet_.size();
  net_ = std::make_unique<lm::AttentionNet>(own);
  prepare(4e-3);
}

Learner::Learner(std::uint64_t seed) : source_(Source::KingJames), random_(seed + 1) {
  lm::Saved<lm::AttentionNet> saved = lm::loadAttentionNet(lm::modelPath("king-james-attention"));
  alphabet_ = Alphabet(saved.vocabulary.bytes());
  net_ = std::move(saved.model);
  const auto text = data::text("king-james");
  text_ = std::make_unique<lm::TextSplit>(lm::split(alphabet_.encode(text->bytes), net_->options().context));
  prepare(3e-4);
}

void Learner::prepare(double rate) {
  parameters_ = net_->parameters();
  optim::Settings settings = optim::standard(optim::Method::AdamW);
  settings.learningRate = rate;
  settings.beta2 = 0.98;  // the squares of gradients change quickly while the heads form
  settings.weightDecay = 0;
  optimizer_ = optim::makeOptimizer<float>(settings);
  for (auto* parameter : parameters_) {
    parameter->gradient = tensor::Tensor::zeros(parameter->value.shape());
    optimizer_->add({parameter->value.values(), parameter->gradient.values()});
  }
  optimizer_->setReporting(false);
  chance_ = chanceOf(source_, alphabet_.size());
  base::Random other(net_->options().seed ^ 0x6865'6c64U);
  held_ = draw(true, other);
}

lm::TokenBatch Learner::draw(bool held, base::Random& random) const {
  const std::size_t rows = held ? 12 : 24;
  switch (source_) {
    case Source::Copy: return lm::repeatedStrings(rows, held ? repeat_ : std::max<std::size_t>(2, repeat_ / 2), repeat_, copied, random);
    case Source::Brackets: {
      lm::TokenBatch batch = lm::bracketStrings(rows, repeat_, kinds, random);
      for (auto* ids : {&batch.ids, &batch.targets})
        for (std::int32_t& id : *ids) id += id < 0 ? 0 : firstBracket;
      return batch;
    }
    case Source::First: return lm::whoCameFirst(held ? 200 : 2 * rows, 2 * repeat_, fillers, random);
    case Source::KingJames: break;
  }
  return held ? lm::textRows(text_->heldOut, 4, 192, random) : lm::textRows(text_->training, 2, 192, random);
}

double Learner::update() {
  const lm::TokenBatch batch = draw(false, random_);
  tape_.clear();
  net_->clearGradients();
  nn::Pass pass{tape_};
  pass.training = true;
  const nn::Var loss = autograd::crossEntropy(net_->forward(pass, batch.ids, batch.rows), batch.targets);
  tape_.backward(loss);
  optimizer_->step();
  return loss.value().item();
}

Learner::Losses Learner::evaluate(const std::set<lm::HeadPlace>& ablated) const {
  const nn::Tensor logits = lm::changedLogits(*net_, held_.ids, held_.rows, {.ablated = ablated});
  const std::size_t vocabulary = alphabet_.size();
  double sums[2] = {0, 0};
  std::size_t counts[2] = {0, 0};
  for (std::size_t place = 0; place < held_.targets.size(); ++place) {
    if (held_.targets[place] < 0) continue;
    const float* const of = logits.data() + place * vocabulary;
    const double most = *std::max_element(of, of + vocabulary);
    double all = 0;
    for (std::size_t v = 0; v < vocabulary; ++v) all += std::exp(of[v] - most);
    const int which = held_.recalled[place] ? 1 : 0;
    sums[which] += most + std::log(all) - of[held_.targets[place]];
    ++counts[which];
  }
  const auto mean = [&](int which) { return counts[which] > 0 ? sums[which] / static_cast<double>(counts[which]) : 0; };
  return {mean(0), mean(1)};
}

std::vector<std::int32_t> Learner::heldRow() const { return {held_.ids.begin(), held_.ids.begin() + static_cast<std::ptrdiff_t>(held_.length)}; }

std::string Learner::file() const {
  io::Safetensors file = train::weightsOf(*net_);
  const lm::AttentionNetOptions& options = net_->options();
  constexpr const char* positions[] = {"learned", "sinusoidal", "rotary", "alibi", "none"};  // in the order of nn::Positions
  const auto whole = [](std::size_t n) { return std::to_string(n); };
  file.metadata = {{"architecture", "attention alone: x + attention(x) in each layer"}, {"tokens", alphabet_.all()}, {"layers", whole(options.layers)},
                   {"width", whole(options.width)}, {"heads", whole(options.heads)}, {"key_heads", whole(net_->spec().keyHeads())},
                   {"positions", positions[static_cast<std::size_t>(options.positions)]}, {"causal", options.causal ? "true" : "false"}, {"updates", whole(updates())}};
  return io::writeSafetensors(file);
}

Learner::State Learner::save() const {
  State state{{}, optimizer_->save(), random_};
  for (const auto* parameter : parameters_) state.weights.push_back(parameter->value.toVector());
  return state;
}

void Learner::restore(const State& state) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    std::copy(state.weights[i].begin(), state.weights[i].end(), parameters_[i]->value.values().begin());
  optimizer_->restore(state.optimizer);
  random_ = state.random;
}

std::size_t Learner::stateBytes() const {
  std::size_t numbers = 0;
  for (const auto* parameter : parameters_) numbers += parameter->value.size();
  return 3 * numbers * sizeof(float);
}

}  // namespace gradarium::lessons
