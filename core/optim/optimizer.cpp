// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"

#include <cmath>

#include "core/base/error.h"

namespace gradarium::optim {

template <class T>
Optimizer<T>::Optimizer(const Settings& settings) : settings_(settings) {
  check(settings_);
}

template <class T>
Optimizer<T>::~Optimizer() = default;

template <class T>
std::size_t Optimizer<T>::add(const Group<T>& group) {
  if (group.values.size() != group.gradients.size())
    throw base::BadCall("a group of " + std::to_string(group.values.size()) +
                        " parameters needs as many gradients, not " + std::to_string(group.gradients.size()));
  if (!(group.rateFactor >= 0) || !std::isfinite(group.rateFactor))
    throw base::BadCall("the rate factor of a group takes a number from 0 on");
  if (group.weightDecay && (!(*group.weightDecay >= 0) || !std::isfinite(*group.weightDecay)))
    throw base::BadCall("the weight decay of a group takes a number from 0 on");
  Slot slot{group, {}, {}};
  slot.memories.assign(memories(settings_.method).size(), std::vector<T>(group.values.size()));
  groups_.push_back(std::move(slot));
  return groups_.size() - 1;
}

template <class T>
typename Optimizer<T>::Moment Optimizer<T>::momentOf(const Slot& slot) const {
  return {settings_.learningRate * slot.group.rateFactor,
          slot.group.weightDecay.value_or(settings_.weightDecay)};
}

template <class T>
void Optimizer<T>::step() {
  begin(++steps_, carry_);
  for (Slot& slot : groups_) update(slot, momentOf(slot));
}

template <class T>
void Optimizer<T>::setLearningRate(double rate) {
  Settings next = settings_;
  next.learningRate = rate;
  check(next);
  settings_ = next;
}

template <class T>
std::span<const T> Optimizer<T>::memory(std::size_t group, std::size_t index) const {
  return groups_[group].memories[index];
}

template <class T>
void Optimizer<T>::rates(std::size_t group, std::span<double> rates) const {
  const Slot& slot = groups_[group];
  const Moment moment = momentOf(slot);
  for (std::size_t i = 0; i < rates.size(); ++i) rates[i] = factor(slot, moment, i);
}

template <class T>
State<T> Optimizer<T>::save() const {
  State<T> state{steps_, carry_, {}};
  for (const Slot& slot : groups_)
    for (const auto& memory : slot.memories) state.memories.push_back(memory);
  return state;
}

template <class T>
void Optimizer<T>::restore(const State<T>& state) {
  std::size_t next = 0;
  bool fits = true;
  for (const Slot& slot : groups_)
    for (const auto& memory : slot.memories) {
      fits = fits && next < state.memories.size() && state.memories[next].size() == memory.size();
      ++next;
    }
  if (!fits || next != state.memories.size())
    throw base::BadCall("this state belongs to an optimizer with other parameters or another method");
  next = 0;
  for (Slot& slot : groups_)
    for (auto& memory : slot.memories) memory = state.memories[next++];
  steps_ = state.steps;
  carry_ = state.carry;
  // The constants of the step that led here, so that rates() speaks of it.
  if (steps_ > 0) {
    double carry = carry_;
    begin(steps_, carry);
  }
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace gradarium::optim
