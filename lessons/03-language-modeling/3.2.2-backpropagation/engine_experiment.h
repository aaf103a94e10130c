// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "faulty_engine.h"
#include "program_experiment.h"

namespace gradarium::lessons {

/// A scalar engine whose rules can be broken, judged node by node against finite differences.
class EngineExperiment final : public ProgramExperiment {
 public:
  EngineExperiment();

  enum class Riddle { No, First, Second };
  lab::Choice<Fault> rule{this, "rule", "Broken rule", faultOptions(), {.live = true, .visible = [this] {
                                                                          return riddle == Riddle::No;
                                                                        }}};
  lab::TextInput own{this,
                     "own",
                     "Slope of tanh",
                     "1",
                     {.help = "As a function of its input x and its output y",
                      .live = true,
                      .visible = [this] { return riddle == Riddle::No && rule == Fault::Own; }}};
  lab::Choice<Riddle> riddle{this,
                             "riddle",
                             "Riddle",
                             {{"off", Riddle::No},
                              {"first", Riddle::First, "a bug, not told"},
                              {"second", Riddle::Second, "another bug"}},
                             {.help = "A broken rule to be found", .live = true}};

  lab::Graph picture{this, "graph", "Graph"};
  lab::Scalar cursor{this, "cursor", "Node of this step", {.nonFinite = true}};
  lab::Table tests{this, "tests", "Each rule alone, against a central difference"};
  lab::Table compared{this, "compared", "Engine and differences"};
  lab::Text firstWrong{this, "first_wrong", "First wrong gradient"};
  lab::Scalar wrong{this, "wrong", "Wrong gradients so far"};
  lab::Scalar judged{this, "judged", "Nodes visited"};
  lab::Scalar nodes{this, "nodes", "Nodes"};

  lab::Preset bug{this, "assign", "The most famous bug", "set program=small; set rule=assign; reset; run"};

  lab::Exercise threeTimes{
      this,
      "three-times",
      "What the famous bug says",
      {.ask =
           "y = a + a + a, in an engine that writes = where += belongs. Which gradient of a will it report? "
           "The true one is 3.",
       .start = "set program=own; set text=\"y = a + a + a\"; set rule=assign; reset",
       .solution = "set program=own; set text=\"y = a + a + a\"; set rule=assign; reset; answer 1",
       .nearMisses = {"set program=own; set text=\"y = a + a + a\"; set rule=assign; reset; answer 3",
                      "set program=own; set text=\"y = a + a + a\"; set rule=assign; reset; answer 2",
                      "set program=own; set text=\"y = a + a + a\"; set rule=assign; reset; answer 0"},
       .number = [this](const lab::Snapshot& s) { return firstInput.numberIn(s); },
       .tolerance = 1e-6,
       .predict = true,
       .because = "Each of the three uses overwrites what the one before had left. Only a value used once "
                  "comes out right, "
                  "which is why small tests miss this bug."}};
  lab::Exercise detect{
      this,
      "detect",
      "Find the broken rule",
      {.ask =
           "One rule of this engine is broken. Step backwards through micrograd's expression until the first "
           "gradient goes red. Whose rule is it?",
       .start = "set program=micrograd; set riddle=first; reset",
       .solution = "set program=micrograd; set riddle=first; reset; run 12; answer the power",
       .nearMisses = {"set program=micrograd; set riddle=first; reset; run 12; answer the division",
                      "set program=micrograd; set riddle=first; reset; run 12; answer the difference",
                      "set program=micrograd; set riddle=first; reset; run 12; answer ReLU"},
       .choices = {"the product", "the power", "the division", "the difference", "ReLU", "the sum"},
       .correct = 1,
       .because =
           "The gradient of f is right and that of e is wrong, and between them stands only f = e^2. The "
           "rule of the node that handed on the first wrong number is the broken one."}};
  lab::Exercise another{
      this,
      "another",
      "And in this engine?",
      {.ask = "Another engine. Here every rule alone is right. What is wrong with it?",
       .start = "set program=micrograd; set riddle=second; reset",
       .solution =
           "set program=micrograd; set riddle=second; reset; run; answer it hands gradients on too early",
       .nearMisses =
           {"set program=micrograd; set riddle=second; reset; run; answer it overwrites gradients",
            "set program=micrograd; set riddle=second; reset; run; answer it forgets to start at 1"},
       .choices = {"it overwrites gradients", "it hands gradients on too early", "it forgets to start at 1"},
       .correct = 1,
       .because =
           "It visits level by level. A node with a short and a long way to the result hands on before "
           "the long way has delivered. Reverse topological order waits for all consumers."}};
  lab::Exercise makeRule{
      this,
      "make-rule",
      "Write a rule",
      {.ask = "Now the rule is yours: give tanh its slope, as a function of its input x or, cheaper, of its "
              "output y, so that every gradient turns green.",
       .start = "set program=neuron; set riddle=off; set rule=own; set own=1; reset",
       .solution = "set program=neuron; set riddle=off; set rule=own; set own=\"1 - y^2\"; reset",
       .nearMisses = {"set program=neuron; set riddle=off; set rule=own; set own=\"1 - y\"; reset",
                      "set program=neuron; set riddle=off; set rule=own; set own=\"y (1 - y)\"; reset",
                      "set program=neuron; set riddle=off; set rule=sound; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return riddle.in(s) == Riddle::No && rule.in(s) == Fault::Own && ownError.numberIn(s) < 1e-9;
           },
       .progress = [this](const lab::Snapshot& s) { return ownProgress(s); },
       .because = "1 - y²: the output is in memory anyway, so the rule needs no second tanh. Sigmoid has y(1 "
                  "- y), exp has y itself."}};
  lab::Scalar ownError{
      this, "own_error", "Largest error of the rule", {.nonFinite = true, .help = "Over x from -3 to 3"}};
  lab::Scalar firstInput{this, "first_input", "Engine's gradient of the first input"};

  lab::Artifact gradients{this, "gradients", "Gradients of all nodes", compared};
  lab::Artifact dot{
      this, "graph", "The graph", {lab::Format::Text, lab::Format::Json}, [this](lab::Format f) {
        return written(f);
      }};

 private:
  std::size_t length() const override { return visits_.size(); }
  void built() override;
  void show() override;
  bool handedOn(std::size_t) const override { return false; }
  Fault fault() const;
  Rules rules() const { return {fault(), own_ ? &*own_ : nullptr}; }
  std::string ownProgress(const lab::Snapshot& s) const;
  lab::value::Table unitTests() const;
  std::string written(lab::Format format) const;

  std::vector<std::size_t> visits_;
  std::optional<optim::Expression> own_;
  std::vector<double> differences_;  // of every node
};

}  // namespace gradarium::lessons
