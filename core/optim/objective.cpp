// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/objective.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"

namespace gradarium::optim {
namespace {

constexpr double centreDeviation = 0.1;  // of the noisy quadratic
constexpr double valleyPeriod = 200, valleySwing = 2, valleyTurn = std::numbers::pi / 6;

double valleyCentre(double time) {
  return valleySwing * std::sin(2 * std::numbers::pi * time / valleyPeriod);
}

struct Frame {
  Window window;
  Place start;
};

Frame frameOf(Surface surface) {
  switch (surface) {
    case Surface::Ravine:
      return {{-12, 12, -2.4, 2.4}, {10, 1}};
    case Surface::Rosenbrock:
      return {{-2, 2, -1, 3}, {-1.2, 1}};
    case Surface::Saddle:
      return {{-4, 4, -4, 4}, {3, 0.01}};
    case Surface::Beale:
      return {{-4.5, 4.5, -4.5, 4.5}, {-3, -2.5}};
    case Surface::Himmelblau:
      return {{-6, 6, -6, 6}, {0, -5}};
    case Surface::Rastrigin:
      return {{-5.12, 5.12, -5.12, 5.12}, {3.7, 2.8}};
    case Surface::NoisyQuadratic:
      return {{-3, 3, -3, 3}, {2.5, 2}};
    case Surface::MovingValley:
    case Surface::Own:
      break;
  }
  return {{-4, 4, -4, 4}, {-3, 2.5}};
}

}  // namespace

std::string_view name(Surface surface) {
  switch (surface) {
    case Surface::Ravine:
      return "ravine";
    case Surface::Rosenbrock:
      return "Rosenbrock";
    case Surface::Saddle:
      return "saddle";
    case Surface::Beale:
      return "Beale";
    case Surface::Himmelblau:
      return "Himmelblau";
    case Surface::Rastrigin:
      return "Rastrigin";
    case Surface::NoisyQuadratic:
      return "noisy quadratic";
    case Surface::MovingValley:
      return "moving valley";
    case Surface::Own:
      return "own function";
  }
  return "";
}

Objective::Objective(Surface surface, double condition) : surface_(surface), condition_(condition) {
  if (surface == Surface::Own) throw base::BadCall("an own function needs its text");
  if (!(condition >= 1) || !std::isfinite(condition))
    throw base::BadCall("the condition number takes 1 and more, not " + base::shortest(condition));
  const Frame frame = frameOf(surface);
  window_ = frame.window;
  start_ = frame.start;
}

Objective::Objective(Expression function, const Window& window)
    : surface_(Surface::Own), own_(std::move(function)), window_(window) {
  if (!(window.x0 < window.x1 && window.y0 < window.y1))
    throw base::BadCall("a window needs room in x and in y");
  const auto within = [](double low, double high, double share) { return low + share * (high - low); };
  start_ = {within(window.x0, window.x1, 0.125), within(window.y0, window.y1, 0.8125)};
}

template <class T>
T Objective::bank(const T& x, const T& y, double time) const {
  using std::cos;
  const auto square = [](const T& v) { return v * v; };
  switch (surface_) {
    case Surface::Ravine:
    case Surface::NoisyQuadratic:
      return 0.5 * (square(x) + condition_ * square(y));
    case Surface::Rosenbrock:
      return square(1.0 - x) + 100.0 * square(y - square(x));
    case Surface::Saddle:
      return 0.5 * (square(x) - square(y)) + square(square(y)) / 16.0;
    case Surface::Beale: {
      const T y2 = square(y);
      return square(1.5 - x + x * y) + square(2.25 - x + x * y2) + square(2.625 - x + x * y2 * y);
    }
    case Surface::Himmelblau:
      return square(square(x) + y - 11.0) + square(x + square(y) - 7.0);
    case Surface::Rastrigin: {
      const T a = 2 * std::numbers::pi * x, b = 2 * std::numbers::pi * y;
      return 20.0 + square(x) - 10.0 * cos(a) + square(y) - 10.0 * cos(b);
    }
    case Surface::MovingValley: {
      const double c = std::cos(valleyTurn), s = std::sin(valleyTurn), centre = valleyCentre(time);
      const T along = c * x + s * y, across = c * y - s * x - centre;
      return 0.5 * (square(along) + condition_ * square(across));
    }
    case Surface::Own:
      break;
  }
  return T(0.0);
}

double Objective::value(Place at, double time) const {
  return own_ ? own_->value(at.x, at.y) : bank<double>(at.x, at.y, time);
}

Jet Objective::jet(Place at, double time) const {
  return own_ ? own_->jet(at.x, at.y) : bank<Jet>(Jet::alongX(at.x), Jet::alongY(at.y), time);
}

std::vector<Place> Objective::minima(double time) const {
  switch (surface_) {
    case Surface::Ravine:
    case Surface::Rastrigin:
    case Surface::NoisyQuadratic:
      return {{0, 0}};
    case Surface::Rosenbrock:
      return {{1, 1}};
    case Surface::Saddle:
      return {{0, -2}, {0, 2}};
    case Surface::Beale:
      return {{3, 0.5}};
    case Surface::Himmelblau:
      return {{3, 2},
              {-2.805118086952745, 3.131312518250573},
              {-3.779310253377747, -3.283185991286170},
              {3.584428340330492, -1.848126526964404}};
    case Surface::MovingValley: {
      const double centre = valleyCentre(time);
      return {{-std::sin(valleyTurn) * centre, std::cos(valleyTurn) * centre}};
    }
    case Surface::Own:
      break;
  }
  return {};
}

double Objective::least() const {
  if (surface_ == Surface::Own) return std::numeric_limits<double>::quiet_NaN();
  return surface_ == Surface::Saddle ? -1 : 0;
}

std::array<double, 2> Objective::ownNoise() const {
  // The gradient about a centre c is A(w - c): a centre that trembles by d gives noise of deviation A d.
  if (surface_ == Surface::NoisyQuadratic) return {centreDeviation, condition_ * centreDeviation};
  return {0, 0};
}

std::vector<float> Objective::grid(std::size_t rows, std::size_t columns, const Window& w,
                                   double time) const {
  std::vector<float> values(rows * columns);
  if (values.empty()) return values;
  std::vector<double> xs(columns);
  for (std::size_t j = 0; j < columns; ++j)
    xs[j] = w.x0 + (double(j) + 0.5) * (w.x1 - w.x0) / double(columns);
  base::parallelFor(rows, 16, [&](std::size_t from, std::size_t to) {
    std::vector<double> row(columns);
    for (std::size_t i = from; i < to; ++i) {
      const double y = w.y0 + (double(i) + 0.5) * (w.y1 - w.y0) / double(rows);
      if (own_)
        own_->row(xs, y, row);
      else
        for (std::size_t j = 0; j < columns; ++j) row[j] = bank<double>(xs[j], y, time);
      for (std::size_t j = 0; j < columns; ++j) values[i * columns + j] = static_cast<float>(row[j]);
    }
  });
  return values;
}

std::array<double, 2> curvatures(const Jet& jet) {
  const double middle = (jet.xx + jet.yy) / 2, half = (jet.xx - jet.yy) / 2;
  const double apart = std::hypot(half, jet.xy);
  return {middle + apart, middle - apart};
}

GradientNoise::GradientNoise(std::uint64_t seed, double level, std::array<double, 2> own)
    : random_(seed), deviations_{std::hypot(level, own[0]), std::hypot(level, own[1])} {}

Place GradientNoise::at(std::uint64_t step) const {
  if (deviations_[0] == 0 && deviations_[1] == 0) return {};
  base::Random draw = random_.split(step);
  const double x = draw.normal(), y = draw.normal();
  return {deviations_[0] * x, deviations_[1] * y};
}

}  // namespace gradarium::optim
