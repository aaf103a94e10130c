// SPDX-License-Identifier: GPL-3.0-or-later
// Four clusterings of the irises: k-means, Ward's tree, DBSCAN, and the silhouette as a judge.
#include <cstdio>

#include "core/data/dataset.h"
#include "core/ml/cluster/dbscan.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/cluster/linkage.h"
#include "core/ml/metrics/partition.h"

int main() {
  using namespace gradarium;
  const auto iris = data::load("iris");
  const ml::Samples samples(iris, iris->features, iris->columns);  // 150 x 4

  const ml::KMeans best = ml::bestOf(samples, {.k = 3, .seeding = ml::Seeding::PlusPlus}, 50).best;
  std::printf("k-means: best inertia %.4f\n", best.inertia());

  const ml::Dendrogram tree = ml::agglomerate(samples, ml::Linkage::Ward);
  std::printf("Ward: last heights");
  for (const ml::Merge& merge : tree.merges().last(3)) std::printf(" %.4f", merge.height);

  const ml::Dbscan dense = ml::dbscan(samples, {.eps = 0.5, .minPts = 5});
  std::printf("\nDBSCAN: %zu clusters, %zu core samples, %zu noise\n", dense.clusters, dense.coreSamples(),
              dense.noise());

  std::printf("k-means: silhouette %.4f\n", ml::silhouette(samples, best.labels()));
}
