// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/lab/experiment.h"
#include "core/lab/show.h"
#include "core/ml/metrics/partition.h"
#include "core/ml/samples.h"
#include "projection.h"

/// What the four experiments of the lesson share: which data they offer, and how data become observables.
namespace gradarium::lessons {

inline const std::vector<std::string> clusteringData{"iris",  "wine",    "blobs",   "anisotropic",
                                                     "moons", "circles", "spirals", "uniform"};

/// Three loose groups and a stray one, so that drawing starts with something to change.
inline const std::vector<lab::PointsInput::Point> starterPoints{
    {2.0, 7.6}, {2.5, 8.1}, {1.7, 8.3}, {2.9, 7.4}, {2.2, 6.9}, {7.1, 8.0}, {7.8, 7.5}, {8.2, 8.3},
    {7.4, 7.1}, {8.0, 6.8}, {4.6, 2.1}, {5.2, 1.6}, {5.7, 2.5}, {4.9, 2.9}, {5.4, 2.0}, {9.3, 1.1}};

/// Their numbers; throws Error, naming who asks, where there is no sample.
inline ml::Samples samplesOf(const std::shared_ptr<const data::Dataset>& set, const std::string& who) {
  if (set->rows == 0)
    throw base::Error(who + " needs at least one sample: draw a point, or choose a data set");
  return {set, set->features, set->columns};
}

/// Agreement with the known classes; NaN where none are known. Noise, -1, counts as a cluster of its own.
inline double agreement(const data::Dataset& set, std::span<const int> labels) {
  if (set.target.empty() || labels.size() != set.target.size()) return std::nan("");
  std::vector<int> shifted(labels.begin(), labels.end());
  for (int& label : shifted) ++label;
  return ml::adjustedRand(set.target, shifted);
}

using lab::show;

}  // namespace gradarium::lessons
