// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "core/base/stop.h"
#include "core/lab/observable.h"

namespace gradarium::lab {

/// What a step may ask of whoever runs it. Cheap enough for an inner loop.
class Run {
 public:
  /// How a session, the command line or a test stands behind a step.
  struct Host {
    const base::StopFlag* stop = nullptr;
    std::function<bool(std::size_t observable)> wants = {};
    std::function<void(double fraction, std::string_view what)> progress = {};
    std::function<void()> publish = {};
  };
  explicit Run(const Host& host) : host_(host) {}

  /// True once the step should give up: return Status::Cancelled soon, within 100 ms.
  bool cancelled() const { return host_.stop && host_.stop->requested(); }
  /// How far a long step is, 0..1, and what it is doing.
  void progress(double fraction, std::string_view what = {}) const {
    if (host_.progress) host_.progress(fraction, what);
  }
  /// Shows the observables as they are now, in the middle of a step.
  void publish() const {
    if (host_.publish) host_.publish();
  }
  /// Whether a view, an exercise or the command line looks at it. The numbers must not depend on the answer.
  bool wants(const ObservableBase& observable) const {
    return !host_.wants || host_.wants(observable.index());
  }

 private:
  const Host& host_;
};

}  // namespace gradarium::lab
