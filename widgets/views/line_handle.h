// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/engine.h"
#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

class Port;

/// A line in a picture that stands for a parameter and can be dragged: a threshold, a cut.
class GRADARIUM_WIDGETS LineHandle {
 public:
  explicit LineHandle(const lab::Real& parameter) : parameter_(&parameter) {}
  /// NaN where the snapshot knows no parameters.
  double in(const lab::Snapshot& snapshot) const;
  const std::string& label() const { return parameter_->label(); }
  /// Sends the parameter to a number inside its bounds, with no more digits than a pixel of `perPixel` can
  /// mean.
  void send(double to, double perPixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;

  static constexpr double reach = 6;  // pixels from the line that still hold it

 private:
  const lab::Real* parameter_;
};

}  // namespace gradarium::widgets
