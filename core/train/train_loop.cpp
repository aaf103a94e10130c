// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/io/safetensors.h"

namespace gradarium::train {

using tensor::Tensor;

namespace {

constexpr const char* stepWord = "gradarium.step";
constexpr const char* randomWord = "gradarium.random";
constexpr const char* firstPrefix = "optimizer.first.";
constexpr const char* secondPrefix = "optimizer.second.";

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
    : model_(model),
      loss_(std::move(loss)),
      options_(std::move(options)),
      parameters_(model.parameters()),
      optimizer_(parameters_, options_.optimizer),
      random_(options_.seed) {
  if (options_.microBatches == 0) throw base::BadCall("a step takes at least 1 micro-batch");
}

StepRecord TrainLoop::step() {
  hooks_.attach(tape_);
  for (nn::Parameter* parameter : parameters_) parameter->clearGradient();
  StepRecord record;
  record.step = steps() + 1;
  const float share = 1.0F / static_cast<float>(options_.microBatches);
  double total = 0;
  for (std::size_t i = 0; i < options_.microBatches; ++i) {
    tape_.clear();
    nn::Pass pass{tape_, true, random_.next()};
    const nn::Var loss = loss_(pass, random_);
    total += static_cast<double>(loss.value().item()) * static_cast<double>(share);
    tape_.backward(loss, share);
  }
  record.loss = static_cast<float>(total);
  record.rate = options_.rate ? options_.rate(steps()) : options_.optimizer.rate;
  record.gradientNorm = optim::gradientNorm(parameters_);
  record.diverged = !std::isfinite(record.loss) || !std::isfinite(record.gradientNorm);
  if (record.diverged) return record;
  optimizer_.setRate(record.rate);
  optimizer_.step();
  return record;
}

bool TrainLoop::run(std::uint64_t until, const base::StopFlag* stop,
                    const std::function<bool(const StepRecord&)>& each) {
  while (steps() < until) {
    if (stop != nullptr && stop->requested()) return false;
    const StepRecord record = step();
    if ((each && !each(record)) || record.diverged) return false;
  }
  return true;
}

std::string TrainLoop::checkpoint(const std::map<std::string, std::string>& words) const {
  io::Safetensors file;
  file.metadata = words;
  file.metadata[stepWord] = std::to_string(steps());
  std::string state;
  for (const std::uint64_t number : random_.state())
    state += (state.empty() ? "" : ",") + std::to_string(number);
  file.metadata[randomWord] = state;
  for (const auto& m : optimizer_.moments()) file.tensors.push_back({m.parameter->name, m.parameter->value});
  for (const auto& m : optimizer_.moments()) {
    file.tensors.push_back({firstPrefix + m.parameter->name, m.first});
    file.tensors.push_back({secondPrefix + m.parameter->name, m.second});
  }
  return io::writeSafetensors(file);
}

void TrainLoop::restore(std::string_view bytes, std::string_view name) {
  const io::Safetensors saved = io::readSafetensors(bytes, name);
  const std::uint64_t step = wholeNumber(wordOf(saved, stepWord, name), name, "step");
  const base::Random::State state = randomState(wordOf(saved, randomWord, name), name);
  // First look at everything, then change anything.
  for (const auto& m : optimizer_.moments()) {
    const Tensor& like = m.parameter->value;
    for (const char* prefix : {"", firstPrefix, secondPrefix})
      fitting(saved, prefix + m.parameter->name, like, name);
  }
  for (auto& m : optimizer_.moments()) {
    m.parameter->value.copyFrom(saved.at(m.parameter->name));
    m.first.copyFrom(saved.at(firstPrefix + m.parameter->name));
    m.second.copyFrom(saved.at(secondPrefix + m.parameter->name));
  }
  optimizer_.setSteps(step);
  random_ = base::Random::fromState(state);
}

}  // namespace gradarium::train
