// SPDX-License-Identifier: GPL-3.0-or-later
// k-means on the irises: the best of fifty starts.
#include <algorithm>
#include <cstdio>
#include <limits>

#include "core/data/dataset.h"
#include "core/ml/cluster/kmeans.h"

int main() {
  using namespace gradarium;
  const auto iris = data::load("iris");
  const ml::Samples samples(iris, iris->features, iris->columns);  // 150 x 4
  double best = std::numeric_limits<double>::infinity();
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    ml::KMeans model(samples, {.k = 3, .seeding = ml::Seeding::PlusPlus, .seed = seed});
    while (model.halfStep()) {
    }
    best = std::min(best, model.inertia());
  }
  std::printf("best inertia %.4f\n", best);
}
