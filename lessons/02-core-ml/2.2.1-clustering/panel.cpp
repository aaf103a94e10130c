// SPDX-License-Identifier: GPL-3.0-or-later
#include "kmeans_experiment.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/table_view.h"

namespace gradarium {
namespace {

using lessons::KMeansExperiment;

void arrangeKMeans(widgets::Bench& bench, const KMeansExperiment& e) {
  bench.main<widgets::ScatterView>("clusters", e.points)
      .axes(2, 3)
      .colour(e.labels)
      .handles(e.centres, e.moveCentre)
      .trails()
      .draws(e.drawn, [&e](const lab::Snapshot& s) { return e.data.textIn(s) == "drawn"; })
      .voronoi()
      .responds({"data", "k", "init", "seed"});
  bench.below<widgets::LineView>("inertia", e.inertia)
      .title("Inertia per half-step")
      .yLabel("inertia")
      .steps()
      .responds({"data", "k", "init", "seed"});
  bench.below<widgets::TableView>("table", e.clusters).title("The centres in numbers").responds({"data", "k"});
  bench.rightNow({&e.cost, &e.shift, &e.reassigned, &e.rand});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  return gradarium::widgets::Lesson{}.topic<gradarium::lessons::KMeansExperiment>("K-means clustering", gradarium::arrangeKMeans);
}
