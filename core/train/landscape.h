// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/export.h"
#include "core/train/classifier.h"

/// Planes in the space of a network's weights, to look at its loss on.
namespace gradarium::train {

using Weights = std::vector<float>;

/// origin + a u + b v; u and v have length 1 and stand at right angles.
struct GRADARIUM_CORE Plane {
  Weights origin, u, v;

  [[nodiscard]] std::array<double, 2> project(std::span<const float> w) const;
  void at(double a, double b, std::span<float> w) const;
  /// How much of the squared way from `start` to each of the points runs along the plane, of all of it: 1
  /// where all of them lie in a plane parallel to this one; NaN where nobody moved.
  [[nodiscard]] double share(std::span<const float> start, std::span<const Weights* const> points) const;
};

/// Through three points: u leads to a, b lies where v > 0. Where they do not span a plane, any direction
/// serves.
GRADARIUM_CORE Plane planeThrough(const Weights& origin, const Weights& a, const Weights& b);

/// Through the origin along the two directions that lead farthest from it to the points: of all planes
/// through it the one with the largest share(). (PCA about the origin in place of the mean; paths: Lorch
/// 2016.)
GRADARIUM_CORE Plane planeOfPoints(const Weights& origin, std::span<const Weights* const> points);

/// Through the model's weights along two random directions, each row of a matrix scaled to the length of that
/// row of weights, so that large weights are moved more than small ones (Li et al. 2018); biases stay.
GRADARIUM_CORE Plane randomPlane(nn::Module& model, std::uint64_t seed);

/// The mean cross-entropy of a network like this one at the centres of rows x columns cells over
/// {x0, x1, y0, y1} of the plane, row 0 lowest. What goes into the first layer's activation is linear in the
/// place, so that layer is computed three times and not once a cell. Rows run in parallel. Cells that were
/// not computed when the flag asked to stop are NaN.
GRADARIUM_CORE std::vector<float> lossOn(const Plane& plane, const nn::Mlp& like, const LabelledSet& set,
                                         std::size_t rows, std::size_t columns,
                                         const std::array<double, 4>& window,
                                         const base::StopFlag* stop = nullptr);

}  // namespace gradarium::train
