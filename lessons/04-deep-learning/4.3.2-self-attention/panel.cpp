// SPDX-License-Identifier: GPL-3.0-or-later
#include "attention_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/image_grid_view.h"
#include "widgets/views/scatter_view.h"

namespace gradarium {
namespace {

using lessons::AttentionExperiment;
using widgets::BarView;
using widgets::Bench;
using widgets::HeatMapView;
using widgets::LineView;

HeatMapView& weightsOf(HeatMapView& view, const AttentionExperiment& e) {
  return view.rows("token that looks").columns("token looked at").values("weight").range(0, 1).asks(e.weight).responds({"text", "layer", "head", "encoding"});
}

LineView& lossesOf(LineView& view, const AttentionExperiment& e) {
  return view.with(e.second, "copy").title("Loss on held-out strings").yLabel("nats a token").responds({"layers", "encoding", "seed"});
}

void arrangeMechanism(Bench& bench, const AttentionExperiment& e) {
  weightsOf(bench.main<HeatMapView>("weights", e.weights), e).title("Weights: where each token looks");
  bench.beside<HeatMapView>("scores", e.scores).title("Scores QKᵀ/√D").rows("token that looks").columns("token looked at").values("score")
      .signedScale().asks(e.score).responds({"text", "layer", "head"});
  const auto rows = [&](const char* name, const lab::Matrix& matrix, const char* title) {
    bench.below<HeatMapView>(name, matrix).title(title).signedScale().responds({"text", "layer", "seed"});
  };
  rows("x", e.inputs, "X");
  rows("q", e.queries, "Q asks");
  rows("k", e.keys, "K offers");
  rows("v", e.values, "V hands over");
  rows("written", e.written, "Head's output");
  bench.rightNow({&e.repeatLoss, &e.chance, &e.updates, &e.size});
}

void arrangeHeads(Bench& bench, const AttentionExperiment& e) {
  bench.main<widgets::ImageGridView>("heads", e.grid).title("Where each head looks, on this text").images("head").range(0, 1).across(4)
      .responds({"text", "heads", "layers", "seed"});
  lossesOf(bench.beside<LineView>("losses", e.first), e);
  bench.below<HeatMapView>("induction", e.induction).title("Induction").rows("layer").columns("head").values("score").range(0, 1).responds({"text", "heads", "seed"});
  bench.below<HeatMapView>("previous", e.previous).title("Previous token").rows("layer").columns("head").values("score").range(0, 1).responds({"text", "heads", "seed"});
  bench.below<HeatMapView>("harm", e.harm).title("Harm if ablated").rows("layer").columns("head").values("rise", "nats").picks(e.ablate).responds({"heads", "seed"});
  bench.below<BarView>("next", e.next).title("Next token").horizontal().values("probability").range(0, 1).responds({"text", "at", "seed"});
  bench.rightNow({&e.repeatLoss, &e.chance, &e.updates, &e.size});
}

void arrangePositions(Bench& bench, const AttentionExperiment& e) {
  bench.main<HeatMapView>("encoding", e.table).title("What is added for each place").rows("place").columns("feature").values("added").signedScale()
      .empty("This encoding adds nothing to the tokens").responds({"encoding", "width"});
  weightsOf(bench.beside<HeatMapView>("weights", e.weights), e).title("Weights: where each token looks");
  bench.below<LineView>("offsets", e.offsets).title("Dot product of two places").yLabel("p₀ · pₙ").empty("This encoding adds nothing to the tokens").responds({"encoding", "width"});
  lossesOf(bench.below<LineView>("losses", e.first), e);
  bench.rightNow({&e.orderGap, &e.repeatLoss, &e.chance, &e.updates});
}

void arrangeExplanations(Bench& bench, const AttentionExperiment& e) {
  bench.main<HeatMapView>("overlays", e.overlays).title("Where did it look? Four answers").columns("token").values("share of the row's largest").range(0, 1)
      .responds({"text", "at", "head", "seed"});
  bench.below<widgets::ScatterView>("effects", e.effects).axes(0, 1).title("Weight and effect, one mark a token").responds({"text", "at", "head"});
  weightsOf(bench.below<HeatMapView>("weights", e.weights), e).title("Weights of the head shown");
  bench.below<BarView>("next", e.next).title("Next token, after the one that looks").horizontal().values("probability").range(0, 1).responds({"text", "at", "seed"});
  bench.rightNow({&e.repeatLoss, &e.chance, &e.updates});
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
