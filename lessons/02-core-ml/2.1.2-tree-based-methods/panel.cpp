// SPDX-License-Identifier: GPL-3.0-or-later
#include "boosting_experiment.h"
#include "cart_experiment.h"
#include "forest_experiment.h"
#include "importance_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/image_grid_view.h"
#include "widgets/views/linked.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/table_view.h"
#include "widgets/views/tree_view.h"

namespace gradarium {
namespace {

using lessons::BoostingExperiment;
using lessons::CartExperiment;
using lessons::ForestExperiment;
using lessons::ImportanceExperiment;

/// The number at the end of a curve says nothing here.
std::string nothing(const lab::Snapshot&) { return {}; }

/// The samples in the colours of their classes, and a place to draw while the drawn points are the data.
template <class E>
widgets::ScatterView& samples(widgets::ScatterView& view, const E& e) {
  return view.colour(e.classes, "class").draws(e.drawn, [&e](const lab::Snapshot& s) { return e.data.textIn(s) == "drawn"; });
}

widgets::TreeView& tree(widgets::Bench& bench, const CartExperiment& e) {
  return bench.main<widgets::TreeView>("tree", e.tree)
      .colour(e.nodeClasses)
      .values("samples")
      .answers("yes", "no")
      .path(e.chosen)
      .picks(e.pickNode)
      .asks(e.why);
}

/// The name of the feature that the learner looks at.
std::string featureIn(const CartExperiment& e, const lab::Snapshot& s) {
  const auto* values = e.leafValues.in(s);
  return values && !values->columns.empty() ? values->columns[0].name : std::string("feature");
}

std::string nodeIn(const CartExperiment& e, const lab::Snapshot& s) {
  const auto* values = e.leafValues.in(s);
  const double node = e.chosen.numberIn(s);
  return values ? (node == 0 ? "the root" : "node " + lessons::brief(node)) : std::string();
}

void arrangeCart(widgets::Bench& bench, const CartExperiment& e) {
  tree(bench, e).responds({"data", "criterion", "max_depth", "alpha"});
  samples(bench.beside<widgets::ScatterView>("plane", e.points), e)
      .field(e.field)
      .responds({"data", "max_depth", "jitter"});
  bench.below<widgets::BarView>("gains", e.gains)
      .title([&e](const lab::Snapshot& s) { return "Best gains in " + nodeIn(e, s); })
      .bars("feature")
      .values("gain")
      .horizontal()
      .picks(e.pickFeature)
      .responds({"data", "criterion"});
  bench.below<widgets::HistogramView>("values", e.leafValues)
      .title([&e](const lab::Snapshot& s) { return "Where to cut " + featureIn(e, s); })
      .by(e.leafClasses)
      .counts("samples")
      .threshold(e.threshold, e.moveThreshold)
      .responds({"data"});
  bench.below<widgets::LineView>("curve", e.curve)
      .title([&e](const lab::Snapshot& s) { return "Impurity after a cut of " + featureIn(e, s); })
      .with(e.here, "here")
      .xLabel("threshold")
      .yLabel("impurity of both sides")
      .steps()
      .empty("This feature is the same in the whole node")
      .responds({"data", "criterion"});
  bench.rightNow({&e.gain, &e.bestGain, &e.before, &e.after, &e.threshold, &e.leaves, &e.accuracy, &e.byHand, &e.greedy});
  bench.parameters({&e.data, &e.drawn, &e.criterion, &e.maxDepth, &e.minLeaf, &e.jitter, &e.seed});
}

void arrangePruning(widgets::Bench& bench, const CartExperiment& e) {
  tree(bench, e).responds({"data", "max_depth", "alpha"});
  samples(bench.beside<widgets::ScatterView>("plane", e.points), e)
      .field(e.field)
      .responds({"data", "alpha"});
  bench.below<widgets::LineView>("errors", e.risk)
      .title("Error by the leaves that α leaves")
      .caption(nothing)
      .with(e.validated, e.validated.label())
      .yLabel("share wrong")
      .steps()
      .responds({"data", "max_depth", "jitter"})
      .ignores({"alpha"});
  bench.below<widgets::TableView>("sequence", e.sequence).responds({"data", "max_depth"}).ignores({"alpha"});
  bench.rightNow({&e.leaves, &e.depth, &e.impurity, &e.accuracy});
  bench.parameters({&e.data, &e.drawn, &e.alpha, &e.maxDepth, &e.minLeaf, &e.jitter, &e.seed});
}

void arrangeForest(widgets::Bench& bench, const ForestExperiment& e) {
  samples(bench.main<widgets::ScatterView>("plane", e.points), e)
      .field(e.field)
      .title([&e](const lab::Snapshot& s) { return "What " + lessons::brief(e.grown.numberIn(s)) + " trees vote for"; })
      .responds({"data", "mtry", "seed"});
  bench.beside<widgets::ImageGridView>("members", e.members)
      .title("Single trees, and their average")
      .shape(24, 24)
      .across(3)
      .images("tree")
      .signedScale()
      .range(-0.5, 0.5)
      .empty("Step: each tree has a picture")
      .responds({"data", "mtry", "share"});
  bench.below<widgets::LineView>("errors", e.oob)
      .title("Out-of-bag error against trees")
      .with(e.single, "single trees")
      .yLabel("share wrong")
      .responds({"data", "mtry"});
  bench.below<widgets::LineView>("spread", e.spread)
      .title("Variance of the vote's margin")
      .yLabel("variance")
      .responds({"data", "mtry"});
  bench.below<widgets::ScatterView>("rivals", e.rivals)
      .title("Strength × correlation, by mtry")
      .names()
      .marks(e.mine, "this forest")
      .empty("Step, and forests with other mtry grow beside this one")
      .responds({"data", "share"});
  bench.rightNow({&e.grown, &e.looks, &e.oobError, &e.singleError, &e.strength, &e.correlation, &e.bound});
}

// What both parts of the boosting topic show.
widgets::ScatterView& residuals(widgets::Bench& bench, const BoostingExperiment& e) {
  return bench.beside<widgets::ScatterView>("residuals", e.points)
      .colour(e.pulls, "residual")
      .field(e.nextField, widgets::FieldLook::Signed, "next tree")
      .title("Residuals, and the next tree below them")
      .responds({"data", "depth"});
}

void losses(widgets::Bench& bench, const BoostingExperiment& e) {
  bench.below<widgets::LineView>("loss", e.training)
      .title("Loss after each tree")
      .with(e.validation, "validation")
      .yLabel("mean loss")
      .responds({"data", "eta", "validation"});
  bench.below<widgets::HistogramView>("spread", e.residuals)
      .title("Residuals of all training samples")
      .values("residual")
      .counts("samples")
      .range(-1, 1)
      .bins(20)
      .responds({"data", "eta"});
}

void arrangeBoosting(widgets::Bench& bench, const BoostingExperiment& e) {
  auto& now = samples(bench.main<widgets::ScatterView>("plane", e.points), e)
                  .field(e.field, widgets::FieldLook::Probability, "probability")
                  .title([&e](const lab::Snapshot& s) { return "The model of " + lessons::brief(e.grown.numberIn(s)) + " trees"; })
                  .responds({"data", "eta", "depth"});
  widgets::link({&now, &residuals(bench, e)});
  losses(bench, e);
  bench.rightNow({&e.grown, &e.trainNow, &e.validNow, &e.validBest, &e.bestAt, &e.right, &e.largest});
}

void arrangeNextTree(widgets::Bench& bench, const BoostingExperiment& e) {
  bench.main<widgets::TreeView>("tree", e.tree)
      .title([&e](const lab::Snapshot& s) { return "Tree " + lessons::brief(e.grown.numberIn(s) + 1) + ", fitted to what is left"; })
      .values("samples")
      .answers("yes", "no")
      .asks(e.leaf)
      .responds({"data", "depth", "lambda", "order"});
  residuals(bench, e);
  losses(bench, e);
  bench.rightNow({&e.grown, &e.start, &e.trainNow, &e.validNow, &e.largest});
}

void arrangeImportance(widgets::Bench& bench, const ImportanceExperiment& e) {
  bench.main<widgets::BarView>("importances", e.shown)
      .title([&e](const lab::Snapshot& s) {
        const auto *all = e.importances.in(s), *some = e.shown.in(s);
        const bool part = all && some && some->rows() < all->rows();
        return part ? std::to_string(some->rows()) + " of " + std::to_string(all->rows()) + " features by three measures" : std::string("Three measures of importance, each as a share");
      })
      .bars("feature")
      .values("share")
      .horizontal()
      .picks(e.pickFeature)
      .responds({"data", "extra", "min_leaf"})
      .ignores({"row"});
  bench.beside<widgets::BarView>("row", e.shap)
      .title([&e](const lab::Snapshot& s) {
        return "Sample " + std::to_string(e.row.in(s)) + ": what each feature adds to " + lessons::brief(e.base.numberIn(s));
      })
      .bars("feature")
      .values("Shapley value")
      .horizontal()
      .responds({"data", "row"});
  bench.below<widgets::ScatterView>("dependence", e.dependence)
      .title("Shapley value against the feature")
      .colour(e.dependenceClasses, "class")
      .responds({"data", "min_leaf"})
      .ignores({"row"});
  bench.below<widgets::LineView>("extra", e.idByImpurity)
      .title("The extra column's share, as trees are added")
      .with(e.idByPermutation, "permutation")
      .yLabel("share of importance")
      .empty("Choose an extra column, and step")
      .responds({"extra"});
  bench.rightNow({&e.grown, &e.oobError, &e.base, &e.sum, &e.prediction, &e.gap, &e.idImpurity, &e.idPermutation});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<CartExperiment>("Decision trees", arrangeCart, "Splits")
      .part<CartExperiment>("Pruning", arrangePruning)
      .topic<ForestExperiment>("Random forests", arrangeForest)
      .topic<BoostingExperiment>("Gradient boosting", arrangeBoosting, "The model")
      .part<BoostingExperiment>("The next tree", arrangeNextTree)
      .topic<ImportanceExperiment>("Feature importance", arrangeImportance);
}
