// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/training.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/safetensors.h"
#include "core/train/schedule.h"
#include "core/train/weights.h"

namespace gradarium::lm {

namespace {

constexpr const char* planWord = "gradarium.plan";
constexpr const char* textWord = "gradarium.text";
constexpr const char* curveWord = "gradarium.curve";
constexpr const char* sumWord = "gradarium.sum";
constexpr std::size_t pointWindows = 32;  // held-out rows at a point of the curve

/// FNV-1a of 64 bits: whether the text is still the same.
std::uint64_t fingerprintOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

const std::string& wordOf(const io::Safetensors& file, const char* word, std::string_view name) {
  const auto found = file.metadata.find(word);
  if (found == file.metadata.end())
    throw base::Error(std::string(name) + " is no checkpoint of gradarium train: it has no " + word);
  return found->second;
}

double numberOf(std::string_view text, std::string_view name) {
  const auto number = base::parseNumber(text);
  if (!number)
    throw base::Error(std::string(name) + " holds \"" + std::string(text) + "\" where a number belongs");
  return *number;
}

std::vector<CurvePoint> curveOf(std::string_view csv, std::string_view name) {
  std::vector<CurvePoint> curve;
  csv.remove_prefix(std::min(csv.size(), csv.find('\n')));
  while (csv.size() > 1) {
    csv.remove_prefix(1);
    const std::string_view line = csv.substr(0, csv.find('\n'));
    csv.remove_prefix(std::min(csv.size(), line.size()));
    double cells[5]{};
    std::string_view rest = line;
    for (double& cell : cells) {
      cell = numberOf(rest.substr(0, rest.find(',')), name);
      rest.remove_prefix(std::min(rest.size(), rest.find(',')));
      if (!rest.empty()) rest.remove_prefix(1);
    }
    curve.push_back({static_cast<std::uint64_t>(cells[0]), cells[1], cells[2], cells[3], cells[4]});
  }
  return curve;
}

const std::string& joined(const TrainPlan& plan, std::string& room) {
  for (const std::string& name : plan.data) room += (room.empty() ? "" : " + ") + name;
  return room;
}

}  // namespace

Training::Training(const TrainPlan& plan, std::string_view text, std::string_view name,
                   dist::Communicator* ranks)
    : plan_((plan.check(), checkText(text, plan.context, name), plan)),
      ranks_(ranks),
      vocabulary_(text),
      fingerprint_(fingerprintOf(text)),
      text_(split(vocabulary_.encode(text), plan.context)),
      model_(makeModel(plan, vocabulary_.size())),
      loop_(
          *model_, [this](nn::Pass& pass, base::Random& data) { return loss(pass, data); }, options()) {
  if (vocabulary_.size() < 2) throw base::Error(std::string(name) + " holds one and the same byte only");
  const int size = ranks == nullptr ? 1 : ranks->size();
  if (plan.batch % static_cast<std::size_t>(size) != 0) {
    throw base::BadCall("a batch of " + std::to_string(plan.batch) + " rows cannot be shared by " +
                        std::to_string(size) + " ranks; take a multiple");
  }
  if (size == 1) return;
  // Equal already, but for what the mathematical libraries of two machines may round differently.
  for (nn::Parameter* parameter : model_->parameters())
    ranks->broadcast(std::as_writable_bytes(parameter->value.values()), 0);
}

train::TrainOptions Training::options() const {
  train::TrainOptions o;
  o.steps.optimizer.learningRate = plan_.rate;
  o.steps.optimizer.weightDecay = plan_.weightDecay;
  o.steps.optimizer.beta2 = 0.98;  // short trainings: the squares of gradients change quickly
  o.steps.clipNorm = static_cast<float>(plan_.clip);
  o.rate = [schedule = train::WarmUpCosine{static_cast<float>(plan_.rate), plan_.warmUp, plan_.steps, 0.1F}](
               std::uint64_t step) { return schedule.at(step); };
  o.seed = plan_.seed;
  o.ranks = ranks_;
  return o;
}

nn::Var Training::loss(nn::Pass& pass, base::Random& data) {
  // Every rank draws the whole batch, so that the streams stay the same, and takes its rows.
  const std::size_t repeated = plan_.repeatedRows(), length = plan_.context;
  if (repeated < plan_.batch) windows_.draw(text_.training, plan_.batch - repeated, length, data);
  std::span<const std::int32_t> inputs = windows_.inputs, targets = windows_.targets;
  if (repeated > 0) {
    inputs_.clear(), targets_.clear();
    for (std::size_t row = 0; row < repeated; ++row) addRepeatedRow(data);
    inputs_.insert(inputs_.end(), windows_.inputs.begin(), windows_.inputs.end());
    targets_.insert(targets_.end(), windows_.targets.begin(), windows_.targets.end());
    inputs = inputs_, targets = targets_;
  }
  if (ranks_ == nullptr) return model_->loss(pass, inputs, targets, plan_.batch);
  const std::size_t rows = plan_.batch / static_cast<std::size_t>(ranks_->size());
  const std::size_t first = static_cast<std::size_t>(ranks_->rank()) * rows * length;
  return model_->loss(pass, inputs.subspan(first, rows * length), targets.subspan(first, rows * length),
                      rows);
}

void Training::addRepeatedRow(base::Random& data) {
  // Each octave of periods as often: on short strings heads learn to copy soon, on long ones not to count.
  constexpr std::size_t least = 4;
  const std::size_t length = plan_.context, most = length / 2;
  std::size_t octaves = 1;
  while (least << octaves < most) ++octaves;
  std::size_t period = least << data.uniformInt(octaves);
  period = std::min(most, period + static_cast<std::size_t>(data.uniformInt(period)));
  row_.resize(length + 1);
  for (std::size_t t = 0; t < row_.size(); ++t)
    row_[t] = t < period ? static_cast<std::int32_t>(data.uniformInt(vocabulary_.size())) : row_[t - period];
  inputs_.insert(inputs_.end(), row_.begin(), row_.end() - 1);
  targets_.insert(targets_.end(), row_.begin() + 1, row_.end());
}

void Training::addPoint(const train::StepRecord& record) {
  const std::uint64_t since = record.step - (curve_.empty() ? 0 : curve_.back().step);
  curve_.push_back({record.step, sum_ / static_cast<double>(since), heldOutLoss(pointWindows),
                    static_cast<double>(record.rate), static_cast<double>(record.gradientNorm)});
  sum_ = 0;
}

Training::Ending Training::run(const base::StopFlag* stop, const Watch& watch) {
  Ending ending = Ending::Stopped;
  const bool done = loop_.run(plan_.steps, stop, [&](const train::StepRecord& record) {
    if (record.diverged) ending = Ending::Diverged;
    sum_ += static_cast<double>(record.loss);
    if (!record.diverged && (record.step % plan_.stride() == 0 || record.step == plan_.steps)) {
      addPoint(record);
      if (watch.point) watch.point(curve_.back());
    }
    if (watch.step) watch.step(record);
    return true;
  });
  return done ? Ending::Finished : ending;
}

double Training::heldOutLoss(std::size_t windows) {
  const std::size_t length = plan_.context;
  const std::size_t all = text_.heldOut.empty() ? 0 : (text_.heldOut.size() - 1) / length;
  windows = std::min(windows, all);
  if (windows == 0) return std::nan("");
  const auto ranks = static_cast<std::size_t>(ranks_ == nullptr ? 1 : ranks_->size());
  const auto rank = static_cast<std::size_t>(ranks_ == nullptr ? 0 : ranks_->rank());
  double total = 0;
  nn::Tape tape;
  tape.record(false);
  for (std::size_t i = rank; i < windows; i += ranks) {
    const auto row =
        std::span<const std::int32_t>(text_.heldOut).subspan(all * i / windows * length, length + 1);
    tape.clear();
    nn::Pass pass{tape};
    total += static_cast<double>(model_->loss(pass, row.first(length), row.last(length), 1).value().item());
  }
  if (ranks > 1) {
    auto sum = static_cast<float>(total);
    ranks_->sum({&sum, 1});
    total = static_cast<double>(sum);
  }
  return total / static_cast<double>(windows);
}

ModelOrigin Training::origin(const std::string& command) const {
  ModelOrigin origin;
  origin.command = command;
  joined(plan_, origin.data);
  origin.seed = plan_.seed;
  origin.steps = steps();
  if (!curve_.empty()) origin.loss = curve_.back().loss, origin.heldOut = curve_.back().heldOut;
  return origin;
}

std::string Training::checkpoint(const std::string& command) const {
  auto words = describeModel(*model_, vocabulary_, origin(command));
  words[planWord] = toJson(plan_);
  words[textWord] = std::to_string(fingerprint_);
  words[curveWord] = toCsv(curve_);
  words[sumWord] = base::shortest(sum_);
  return loop_.checkpoint(words);
}

std::string Training::modelFile(const std::string& command) {
  return writeModel(*model_, vocabulary_, origin(command));
}

void Training::startFrom(const Saved<LanguageModel>& other, std::string_view name) {
  if (other.vocabulary.bytes() != vocabulary_.bytes()) {
    throw base::Error(std::string(name) + " knows " + std::to_string(other.vocabulary.size()) +
                      " bytes, which are not the " + std::to_string(vocabulary_.size()) + " of the text");
  }
  try {
    train::loadWeights(*model_, train::weightsOf(*other.model));
  } catch (const base::Error& error) {
    throw base::Error(std::string(name) + " cannot be started from: " + error.what());
  }
}

void Training::resume(std::string_view checkpoint, std::string_view name) {
  const io::Safetensors file = io::readSafetensors(checkpoint, name);
  TrainPlan written = planFromJson(wordOf(file, planWord, name), name);
  written.data = plan_.data;  // which may have moved; what counts is the text
  if (toJson(written) != toJson(plan_))
    throw base::Error(std::string(name) + " belongs to another plan: " + wordOf(file, planWord, name));
  if (wordOf(file, textWord, name) != std::to_string(fingerprint_))
    throw base::Error(std::string(name) +
                      " was written while training on another text, or the text has changed");
  auto curve = curveOf(wordOf(file, curveWord, name), name);
  const double sum = numberOf(wordOf(file, sumWord, name), name);
  loop_.restore(checkpoint, name);
  curve_ = std::move(curve);
  sum_ = sum;
}

std::string toCsv(const std::vector<CurvePoint>& curve) {
  std::string csv = "step,loss,held_out,rate,gradient_norm\n";
  for (const CurvePoint& point : curve) {
    csv += std::to_string(point.step);
    for (const double value : {point.loss, point.heldOut, point.rate, point.gradientNorm})
      csv += "," + base::shortest(value);
    csv += "\n";
  }
  return csv;
}

TrainPlan planOf(std::string_view checkpoint, std::string_view name) {
  return planFromJson(wordOf(io::readSafetensors(checkpoint, name), planWord, name), name);
}

}  // namespace gradarium::lm
