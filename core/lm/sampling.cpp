// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/sampling.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace gradarium::lm {

namespace {

/// The highest logit, the first of equals; throws where there is nothing to sample from.
std::size_t best(std::span<const float> logits, const SamplingOptions& options) {
  if (!(options.temperature >= 0)) throw base::BadCall("temperature takes 0 or more");
  if (!(options.topP > 0 && options.topP <= 1)) throw base::BadCall("top-p takes more than 0, up to 1");
  if (logits.empty()) throw base::BadCall("there are no logits to sample from");
  std::size_t highest = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::isnan(logits[i])) throw base::BadCall("the logits are not numbers: the model has diverged");
    if (logits[i] > logits[highest]) highest = i;
  }
  return highest;
}

}  // namespace

std::vector<Candidate> survivors(std::span<const float> logits, const SamplingOptions& options) {
  const std::size_t first = best(logits, options);
  if (options.temperature == 0) return {{static_cast<std::int32_t>(first), 1.0}};
  const float highest = logits[first];
  std::vector<Candidate> all(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double below = static_cast<double>(logits[i]) - static_cast<double>(highest);
    all[i] = {static_cast<std::int32_t>(i),
              logits[i] == highest ? 1.0 : std::exp(below / options.temperature)};
  }
  const auto before = [](const Candidate& a, const Candidate& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.token < b.token;
  };
  const std::size_t kept = options.topK == 0 ? all.size() : std::min(options.topK, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(kept), before);
  all.resize(kept);
  double total = 0;
  for (const Candidate& candidate : all) total += candidate.probability;
  double reached = 0;
  std::size_t last = 0;
  while (last < all.size() && (last == 0 || reached < options.topP * total))
    reached += all[last++].probability;
  all.resize(last);
  for (Candidate& candidate : all) candidate.probability /= reached;
  return all;
}

std::int32_t sample(std::span<const float> logits, const SamplingOptions& options, base::Random& random) {
  if (options.temperature == 0) return static_cast<std::int32_t>(best(logits, options));
  const auto all = survivors(logits, options);
  double left = random.uniform();
  for (const Candidate& candidate : all) {
    left -= candidate.probability;
    if (left < 0) return candidate.token;
  }
  return all.back().token;
}

}  // namespace gradarium::lm
