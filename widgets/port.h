// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/lab/session.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// What views and controls can reach of the session behind them. All calls are on the window's thread and return at
/// once; so do the answers, later.
class GRADARIUM_WIDGETS Port {
 public:
  virtual ~Port() = default;
  virtual void send(const lab::Command& command, lab::Edit edit = lab::Edit::Whole) = 0;
  /// Several commands that are one deed, and one undo.
  virtual void play(const lab::Script& script) {
    for (const lab::Command& command : script) send(command);
  }
  /// The answer is null where the cell is not there.
  virtual void ask(const lab::Query& query, lab::Cell cell, std::function<void(const lab::Arithmetic*)> answer) = 0;
  virtual void want(const lab::ObservableBase& observable, bool wanted) = 0;
  virtual void start() = 0;
  virtual void pause() = 0;
  virtual void cancel() = 0;  // the step under way, too
  virtual void setSpeed(double stepsPerSecond) = 0;
  virtual void goTo(std::uint64_t step) = 0;
  virtual void undo() = 0;
  virtual void redo() = 0;
};

}  // namespace gradarium::widgets
