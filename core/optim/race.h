// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/export.h"
#include "core/optim/objective.h"
#include "core/optim/optimizer.h"

namespace gradarium::optim {

struct RaceOptions {
  double noise = 0;  // deviation added to each coordinate of a gradient
  std::uint64_t seed = 0;
  int rare = 1;        // the gradient along y is seen in about one of so many steps, otherwise it is 0
  double goal = 1e-6;  // arrived: this share of the height at the start, above the least
};

/// Several optimizers on one surface from one start, a step at a time, under the same noise. All follows from
/// what it was made of and the number of steps.
class GRADARIUM_CORE Race {
 public:
  Race(Objective objective, Place start, const std::vector<Settings>& racers,
       const RaceOptions& options = {});
  ~Race();
  Race(Race&&) noexcept;
  Race& operator=(Race&&) noexcept;

  void step();
  std::uint64_t steps() const { return steps_; }
  std::size_t size() const;

  const Objective& objective() const { return objective_; }
  Place at(std::size_t racer) const;
  double height(std::size_t racer) const;
  /// The gradient that its last step saw, noise included.
  Place seen(std::size_t racer) const;
  /// Left the finite world, or went a hundred windows away: it stands where it was before and moves no more.
  bool lost(std::size_t racer) const;
  std::optional<std::uint64_t> lostAt(std::size_t racer) const;
  /// The first step at which it was at its goal; nothing where the least height is not known.
  std::optional<std::uint64_t> arrivedAt(std::size_t racer) const;
  const Optimizer<double>& optimizer(std::size_t racer) const;
  /// Whether the last step saw the gradient along y.
  bool sawY() const { return sawY_; }

 private:
  struct Racer;
  void look(Racer& racer) const;
  Objective objective_;
  RaceOptions options_;
  GradientNoise noise_;
  std::vector<std::unique_ptr<Racer>> racers_;
  double goal_ = 0;
  std::uint64_t steps_ = 0;
  bool sawY_ = true;
};

}  // namespace gradarium::optim
