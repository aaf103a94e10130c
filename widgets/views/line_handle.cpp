// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/line_handle.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "widgets/port.h"

namespace gradarium::widgets {

double LineHandle::in(const lab::Snapshot& snapshot) const {
  if (scalar_) return scalar_->numberIn(snapshot);
  const bool known = snapshot.parameters && parameter_->index() < snapshot.parameters->size() &&
                     (*snapshot.parameters)[parameter_->index()].visible;
  return known ? parameter_->in(snapshot) : std::nan("");
}

void LineHandle::send(double to, double perPixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const {
  if (!std::isfinite(to)) return;
  if (perPixel > 0 && std::isfinite(perPixel)) {
    const int digits = static_cast<int>(-std::floor(std::log10(perPixel)));
    const double factor = std::pow(10.0, std::abs(digits));
    to = digits >= 0 ? std::round(to * factor) / factor : std::round(to / factor) * factor;
  }
  if (move_) {
    port.send(lab::Command::act(move_->name(), lab::Arguments<lab::Move>::format({0, {to}})), edit);
    return;
  }
  if (!snapshot.parameters || parameter_->index() >= snapshot.parameters->size()) return;
  const lab::ParameterState& state = (*snapshot.parameters)[parameter_->index()];
  to = std::clamp(to, state.min, std::max(state.min, state.max));
  port.send(lab::Command::set(parameter_->name(), base::shortest(to)), edit);
}

}  // namespace gradarium::widgets
