// SPDX-License-Identifier: GPL-3.0-or-later
#include "training_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"
#include "core/data/generate.h"
#include "core/io/onnx.h"
#include "graph_words.h"

namespace gradarium::lessons {
namespace {

constexpr std::size_t samples = 100, longest = 300;

/// The first choice is what a learner meets: the famous bug.
std::vector<lab::Choice<Fault>::Option> rules() {
  auto all = faultOptions();
  std::ranges::rotate(all, all.begin() + 1);
  // A network of this kind has no such operations.
  std::erase_if(all, [](const auto& option) {
    const Fault fault = option.meaning;
    return fault == Fault::Divide || fault == Fault::Power || fault == Fault::Exp || fault == Fault::Own;
  });
  return all;
}

double cosineOf(const std::vector<double>& a, const std::vector<double>& b) {
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) ab += a[i] * b[i], aa += a[i] * a[i], bb += b[i] * b[i];
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : aa == bb ? 1 : 0;
}

}  // namespace

struct TrainingExperiment::Saved {
  std::vector<double> sound, broken;
  std::size_t position = 0;
};

TrainingExperiment::TrainingExperiment()
    : Experiment("training", "Training by the scalar engine"),
      rule(this, "rule", "Broken rule", rules(),
           {.help = "Of the second network; the first is trained by sound rules"}) {}

void TrainingExperiment::build() {
  const base::Random random(seed);
  set_ = data::moons(samples, noise, random.split(0));
  const ScalarNetwork::Shape shape{static_cast<std::size_t>(int(width)), activation};
  sound_.emplace(shape, random.split(1));
  broken_.emplace(shape, random.split(1));
}

void TrainingExperiment::judge() {
  base::parallelFor(2, 1, [&](std::size_t which, std::size_t) {
    if (which == 0) soundBatch_ = sound_->run(set_, Fault::None, false);
    if (which == 1) brokenBatch_ = broken_->run(set_, rule, true);
  });
}

void TrainingExperiment::reset() {
  build();
  position_ = 0;
  lab::value::Points places{set_.rows, 2, set_.features, {"x", "y"}, {}};
  points = std::move(places);
  labels = lab::value::Labels{set_.target, {"upper", "lower"}};
  weights = static_cast<double>(sound_->parameters());
  graphNodes = static_cast<double>(sound_->graphNodes());
  soundLoss.set({});
  brokenLoss.set({});
  angle.set({});
  judge();
  changed(rule);
  soundLoss.append(0, soundBatch_.loss);
  brokenLoss.append(0, brokenBatch_.loss);
  angle.append(0, cosineOf(brokenBatch_.gradient, brokenBatch_.truth));
}

/// What is shown of the present alone.
void TrainingExperiment::changed(const lab::Parameter&) {
  soundAccuracy = 100 * soundBatch_.accuracy;
  brokenAccuracy = 100 * brokenBatch_.accuracy;
  soundNow = soundBatch_.loss;
  brokenNow = brokenBatch_.loss;
  cosine = cosineOf(brokenBatch_.gradient, brokenBatch_.truth);
  lab::value::Table table{{{"weight", "", {}, {}}, {"broken engine", "", {}, {}}, {"true", "", {}, {}}}};
  for (std::size_t i = 0; i < std::min<std::size_t>(6, broken_->parameters()); ++i) {
    const char* const names[] = {"w x", "w y", "bias"};
    table.columns[0].texts.push_back(std::string(names[i % 3]) + " " + std::to_string(i / 3 + 1));
    table.columns[1].numbers.push_back(brokenBatch_.gradient[i]);
    table.columns[2].numbers.push_back(brokenBatch_.truth[i]);
  }
  check = std::move(table);
}

lab::Status TrainingExperiment::step(lab::Run&) {
  const auto descend = [&](ScalarNetwork& network, const ScalarNetwork::Batch& batch) {
    for (std::size_t i = 0; i < network.parameters(); ++i) network.weights()[i] -= eta * batch.gradient[i];
  };
  descend(*sound_, soundBatch_);
  descend(*broken_, brokenBatch_);
  ++position_;
  judge();
  if (!std::isfinite(soundBatch_.loss) || !std::isfinite(brokenBatch_.loss) || soundBatch_.loss > 1e12 ||
      brokenBatch_.loss > 1e12)
    return lab::Status::Diverged;
  changed(rule);
  const auto now = static_cast<double>(position_);
  soundLoss.append(now, soundBatch_.loss);
  brokenLoss.append(now, brokenBatch_.loss);
  angle.append(now, cosine.current() ? std::get<lab::value::Scalar>(*cosine.current()).number : 0);
  return position_ >= longest ? lab::Status::Finished : lab::Status::Running;
}

std::any TrainingExperiment::save() const { return Saved{sound_->weights(), broken_->weights(), position_}; }

void TrainingExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const Saved&>(state);
  build();
  sound_->weights() = saved.sound;
  broken_->weights() = saved.broken;
  position_ = saved.position;
  judge();
}

lab::value::Field TrainingExperiment::decision() const {
  constexpr std::size_t side = 60;
  lab::value::Field result{side, side, -1.5, 2.5, -1.25, 1.75, std::vector<float>(side * side)};
  const ScalarNetwork& network = shown ? *broken_ : *sound_;
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column) {
      const double x = result.x0 + (result.x1 - result.x0) * (static_cast<double>(column) + 0.5) / side,
                   y = result.y0 + (result.y1 - result.y0) * (static_cast<double>(row) + 0.5) / side;
      result.values[row * side + column] = static_cast<float>(1 / (1 + std::exp(-network.score(x, y))));
    }
  return result;
}

std::string TrainingExperiment::surviving(const lab::Snapshot& s) const {
  if (rule.in(s) == Fault::None) return "no rule is broken";
  return "step " + std::to_string(s.step) + ": " + figure(brokenAccuracy.numberIn(s)) + " % right, cosine " +
         figure(cosine.numberIn(s));
}

std::string TrainingExperiment::onnx() const {
  const ScalarNetwork& network = shown ? *broken_ : *sound_;
  io::onnx::Model model{"moons", "A network of two hidden layers: a positive score means the second moon"};
  model.inputs = {{"x", io::onnx::Type::Float32, {"N", std::int64_t{2}}}};
  model.outputs = {{"score", io::onnx::Type::Float32, {"N", std::int64_t{1}}}};
  const auto units = static_cast<std::int64_t>(network.shape().width);
  std::size_t at = 0;
  std::string before = "x";
  const std::int64_t inputs[] = {2, units, units}, outputs[] = {units, units, 1};
  for (std::size_t layer = 0; layer < 3; ++layer) {
    std::vector<float> weight, bias;
    for (std::int64_t unit = 0; unit < outputs[layer]; ++unit) {
      for (std::int64_t i = 0; i < inputs[layer]; ++i)
        weight.push_back(static_cast<float>(network.weights()[at++]));
      bias.push_back(static_cast<float>(network.weights()[at++]));
    }
    const std::string number = std::to_string(layer + 1), sum = layer < 2 ? "sum" + number : "score";
    model.constants.push_back({"weight" + number, {outputs[layer], inputs[layer]}, std::move(weight)});
    model.constants.push_back({"bias" + number, {outputs[layer]}, std::move(bias)});
    model.nodes.push_back(
        {"Gemm", {before, "weight" + number, "bias" + number}, {sum}, {{"transB", std::int64_t{1}}}});
    if (layer == 2) break;
    model.nodes.push_back({network.shape().relu ? "Relu" : "Tanh", {sum}, {"hidden" + number}, {}});
    before = "hidden" + number;
  }
  return io::onnx::write(model);
}

}  // namespace gradarium::lessons
