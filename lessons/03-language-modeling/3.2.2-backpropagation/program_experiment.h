// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/autograd/scalar_program.h"
#include "core/lab/experiment.h"

namespace gradarium::lessons {

/// A program that the learner chose or typed, as a graph of numbers. Everything shown follows from the
/// parameters and from how many steps of a pass were taken.
class ProgramExperiment : public lab::Experiment {
 public:
  enum class Program { Small, Micrograd, Neuron, BatchNorm, Layers, Doubling, Own };

 private:
  static lab::RealSpec input(ProgramExperiment* owner, std::size_t index, double value);

 public:
  lab::Choice<Program> program{this,
                               "program",
                               "Program",
                               {{"small", Program::Small, "small: f = (ab + a)·ab"},
                                {"micrograd", Program::Micrograd, "micrograd's own"},
                                {"neuron", Program::Neuron, "a neuron"},
                                {"batch-norm", Program::BatchNorm, "BatchNorm of three"},
                                {"layers", Program::Layers, "24 layers of tanh"},
                                {"doubling", Program::Doubling, "20 doublings"},
                                {"own", Program::Own, "my own"}},
                               {.shared = true}};
  lab::TextInput text{
      this,
      "text",
      "Assignments",
      "c = a * b; d = c + tanh(a); f = d^2",
      {.help = "Separated by ; the last is the result. + - * / ^ exp log tanh sigmoid relu sqrt, of a, b, "
               "x, x1, x2, w1, w2, bias and names of your own",
       .shared = true,
       .visible = [this] { return program == Program::Own; }}};
  lab::Real a{this, "a", "a", input(this, 0, -4)};
  lab::Real b{this, "b", "b", input(this, 1, 2)};
  lab::Real x1{this, "x1", "x1", input(this, 2, 2)};
  lab::Real x2{this, "x2", "x2", input(this, 3, 0)};
  lab::Real w1{this, "w1", "w1", input(this, 4, -3)};
  lab::Real w2{this, "w2", "w2", input(this, 5, 1)};
  lab::Real bias{this, "bias", "bias", input(this, 6, 6.8813735870195432)};
  lab::Real x{this, "x", "x", input(this, 7, 0.5)};

  lab::Query explain{this, "explain", "How a node comes by its value and its gradient",
                     [this](lab::Cell c) { return explained(c); }};

  void reset() final;
  lab::Status step(lab::Run& run) final;
  void changed(const lab::Parameter& parameter) final;
  std::any save() const final;
  void restore(const std::any& state) final;

 protected:
  using Experiment::Experiment;

  /// Steps until the pass is over.
  virtual std::size_t length() const = 0;
  /// The graph is new: what does not depend on the step.
  virtual void built() = 0;
  /// Everything that depends on the step.
  virtual void show() = 0;
  /// Whether the node has handed its gradient on by now: explanations tell no more than the picture does.
  virtual bool handedOn(std::size_t) const { return false; }

  std::size_t position() const { return position_; }
  autograd::ScalarGraph& graph() const { return *graph_; }
  autograd::Scalar end() const { return end_; }
  /// The nodes that the result depends on, in the order of the forward pass.
  const std::vector<std::size_t>& order() const { return order_; }
  /// Which node the learner looks at; the first input until one was chosen.
  std::size_t chosen() const { return chosen_ < graph_->nodes().size() ? chosen_ : 0; }
  /// Of the nodes drawn; the same numbers that the picture gives them.
  void choose(int drawn);
  double placeOf(std::size_t node) const;

 private:
  std::string source() const;
  std::shared_ptr<const autograd::ScalarProgram> compiled() const;
  bool needs(std::size_t input) const;
  void build();
  lab::Arithmetic explained(lab::Cell cell) const;

  std::unique_ptr<autograd::ScalarGraph> graph_;
  autograd::Scalar end_;
  std::vector<std::size_t> order_;
  std::size_t position_ = 0, chosen_ = 0;
  mutable std::string compiledFrom_;
  mutable std::shared_ptr<const autograd::ScalarProgram> compiled_;
};

}  // namespace gradarium::lessons
