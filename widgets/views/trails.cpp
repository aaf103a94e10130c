// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/trails.h"

namespace gradarium::widgets {

void Trails::see(const lab::Snapshot& snapshot, const std::shared_ptr<const lab::Value>& handles) {
  if (parameters_ && snapshot.parameters && *parameters_ != *snapshot.parameters) {  // another run
    steps_.clear();
    places_.clear();
  }
  parameters_ = snapshot.parameters;
  while (!steps_.empty() && steps_.back() >= snapshot.step) {
    steps_.pop_back();
    places_.pop_back();
  }
  const auto* now = handles ? std::get_if<lab::value::Points>(handles.get()) : nullptr;
  if (!now) return;
  if (!places_.empty()) {
    const auto& before = std::get<lab::value::Points>(*places_.back());
    if (before.rows != now->rows || before.columns != now->columns) {
      places_.clear();
      steps_.clear();
    } else if (before.data == now->data) {
      return;
    }
  }
  places_.push_back(handles);
  steps_.push_back(snapshot.step);
  if (places_.size() > most) {
    places_.pop_front();
    steps_.pop_front();
  }
}

}  // namespace gradarium::widgets
