// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/engine.h"
#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

class Port;

/// A line in a picture that stands for a number and can be dragged: a threshold, a cut. The number is a parameter,
/// or a scalar with an action that moves it.
class GRADARIUM_WIDGETS LineHandle {
 public:
  explicit LineHandle(const lab::Real& parameter) : parameter_(&parameter) {}
  LineHandle(const lab::Scalar& scalar, const lab::Action<lab::Move>& move) : scalar_(&scalar), move_(&move) {}
  /// NaN where the snapshot does not know it, or the parameter is not one now.
  double in(const lab::Snapshot& snapshot) const;
  const std::string& label() const { return parameter_ ? parameter_->label() : scalar_->label(); }
  const lab::Scalar* scalar() const { return scalar_; }
  /// Sends the number, inside the parameter's bounds, with no more digits than a pixel of `perPixel` can mean.
  void send(double to, double perPixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;

  static constexpr double reach = 6;  // pixels from the line that still hold it

 private:
  const lab::Real* parameter_ = nullptr;
  const lab::Scalar* scalar_ = nullptr;
  const lab::Action<lab::Move>* move_ = nullptr;
};

}  // namespace gradarium::widgets
