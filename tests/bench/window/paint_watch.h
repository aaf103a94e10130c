// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>
#include <vector>

#include "core/base/clock.h"

namespace gradarium::bench {

/// The application with a stop-watch: a window is painted within one UpdateRequest, all of its widgets and
/// the flush to the display included, so its beginning and end are what a frame costs.
class WatchedApplication final : public QApplication {
 public:
  struct Frame {
    double begin = 0, end = 0;  // base::steadySeconds()
  };
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    if (event->type() == QEvent::Paint) painted_ = true;
    if (event->type() != QEvent::UpdateRequest) return QApplication::notify(receiver, event);
    const double begin = base::steadySeconds();
    painted_ = false;
    const bool result = QApplication::notify(receiver, event);
    if (painted_) frames_.push_back({begin, base::steadySeconds()});
    return result;
  }

  const std::vector<Frame>& frames() const { return frames_; }
  double last() const { return frames_.empty() ? 0 : frames_.back().end; }
  void forget() { frames_.clear(); }

 private:
  bool painted_ = false;
  std::vector<Frame> frames_;
};

}  // namespace gradarium::bench
