// SPDX-License-Identifier: GPL-3.0-or-later
#include "attention_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/image_grid_view.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/token_strip_view.h"

namespace gradarium {
namespace {

using lessons::AttentionExperiment;
using widgets::BarView;
using widgets::Bench;
using widgets::HeatMapView;
using widgets::LineView;
using widgets::TokenStripView;

/// "Weights of head 2.3"
auto ofTheHead(const AttentionExperiment& e, const char* before) {
  return [&e, before](const lab::Snapshot& s) {
    const auto* shown = e.shownName.in(s);
    return before + (shown ? "head " + shown->text : "the head");
  };
}

/// "Patch: i → a", or why nothing can be turned
std::string patchTitle(const lab::Snapshot& s, const AttentionExperiment& e) {
  const auto* aim = e.patchAim.in(s);
  return aim ? "Patch: " + aim->text : "Patch";
}

/// "82 % on what followed the same token"
auto habitOf(const AttentionExperiment& e) {
  return [&e](const lab::Snapshot& s) {
    const auto* words = e.habit.in(s);
    return words ? words->text : std::string();
  };
}

/// The same after the head: "2.1: 82 % on ..."
std::string shownHabit(const lab::Snapshot& s, const AttentionExperiment& e) {
  const auto *name = e.shownName.in(s), *words = e.habit.in(s);
  return name && words ? name->text + ": " + words->text : std::string();
}

void strip(Bench& bench, const AttentionExperiment& e) {
  bench.above<TokenStripView>("text", e.strip).title("The text, by loss: click a token to look from it, drag to reorder").weights("loss", "nats").range(0, 5)
      .sets(e.at).reorders(e.text).responds({"text"});
}

HeatMapView& weightsOf(HeatMapView& view, const AttentionExperiment& e) {
  view.title(ofTheHead(e, "Weights of ")).caption(habitOf(e)).rows("token that looks").columns("token looked at").values("weight").range(0, 1).asks(e.weight).responds({"encoding"});
  return view;
}

widgets::ImageGridView& headsOf(widgets::ImageGridView& view, const AttentionExperiment& e) {
  return view.title("Where each head looks").caption([&e](const lab::Snapshot& s) { return shownHabit(s, e); }).images("head").range(0, 1)
      .groups([&e](const lab::Snapshot& s) { return static_cast<std::size_t>(e.heads.in(s)); }).picks(e.look);
}

void lossesOf(LineView& view, const AttentionExperiment& e) {
  view.with(e.recalled, "recalled").title("Loss on held-out rows").yLabel("nats a token").responds({"source"});
}

void nextOf(BarView& view) {
  view.title("Next").horizontal().values("probability").range(0, 1).responds({"at"});
}

void arrangeMechanism(Bench& bench, const AttentionExperiment& e) {
  strip(bench, e);
  weightsOf(bench.main<HeatMapView>("weights", e.weightsSoFar), e).empty("The scores come first").responds({"stage"});
  bench.beside<HeatMapView>("scores", e.scores).title("Scores QKᵀ/√D").rows("token that looks").columns("token looked at").values("score")
      .signedScale().asks(e.score).empty("Queries and keys come first").responds({"text", "stage"});
  bench.below<HeatMapView>("x", e.inputs).title("X").signedScale().asks(e.input).responds({"text"});
  bench.below<HeatMapView>("q", e.queries).title("Q asks").signedScale().asks(e.asked).picks(e.nudgeQuery).empty("not yet").responds({"seed", "stage"});
  bench.below<HeatMapView>("k", e.keys).title("K offers").signedScale().asks(e.offered).picks(e.nudgeKey).empty("not yet").responds({"seed", "stage"});
  bench.below<HeatMapView>("v", e.values).title("V gives").signedScale().asks(e.handed).picks(e.nudgeValue).empty("not yet").responds({"seed", "stage"});
  bench.below<HeatMapView>("written", e.written).title("Output").signedScale().asks(e.output).empty("not yet").responds({"seed", "stage"});
  nextOf(bench.below<BarView>("next", e.next));
  bench.parameters({&e.text, &e.source, &e.stage, &e.at, &e.nudge, &e.causal, &e.heads, &e.width});
  bench.buttons({&e.write, &e.findPrevious, &e.findInduction, &e.undoChanges});
  bench.rightNow({&e.answer, &e.changesMade, &e.shownName, &e.size, &e.updates, &e.recallLoss, &e.chance});
}

void arrangeHeads(Bench& bench, const AttentionExperiment& e) {
  strip(bench, e);
  headsOf(bench.main<widgets::ImageGridView>("heads", e.grid), e).responds({"heads"});
  lossesOf(bench.beside<LineView>("losses", e.fresh), e);
  bench.below<LineView>("scores", e.previousScore).with(e.inductionScore, "induction").title("Best scores").yLabel("score").responds({"source"});
  bench.below<HeatMapView>("harm", e.harm).title("Ablate: harm").rows("layer").columns("head").values("rise", "nats").picks(e.ablate).responds({"source"});
  bench.below<HeatMapView>("patch", e.swap).title([&e](const lab::Snapshot& s) { return patchTitle(s, e); }).rows("layer").columns("head").values("shift", "nats").signedScale().picks(e.patch).responds({"donor"});
  nextOf(bench.below<BarView>("next", e.next));
  bench.parameters({&e.text, &e.source, &e.donorText, &e.temperature, &e.heads, &e.layers, &e.groups, &e.repeat});
  bench.buttons({&e.findPrevious, &e.findInduction, &e.write, &e.writeMore, &e.undoChanges});
  bench.rightNow({&e.recallLoss, &e.chance, &e.updates, &e.shownName, &e.answer, &e.otherAnswer, &e.changesMade});
}

void arrangePositions(Bench& bench, const AttentionExperiment& e) {
  strip(bench, e);
  bench.main<HeatMapView>("encoding", e.table)
      .title([&e](const lab::Snapshot& s) { return e.encoding.textIn(s) == "rotary" ? "Sine and cosine of each place's turn" : "What is added for each place"; })
      .rows("place").columns("feature").values("number").signedScale().empty("No table of places: this encoding has none").responds({"encoding"});
  headsOf(bench.beside<widgets::ImageGridView>("heads", e.grid), e).responds({"encoding"});
  bench.below<LineView>("offsets", e.offsets).title("Dot product of two places").yLabel("p₀ · pₙ").empty("No table of places: this encoding has none").responds({"encoding"});
  weightsOf(bench.below<HeatMapView>("weights", e.weights), e);
  lossesOf(bench.below<LineView>("losses", e.fresh), e);
  nextOf(bench.below<BarView>("next", e.next));
  bench.parameters({&e.encoding, &e.causal, &e.source, &e.text, &e.layers, &e.width});
  bench.buttons({&e.findPrevious, &e.findInduction});
  bench.rightNow({&e.orderGap, &e.recallLoss, &e.chance, &e.updates, &e.shownName});
}

void arrangeExplanations(Bench& bench, const AttentionExperiment& e) {
  bench.above<TokenStripView>("shaded", e.shaded).title("The text, by where the token looked: click to look from another").weights("share of the most").range(0, 1)
      .sets(e.at).reorders(e.text).responds({"overlay"});
  bench.main<HeatMapView>("overlays", e.overlays).title("Where did it look? Four answers").columns("token").values("share of the row's largest").range(0, 1)
      .responds({"text"});
  bench.beside<widgets::ScatterView>("effects", e.effects).axes(0, 1).title("Weight and effect, one mark a token").responds({"text"});
  weightsOf(bench.below<HeatMapView>("weights", e.weights), e);
  nextOf(bench.below<BarView>("next", e.next));
  bench.parameters({&e.text, &e.source, &e.at, &e.overlay, &e.encoding});
  bench.buttons({&e.findInduction, &e.findPrevious, &e.undoChanges});
  bench.rightNow({&e.recallLoss, &e.chance, &e.updates, &e.shownName, &e.answer, &e.changesMade});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using gradarium::lessons::AttentionExperiment;
  return gradarium::widgets::Lesson{}
      .topic<AttentionExperiment>("Self-attention mechanism", gradarium::arrangeMechanism)
      .topic<AttentionExperiment>("Multi-head attention", gradarium::arrangeHeads)
      .topic<AttentionExperiment>("Positional encoding", gradarium::arrangePositions)
      .topic<AttentionExperiment>("Attention visualization", gradarium::arrangeExplanations);
}
