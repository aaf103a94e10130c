// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <stdexcept>

#include "core/base/error.h"
#include "core/lab/experiment.h"

namespace gradarium::lab {

/// Fails wherever it is told to, and counts what the engine asks of it.
class Brittle final : public Experiment {
 public:
  enum class Where { Nowhere, Reset, Step, Changed, Demand };
  Brittle() : Experiment("brittle", "Brittle") {}
  Choice<Where> fails{this, "fails", "Fails in", {{"nowhere", Where::Nowhere}, {"reset", Where::Reset}}};
  Choice<Where> breaks{this,
                       "breaks",
                       "Breaks in",
                       {{"nowhere", Where::Nowhere},
                        {"step", Where::Step},
                        {"changed", Where::Changed},
                        {"demand", Where::Demand}},
                       {.live = true}};
  Int most{
      this, "most", "At most k", {.value = 2, .min = 0, .max = 12, .maxOf = [this] {
                                    return int{k};
                                  }}};  // before k: the order of settings must not be that of declaration
  Int k{this, "k", "k", {.value = 3, .min = 1, .max = 12}};
  Real rate{this, "rate", "Rate", {.value = 1, .min = 0, .max = 10, .traits = {.live = true}}};
  Scalar x{this, "x", "x"};
  Series path{this, "path", "Path"};
  Matrix wide{this, "wide", "Wide", [this] {
                ++demands;
                if (breaks == Where::Demand) throw std::runtime_error("no room for it");
                return value::Matrix{1, 2, {at_, rate}, {}, {}};
              }};
  Action<Move> put{this, "put", "Put x somewhere", [this](const Move& m) { place(m); }, {0, {1.0}}};
  Action<None> poison{this, "poison", "Divide by zero",
                      [this](const None&) { x = at_ = std::numeric_limits<double>::quiet_NaN(); }};
  Query where{this, "where", "Where x is", [this](Cell c) {
                if (c.row != 0) throw base::BadCall("there is one x");
                return Arithmetic{"x", {}, at_};
              }};
  Artifact file{this, "file", "x as text", {Format::Text}, [this](Format) { return std::to_string(at_); }};
  int demands = 0, resets = 0;

  void reset() override {
    ++resets;
    if (fails == Where::Reset) throw base::Error("reset failed");
    at_ = k;
    x = at_;
  }
  Status step(Run&) override {
    at_ += rate;  // first, so that a failure leaves it changed
    x = at_;
    if (breaks == Where::Step) throw std::runtime_error("step failed");
    path.append(at_);
    return at_ >= 100 ? Status::Finished : Status::Running;
  }
  void changed(const Parameter& parameter) override {
    if (breaks == Where::Changed && &parameter != &breaks) throw std::runtime_error("changed failed");
  }

 private:
  void place(const Move& m) {
    x = at_ = m.to[0];
    if (m.to[0] < 0) throw base::BadCall("put takes a place from 0 on");
    if (m.to[0] == 666) throw 666;  // NOLINT: not even an exception class
  }
  double at_ = 0;
};

}  // namespace gradarium::lab
