// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "core/lab/experiment.h"
#include "core/train/landscape.h"
#include "core/train/network_race.h"

namespace gradarium::lessons {

/// The race of the nine on a network of 2,410 weights that learns handwritten digits: the same first weights,
/// the same batches, each method at a rate that suits it. The loss is shown on planes of the space of
/// weights.
class NetworkExperiment final : public lab::Experiment {
 public:
  NetworkExperiment() : Experiment("network", "On a network of digits") {}

  enum class Schedule { Constant, Cosine, Step };
  enum class PlaneKind { Ends, Paths, Random };
  static constexpr std::size_t racers = 9;

  lab::Real rate{this,
                 "rate",
                 "All rates ×",
                 {.value = 1,
                  .min = 0.01,
                  .max = 100,
                  .scale = lab::Scale::Log,
                  .traits = {.help = "Each method has a rate that suits it here; this multiplies them all",
                             .live = true}}};
  lab::Choice<Schedule> schedule{
      this,
      "schedule",
      "Schedule",
      {{"constant", Schedule::Constant},
       {"cosine", Schedule::Cosine},
       {"step", Schedule::Step, "tenth, hundredth"}},
      {.help = "Of all rates: constant, half a cosine down to 0, or a tenth from the "
               "middle on and a hundredth in the last quarter",
       .live = true}};
  lab::Int length{this,
                  "length",
                  "Steps in all",
                  {.value = 400, .min = 50, .max = 1000, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Choice<std::size_t> batch{this,
                                 "batch",
                                 "Batch",
                                 {{"64", 64}, {"8", 8}, {"16", 16}, {"256", 256}, {"all", 0, "all 1,297"}},
                                 {.help = "Digits a step, the same for everybody", .live = true}};
  lab::Real beta{this,
                 "beta",
                 "Momentum β",
                 {.value = 0.9,
                  .min = 0,
                  .max = 0.999,
                  .step = 0.001,
                  .traits = {.help = "Of heavy ball and Nesterov, and β₁ of Adam, AdamW and Lion"}}};
  lab::Real lambda{this,
                   "lambda",
                   "AdamW's λ",
                   {.value = 0.01, .min = 1e-3, .max = 1, .scale = lab::Scale::Log, .word = {0, "off"}}};
  lab::Choice<std::size_t> chosen{
      this,
      "racer",
      "First",
      named(7),
      {.help = "One of the two that are looked at; its network is the one that is exported", .live = true}};
  lab::Choice<std::size_t> rival{this, "rival", "Second", named(0), {.live = true}};
  lab::Choice<PlaneKind> plane{
      this,
      "plane",
      "Plane",
      {{"ends", PlaneKind::Ends, "through both ends"},
       {"paths", PlaneKind::Paths, "along all nine"},
       {"random", PlaneKind::Random, "random"}},
      {.help = "Where the loss is cut: through the start and the ends of first and second, along "
               "the two directions that hold most of all nine ways, or at random",
       .live = true}};
  lab::Seed seed{this};

  lab::Field slice{this,
                   "slice",
                   "Loss on the plane",
                   [this] { return drawSlice(); },
                   {.nonFinite = true, .help = "Of 128 training digits"}};
  lab::Points begin{this, "start", "Start", [this] { return startOnPlane(); }};

  /// One racer's curves.
  struct Lane {
    Lane(NetworkExperiment* owner, std::size_t index);
    lab::Series path, loss, accuracy;
  };
  std::array<Lane, racers> lanes{Lane(this, 0), Lane(this, 1), Lane(this, 2), Lane(this, 3), Lane(this, 4),
                                 Lane(this, 5), Lane(this, 6), Lane(this, 7), Lane(this, 8)};
  lab::Series sharp{this,
                    "sharpness",
                    "first",
                    [this] { return sharpnessOf(chosen); },
                    {.nonFinite = true,
                     .help = "Largest eigenvalue of the Hessian, every ten steps, on 256 training digits"}};
  lab::Series rivalSharp{
      this, "rival_sharpness", "second", [this] { return sharpnessOf(rival); }, {.nonFinite = true}};
  lab::Series edge{
      this,
      "edge",
      "2/η",
      {.nonFinite = true, .help = "Where gradient descent stops being stable, if it is looked at"}};
  lab::Table times{this, "times", "Time of a step", {.measured = true}};
  lab::Table standings{this, "standings", "Standings"};
  lab::Scalar loss{this, "loss_now", "First, loss", {.help = "Of the first, on all training digits"}};
  lab::Scalar accuracy{
      this, "accuracy_now", "First, held out", {.help = "Share of 500 held-out digits that it knows"}};
  lab::Scalar arrived{this,
                      "arrived",
                      "First at 95 %",
                      {.nonFinite = true, .help = "The first step with 95 % of the held-out digits"}};
  lab::Scalar rivalAccuracy{this, "rival_accuracy", "Second, held out"};
  lab::Scalar rivalArrived{this, "rival_arrived", "Second at 95 %", {.nonFinite = true}};
  lab::Scalar share{this,
                    "share",
                    "Held by the plane",
                    [this] { return lab::value::Scalar{slicePlane().share}; },
                    {.nonFinite = true,
                     .unit = "%",
                     .help = "Of the squared distances of all nine from the start, along their ways"}};
  lab::Scalar limit{this, "limit", "2/η of descent"};
  lab::Scalar sharpNow{this,
                       "sharpness_now",
                       "First, sharpness",
                       [this] { return lab::value::Scalar{lastOf(sharpnessOf(chosen))}; },
                       {.nonFinite = true}};
  lab::Scalar weights{this, "weights", "Weights"};

  lab::Preset race{this, "race", "Nine on one network", "reset; run 200"};
  lab::Preset hot{this, "hot", "Everybody ten times as fast", "set rate=10; reset; run 200"};
  lab::Preset onEdge{this, "edge", "At the edge of stability",
                     "set batch=all; set racer=plain; set rival=adam; reset; run 150"};
  lab::Preset cooled{this, "cooled", "Cooled down by a cosine",
                     "set batch=16; set schedule=cosine; set rate=2; reset; run"};

  lab::Exercise narrow{
      this,
      "wide-and-narrow",
      "Wide and narrow",
      {.ask = "Find a common factor for all rates at which gradient descent knows fewer than 50 % of the "
              "held-out digits "
              "after 200 steps or more, and Adam at least 90 %. First is Adam, second gradient descent.",
       .start = "set rate=1; set schedule=constant; set batch=64; set beta=0.9; set racer=adam; set "
                "rival=plain; reset",
       .solution = "set rate=8; set schedule=constant; set batch=64; set beta=0.9; set racer=adam; set "
                   "rival=plain; reset; run 200",
       .nearMisses = {"set rate=1; set racer=adam; set rival=plain; reset; run 200",
                      "set rate=100; set racer=adam; set rival=plain; reset; run 200",
                      "set rate=8; set racer=adam; set rival=plain; reset; run 20",
                      "set rate=8; set racer=adam; set rival=adamw; reset; run 200"},
       .passed = [this](const lab::Snapshot& s) { return outlived(s); },
       .progress = [this](const lab::Snapshot& s) { return outliving(s); },
       .because =
           "Here each method was given the rate that suits it, and then they end close together. What "
           "differs is "
           "how wide the band of good rates is: Adam's step is about η long whatever the gradient's size is, "
           "gradient descent's grows with it."}};
  lab::Exercise limitOfSharpness{
      this,
      "how-sharp",
      "How sharp can it get",
      {.ask = "Gradient descent with full batches and η = 0.5: up to about which sharpness can the valley "
              "that it is in "
              "narrow before the steps no longer stay in it?",
       .start = "set batch=all; set rate=1; set schedule=constant; set racer=plain; reset",
       .solution =
           "set batch=all; set rate=1; set schedule=constant; set racer=plain; reset; run 60; answer 4",
       .nearMisses = {"set batch=all; set rate=1; set racer=plain; reset; run 60; answer 0.5",
                      "set batch=all; set rate=1; set racer=plain; reset; run 60; answer 2",
                      "set batch=all; set rate=2; set racer=plain; reset; run 60; answer 4"},
       .number =
           [this](const lab::Snapshot& s) {
             return batch.in(s) == 0 && schedule.in(s) == Schedule::Constant && rate.in(s) == 1
                        ? limit.numberIn(s)
                        : std::nan("");
           },
       .tolerance = 0.05,
       .hides = {&limit},
       .because = "2/η = 4, as on the ravine: along the steepest direction a step multiplies the error by 1 "
                  "- ηλ. Training "
                  "sharpens the valley until it is there, and then hovers (Cohen et al. 2021)."}};

  lab::Artifact model{this,
                      "network",
                      "The network of the first",
                      {lab::Format::Safetensors, lab::Format::Onnx},
                      [this](lab::Format f) { return writeNetwork(f); }};
  lab::Artifact paths{this,
                      "trajectories",
                      "Trajectories on the plane",
                      {lab::Format::Csv, lab::Format::Npy},
                      [this](lab::Format f) { return writePaths(f); }};
  lab::Artifact curves{this, "curves", "Loss and accuracy of all", {lab::Format::Csv}, [this](lab::Format) {
                         return writeCurves();
                       }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override;
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return race_ ? race_->savedBytes() : 0; }

  /// "gradient descent".
  static std::string nameOf(std::size_t racer);

 private:
  /// The weights of all racers at one step, and what was worked out from them.
  struct Stop {
    std::uint64_t step = 0;
    std::array<train::Weights, racers> weights;
    std::array<std::optional<double>, racers> sharpness;
  };
  using Stops = std::vector<std::shared_ptr<Stop>>;
  /// A plane, and what was worked out on it.
  struct Slice {
    train::Plane plane;
    std::array<double, 4> window{};
    double share = 0;
    std::optional<lab::value::Field> field;
  };
  struct Saved;

  static std::vector<lab::Choice<std::size_t>::Option> named(std::size_t first);
  double rateOf(std::size_t racer, std::uint64_t step) const;
  void build();
  void keepStop();
  void publish();
  void score();
  void publishTables();
  std::optional<std::uint64_t> arrival(std::size_t racer) const;
  bool outlived(const lab::Snapshot& s) const;
  std::string outliving(const lab::Snapshot& s) const;
  static double lastOf(const lab::value::Series& series) {
    return series.empty() ? std::nan("") : series.last();
  }

  // network_slice.cpp
  Slice& slicePlane();
  train::Plane choosePlane();
  std::array<double, 4> windowOn(const train::Plane& plane) const;
  std::array<double, 2> nowOn(const train::Plane& plane, std::size_t racer);
  lab::value::Field drawSlice();
  lab::value::Points startOnPlane();
  lab::value::Series pathOf(std::size_t racer);
  lab::value::Series sharpnessOf(std::size_t racer);
  std::string writeNetwork(lab::Format format);
  std::string writePaths(lab::Format format);
  std::string writeCurves() const;

  std::shared_ptr<const train::LabelledSet> training_, heldOut_, few_,
      fewer_;  // the last two: of the training digits
  std::unique_ptr<train::NetworkRace> race_;
  Stops stops_;
  std::array<double, racers> seconds_{};
  std::string sliceKey_;
  Slice slice_;
};

}  // namespace gradarium::lessons
