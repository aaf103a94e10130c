// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>
#include <QObject>

#include "core/base/clock.h"

namespace gradarium::bench {

/// Sees every paint of the program's widgets: when the last one ended, and how long the event loop was held by each
/// round of painting.
class PaintWatch final : public QObject {
 public:
  PaintWatch() { qApp->installEventFilter(this); }
  std::size_t paints() const { return paints_; }
  double last() const { return last_; }  // base::steadySeconds()

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint) {
      ++paints_;
      last_ = base::steadySeconds();
    }
    return false;
  }

 private:
  std::size_t paints_ = 0;
  double last_ = 0;
};

}  // namespace gradarium::bench
