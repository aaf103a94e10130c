// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/kmeans_bounds.h"
#include "core/ml/cluster/kmeans_tiles.h"

namespace gradarium::ml {

/// Everything a KMeans knows, and the two halves. Private to core/ml/cluster.
struct KMeans::State {
  State(Samples samples_, std::shared_ptr<const detail::SampleTiles> tiles_, std::vector<double> centres_,
        EmptyCluster empty_, Assignment assignment_);

  /// Labels every sample; with `sum` also adds up each cluster, so that the move need not read the samples
  /// again.
  void assign(bool sum);
  void move();
  /// The inertia of labels and centres as they are now.
  [[nodiscard]] double measure();
  /// The plain search: the centre nearest to d numbers, the lowest index of equals.
  [[nodiscard]] int nearestTo(const double* x) const;

  Samples samples;
  std::shared_ptr<const detail::SampleTiles> tiles;  // shared by copies and restarts
  EmptyCluster empty;
  Assignment assignment;
  std::size_t n, d, k;

  std::vector<double> centres;  // k x d
  std::vector<int> labels;      // n
  std::vector<std::size_t> sizes;
  Phase phase = Phase::Assign;
  bool centresAreMeans = false;  // of the clusters that the labels described when the centres last moved
  bool converged = false;
  std::size_t halfSteps = 0, reassigned = 0, relocated = 0;
  std::uint64_t distances = 0;
  double shift = 0;
  double inertia = std::numeric_limits<double>::quiet_NaN();

 private:
  void addUp();
  void combine();
  void relocateEmpty();
  std::size_t labelBlock(std::size_t begin, std::size_t end);
  std::size_t labelBounded(std::size_t begin, std::size_t end);

  // Scratch, allocated once. Each block of samples has its own sums; they are combined in block order.
  std::size_t grain, blocks;
  detail::CentreGroups groups_;
  std::optional<detail::CentreBounds> bounds_;
  std::vector<double> blockSums_;        // blocks x k x d
  std::vector<std::size_t> blockSizes_;  // blocks x k
  std::vector<double> blockInertia_;     // blocks
  std::vector<std::size_t> blockChanged_;
  std::vector<std::uint64_t> blockDistances_;
  std::vector<double> sums_;  // k x d
  bool summed_ = false;       // sums_ belong to the labels as they are
};

}  // namespace gradarium::ml
