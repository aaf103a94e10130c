// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/text/bigram_model.h"
#include "core/text/softmax_bigram.h"
#include "row_experiment.h"

namespace gradarium::lessons {

/// The same table by gradient descent: one layer of weights and a softmax, trained on all pairs at once.
class TwinExperiment final : public RowExperiment {
 public:
  TwinExperiment() : RowExperiment("twin", "The neural twin", 0) {}

  lab::Real rate{this,
                 "rate",
                 "Learning rate η",
                 {.value = 50, .min = 0.1, .max = 100, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real decay{
      this,
      "decay",
      "Pull to zero λ",
      {.value = 0,
       .min = 1e-3,
       .max = 100,
       .scale = lab::Scale::Log,
       .word = {0, "off"},
       .traits = {.help = "λ times the mean square of the weights is added to the loss", .live = true}}};
  lab::Int updates{this,
                   "updates",
                   "Updates a step",
                   {.value = 10, .min = 1, .max = 100, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Seed seed{this};

  lab::Matrix difference{this, "difference", "Twin − counting"};
  lab::Matrix weights{this, "weights", "Weights W"};
  lab::Series losses{this, "losses", "twin", {.xLabel = "update"}};
  lab::Series counted{this, "counted", "counting", {.xLabel = "update"}};
  lab::Series gaps{this, "gaps", "gap", {.xLabel = "update"}};
  lab::Scalar done{this, "done", "Updates"};
  lab::Scalar loss{this, "loss", "Twin's loss", {.unit = "nats"}};
  lab::Scalar counting{
      this,
      "counting",
      "Counting's loss",
      {.unit = "nats", .help = "Of the unsmoothed table: no table can do better on its own text"}};
  lab::Scalar gap{this, "gap", "Gap", {.unit = "nats"}};
  lab::Scalar largest{
      this, "largest", "Largest difference", {.help = "Of any probability from the counted one"}};
  lab::Scalar never{this, "never", "Rarest cell", {.help = "The least probability in the twin's table"}};

  lab::Query gradient{this, "gradient", "The gradient of a weight",
                      [this](lab::Cell c) { return explain(c); }};

  lab::Preset fast{this, "overshoot", "A rate that overshoots",
                   "set corpus=names; set decay=off; set rate=100; run 60"};
  lab::Preset pulled{this, "pulled", "Pulled to zero: smoothed",
                     "set corpus=names; set rate=50; set decay=0.1; run 150"};

  lab::Exercise reach{
      this,
      "reach-counting",
      "Arrive where counting is",
      {.ask = "Train the twin on the names until its loss is within 0.001 nats of counting's.",
       .start = "set corpus=names; set rate=50; set decay=off; set updates=10",
       .solution = "set updates=20; run 150",
       .nearMisses = {"run 60", "set rate=100; set updates=20; run 150",
                      "set decay=1; set updates=20; run 150"},
       .passed =
           [this](const lab::Snapshot& s) {
             return onNames(s) && done.numberIn(s) > 0 && gap.numberIn(s) <= 1e-3;
           },
       .progress = [this](const lab::Snapshot& s) { return standing(s); },
       .because = "The loss is convex in W, so there is one least value, and it is counting's: the softmax "
                  "of each row must become c/n. What is left of the gap is in the cells that were never "
                  "seen: their weights would have to go to minus infinity."}};
  lab::Exercise pull{this,
                     "pull",
                     "Smoothing in disguise",
                     {.ask = "With the pull to zero, after training, no cell of the table may fall below "
                             "0.001, and the loss must stay below 2.55 nats.",
                      .start = "set corpus=names; set rate=50; set decay=off; set updates=20; run 40",
                      .solution = "set decay=0.1; set updates=20; run 140",
                      .nearMisses = {"set decay=0.001; set updates=20; run 140",
                                     "set decay=2; set updates=20; run 140", "set updates=20; run 140"},
                      .passed =
                          [this](const lab::Snapshot& s) {
                            return onNames(s) && decay.in(s) > 0 && s.step >= 40 &&
                                   never.numberIn(s) >= 1e-3 && loss.numberIn(s) < 2.55;
                          },
                      .progress = [this](const lab::Snapshot& s) { return standing(s); },
                      .because = "Weights of 0 are a uniform row. Pulling to zero is pulling each row toward "
                                 "uniform, as add-k does: weight decay is smoothing."}};
  lab::Exercise first{this,
                      "first-loss",
                      "Before the first update",
                      {.ask = "If all weights began at 0, what would the twin's loss be, with 27 tokens? In "
                              "nats, to two decimals.",
                       .solution = "answer 3.30",
                       .nearMisses = {"answer 2.42", "answer 4.75", "answer 0"},
                       .number = [](const lab::Snapshot&) { return std::log(27.0); },
                       .tolerance = 0.006,
                       .because = "Equal logits make a uniform row: ln 27 = 3.296. A network whose first "
                                  "loss is far above ln V begins by being wrong with confidence."}};

  lab::Artifact network{
      this, "twin", "The twin", {lab::Format::Safetensors, lab::Format::Onnx}, [this](lab::Format f) {
        return file(f);
      }};
  lab::Artifact differenceFile{this, "difference", "Twin − counting", difference};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return *twin_; }
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return twin_ ? twin_->weights().size_bytes() * 4 : 0; }

 private:
  static constexpr std::uint64_t lastUpdate = 20000;
  void build();
  void publish();
  void publishRow();
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string file(lab::Format format) const;
  std::string standing(const lab::Snapshot& s) const;

  text::BigramCounts counts_{0};
  std::optional<text::BigramModel> model_;
  std::optional<text::SoftmaxBigram> twin_;
};

}  // namespace gradarium::lessons
