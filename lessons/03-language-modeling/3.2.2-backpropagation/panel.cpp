// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain_experiment.h"
#include "engine_experiment.h"
#include "graphs_experiment.h"
#include "modes_experiment.h"
#include "softmax_experiment.h"
#include "training_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/charts/stacked_area_view.h"
#include "widgets/lesson.h"
#include "widgets/views/formula_view.h"
#include "widgets/views/graph_view.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/table_view.h"

namespace gradarium {
namespace {

using lessons::ChainExperiment;
using lessons::EngineExperiment;
using lessons::GraphsExperiment;
using lessons::ModesExperiment;
using lessons::SoftmaxExperiment;
using lessons::TrainingExperiment;

/// The words of a text that is shown as they are.
auto saying(const lab::Text& text) {
  return [&text](const lab::Snapshot& s) {
    const auto* words = text.in(s);
    return words ? words->text : std::string();
  };
}

void arrangeEngine(widgets::Bench& bench, const EngineExperiment& e) {
  bench.main<widgets::GraphView>("graph", e.picture)
      .title("Gradients, checked one by one")
      .caption(saying(e.firstWrong))
      .categories({"", "", "agrees", "", "dead", "wrong"})
      .cursor(e.cursor)
      .asks(e.explain)
      .responds({"program", "a", "rule"});
  bench.beside<widgets::BarView>("tests", e.tests)
      .horizontal()
      .only({"engine", "difference"})
      .title("Each rule alone")
      .bars("rule: what it hands on")
      .values("gradient")
      .empty("Not told while this riddle is on: look at the graph")
      .responds({"rule", "riddle"});
  bench.below<widgets::BarView>("compared", e.compared)
      .title("Engine so far, and difference")
      .bars("node")
      .values("gradient")
      .responds({"program", "a"});
  bench.parameters({&e.program, &e.text, &e.a, &e.b, &e.x1, &e.x2, &e.w1, &e.w2, &e.bias, &e.x, &e.rule,
                    &e.own, &e.riddle});
  bench.rightNow({&e.judged, &e.nodes, &e.wrong});
}

void arrangeTraining(widgets::Bench& bench, const TrainingExperiment& e) {
  bench.main<widgets::ScatterView>("moons", e.points)
      .colour(e.labels, "moon")
      .field(e.field, widgets::FieldLook::Probability, "σ(score)")
      .axes(0, 1)
      .title([&e](const lab::Snapshot& s) {
        return std::string(e.shown.in(s) ? "What the broken engine has learned"
                                         : "What the sound engine has learned");
      })
      .responds({"seed", "noise", "width", "broken"});
  bench.beside<widgets::LineView>("loss", e.soundLoss)
      .with(e.brokenLoss, "broken")
      .title("Hinge loss on 100 samples")
      .yLabel("loss")
      .responds({"rule", "eta", "activation"});
  bench.below<widgets::LineView>("agreement", e.angle)
      .title("Broken against true gradient")
      .yLabel("cosine")
      .responds({"rule"});
  bench.below<widgets::BarView>("check", e.check)
      .title("Gradients of the first weights")
      .bars("weight")
      .values("gradient")
      .responds({"rule"});
  bench.rightNow(
      {&e.soundAccuracy, &e.brokenAccuracy, &e.soundNow, &e.brokenNow, &e.cosine, &e.weights, &e.graphNodes});
}

void arrangeGraphs(widgets::Bench& bench, const GraphsExperiment& e) {
  bench.main<widgets::GraphView>("graph", e.picture)
      .title("The program as a graph")
      .caption(saying(e.now))
      .categories({"input", "", "in memory", "let go", "dead"})
      .cursor(e.cursor)
      .asks(e.explain)
      .responds({"program", "a"});
  bench.beside<widgets::TableView>("order", e.list)
      .title("Order of the forward pass")
      .responds({"program", "a"});
  bench.below<widgets::StackedAreaView>("memory", e.values)
      .with(e.gradients, "gradients")
      .title("Numbers held in memory")
      .xLabel("step")
      .yLabel("numbers")
      .responds({"program"});
  bench.below<widgets::LineView>("segments", e.peaks)
      .with(e.repeats, "computed again")
      .title("Peak and extra work, by segments")
      .xLabel("segments")
      .yLabel("numbers")
      .responds({"program"});
  bench.parameters({&e.program, &e.text, &e.segments, &e.a, &e.b, &e.x1, &e.x2, &e.w1, &e.w2, &e.bias, &e.x});
  bench.rightNow({&e.operations, &e.shared, &e.mostUsed, &e.dead, &e.peak, &e.wholePeak, &e.again, &e.equal});
}

void arrangeModes(widgets::Bench& bench, const ModesExperiment& e) {
  bench.main<widgets::GraphView>("graph", e.picture)
      .title([&e](const lab::Snapshot& s) {
        const auto* of = e.target.in(s);
        return e.mode.in(s) == ModesExperiment::Mode::Forward
                   ? "Forward: value + derivative along " + (of ? of->text : "") + " · ε"
                   : std::string("Reverse: value and gradient of the result");
      })
      .categories({"", "", "done", "", "constant along this input"})
      .cursor(e.cursor)
      .picks(e.look)
      .asks(e.explain)
      .responds({"program", "a", "mode"})
      .ignores({"h", "m"});
  bench.beside<widgets::LineView>("errors", e.central)
      .with(e.oneSided, "one-sided")
      .with(e.hNow, "central at h")
      .with(e.oneSidedNow, "one-sided at h")
      .codes({0, 1, 0, 1})
      .title("Relative error of finite differences")
      .xLabel("log₁₀ h")
      .yLabel("error")
      .logY()
      .steps()
      .responds({"program", "a", "h"});
  bench.below<widgets::FormulaView>("ways", "ways", e)
      .title([&e](const lab::Snapshot& s) {
        const auto* of = e.target.in(s);
        return "Three ways, along " + (of ? of->text : std::string());
      })
      .responds({"h", "a"});
  bench.below<widgets::BarView>("prices", e.prices)
      .horizontal()
      .title([&e](const lab::Snapshot& s) {
        return "All derivatives, m = " + std::to_string(e.m.in(s)) + ", n = " + std::to_string(e.n.in(s));
      })
      .bars("way")
      .values("operations")
      .responds({"m", "n", "units"});
  bench.below<widgets::HeatMapView>("map", e.map)
      .title("Blue: reverse is cheaper")
      .rows("outputs n")
      .columns("inputs m")
      .values("log₂ ratio")
      .signedScale()
      .responds({"units"});
  bench.parameters({&e.mode, &e.h, &e.m, &e.n, &e.units, &e.program, &e.text, &e.a, &e.b, &e.x1, &e.x2, &e.w1,
                    &e.w2, &e.bias, &e.x});
  bench.rightNow(
      {&e.forward, &e.reverse, &e.difference, &e.error, &e.second, &e.secondDifference, &e.ratio, &e.passes});
}

void arrangeChain(widgets::Bench& bench, const ChainExperiment& e) {
  bench.main<widgets::GraphView>("graph", e.picture)
      .title("Backwards, one node at a time: click a node to see its paths")
      .categories({"complete", "still adding up", "handed on", "", "dead"})
      .cursor(e.cursor)
      .picks(e.look)
      .asks(e.explain)
      .responds({"program", "a"});
  bench.below<widgets::FormulaView>("rule", "rule", e).title(saying(e.stepNow)).responds({"a", "program"});
  bench.below<widgets::BarView>("paths", e.largest)
      .horizontal()
      .title([&e](const lab::Snapshot& s) {
        const auto* of = e.target.in(s);
        return "Paths from " + (of ? of->text : "") + " to the result";
      })
      .bars("path")
      .values("product of slopes")
      .empty("They appear with the first step")
      .responds({"program", "a"});
  bench.parameters({&e.program, &e.text, &e.a, &e.b, &e.x1, &e.x2, &e.w1, &e.w2, &e.bias, &e.x});
  bench.rightNow({&e.result, &e.gradient, &e.pathSum, &e.pathsThere, &e.pathsSummed, &e.multiplications});
}

void arrangeSoftmax(widgets::Bench& bench, const SoftmaxExperiment& e) {
  bench.main<widgets::GraphView>("graph", e.picture)
      .title("L = −log softmax(z) in scalars")
      .caption(saying(e.now))
      .categories({"complete", "still adding up", "handed on"})
      .cursor(e.cursor)
      .responds({"z1", "truth"});
  bench.below<widgets::BarView>("logits", e.bars)
      .title("Gradients of the logits")
      .bars("logit")
      .values("gradient")
      .range(-1, 1)
      .empty("They appear with the first step")
      .responds({"z1", "truth"});
  bench.below<widgets::FormulaView>("collapse", "collapse", e)
      .title("All of it in one line")
      .responds({"z1"});
  bench.rightNow({&e.loss, &e.probability, &e.byGraph, &e.sum});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<lessons::EngineExperiment>("Micrograd implementation", arrangeEngine, "The engine")
      .part<lessons::TrainingExperiment>("A network on it", arrangeTraining)
      .topic<lessons::GraphsExperiment>("Computational graphs", arrangeGraphs)
      .topic<lessons::ModesExperiment>("Automatic differentiation", arrangeModes)
      .topic<lessons::ChainExperiment>("Chain rule in practice", arrangeChain, "On your program")
      .part<lessons::SoftmaxExperiment>("Softmax and cross-entropy", arrangeSoftmax);
}
