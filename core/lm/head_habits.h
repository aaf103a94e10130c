// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/export.h"
#include "core/nn/module.h"

namespace gradarium::lm {

/// What a head of attention can be seen to do on a text: where its weight goes, on the mean over the positions
/// that could look there. Shares of 0 to 1; they may overlap, as the token before can also be the first. NaN
/// where no position could (no token comes up twice).
struct HeadHabits {
  double itself = 0;    ///< on the token that looks
  double previous = 0;  ///< on the one just before
  double first = 0;     ///< on the first of the text, from the third token on: where a head without work rests
                        ///< (Xiao et al. 2024, attention sinks)
  double same = 0;      ///< on earlier tokens of the same kind
  double followed = 0;  ///< on what followed those: an induction head (Olsson et al. 2022)
  double reach = 0;     ///< exp of the mean entropy: over how many tokens it spreads as if evenly; 0: over none
};

/// `weights` is H x T x T, its rows sum to 1 (or to 0 where the head is ablated); `ids` are the T tokens.
GRADARIUM_CORE HeadHabits habitsOf(const nn::Tensor& weights, std::size_t head,
                                   std::span<const std::int32_t> ids);

/// The habit with the largest share, if it is at least `least`.
struct NamedHabit {
  enum class Kind { None, Itself, Previous, First, Same, Followed } kind = Kind::None;
  double share = 0;
};
GRADARIUM_CORE NamedHabit strongest(const HeadHabits& habits, double least = 0.35);

/// "82 % on what followed the same token", or "spread over about 9 tokens".
GRADARIUM_CORE std::string inWords(const HeadHabits& habits);

}  // namespace gradarium::lm
