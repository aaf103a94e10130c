// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient descent and heavy ball on the ravine, then Adam on Rosenbrock's valley.
#include <cstdio>

#include "core/optim/race.h"

int main() {
  using namespace gradarium::optim;
  Settings plain = standard(Method::GradientDescent), heavy = standard(Method::HeavyBall);
  plain.learningRate = 2.0 / 101;
  heavy.learningRate = 4.0 / 121;
  heavy.momentum = 81.0 / 121;  // (9/11)²
  Race ravine(Objective(Surface::Ravine, 100), {10, 1}, {plain, heavy});
  while (!ravine.arrivedAt(0)) ravine.step();
  std::printf("gradient descent: %d steps\n", int(*ravine.arrivedAt(0)));
  std::printf("heavy ball: %d steps\n", int(*ravine.arrivedAt(1)));

  Settings adam = standard(Method::Adam);
  adam.learningRate = 0.01;
  Race valley(Objective(Surface::Rosenbrock), {-1.2, 1}, {adam});
  while (valley.steps() < 100) valley.step();
  std::printf("Adam on Rosenbrock after 100 steps: f = %.7f\n", valley.height(0));
}
