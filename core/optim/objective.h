// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/optim/expression.h"
#include "core/optim/jet.h"

namespace gradarium::optim {

/// Functions of two variables, each hard in a way of its own.
enum class Surface {
  Ravine,          // (x² + κy²) / 2: steep across, flat along
  Rosenbrock,      // (1-x)² + 100(y-x²)² (Rosenbrock 1960): a bent valley
  Saddle,          // (x² - y²) / 2 + y⁴ / 16: flat between two minima at y = ±2
  Beale,           // (Beale 1958): plateaus and steep corners
  Himmelblau,      // (x²+y-11)² + (x+y²-7)² (Himmelblau 1972): four equal minima
  Rastrigin,       // 20 + Σ x² - 10 cos 2πx (Rastrigin 1974): a grid of hollows
  NoisyQuadratic,  // the ravine, its centre drawn anew each step with deviation 0.1: gradients are noisy
  MovingValley,    // the ravine's valley, turned by 30° and carried to and fro once in 200 steps
  Own,             // what the learner typed
};

GRADARIUM_CORE std::string_view name(Surface surface);

struct Place {
  double x = 0, y = 0;
  bool operator==(const Place&) const = default;
};

/// A window on the plane.
struct Window {
  double x0 = -1, x1 = 1, y0 = -1, y1 = 1;
  bool operator==(const Window&) const = default;
};

/// A function of two variables to be minimised, perhaps one that changes with time. A value: copy it freely.
class GRADARIUM_CORE Objective {
 public:
  /// Of the bank. `condition` is κ >= 1 where the surface has one, otherwise not read; throws base::BadCall
  /// below 1, or for Surface::Own.
  explicit Objective(Surface surface, double condition = 100);
  /// A typed function, over the window where it is shown.
  explicit Objective(Expression function, const Window& window = {-4, 4, -4, 4});

  Surface surface() const { return surface_; }
  /// Step `time` counts only for what moves.
  double value(Place at, double time = 0) const;
  /// With gradient and Hessian.
  Jet jet(Place at, double time = 0) const;

  const Window& window() const { return window_; }
  Place start() const { return start_; }
  bool moves() const { return surface_ == Surface::MovingValley; }
  /// Where it is least; empty where that is not known.
  std::vector<Place> minima(double time = 0) const;
  /// The least value, or NaN where that is not known.
  double least() const;
  /// Deviations of the noise that belongs to its gradient, in x and y.
  std::array<double, 2> ownNoise() const;

  /// Values at the centres of a rows x columns grid over the window, row 0 at the lowest y, in parallel.
  std::vector<float> grid(std::size_t rows, std::size_t columns, const Window& window, double time = 0) const;

 private:
  template <class T>
  T bank(const T& x, const T& y, double time) const;
  Surface surface_;
  double condition_ = 1;
  std::optional<Expression> own_;
  Window window_;
  Place start_;
};

/// Eigenvalues of the symmetric matrix [[xx, xy], [xy, yy]], the larger first.
GRADARIUM_CORE std::array<double, 2> curvatures(const Jet& jet);

/// Gaussian noise for gradients: step k of a seed always draws the same two numbers, so that all who race see
/// the same. Deviations are `level` and the objective's own, added as variances.
class GRADARIUM_CORE GradientNoise {
 public:
  GradientNoise(std::uint64_t seed, double level, std::array<double, 2> own);
  /// To be added to the gradient of step k.
  Place at(std::uint64_t step) const;
  std::array<double, 2> deviations() const { return deviations_; }

 private:
  base::Random random_;
  std::array<double, 2> deviations_;
};

}  // namespace gradarium::optim
