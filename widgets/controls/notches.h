// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/lab/parameter.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Where the slider of a number can stand: at most about a thousand places, each an exact value that a reader
/// would write (0.3, not 0.30000000000000004), and the word ("off", "auto") as a stop of its own at one end.
class GRADARIUM_WIDGETS Notches {
 public:
  Notches() = default;
  /// Bounds as they are now; they may depend on other parameters.
  Notches(const lab::ParameterInfo& info, double min, double max);

  int count() const { return static_cast<int>(texts_.size()); }
  /// The place of the word where it lies beyond the range; -1: there is none.
  int stop() const { return stop_; }
  const std::string& text(int position) const { return texts_[static_cast<std::size_t>(position)]; }
  int nearest(const std::string& text) const;
  /// The value `steps` of its own steps away: the arrow keys. Never leaves the range.
  std::string nudged(const std::string& text, int steps) const;

 private:
  void linear();
  void logarithmic();
  lab::ParameterInfo info_;
  std::vector<double> numbers_;     // rising, without the stop
  std::vector<std::string> texts_;  // with it
  int stop_ = -1;
  double limit_ = 0;  // the greatest value that may be had at all
};

}  // namespace gradarium::widgets
