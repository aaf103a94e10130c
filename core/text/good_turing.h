// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/text/bigram_counts.h"

namespace gradarium::text {

/// Simple Good-Turing (Good 1953; Gale & Sampson 1995, "Good-Turing frequency estimation without tears"):
/// what was seen r times is counted as r* = (r + 1) N_{r+1} / N_r, and what was never seen gets N_1 / N of
/// the probability. The ragged N_r of large r are smoothed: Z_r = N_r / (half the gap between r's neighbours)
/// by a line in logarithms, which takes over from the first r where it and the ragged estimate differ by less
/// than 1.65 deviations.
class GRADARIUM_CORE GoodTuring {
 public:
  /// Rising in count. None at all throws BadCall.
  explicit GoodTuring(std::span<const CountOfCount> counts);

  [[nodiscard]] double unseenMass() const noexcept { return unseen_; }  ///< N_1 / N
  /// r* for a count that was seen, before the rest is scaled to sum to 1 with the unseen mass.
  [[nodiscard]] double adjusted(std::uint64_t count) const;
  /// The probability of one thing seen `count` times.
  [[nodiscard]] double probability(std::uint64_t count) const;
  /// Z_r of the counts given, in their order, and the line's estimate of it.
  [[nodiscard]] const std::vector<double>& averaged() const noexcept { return averaged_; }
  [[nodiscard]] double line(double count) const;
  [[nodiscard]] double slope() const noexcept { return slope_; }

 private:
  std::vector<CountOfCount> counts_;
  std::vector<double> averaged_, adjusted_;
  double unseen_ = 0, intercept_ = 0, slope_ = -1, scale_ = 1;
};

}  // namespace gradarium::text
