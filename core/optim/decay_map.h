// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/stop.h"
#include "core/export.h"
#include "core/optim/method.h"

namespace gradarium::optim {

/// A small problem where weight decay pays: 40 weights from 30 noisy samples, fitted in batches of 4. The
/// samples are y = Xw + e with X and e standard normal and w of deviation 0.3, so that without decay the fit
/// follows the noise. Rates and decays are both logarithmic; the rows of the map are rates, lowest first.
struct GRADARIUM_CORE DecayMapOptions {
  std::size_t rates = 12, decays = 12;
  double lowestRate = 3e-3, highestRate = 1;
  double lowestDecay = 1e-3, highestDecay = 30;
  int problems = 2;  // drawn anew and averaged over
  int steps = 300;
  std::uint64_t seed = 0;
  double rate(std::size_t row) const;
  double decay(std::size_t column) const;
};

/// The error left on fresh samples, ||w' - w||² (the noise apart), after `steps` steps of the method with
/// every rate and decay, averaged over the problems: rates x decays, row-major, in parallel. Where a run blew
/// up there is infinity. Empty where `stop` asked to.
GRADARIUM_CORE std::vector<double> decayMap(const Settings& settings, const DecayMapOptions& options,
                                            const base::StopFlag* stop = nullptr);

}  // namespace gradarium::optim
