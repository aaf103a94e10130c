// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"

namespace gradarium::lm {

struct SamplingOptions {
  double temperature = 1;  ///< 0: always the most probable token
  std::size_t topK = 0;    ///< only the k most probable survive (Fan et al. 2018); 0: all
  double topP = 1;         ///< only the most probable that together reach p (Holtzman et al. 2020)
};

struct Candidate {
  std::int32_t token;
  double probability;  ///< among the survivors
};

/// The tokens that survive temperature, top-k and top-p in that order, most probable first, the lower id
/// first of equals. A temperature below 0, a top-p outside (0, 1], no logits or a logit that is not a number
/// throws BadCall.
GRADARIUM_CORE std::vector<Candidate> survivors(std::span<const float> logits,
                                                const SamplingOptions& options);

/// One of them by its probability; temperature 0 draws nothing from the stream.
GRADARIUM_CORE std::int32_t sample(std::span<const float> logits, const SamplingOptions& options,
                                   base::Random& random);

}  // namespace gradarium::lm
