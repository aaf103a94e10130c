// SPDX-License-Identifier: GPL-3.0-or-later
#include "dbscan_experiment.h"
#include "evaluation_experiment.h"
#include "hierarchy_experiment.h"
#include "kmeans_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/dendrogram_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/image_grid_view.h"
#include "widgets/views/linked.h"
#include "widgets/views/scatter_view.h"

namespace gradarium {
namespace {

using lessons::DbscanExperiment;
using lessons::EvaluationExperiment;
using lessons::HierarchyExperiment;
using lessons::KMeansExperiment;

/// The samples in the colours of their clusters, and a place to draw while the drawn points are the data.
template <class E>
widgets::ScatterView& scatter(widgets::Bench& bench, const E& e) {
  return bench.main<widgets::ScatterView>("clusters", e.points)
      .colour(e.labels)
      .oneScale()
      .draws(e.drawn, [&e](const lab::Snapshot& s) { return e.data.textIn(s) == "drawn"; });
}

/// What the learner reads of a choice.
std::string labelIn(const lab::Parameter& choice, const lab::Snapshot& snapshot) {
  for (const auto& option : choice.info().choices) {
    if (option.name == choice.textIn(snapshot)) return option.label;
  }
  return {};
}

/// The last number of a curve that does not grow says nothing.
std::string nothing(const lab::Snapshot&) { return {}; }

void arrangeKMeans(widgets::Bench& bench, const KMeansExperiment& e) {
  scatter(bench, e)
      .handles(e.centres, e.moveCentre)
      .asks(e.distance)
      .trails()
      .voronoi()
      .responds({"data", "k", "init", "seed"});
  bench.below<widgets::LineView>("inertia", e.inertia)
      .title("Inertia per half-step")
      .yLabel("inertia")
      .steps()
      .responds({"data", "k", "init", "seed", "method"});
  bench.below<widgets::HistogramView>("restarts", e.ends)
      .title("Where other starts end")
      .values("inertia")
      .counts("starts")
      .marker(e.cost, "this run")
      .responds({"data", "k", "init", "restarts"});
  bench.below<widgets::ImageGridView>("pictures", e.pictures)
      .title([&e](const lab::Snapshot& s) {
        const auto* shown = e.pictures.in(s);
        return shown && shown->shape.size() == 4 ? "The photo, and in " + std::to_string(e.k.in(s)) + " colours"
                                            : std::string("Centres as pictures");
      })
      .images("picture")
      .range(0, 16)
      .empty("Choose the digits, whose centres are pictures, or the photo")
      .responds({"data"});
  bench.rightNow({&e.cost, &e.shift, &e.reassigned, &e.distances, &e.rand});
}

void arrangeHierarchy(widgets::Bench& bench, const HierarchyExperiment& e) {
  auto& samples = scatter(bench, e).marks(e.merged, "merged cluster").responds({"data", "cut"});
  auto& tree = bench.beside<widgets::DendrogramView>("tree", e.tree)
                   .cut(e.cutHeight, e.moveCut)
                   .colour(e.labels)
                   .responds({"data", "linkage", "cut"});
  widgets::link({&samples, &tree});
  bench.below<widgets::HeatMapView>("distances", e.between)
      .title("Between the clusters left")
      .rows("cluster")
      .columns("cluster")
      .values("distance")
      .square()
      .asks(e.distance)
      .empty("Shown for 2 to 300 clusters")
      .responds({"data", "linkage"});
  bench.below<widgets::LineView>("heights", e.heights)
      .title("Height of each merge")
      .yLabel("height")
      .with(e.cutLine, "cut")
      .responds({"data", "linkage", "cut"});
  bench.below<widgets::ScatterView>("cophenetic", e.cophenetic)
      .title("Tree height × distance")
      .responds({"data", "linkage"})
      .ignores({"cut"});
  bench.rightNow(
      {&e.mergesShown, &e.left, &e.lastHeight, &e.cutClusters, &e.cutHeight, &e.correlation, &e.rand});
}

void arrangeDbscan(widgets::Bench& bench, const DbscanExperiment& e) {
  auto& samples =
      scatter(bench, e).asks(e.neighbourhood).disc(e.eps).responds({"data", "eps", "minPts", "method"});
  auto& roles = bench.beside<widgets::ScatterView>("roles", e.points)
                    .colour(e.roles, "role")
                    .oneScale()
                    .title("Core, border and noise")
                    .responds({"data", "eps", "minPts"});
  widgets::link({&samples, &roles});
  bench.below<widgets::LineView>("k-distance", e.kDistance)
      .title("k-distance curve")
      .caption(nothing)
      .yLabel("distance")
      .level(e.eps)
      .responds({"data", "eps", "minPts"});
  bench.below<widgets::LineView>("reachability", e.reachability)
      .title("OPTICS reachability")
      .caption(nothing)
      .yLabel("reachability")
      .level(e.eps)
      .responds({"method", "minPts"});
  bench.below<widgets::DendrogramView>("condensed", e.tree)
      .title("HDBSCAN's condensed tree")
      .colour(e.chosen)
      .heights("distance")
      .leaves("branch size", "branches")
      .empty("One branch: nothing splits")
      .responds({"data", "minPts", "min_size"})
      .ignores({"eps"});
  bench.rightNow({&e.clusters, &e.core, &e.border, &e.noise, &e.wave, &e.queries, &e.rand});
}

void arrangeEvaluation(widgets::Bench& bench, const EvaluationExperiment& e) {
  auto& samples =
      scatter(bench, e).asks(e.silhouette).responds({"data", "k", "method"}).ignores({"score", "largest_k"});
  auto& bars = bench.beside<widgets::BarView>("silhouettes", e.silhouettes)
                   .title("Silhouette of each sample")
                   .bars("sample")
                   .values("silhouette")
                   .colour(e.labels)
                   .sorted()
                   .horizontal()
                   .line(e.silhouetteNow, "mean")
                   .asks(e.silhouette)
                   .responds({"data", "k", "method"});
  widgets::link({&samples, &bars});
  bench.below<widgets::LineView>("scores", e.onData)
      .title([&e](const lab::Snapshot& s) { return labelIn(e.score, s) + " for each k"; })
      .with(e.onNoise, "noise")
      .steps()
      .empty("Run, and each step tries the next k")
      .responds({"data", "score", "method"})
      .ignores({"k"});
  bench.below<widgets::HeatMapView>("together", e.together)
      .title("How often two samples fall together")
      .rows("sample")
      .columns("sample")
      .values("share")
      .range(0, 1)
      .square()
      .responds({"data", "k", "resamples"});
  bench.rightNow({&e.silhouetteNow, &e.silhouetteTruth, &e.daviesNow, &e.calinskiNow, &e.randNow, &e.nmiNow,
                  &e.stability, &e.bySilhouette, &e.byDavies, &e.byCalinski, &e.byElbow, &e.byGap});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<lessons::KMeansExperiment>("K-means clustering", arrangeKMeans)
      .topic<lessons::HierarchyExperiment>("Hierarchical clustering", arrangeHierarchy)
      .topic<lessons::DbscanExperiment>("DBSCAN", arrangeDbscan)
      .topic<lessons::EvaluationExperiment>("Cluster evaluation", arrangeEvaluation);
}
