// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/autograd/scalar_modes.h"
#include "core/base/error.h"
#include "core/lab/value_file.h"
#include "graph_words.h"

namespace gradarium::lessons {
namespace {

/// A difference quotient has about seven digits.
bool agrees(double engine, double difference) {
  return std::abs(engine - difference) <= 1e-5 * std::max(1.0, std::abs(difference));
}

struct Rule {
  const char *name, *operation, *backward;
  double a, b, constant;
};
constexpr Rule allRules[] = {
    {"a+b", "add", "ḡ, ḡ", 0.7, -1.3, 0},        {"a−b", "subtract", "ḡ, −ḡ", 0.7, -1.3, 0},
    {"a×b", "multiply", "bḡ, aḡ", 0.7, -1.3, 0}, {"a÷b", "divide", "ḡ/b, −aḡ/b²", 0.7, -1.3, 0},
    {"a³", "power", "3a²ḡ", 0.7, 0, 3},          {"exp", "exp", "eᵃḡ", 0.7, 0, 0},
    {"tanh", "tanh", "(1−t²)ḡ", 0.7, 0, 0},      {"relu", "relu", "ḡ if a>0", -0.7, 0, 0},
    {"a+a", "add", "ḡ + ḡ", 0.7, 0, 0}};

}  // namespace

EngineExperiment::EngineExperiment() : ProgramExperiment("engine", "The engine and its rules") {}

Fault EngineExperiment::fault() const {
  if (riddle == Riddle::First) return Fault::Power;
  if (riddle == Riddle::Second) return Fault::Order;
  return rule;
}

void EngineExperiment::built() {
  own_.reset();
  double error = std::nan("");
  if (fault() == Fault::Own) {
    own_.emplace(own.get());
    error = 0;
    for (int i = -30; i <= 30; ++i) {
      const double at = 0.1 * i, y = std::tanh(at), off = std::abs(own_->value(at, y) - (1 - y * y));
      error = std::isfinite(off) ? std::max(error, off) : HUGE_VAL;
    }
    if (!std::isfinite(error))
      throw base::BadCall("the rule has no finite slope somewhere between x = -3 and 3");
  }
  ownError = error;
  visits_ = visits(graph(), end(), fault());
  std::erase_if(visits_, [this](std::size_t i) { return isConstant(graph(), i); });
  differences_.assign(graph().nodes().size(), 0);
  for (const std::size_t i : order()) {
    const double scale = std::max(1.0, std::abs(graph().nodes()[i].value));
    differences_[i] = autograd::centralDifference(graph(), i, 1e-5 * scale, end());
  }
  tests = unitTests();
  nodes = static_cast<double>(visits_.size());
  std::vector<double> all(graph().nodes().size());
  all[end().index()] = 1;
  for (const std::size_t i : visits_) handOn(graph(), i, rules(), all);
  firstInput = all.front();
}

std::string EngineExperiment::ownProgress(const lab::Snapshot& s) const {
  if (riddle.in(s) != Riddle::No || rule.in(s) != Fault::Own) return "choose a rule of mine";
  return "largest error between x = -3 and 3: " + figure(ownError.numberIn(s));
}

lab::value::Table EngineExperiment::unitTests() const {
  lab::value::Table table{{{"rule", "", {}, {}}, {"engine", "", {}, {}}, {"difference", "", {}, {}}}};
  if (riddle == Riddle::First) return table;  // that would tell
  for (const Rule& r : allRules) {
    const bool asked = fault() == Fault::Own && std::string_view(r.name) == "tanh";  // not to be told here
    autograd::ScalarGraph alone;
    const bool twice = std::string_view(r.name) == "a+a", two = r.b != 0;
    const autograd::Scalar a = alone.leaf(r.a), b = two ? alone.leaf(r.b) : a;
    const autograd::Scalar from[] = {a, b};
    const autograd::Scalar end = alone.apply(r.operation, {from, two || twice ? 2U : 1U}, r.constant);
    std::vector<double> gradients(alone.nodes().size());
    gradients[end.index()] = 1;
    for (const std::size_t i : visits(alone, end, fault())) handOn(alone, i, rules(), gradients);
    // Of two inputs the one that comes out worse.
    double worst = -1, engine = 0, difference = 0;
    for (std::size_t i = 0; i < end.index(); ++i) {
      const double d = autograd::centralDifference(alone, i, 1e-5, end), error = std::abs(gradients[i] - d);
      if (error <= worst) continue;
      worst = error, engine = gradients[i], difference = d;
    }
    table.columns[0].texts.push_back(std::string(r.name) + ": " + (asked ? "yours" : r.backward));
    table.columns[1].numbers.push_back(engine);
    table.columns[2].numbers.push_back(difference);
  }
  return table;
}

void EngineExperiment::show() {
  const auto all = graph().nodes();
  std::vector<double> soFar(all.size());
  std::vector<bool> alive(all.size()), touched(all.size()), visited(all.size());
  for (const std::size_t i : order()) alive[i] = true;
  soFar[end().index()] = 1;
  touched[end().index()] = true;
  double wrongCount = 0;
  std::size_t first = all.size();
  // A gradient is judged when the engine thinks it complete: when it visits the node.
  std::vector<double> atVisit(all.size());
  for (std::size_t t = 0; t < position(); ++t) {
    const std::size_t i = visits_[t];
    visited[i] = true;
    atVisit[i] = soFar[i];
    if (!agrees(soFar[i], differences_[i])) {
      ++wrongCount;
      if (first == all.size()) first = i;
    }
    handOn(graph(), i, rules(), soFar);
    for (std::size_t k = 0; k < all[i].inputCount; ++k) touched[all[i].inputs[k]] = true;
  }
  wrong = wrongCount;
  judged = static_cast<double>(position());
  firstWrong = lab::value::Text{first < all.size() ? "first wrong: " + nameOf(graph(), first)
                                : position() == 0  ? "no node visited yet"
                                                   : "all right so far"};
  picture = lessons::picture(graph(), [&](std::size_t i) {
    std::string lines = figure(all[i].value);
    const bool bad = visited[i] && !agrees(atVisit[i], differences_[i]);
    if (touched[i]) lines += "\n∂ " + figure(visited[i] ? atVisit[i] : soFar[i]);
    if (bad) lines += "\nnot " + figure(differences_[i]);
    return NodeLook{lines, !alive[i] ? deadColour : !visited[i] ? plain : bad ? wrongColour : doneColour};
  });
  cursor = position() > 0 ? placeOf(visits_[position() - 1]) : -1;
  lab::value::Table table{{{"node", "", {}, {}}, {"engine", "", {}, {}}, {"difference", "", {}, {}}}};
  for (const std::size_t i : order()) {
    if (isConstant(graph(), i)) continue;
    table.columns[0].texts.push_back(nameOf(graph(), i));
    table.columns[1].numbers.push_back(soFar[i]);
    table.columns[2].numbers.push_back(differences_[i]);
  }
  compared = std::move(table);
}

std::string EngineExperiment::written(lab::Format format) const {
  return format == lab::Format::Text ? dotOf(graph()) : lab::writeValue(*picture.current(), format);
}

}  // namespace gradarium::lessons
