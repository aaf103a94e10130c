// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/io/safetensors.h"

namespace gradarium::train {

using tensor::Tensor;

namespace {

constexpr const char* stepWord = "gradarium.step";
constexpr const char* carryWord = "gradarium.carry";
constexpr const char* methodWord = "gradarium.method";
constexpr const char* randomWord = "gradarium.random";

std::string memoryName(std::size_t index, const std::string& parameter) {
  return "optimizer." + std::to_string(index) + "." + parameter;
}

std::uint64_t wholeNumber(std::string_view text, std::string_view file, const char* what) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
    throw base::Error(std::string(file) + " is no checkpoint: its " + what + " is \"" + std::string(text) +
                      "\", not a number");
  }
  return value;
}

base::Random::State randomState(std::string_view text, std::string_view file) {
  base::Random::State state{};
  for (std::size_t i = 0; i < state.size(); ++i) {
    const std::size_t comma = i + 1 < state.size() ? text.find(',') : text.size();
    if (comma == std::string_view::npos) {
      throw base::Error(std::string(file) + " is no checkpoint: its random state has too few numbers");
    }
    state[i] = wholeNumber(text.substr(0, comma), file, "random state");
    text.remove_prefix(std::min(text.size(), comma + 1));
  }
  return state;
}

const std::string& wordOf(const io::Safetensors& saved, const char* word, std::string_view file) {
  const auto found = saved.metadata.find(word);
  if (found == saved.metadata.end()) {
    throw base::Error(std::string(file) + " is no checkpoint: it has no " + word);
  }
  return found->second;
}

const Tensor& fitting(const io::Safetensors& saved, const std::string& name, const Tensor& like,
                      std::string_view file) {
  const Tensor& tensor = saved.at(name);
  if (!(tensor.shape() == like.shape())) {
    throw base::Error(std::string(file) + " does not fit this model: " + name + " has shape " +
                      tensor.shape().text() + ", not " + like.shape().text());
  }
  return tensor;
}

}  // namespace

TrainLoop::TrainLoop(nn::Module& model, Loss loss, TrainOptions options)
    : loss_(std::move(loss)),
      options_(std::move(options)),
      parameters_(model.parameters()),
      steps_(parameters_, options_.steps),
      random_(options_.seed) {
  if (options_.microBatches == 0) throw base::BadCall("a step takes at least 1 micro-batch");
}

StepRecord TrainLoop::step() {
  hooks_.attach(tape_);
  steps_.clearGradients();
  StepRecord record;
  record.step = steps() + 1;
  const float share = 1.0F / static_cast<float>(options_.microBatches);
  double total = 0;
  for (std::size_t i = 0; i < options_.microBatches; ++i) {
    tape_.clear();
    nn::Pass pass{tape_, true, random_.next()};
    if (together()) pass.seed += 0xd1342543de82ef95U * static_cast<std::uint64_t>(options_.ranks->rank());
    const nn::Var loss = loss_(pass, random_);
    total += static_cast<double>(loss.value().item()) * static_cast<double>(share);
    tape_.backward(loss, share);
  }
  record.loss = static_cast<float>(together() ? meanOverRanks(total) : total);
  optim::Optimizer<float>& optimizer = steps_.optimizer();
  if (options_.rate) optimizer.setLearningRate(static_cast<double>(options_.rate(steps())));
  record.rate = static_cast<float>(optimizer.settings().learningRate);
  record.diverged = !std::isfinite(record.loss);
  record.gradientNorm = record.diverged ? gradientNorm(steps_.parameters()) : steps_.step();
  record.diverged = record.diverged || !std::isfinite(record.gradientNorm);
  return record;
}

double TrainLoop::meanOverRanks(double loss) {
  sums_.clear();
  for (nn::Parameter* parameter : steps_.parameters()) {
    if (!parameter->hasGradient) parameter->gradient.fill(0);
    const auto gradient = parameter->gradient.values();
    sums_.insert(sums_.end(), gradient.begin(), gradient.end());
  }
  sums_.push_back(static_cast<float>(loss));
  options_.ranks->sum(sums_);
  const float share = 1.0F / static_cast<float>(options_.ranks->size());
  const float* from = sums_.data();
  for (nn::Parameter* parameter : steps_.parameters()) {
    for (float& number : parameter->gradient.values()) number = *from++ * share;
    parameter->hasGradient = true;
  }
  return static_cast<double>(*from) * static_cast<double>(share);
}

bool TrainLoop::asked(const base::StopFlag* stop) {
  float wish = stop != nullptr && stop->requested() ? 1 : 0;
  if (together()) options_.ranks->sum({&wish, 1});
  return wish > 0;
}

bool TrainLoop::run(std::uint64_t until, const base::StopFlag* stop,
                    const std::function<bool(const StepRecord&)>& each) {
  while (steps() < until) {
    if (asked(stop)) return false;
    const StepRecord record = step();
    if ((each && !each(record)) || record.diverged) return false;
  }
  return true;
}

std::string TrainLoop::checkpoint(const std::map<std::string, std::string>& words) const {
  const optim::Optimizer<float>& optimizer = steps_.optimizer();
  io::Safetensors file;
  file.metadata = words;
  file.metadata[stepWord] = std::to_string(steps());
  file.metadata[methodWord] = optim::name(optimizer.settings().method);
  file.metadata[carryWord] = std::to_string(std::bit_cast<std::uint64_t>(optimizer.save().carry));
  std::string state;
  for (const std::uint64_t number : random_.state())
    state += (state.empty() ? "" : ",") + std::to_string(number);
  file.metadata[randomWord] = state;
  for (const nn::Parameter* parameter : parameters_)
    file.tensors.push_back({parameter->name, parameter->value});
  const std::size_t memories = optim::memories(optimizer.settings().method).size();
  for (std::size_t group = 0; group < steps_.parameters().size(); ++group) {
    const nn::Parameter& parameter = *steps_.parameters()[group];
    for (std::size_t i = 0; i < memories; ++i) {
      file.tensors.push_back(
          {memoryName(i, parameter.name), Tensor(parameter.value.shape(), optimizer.memory(group, i))});
    }
  }
  return io::writeSafetensors(file);
}

void TrainLoop::restore(std::string_view bytes, std::string_view name) {
  const io::Safetensors saved = io::readSafetensors(bytes, name);
  optim::Optimizer<float>& optimizer = steps_.optimizer();
  const std::string_view method = optim::name(optimizer.settings().method);
  if (const std::string& other = wordOf(saved, methodWord, name); other != method) {
    throw base::Error(std::string(name) + " belongs to training with " + other + ", not " +
                      std::string(method));
  }
  // First look at everything, then change anything.
  optim::State<float> state;
  state.steps = wholeNumber(wordOf(saved, stepWord, name), name, "step");
  state.carry = std::bit_cast<double>(wholeNumber(wordOf(saved, carryWord, name), name, "carry"));
  const base::Random::State random = randomState(wordOf(saved, randomWord, name), name);
  for (const nn::Parameter* parameter : parameters_) fitting(saved, parameter->name, parameter->value, name);
  const std::size_t memories = optim::memories(optimizer.settings().method).size();
  for (const nn::Parameter* parameter : steps_.parameters()) {
    for (std::size_t i = 0; i < memories; ++i) {
      state.memories.push_back(
          fitting(saved, memoryName(i, parameter->name), parameter->value, name).toVector());
    }
  }
  optimizer.restore(state);
  for (nn::Parameter* parameter : parameters_) parameter->value.copyFrom(saved.at(parameter->name));
  random_ = base::Random::fromState(random);
}

}  // namespace gradarium::train
