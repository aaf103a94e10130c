// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/history.h"

#include <algorithm>

namespace gradarium::lab {
namespace {

template <class T>
std::size_t heap(const std::vector<T>& v) {
  return v.size() * sizeof(T);
}

struct Bytes {
  std::size_t operator()(const value::Scalar&) const { return 0; }
  std::size_t operator()(const value::Series& v) const { return v.bytes(); }
  std::size_t operator()(const value::Points& v) const { return heap(v.data) + heap(v.rowNames); }
  std::size_t operator()(const value::Labels& v) const { return heap(v.codes); }
  std::size_t operator()(const value::Matrix& v) const { return heap(v.data); }
  std::size_t operator()(const value::Tensor& v) const { return heap(v.data); }
  std::size_t operator()(const value::Table& v) const {
    std::size_t sum = 0;
    for (const auto& column : v.columns) sum += heap(column.numbers) + heap(column.texts);
    return sum;
  }
  std::size_t operator()(const value::Tokens& v) const { return heap(v.tokens); }
  std::size_t operator()(const value::Tree& v) const { return heap(v.nodes); }
  std::size_t operator()(const value::Graph& v) const { return heap(v.nodes) + heap(v.edges); }
  std::size_t operator()(const value::Timeline& v) const { return heap(v.spans); }
  std::size_t operator()(const value::Image& v) const { return heap(v.pixels); }
  std::size_t operator()(const value::Field& v) const { return heap(v.values); }
  std::size_t operator()(const value::Distribution& v) const { return heap(v.masses) + heap(v.edges); }
  std::size_t operator()(const value::Bits& v) const { return heap(v.bits) + heap(v.groups) + heap(v.numbers); }
  std::size_t operator()(const value::Memory& v) const { return heap(v.blocks); }
  std::size_t operator()(const value::Audio& v) const { return heap(v.samples); }
  std::size_t operator()(const value::Text& v) const { return v.text.size(); }
};

/// What `now` holds that `before` does not share with it.
std::size_t added(const Snapshot& now, const Snapshot* before) {
  std::size_t sum = sizeof(Snapshot) + now.values.size() * sizeof(now.values[0]);
  if (now.parameters && (!before || before->parameters != now.parameters))
    for (const ParameterState& state : *now.parameters) sum += sizeof(state) + state.text.size();
  for (std::size_t i = 0; i < now.values.size(); ++i) {
    const Value* then = before && i < before->values.size() ? before->values[i].get() : nullptr;
    if (!now.values[i] || now.values[i].get() == then) continue;
    sum += bytesOf(*now.values[i]);
    // A series shares what it was before.
    if (then && std::holds_alternative<value::Series>(*now.values[i])) sum -= std::min(sum, bytesOf(*then));
  }
  return sum;
}

/// The first and the last stay.
template <class Map>
void dropEverySecond(Map& map) {
  bool drop = false;
  const auto last = map.empty() ? 0 : map.rbegin()->first;
  for (auto it = map.begin(); it != map.end(); drop = !drop)
    it = drop && it->first != last ? map.erase(it) : std::next(it);
}

}  // namespace

std::size_t bytesOf(const Value& value) { return sizeof(Value) + std::visit(Bytes{}, value); }

void History::record(std::shared_ptr<const Snapshot> snapshot) {
  if (!enabled()) return;
  const auto place = snapshots_.lower_bound(snapshot->step);
  const Snapshot* previous = place == snapshots_.begin() ? nullptr : std::prev(place)->second.get();
  bytes_ += added(*snapshot, previous);
  if (place != snapshots_.end() && place->first == snapshot->step) {
    bytes_ -= std::min(bytes_, added(*place->second, previous));
    place->second = std::move(snapshot);
  } else {
    snapshots_.emplace_hint(place, snapshot->step, snapshot);
  }
  thin();
}

void History::recordState(std::shared_ptr<const Snapshot> snapshot, std::any state, std::size_t bytes) {
  if (limits_.states == 0) return;
  const auto step = snapshot->step;
  states_[step] = {std::move(snapshot), std::move(state), bytes};
  recount();
  while (states_.size() > limits_.states || (stateBytes_ > limits_.bytes / 2 && states_.size() > 2)) {
    const auto before = states_.size();
    dropEverySecond(states_);
    stateSpacing_ *= 2;
    recount();
    if (states_.size() == before) break;
  }
  thin();
}

std::shared_ptr<const Snapshot> History::at(std::uint64_t step) const {
  const auto it = snapshots_.find(step);
  return it == snapshots_.end() ? nullptr : it->second;
}

const History::State* History::stateBefore(std::uint64_t step) const {
  auto it = states_.upper_bound(step);
  return it == states_.begin() ? nullptr : &std::prev(it)->second;
}

void History::dropFrom(std::uint64_t step) {
  while (!snapshots_.empty() && snapshots_.rbegin()->first >= step) {
    const auto last = std::prev(snapshots_.end());
    const Snapshot* previous = last == snapshots_.begin() ? nullptr : std::prev(last)->second.get();
    bytes_ -= std::min(bytes_, added(*last->second, previous));
    snapshots_.erase(last);
  }
  while (!states_.empty() && states_.rbegin()->first >= step) {
    stateBytes_ -= std::prev(states_.end())->second.bytes;
    states_.erase(std::prev(states_.end()));
  }
  if (snapshots_.empty()) bytes_ = 0;
}

void History::thin() {
  while ((snapshots_.size() > limits_.snapshots || bytes() > limits_.bytes) && snapshots_.size() > 2) {
    dropEverySecond(snapshots_);
    recount();
  }
}

void History::recount() {
  bytes_ = stateBytes_ = 0;
  const Snapshot* before = nullptr;
  for (const auto& [step, snapshot] : snapshots_) {
    bytes_ += added(*snapshot, before);
    before = snapshot.get();
  }
  for (const auto& [step, state] : states_) stateBytes_ += state.bytes;
}

}  // namespace gradarium::lab
