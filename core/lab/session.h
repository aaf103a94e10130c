// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "core/lab/engine.h"

namespace gradarium::lab {

struct SessionOptions {
  int threads = 1;        // of the arena it computes in
  double publishHz = 60;  // at most; a state that nothing follows is always published
  HistoryLimits history = {};
};

/// What a window shows of a session besides its snapshot.
struct SessionState {
  bool playing = false;  // steps follow each other
  bool busy = false;     // a step or a command is under way
  double progress = 0;   // of a long step, 0..1
  std::string activity;  // what the long step is doing
  std::uint64_t position = 0, end = 0;
  bool canUndo = false, canRedo = false;
  double stepSeconds = 0;  // the last step's duration: measured
  std::size_t bytes = 0;   // what it keeps in memory, roughly
  std::shared_ptr<const std::vector<Journal>> branches = std::make_shared<const std::vector<Journal>>();
};

/// One experiment on a worker thread of its own. Every call returns at once, from any thread but the worker;
/// commands are done in order, between steps and before the next one. Two things come back: a newer snapshot,
/// and a changed state; `notify` says that one of them is there, from the worker: at most `publishHz` times a
/// second while steps follow each other, and whenever it comes to rest. It must not wait for anything.
///
/// Destroying a session never waits: its worker ends when the step it is in returns, and gives its memory
/// back then. `notify` is not called any more. joinAll() waits for all workers, once, when the program ends.
class GRADARIUM_CORE Session {
 public:
  Session(std::unique_ptr<Experiment> experiment, SessionOptions options, std::function<void()> notify = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// For a page that comes or goes; the old one is not called any more once this returns.
  void setNotify(std::function<void()> notify);

  /// A command; of those of one drag that are still waiting only the newest is done. `Run` plays at the
  /// chosen speed. One that rebuilds the experiment stops the step under way, which it makes worthless, and
  /// playing goes on.
  void post(Command command, Edit edit = Edit::Whole);
  /// A whole script as one undo, without playing it out; `fresh` starts from the defaults.
  void play(Script script, bool fresh = false);
  void start();                          // plays until paused, finished or diverged
  void pause();                          // after the step that is under way
  void cancel();                         // gives the step under way up and pauses
  void setSpeed(double stepsPerSecond);  // 0: as fast as they come
  void goTo(std::uint64_t step);
  void undo();
  void redo();
  /// How many look at an on-demand observable: the first makes it computed, the last lets it go.
  void want(const ObservableBase& observable, bool wanted);

  /// Answered between steps; a session that closes first breaks the promise.
  std::future<Arithmetic> ask(std::size_t query, Cell cell);
  std::future<std::string> write(std::size_t artifact, Format format);
  std::future<Journal> journal();

  /// The newest snapshot; null until the first.
  std::shared_ptr<const Snapshot> latest() const;
  SessionState state() const;
  /// Failed commands since the last call, one sentence each.
  std::vector<std::string> takeErrors();

  /// Waits until nothing is under way or waiting: for the command line and tests, never on a window's thread.
  void wait();
  /// Waits for the workers of all sessions that were destroyed. Called once before the program ends.
  static void joinAll();

 private:
  class Worker;
  std::shared_ptr<Worker> worker_;
};

}  // namespace gradarium::lab
