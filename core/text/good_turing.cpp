// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/good_turing.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace gradarium::text {

GoodTuring::GoodTuring(std::span<const CountOfCount> counts) : counts_(counts.begin(), counts.end()) {
  if (counts_.empty()) throw base::BadCall("Good-Turing needs counts: nothing has been seen");
  const std::size_t n = counts_.size();
  double total = 0;
  for (const auto& [count, pairs] : counts_) total += static_cast<double>(count) * static_cast<double>(pairs);
  if (counts_.front().count == 1) unseen_ = static_cast<double>(counts_.front().pairs) / total;

  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double r = static_cast<double>(counts_[i].count);
    const double below = i == 0 ? 0 : static_cast<double>(counts_[i - 1].count);
    const double above = i + 1 == n ? 2 * r - below : static_cast<double>(counts_[i + 1].count);
    averaged_.push_back(2 * static_cast<double>(counts_[i].pairs) / (above - below));
    const double x = std::log(r), y = std::log(averaged_.back());
    sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  const auto points = static_cast<double>(n);
  const double spread = points * sxx - sx * sx;
  // A slope above -1 would raise counts instead of lowering them; so few points say nothing.
  if (n > 1 && spread > 0) slope_ = std::min(-1.0, (points * sxy - sx * sy) / spread);
  intercept_ = (sy - slope_ * sx) / points;

  bool onLine = false;
  double seen = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double r = static_cast<double>(counts_[i].count), here = static_cast<double>(counts_[i].pairs);
    double adjusted = r * std::pow(1 + 1 / r, slope_ + 1);
    const bool next = i + 1 < n && counts_[i + 1].count == counts_[i].count + 1;
    if (!onLine && next) {
      const double there = static_cast<double>(counts_[i + 1].pairs);
      const double ragged = (r + 1) * there / here;
      const double deviation = (r + 1) / here * std::sqrt(there * (1 + there / here));
      onLine = std::abs(ragged - adjusted) <= 1.65 * deviation;
      if (!onLine) adjusted = ragged;
    } else {
      onLine = true;
    }
    adjusted_.push_back(adjusted);
    seen += here * adjusted;
  }
  // Where everything was seen exactly once, nothing would be left for it: half, as if one more kind had been
  // twice.
  if (unseen_ >= 1) unseen_ = 0.5;
  scale_ = (1 - unseen_) / seen;
}

double GoodTuring::adjusted(std::uint64_t count) const {
  const auto found = std::ranges::lower_bound(counts_, count, {}, &CountOfCount::count);
  if (found == counts_.end() || found->count != count) throw base::BadCall("no pair was seen so often");
  return adjusted_[static_cast<std::size_t>(found - counts_.begin())];
}

double GoodTuring::probability(std::uint64_t count) const { return scale_ * adjusted(count); }

double GoodTuring::line(double count) const { return std::exp(intercept_ + slope_ * std::log(count)); }

}  // namespace gradarium::text
