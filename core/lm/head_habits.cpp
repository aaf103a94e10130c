// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/head_habits.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lm/attention_trace.h"

namespace gradarium::lm {

HeadHabits habitsOf(const nn::Tensor& weights, std::size_t head, std::span<const std::int32_t> ids) {
  const std::size_t length = ids.size();
  HeadHabits habits;
  habits.previous = previousTokenScore(weights, head);
  habits.followed = inductionScore(weights, head, ids);
  double itself = 0, first = 0, same = 0, entropy = 0, total = 0;
  std::size_t repeats = 0;
  for (std::size_t t = 0; t < length; ++t) {
    double earlier = 0;
    bool repeated = false;
    for (std::size_t s = 0; s < length; ++s) {
      const double weight = weights.at({head, t, s});
      if (weight > 0) entropy -= weight * std::log(weight);
      total += weight;
      if (s < t && ids[s] == ids[t]) earlier += weight, repeated = true;
    }
    if (t >= 1) itself += weights.at({head, t, t});
    if (t >= 2) first += weights.at({head, t, 0});
    same += earlier;
    repeats += repeated ? 1 : 0;
  }
  const auto mean = [](double sum, std::size_t count) {
    return count > 0 ? sum / static_cast<double>(count) : std::nan("");
  };
  habits.itself = mean(itself, length > 1 ? length - 1 : 0);
  habits.first = mean(first, length > 2 ? length - 2 : 0);
  habits.same = mean(same, repeats);
  habits.reach = total > 0 ? std::exp(mean(entropy, length)) : 0;
  return habits;
}

NamedHabit strongest(const HeadHabits& habits, double least) {
  using Kind = NamedHabit::Kind;
  NamedHabit best{Kind::None, least};
  // What explains more comes first: of two equal shares it keeps the name.
  for (const auto& [kind, share] : {NamedHabit{Kind::Followed, habits.followed},
                                    {Kind::Same, habits.same},
                                    {Kind::Previous, habits.previous},
                                    {Kind::Itself, habits.itself},
                                    {Kind::First, habits.first}})
    if (best.kind == Kind::None ? share >= best.share : share > best.share) best = {kind, share};
  return best.kind == Kind::None ? NamedHabit{} : best;
}

std::string inWords(const HeadHabits& habits) {
  const NamedHabit habit = strongest(habits);
  const std::string share = base::shortest(std::round(habit.share * 100)) + " % on ";
  switch (habit.kind) {
    case NamedHabit::Kind::Itself: return share + "the token itself";
    case NamedHabit::Kind::Previous: return share + "the token just before";
    case NamedHabit::Kind::First: return share + "the first token";
    case NamedHabit::Kind::Same: return share + "the same token, earlier";
    case NamedHabit::Kind::Followed: return share + "what followed the same token";
    case NamedHabit::Kind::None: break;
  }
  const double reach = std::round(habits.reach);
  return !(reach >= 1) ? "looks nowhere" : "spread over about " + base::shortest(reach) + (reach == 1 ? " token" : " tokens");
}

}  // namespace gradarium::lm
