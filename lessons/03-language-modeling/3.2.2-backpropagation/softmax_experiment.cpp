// SPDX-License-Identifier: GPL-3.0-or-later
#include "softmax_experiment.h"

#include <algorithm>
#include <array>

#include "graph_words.h"
#include "partial_pass.h"

namespace gradarium::lessons {
namespace {

using autograd::Scalar;
constexpr std::array subscripts{"₁", "₂", "₃"};

}  // namespace

std::string SoftmaxExperiment::rounded(double number) { return figure(number); }

void SoftmaxExperiment::build() {
  graph_ = std::make_unique<autograd::ScalarGraph>();
  const std::array<double, 3> z{z1, z2, z3};
  const auto answer = static_cast<std::size_t>(int(truth)) - 1;
  std::array<Scalar, 3> logits, powers;
  for (std::size_t i = 0; i < 3; ++i) logits[i] = graph_->leaf(z[i], std::string("z") + subscripts[i]);
  for (std::size_t i = 0; i < 3; ++i) {
    powers[i] = autograd::exp(logits[i]);
    graph_->label(powers[i], std::string("e") + subscripts[i]);
  }
  const Scalar some = powers[0] + powers[1], total = some + powers[2], p = powers[answer] / total,
               log = autograd::log(p);
  graph_->label(some, "s");
  graph_->label(total, "S");
  graph_->label(p, std::string("p") + subscripts[answer]);
  graph_->label(log, "ℓ");
  end_ = log * graph_->leaf(-1, "-1");
  graph_->label(end_, "L");
  graph_->backward(end_);
  operations_ = backwardOrder(*graph_, end_);
  exact_.clear();
  double most = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    exact_.push_back(powers[i].value() / total.value() - (i == answer ? 1 : 0));
    most = std::max(most, std::abs(exact_.back()));
  }
  largest = most;
  loss = end_.value();
  probability = p.value();
  shortcut = exact_[answer];
}

void SoftmaxExperiment::show() {
  const auto nodes = graph_->nodes();
  const PartialPass pass = passSoFar(*graph_, end_, {operations_.data(), position_});
  picture = lessons::picture(
      *graph_,
      [&](std::size_t i) {
        std::string lines = figure(nodes[i].value);
        if (pass.touched[i]) lines += "\n∂ " + figure(pass.gradients[i]);
        return NodeLook{lines, pass.done[i]          ? doneColour
                               : !pass.touched[i]    ? plain
                               : pass.pending[i] > 0 ? growingColour
                                                     : inputColour};
      },
      [&](std::size_t node, std::size_t input) {
        return pass.done[node] ? figure(nodes[node].slopes[input]) : std::string();
      });
  lab::value::Table table{{{"logit", "", {}, {}}, {"by the graph", "", {}, {}}, {"p − y", "", {}, {}}}};
  double total = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    total += pass.gradients[i];
    if (position_ == 0) continue;  // the learner may have been asked to foretell them
    table.columns[0].texts.push_back(std::string("z") + subscripts[i]);
    table.columns[1].numbers.push_back(pass.gradients[i]);
    table.columns[2].numbers.push_back(exact_[i]);
  }
  bars = std::move(table);
  sum = std::abs(total) < 1e-15 ? 0 : total;
  byGraph = pass.gradients[static_cast<std::size_t>(int(truth)) - 1];
  const auto drawn = drawnNodes(*graph_);
  cursor = position_ > 0
               ? static_cast<double>(std::ranges::find(drawn, operations_[position_ - 1]) - drawn.begin())
               : -1;
  now = lab::value::Text{position_ > 0 ? "backward through " + ruleOf(*graph_, operations_[position_ - 1])
                                       : "before the backward pass"};
}

void SoftmaxExperiment::reset() {
  position_ = 0;
  build();
  show();
}

lab::Status SoftmaxExperiment::step(lab::Run&) {
  if (position_ < operations_.size()) ++position_;
  show();
  return position_ >= operations_.size() ? lab::Status::Finished : lab::Status::Running;
}

void SoftmaxExperiment::changed(const lab::Parameter&) {
  build();
  show();
}

void SoftmaxExperiment::restore(const std::any& state) {
  position_ = std::any_cast<std::size_t>(state);
  build();
  show();
}

}  // namespace gradarium::lessons
