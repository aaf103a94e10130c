// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_experiment.h"

#include <cmath>

#include "core/base/error.h"
#include "graph_words.h"

namespace gradarium::lessons {
namespace {

const std::vector<std::string> inputNames{"a", "b", "x1", "x2", "w1", "w2", "bias", "x"};

std::string layers() {
  std::string text = "h1 = tanh(1.5 * x)";
  for (int i = 2; i <= 24; ++i)
    text += "; h" + std::to_string(i) + " = tanh(1.5 * h" + std::to_string(i - 1) + ")";
  return text;
}

std::string doublings() {
  std::string text = "y1 = x + x";
  for (int i = 2; i <= 20; ++i) {
    const std::string before = "y" + std::to_string(i - 1);
    text += "; y" + std::to_string(i) + " = " + before + " + " + before;
  }
  return text;
}

struct Saved {
  std::size_t position = 0, chosen = 0;
};

}  // namespace

lab::RealSpec ProgramExperiment::input(ProgramExperiment* owner, std::size_t index, double value) {
  return {
      .value = value,
      .min = -10,
      .max = 10,
      .step = 0.1,
      .traits = {.help = "An input of the program", .live = true, .shared = true, .visible = [owner, index] {
                   return owner->needs(index);
                 }}};
}

std::string ProgramExperiment::source() const {
  switch (program) {
    case Program::Small:
      return "c = a * b; d = c + a; u = exp(b); f = d * c";
    case Program::Micrograd:
      return "c = a + b; d = a * b + b^3; c += c + 1; c += 1 + c + (-a); d += d * 2 + relu(b + a); "
             "d += 3 * d + relu(b - a); e = c - d; f = e^2; g = f / 2; g += 10 / f";
    case Program::Neuron:
      return "n = x1 * w1 + x2 * w2 + bias; o = tanh(n)";
    case Program::BatchNorm:
      return "m = (x1 + x2 + x) / 3; v = ((x1 - m)^2 + (x2 - m)^2 + (x - m)^2) / 3; s = sqrt(v + 0.01); y = "
             "(x1 - m) / s";
    case Program::Layers:
      return layers();
    case Program::Doubling:
      return doublings();
    case Program::Own:
      return text.get();
  }
  return {};
}

std::shared_ptr<const autograd::ScalarProgram> ProgramExperiment::compiled() const {
  std::string now = source();
  if (!compiled_ || now != compiledFrom_) {
    compiled_ = std::make_shared<const autograd::ScalarProgram>(now, inputNames);
    compiledFrom_ = std::move(now);
  }
  return compiled_;
}

bool ProgramExperiment::needs(std::size_t input) const {
  try {
    return compiled()->uses(input);
  } catch (const base::BadCall&) {
    return true;  // whatever the learner means to write
  }
}

void ProgramExperiment::build() {
  const auto next = compiled();
  const std::vector<double> values{a, b, x1, x2, w1, w2, bias, x};
  auto graph = std::make_unique<autograd::ScalarGraph>();
  const autograd::Scalar end = next->build(*graph, values);
  for (std::size_t i = 0; i < graph->nodes().size(); ++i) {
    const auto& node = graph->nodes()[i];
    bool fine = std::isfinite(node.value);
    for (std::size_t k = 0; k < node.inputCount; ++k) fine = fine && std::isfinite(node.slopes[k]);
    if (!fine)
      throw base::BadCall(ruleOf(*graph, i) +
                          " has no finite value or slope at these inputs: move one of them");
  }
  graph->backward(end);
  graph_ = std::move(graph);
  end_ = end;
  order_ = graph_->ancestors(end_);
  for (const std::size_t i : order_)
    if (!std::isfinite(graph_->nodes()[i].gradient))
      throw base::BadCall("the gradient of " + nameOf(*graph_, i) +
                          " is beyond what a number can hold at these inputs");
  built();
}

void ProgramExperiment::reset() {
  position_ = chosen_ = 0;
  build();
  show();
}

lab::Status ProgramExperiment::step(lab::Run&) {
  if (position_ < length()) ++position_;
  show();
  return position_ >= length() ? lab::Status::Finished : lab::Status::Running;
}

void ProgramExperiment::changed(const lab::Parameter&) {
  build();
  position_ = std::min(position_, length());
  show();
}

void ProgramExperiment::choose(int place) {
  const auto drawn = drawnNodes(*graph_);
  if (place < 0 || static_cast<std::size_t>(place) >= drawn.size())
    throw base::BadCall("the graph has nodes 0 to " + std::to_string(drawn.size() - 1));
  chosen_ = drawn[static_cast<std::size_t>(place)];
  built();
  show();
}

double ProgramExperiment::placeOf(std::size_t node) const {
  double place = 0;
  for (std::size_t i = 0; i < node; ++i) place += !isConstant(*graph_, i);
  return place;
}

std::any ProgramExperiment::save() const { return Saved{position_, chosen_}; }

void ProgramExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const Saved&>(state);
  position_ = saved.position;
  chosen_ = saved.chosen;
  build();
  show();
}

lab::Arithmetic ProgramExperiment::explained(lab::Cell cell) const {
  const auto nodes = graph_->nodes();
  const auto drawn = drawnNodes(*graph_);
  if (cell.row < 0 || static_cast<std::size_t>(cell.row) >= drawn.size())
    throw base::BadCall("the graph has no node " + std::to_string(cell.row));
  const std::size_t at = drawn[static_cast<std::size_t>(cell.row)];
  lab::Arithmetic answer{ruleOf(*graph_, at), {}, nodes[at].value};
  if (nodes[at].inputCount > 0) answer.lines.push_back({"value", sumOf(*graph_, at), nodes[at].value});
  double gradient = at == end_.index() ? 1 : 0;
  bool any = false;
  for (std::size_t i = order_.size(); i-- > 0;) {
    const auto& user = nodes[order_[i]];
    for (std::size_t k = 0; k < user.inputCount; ++k) {
      if (user.inputs[k] != at || !handedOn(order_[i])) continue;
      const double part = user.gradient * user.slopes[k];
      gradient += part;
      any = true;
      answer.lines.push_back({"from " + nameOf(*graph_, order_[i]),
                              figure(user.gradient) + " × " + figure(user.slopes[k]), part});
    }
  }
  if (any) {
    answer.title += ", gradient so far";
    answer.result = gradient;
  }
  return answer;
}

}  // namespace gradarium::lessons
