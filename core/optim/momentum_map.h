// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/export.h"

/// What momentum does on a quadratic with curvature λ, in closed form. Along each eigenvector of the Hessian
/// the pair (w, v) goes through one 2 x 2 matrix a step, and its eigenvalues tell all: see Goh 2017, "Why
/// Momentum Really Works". The velocity is PyTorch's: v <- βv + λw, w <- w - ηv (Nesterov: w - η(λw + βv)).
namespace gradarium::optim {

enum class Momentum { HeavyBall, Nesterov };

/// Row-major: (w, v) -> (w', v').
GRADARIUM_CORE std::array<double, 4> iterationMatrix(Momentum kind, double rate, double momentum,
                                                     double curvature);

/// The larger size of the matrix's two eigenvalues: the error shrinks by this factor a step in the long run,
/// and grows where it is above 1. Without momentum it is |1 - ηλ|.
GRADARIUM_CORE double spectralRadius(Momentum kind, double rate, double momentum, double curvature);

/// Where the eigenvalues are complex, w spirals in (or out) instead of creeping.
GRADARIUM_CORE bool oscillates(Momentum kind, double rate, double momentum, double curvature);

/// The smallest rate that no longer converges: 2(1 + β)/λ for heavy ball.
GRADARIUM_CORE double divergingRate(Momentum kind, double momentum, double curvature);

/// The variance that w settles at when noise of deviation `noise` is added to each gradient: the floor below
/// which a constant rate never comes. Infinite where the iteration does not settle.
GRADARIUM_CORE double stationaryVariance(Momentum kind, double rate, double momentum, double curvature,
                                         double noise);

/// Rate and momentum that make heavy ball fastest on curvatures from `least` to `most` (Polyak 1964):
/// η = 4/(√L + √μ)², β = ((√κ - 1)/(√κ + 1))².
struct Tuning {
  double rate = 0, momentum = 0;
};
GRADARIUM_CORE Tuning fastestHeavyBall(double least, double most);

}  // namespace gradarium::optim
