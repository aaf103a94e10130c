// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "core/lab/text_source.h"
#include "widgets/port.h"

namespace gradarium::test {

enum class Kernel { Linear, Rbf };

/// One parameter of every kind, and observables for the views. Never run.
class EveryKind final : public lab::Experiment {
 public:
  EveryKind() : Experiment("every-kind", "Every kind of parameter") {}
  void reset() override {}

  lab::Dataset data{this, "data", "Data set", "iris"};
  lab::Int k{this,
             "k",
             "Clusters k",
             {.value = 3, .min = 1, .max = 12, .traits = {.help = "How many centres there are"}}};
  lab::Choice<Kernel> kernel{
      this, "kernel", "Kernel", {{"linear", Kernel::Linear}, {"rbf", Kernel::Rbf, "radial basis"}}};
  lab::Real width{this,
                  "width",
                  "Kernel width",
                  {.value = 1,
                   .min = 0.01,
                   .max = 100,
                   .scale = lab::Scale::Log,
                   .traits = {.unit = "cm", .visible = [this] { return kernel == Kernel::Rbf; }}}};
  lab::Seed seed{this, 11};
  lab::Int batch{this, "batch", "Mini-batch", {.value = 0, .min = 1, .max = 150, .word = {0, "off"}}};
  lab::Int features{
      this, "features", "Features at a split", {.value = -1, .min = 1, .max = 4, .word = {-1, "auto"}}};
  lab::Real tolerance{
      this, "tolerance", "Tolerance", {.value = 1e-4, .min = 1e-6, .max = 1, .scale = lab::Scale::Log}};
  lab::Real dropout{this, "dropout", "Dropout", {.value = 0.3, .min = 0, .max = 1, .step = 0.1}};
  lab::Bool standardise{this, "standardise", "Standardise", true};
  lab::TextSource source{this, "source", "Text", "names"};
  lab::TextInput prompt{this, "prompt", "Prompt", "the cat sat"};
  lab::BitsInput bits{this, "bits", "Code word", "0110100111"};
  lab::MatrixInput matrix{
      this, "matrix", "Weights", {.rows = 2, .columns = 3, .value = {1, -0.5, 0, 2.25, 10, -10}}};
  lab::CurveInput curve{this, "curve", "Target curve", {.value = {0.2, 0.3, 0.5, 0.8, 0.9, 0.7, 0.4, 0.3}}};
  lab::PointsInput points{
      this, "points", "Your points", {.value = {{0.1, 0.2, 0}, {0.5, 0.5, 1}, {0.9, 0.1, 0}}}};
  lab::DrawingInput drawing{this, "drawing", "Your digit", {{0.05, 0.3, 0.2, 0.7, 0.2, 0.45, 0.9}}};
  lab::GraphInput graph{this, "graph", "Network", {{{"a", 0, 0}, {"b", 1, 1}}, {{0, 1, 0.5}}}};

  lab::Series loss{this, "loss", "Inertia", {.xLabel = "half-step"}};
  lab::Series other{this, "other", "Validation"};
  lab::Series third{this, "third", "Test"};
  lab::Series fourth{this, "fourth", "Best so far"};
  lab::Scalar inertia{this, "inertia", "Inertia"};
  lab::Scalar rand{this, "rand", "Adjusted Rand"};
  lab::Scalar time{this, "time", "Step time", {.measured = true, .unit = "ms"}};
  lab::Table table{this, "table", "Runs"};
  lab::Points samples{this, "samples", "Samples"};
  lab::Labels labels{this, "labels", "Cluster"};
  lab::Text words{this, "words", "In words"};
  lab::Action<> shake{this, "shake", "Shake everything", [](const lab::None&) {}};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  lab::Clock clock{this, lab::ClockKind::Steps, "half-step"};

  /// Everything as it is now.
  lab::Snapshot snapshot() const {
    lab::Snapshot result;
    auto states = std::make_shared<lab::ParameterStates>();
    for (const lab::Parameter* parameter : parameters()) states->push_back(parameter->state());
    result.parameters = states;
    for (const lab::ObservableBase* observable : observables())
      result.values.push_back(observable->current());
    return result;
  }
};

/// Remembers what it was asked.
class FakePort final : public widgets::Port {
 public:
  struct Sent {
    lab::Command command;
    lab::Edit edit;
  };
  std::vector<Sent> sent;
  std::vector<std::string> calls;

  std::string last() const { return sent.empty() ? std::string() : lab::format(sent.back().command); }
  void send(const lab::Command& command, lab::Edit edit) override { sent.push_back({command, edit}); }
  void ask(const lab::Query&, lab::Cell, std::function<void(const lab::Arithmetic*)>) override {}
  void want(const lab::ObservableBase&, bool) override {}
  void start() override { calls.push_back("start"); }
  void pause() override { calls.push_back("pause"); }
  void cancel() override { calls.push_back("cancel"); }
  void setSpeed(double speed) override {
    calls.push_back("speed " + std::to_string(static_cast<int>(speed)));
  }
  void goTo(std::uint64_t step) override { calls.push_back("go " + std::to_string(step)); }
  void undo() override {}
  void redo() override {}
};

}  // namespace gradarium::test
