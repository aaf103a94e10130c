// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/lab/engine.h"
#include "core/lab/experiment.h"
#include "widgets/port.h"

/// A tiny Lloyd iteration over a built-in data set or drawn points, and a port that writes down what views
/// send.
namespace gradarium::test {

class SampleExperiment final : public lab::Experiment {
 public:
  SampleExperiment() : Experiment("sample", "Sample") {}

  lab::PointsInput drawn{this, "drawn", "Drawn points", {.value = {{0.2, 0.3, 0}, {0.8, 0.7, 1}}}};
  lab::Dataset data{this, "data", "Data set", "iris", {.drawn = &drawn}};
  lab::Int k{this, "k", "Clusters k", {.value = 3, .min = 1, .max = 12}};

  lab::Points points{this, "points", "Samples"};
  lab::Labels labels{this, "labels", "Cluster of each sample"};
  lab::Points centres{this, "centres", "Cluster centres"};
  lab::Scalar inertia{this, "inertia", "Inertia"};
  lab::Action<lab::Move> moveCentre{
      this, "move_centre", "Move a centre", [this](const lab::Move& m) { move(m); }, {0, {5, 3, 4, 1}}};
  lab::Query distance{this, "distance", "Distance", [](lab::Cell) { return lab::Arithmetic{}; }};

  void reset() override {
    const auto set = data.get();
    points = lab::value::Points{set->rows, set->columns, set->features, set->featureNames, set->featureUnits};
    now_ = {static_cast<std::size_t>(int(k)), set->columns, {}, set->featureNames, set->featureUnits};
    for (std::size_t i = 0; i < now_.rows; ++i)
      for (std::size_t c = 0; c < now_.columns; ++c)
        now_.data.push_back(set->rows ? set->features[(i * 37 + 20) % set->rows * set->columns + c] : 0.5);
    centres = now_;
    assign();
  }
  lab::Status step(lab::Run&) override {
    const auto set = data.get();
    std::vector<double> sums(now_.rows * now_.columns), counts(now_.rows);
    for (std::size_t i = 0; i < set->rows; ++i) {
      const auto label = static_cast<std::size_t>(codes_[i]);
      counts[label] += 1;
      for (std::size_t c = 0; c < now_.columns; ++c) sums[label * now_.columns + c] += set->row(i)[c];
    }
    const auto before = now_.data;
    for (std::size_t i = 0; i < now_.data.size(); ++i)
      if (counts[i / now_.columns] > 0) now_.data[i] = sums[i] / counts[i / now_.columns];
    centres = now_;
    assign();
    return before == now_.data ? lab::Status::Finished : lab::Status::Running;
  }

 private:
  void move(const lab::Move& m) {
    for (std::size_t c = 0; c < now_.columns; ++c)
      now_.data[static_cast<std::size_t>(m.index) * now_.columns + c] = m.to[c];
    centres = now_;
    assign();
  }
  void assign() {
    const auto set = data.get();
    codes_.assign(set->rows, 0);
    double total = 0;
    for (std::size_t i = 0; i < set->rows; ++i) {
      double best = std::numeric_limits<double>::infinity();
      for (std::size_t j = 0; j < now_.rows; ++j) {
        double d = 0;
        for (std::size_t c = 0; c < now_.columns; ++c) d += std::pow(set->row(i)[c] - now_.at(j, c), 2);
        if (d < best) best = d, codes_[i] = static_cast<int>(j);
      }
      total += best;
    }
    labels = lab::value::Labels{codes_, {}};
    inertia = total;
  }
  lab::value::Points now_;
  std::vector<int> codes_;
};

class NotingPort final : public widgets::Port {
 public:
  struct Sent {
    lab::Command command;
    lab::Edit edit;
  };
  struct Asked {
    std::string query;
    lab::Cell cell;
    std::function<void(const lab::Arithmetic*)> answer;
  };
  std::vector<Sent> sent;
  std::vector<Asked> asked;
  std::vector<std::pair<std::string, bool>> wanted;

  std::vector<std::size_t> played;  // how many commands each time

  void send(const lab::Command& command, lab::Edit edit) override { sent.push_back({command, edit}); }
  void play(const lab::Script& script) override {
    played.push_back(script.size());
    Port::play(script);
  }
  void ask(const lab::Query& query, lab::Cell cell, std::function<void(const lab::Arithmetic*)> answer) override {
    asked.push_back({query.name(), cell, std::move(answer)});
  }
  void want(const lab::ObservableBase& observable, bool on) override {
    wanted.emplace_back(observable.name(), on);
  }
  void start() override {}
  void pause() override {}
  void cancel() override {}
  void setSpeed(double) override {}
  void goTo(std::uint64_t) override {}
  void undo() override {}
  void redo() override {}
};

/// A snapshot that holds these values for the schema's observables.
template <class... Pairs>
std::shared_ptr<lab::Snapshot> snapshotOf(const lab::Experiment& schema, Pairs... values) {
  auto snapshot = std::make_shared<lab::Snapshot>();
  snapshot->values.resize(schema.observables().size());
  auto parameters = std::make_shared<lab::ParameterStates>();
  for (const auto* parameter : schema.parameters()) parameters->push_back(parameter->state());
  snapshot->parameters = parameters;
  ((snapshot->values[values.first->index()] = std::make_shared<const lab::Value>(values.second)), ...);
  return snapshot;
}

}  // namespace gradarium::test
