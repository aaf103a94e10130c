// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/lab/experiment.h"
#include "scalar_network.h"

namespace gradarium::lessons {

/// Two networks from one start on the moons, trained by the scalar engine: one by sound rules, one by broken
/// ones.
class TrainingExperiment final : public lab::Experiment {
 public:
  TrainingExperiment();

  lab::Choice<Fault> rule;
  lab::Bool shown{this, "broken", "Show broken", true, {.help = "Whose decision is drawn", .live = true}};
  lab::Choice<bool> activation{this, "activation", "Hidden units", {{"tanh", false}, {"relu", true, "ReLU"}}};
  lab::Int width{
      this,
      "width",
      "Width",
      {.value = 16, .min = 2, .max = 24, .traits = {.help = "Units of each of the two hidden layers"}}};
  lab::Real eta{this,
                "eta",
                "Learning rate η",
                {.value = 0.5, .min = 1e-3, .max = 1, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real noise{this, "noise", "Noise", {.value = 0.1, .min = 0, .max = 0.4, .step = 0.01}};
  lab::Seed seed{this, 1};

  lab::Points points{this, "points", "Moons"};
  lab::Labels labels{this, "labels", "Moon"};
  lab::Field field{this, "field", "Score", [this] { return decision(); }};
  lab::Series soundLoss{this, "sound_loss", "sound"};
  lab::Series brokenLoss{this, "broken_loss", "broken"};
  lab::Series angle{this, "agreement", "agreement"};
  lab::Table check{this, "check", "Gradients of the first weights"};
  lab::Scalar soundAccuracy{this, "sound_accuracy", "Sound: right", {.unit = "%"}};
  lab::Scalar brokenAccuracy{this, "broken_accuracy", "Broken: right", {.unit = "%"}};
  lab::Scalar soundNow{this, "sound_now", "Sound: loss"};
  lab::Scalar brokenNow{this, "broken_now", "Broken: loss"};
  lab::Scalar cosine{this,
                     "cosine",
                     "Cosine to the truth",
                     {.help = "Cosine of their angle: 1 is the same direction, 0 a right angle"}};
  lab::Scalar weights{this, "weights", "Weights"};
  lab::Scalar graphNodes{this, "graph_nodes", "Nodes a sample"};

  lab::Preset demo{this, "demo", "micrograd's demonstration", "set rule=sound; reset; run 100"};

  lab::Exercise survivor{
      this,
      "survivor",
      "Wrong, and nobody notices",
      {.ask = "Choose a broken rule that does change the gradients, and still let the network get at least "
              "90 % of the moons "
              "right within 100 steps.",
       .start = "set rule=assign; reset",
       .solution = "set rule=order; reset; run 100",
       .nearMisses = {"set rule=assign; reset; run 100", "set rule=sound; reset; run 100",
                      "set rule=tanh; reset; run 100"},
       .passed =
           [this](const lab::Snapshot& s) {
             return rule.in(s) != Fault::None && s.step > 0 && s.step <= 100 &&
                    brokenAccuracy.numberIn(s) >= 90 && cosine.numberIn(s) < 0.9999;
           },
       .progress = [this](const lab::Snapshot& s) { return surviving(s); },
       .because = "Any direction that has a positive cosine with the true gradient goes downhill for a small "
                  "enough step. A "
                  "falling loss proves nothing about the rules: compare with differences."}};

  lab::Artifact curves{this, "loss", "Loss of the broken network", brokenLoss};
  lab::Artifact network{
      this, "network", "The shown network", {lab::Format::Onnx}, [this](lab::Format) { return onnx(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override;
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return 2 * sizeof(double) * (sound_ ? sound_->parameters() : 0); }

 private:
  struct Saved;
  void build();
  void judge();
  lab::value::Field decision() const;
  std::string surviving(const lab::Snapshot& s) const;
  std::string onnx() const;

  data::Dataset set_;
  std::optional<ScalarNetwork> sound_, broken_;
  ScalarNetwork::Batch soundBatch_, brokenBatch_;  // at the weights of now
  std::size_t position_ = 0;
};

}  // namespace gradarium::lessons
