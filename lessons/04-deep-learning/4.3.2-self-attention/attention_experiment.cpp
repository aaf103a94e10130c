// SPDX-License-Identifier: GPL-3.0-or-later
#include "attention_experiment.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::lessons {
namespace {

constexpr std::size_t mostTokens = 96, leastTokens = 2;

std::size_t groupsOf(AttentionExperiment::Groups choice, std::size_t heads) {
  switch (choice) {
    case AttentionExperiment::Groups::All: return heads;
    case AttentionExperiment::Groups::Two: return std::min<std::size_t>(2, heads);
    case AttentionExperiment::Groups::One: return 1;
  }
  return heads;
}

}  // namespace

/// Two tokens at least, so that one can look at the other.
std::vector<std::int32_t> AttentionExperiment::tokens() const {
  std::vector<std::int32_t> all = tokensOf(text.get());
  all.resize(std::clamp(all.size(), leastTokens, mostTokens), 26);
  return all;
}

int AttentionExperiment::length() const { return static_cast<int>(std::clamp(text.get().size(), leastTokens, mostTokens)); }

void AttentionExperiment::reset() {
  lm::AttentionNetOptions options;
  options.vocabulary = letters;
  options.layers = static_cast<std::size_t>(int{layers});
  options.width = static_cast<std::size_t>(int{width});
  options.heads = static_cast<std::size_t>(int{heads});
  options.groups = groupsOf(groups, options.heads);
  options.positions = encoding;
  options.causal = causal;
  options.seed = seed;
  model_ = std::make_unique<CopyModel>(options, static_cast<std::size_t>(int{repeat}));
  ablated_.clear();
  chance = std::log(static_cast<double>(letters));
  const std::size_t d = options.width, keys = d * options.groups / options.heads;
  size = static_cast<double>(2 * d * d + 2 * d * keys);
  judge(true);
  retrace();
}

lab::Status AttentionExperiment::step(lab::Run& run) {
  for (int i = 0; i < updatesAStep; ++i) {
    if (run.cancelled()) return lab::Status::Cancelled;
    if (!std::isfinite(model_->update())) {
      judge(true);
      retrace();
      return lab::Status::Diverged;
    }
  }
  judge(true);
  retrace();
  return model_->updates() >= static_cast<std::uint64_t>(updatesAStep) * lastStep ? lab::Status::Finished : lab::Status::Running;
}

/// On strings held out; what is ablated is missed.
void AttentionExperiment::judge(bool append) {
  const CopyModel::Halves loss = model_->evaluate(ablated_);
  const auto made = static_cast<double>(model_->updates());
  if (append) {
    first.append(made, loss.first);
    second.append(made, loss.second);
  }
  repeatLoss = loss.second;
  updates = made;
}

/// The network reads the learner's text again, and what is shown of it follows.
void AttentionExperiment::retrace() {
  const auto ids = tokens();
  trace_ = lm::trace(model_->net(), ids, {ablated_});
  shown_ = lm::headOf(model_->net(), trace_, {at0(std::min(int{layer}, int{layers})), at0(std::min(int{head}, int{heads}))});
  const auto losses = trace_.losses();
  lab::value::Tokens shownText;
  for (std::size_t t = 0; t < ids.size(); ++t) shownText.tokens.push_back({letterOf(ids[t]), ids[t], t > 0 ? losses[t - 1] : 0});
  strip = std::move(shownText);
  induction = perHead([&](std::size_t l, std::size_t h) { return lm::inductionScore(trace_.weights[l], h, ids); });
  previous = perHead([&](std::size_t l, std::size_t h) { return lm::previousTokenScore(trace_.weights[l], h); });
  off = perHead([&](std::size_t l, std::size_t h) { return ablated_.contains({l, h}) ? 1.0 : 0.0; });
  orderGap = order();
  showNext();
}

/// The text shuffled, its outputs put back in order: the largest difference to the outputs of the text itself.
double AttentionExperiment::order() {
  const std::size_t rows = trace_.ids.size();
  std::vector<std::size_t> places(rows);
  std::iota(places.begin(), places.end(), std::size_t{0});
  base::Random random(1);
  random.shuffle(places);
  std::vector<std::int32_t> shuffled;
  for (const std::size_t place : places) shuffled.push_back(trace_.ids[place]);
  const lm::AttentionTrace back = lm::trace(model_->net(), shuffled, {ablated_});
  const std::size_t columns = trace_.output.length(1);
  double most = 0;
  for (std::size_t t = 0; t < rows; ++t)
    for (std::size_t c = 0; c < columns; ++c)
      most = std::max(most, std::abs(static_cast<double>(trace_.output.data()[places[t] * columns + c]) - back.output.data()[t * columns + c]));
  return most;
}

void AttentionExperiment::changed(const lab::Parameter&) { retrace(); }

void AttentionExperiment::toggle(const lab::Cell& cell) {
  const auto& spec = model_->net().spec();
  if (cell.row < 0 || cell.column < 0 || static_cast<std::size_t>(cell.row) >= model_->net().layers.size() ||
      static_cast<std::size_t>(cell.column) >= spec.heads)
    throw base::BadCall("ablate takes a layer and a head, counted from 0: there are " + std::to_string(model_->net().layers.size()) + " layers of " +
                        std::to_string(spec.heads) + " heads");
  const lm::HeadPlace place{static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.column)};
  if (!ablated_.erase(place)) ablated_.insert(place);
  judge(false);
  retrace();
}

std::any AttentionExperiment::save() const { return State{model_->save(), ablated_}; }

void AttentionExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  model_->restore(saved.model);
  ablated_ = saved.ablated;
  retrace();
}

/// One head is off, the copy is lost by it, and no other head would lose clearly more.
bool AttentionExperiment::foundCopier(const lab::Snapshot& s) const {
  const auto *gone = off.in(s), *loss = harm.in(s);
  const auto* losses = second.in(s);
  if (!gone || !loss || !losses || losses->empty() || losses->last() > 0.2 * std::log(static_cast<double>(letters))) return false;
  double count = 0, own = 0, most = 0;
  for (std::size_t i = 0; i < gone->data.size(); ++i) {
    count += gone->data[i];
    if (gone->data[i] > 0) own = loss->data[i];
    most = std::max(most, loss->data[i]);
  }
  return count == 1 && own >= 0.5 && own >= 0.8 * most;
}

}  // namespace gradarium::lessons
