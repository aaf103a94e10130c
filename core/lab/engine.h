// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/lab/experiment.h"
#include "core/lab/history.h"
#include "core/lab/journal.h"

namespace gradarium::lab {

/// How a change belongs to those before it: all of it, one moment of a drag, or the end of a drag. A drag is
/// one undo and, for each step it lasts, one entry of the journal; it counts as if only its newest value had
/// been given. A drag that ends where it began leaves no trace.
enum class Edit { Whole, Update, Commit };

/// What was asked was given up because the host said stop. Not a failure to report.
class GRADARIUM_CORE Stopped : public base::Error {
 public:
  using Error::Error;
};

/// Runs one experiment by commands, keeps its journal, and moves it through its own past. Synchronous, one
/// thread at a time: a Session puts a worker around it, the command line and the tests use it as it is.
///
/// The present is `position()` on a timeline that may reach further (after going back): stepping walks along
/// it, a new command parts from it and leaves the old future as a branch.
class GRADARIUM_CORE Engine {
 public:
  explicit Engine(std::unique_ptr<Experiment> experiment, HistoryLimits limits = {});

  const Experiment& experiment() const { return *experiment_; }
  /// Who stands behind Run; `wants` also decides which on-demand observables a snapshot holds.
  void setHost(Run::Host host);

  /// Does one command. On a throw (base::BadCall for a wrong one, base::Error for one that failed) state,
  /// journal and undo are as they were before. Run stops early when it finishes, diverges or is cancelled.
  void apply(const Command& command, Edit edit = Edit::Whole);
  /// Commands one after the other, as one undo; `fresh` starts from the defaults. All or none is done.
  /// Settings that follow each other rebuild the experiment once, with all of them.
  void play(const Script& script, bool fresh = false);
  /// One step; Cancelled leaves the state as before it. Does nothing once finished or diverged.
  Status step();

  /// Moves along the timeline, 0 to end(). Cheap where the history remembers the step.
  void goTo(std::uint64_t step);
  bool undo();
  bool redo();
  bool canUndo() const { return !undo_.empty(); }
  bool canRedo() const { return !redo_.empty(); }

  std::uint64_t position() const { return position_; }
  std::uint64_t end() const { return timeline_.steps; }
  /// What leads to the present position.
  Journal journal() const { return timeline_.until(position_); }
  /// Futures that were left behind, newest last; how many there ever were.
  const std::vector<Journal>& branches() const { return branches_; }
  std::uint64_t branchesMade() const { return branchesMade_; }

  /// The present, with every wanted observable. Throws base::Error where the past cannot be rebuilt.
  std::shared_ptr<const Snapshot> snapshot();
  /// What the observables hold this moment, inside a step.
  std::shared_ptr<const Snapshot> partialSnapshot(double progress, std::string message);
  std::shared_ptr<const Snapshot> remembered(std::uint64_t step) const { return history_.at(step); }
  const History& history() const { return history_; }
  /// Roughly what it keeps in memory beside the experiment itself.
  std::size_t bytes() const;

  Arithmetic ask(const Query& query, Cell cell);
  std::string write(const Artifact& artifact, Format format);

 private:
  struct Moment {
    Journal timeline;
    std::uint64_t position = 0;
    std::size_t bytes = 0;
  };
  enum class Effect { None, Live, Rebuild };
  /// A drag that goes on.
  struct Drag {
    std::string key;                // verb and target; empty: none
    std::vector<std::string> base;  // the parameters when it began
    bool entry = false;             // its entry ends the journal: the next update replaces it
    bool stepped = false;           // steps were made since it began
    bool parted = false;            // it left a branch behind
    bool home = false;              // the parameters are again what they were when it began
  };

  // engine.cpp: commands
  void change(const Command& command, Edit edit);
  Effect tryValue(const Command& command, bool continues);
  void forgetDrag();
  std::size_t playSettings(const Script& script, std::size_t first);
  void changeLive(Command command, bool continues);
  void restart();
  std::optional<Journal> part();
  void keepBranch(std::optional<Journal> future);
  Moment now() const { return {timeline_, position_, timeline_.bytes()}; }
  void remember(Moment before);
  void restoreMoment(Moment moment);
  std::vector<Journal::Entry> settings() const;
  std::vector<std::string> texts() const;
  void restoreTexts(const std::vector<std::string>& texts);
  void clampAll();
  Status runFor(std::uint64_t count);

  // engine_replay.cpp: where the experiment stands
  void settle();
  void rebuildFrom(const History::State* saved);
  void settleParameters();
  void toDefaults();
  void replayEntries(std::uint64_t step);
  void perform(const Command& command, std::uint64_t step);
  void ensureReset();
  Status advance(const Run::Host& host);
  void judge(Status status, std::uint64_t step);

  // engine_snapshot.cpp
  bool wants(const ObservableBase& observable) const {
    return !host_.wants || host_.wants(observable.index());
  }
  bool lacks(const Snapshot& snapshot) const;
  void forgetOnDemand();
  void record();
  std::shared_ptr<const Snapshot> present();
  std::shared_ptr<Snapshot> take(bool onDemand);
  bool cancelled() const { return host_.stop && host_.stop->requested(); }

  std::unique_ptr<Experiment> experiment_;
  Run::Host host_, quietHost_;  // the quiet one shows nothing: for steps that are made again
  History history_;
  Journal timeline_;
  std::uint64_t position_ = 0;
  std::vector<Moment> undo_, redo_;
  std::vector<Journal> branches_;
  std::uint64_t branchesMade_ = 0;
  Drag drag_;

  // The experiment itself may stand elsewhere than the present: it follows only when it is needed.
  std::optional<std::uint64_t> objectAt_;
  bool needsReset_ = true;
  Status status_ = Status::Running;
  std::string message_;
  double unsavedSeconds_ = 0;
  std::uint64_t version_ = 0;
  std::shared_ptr<const ParameterStates> states_;    // as they are; null: to be asked again
  std::shared_ptr<const Snapshot> bare_, complete_;  // the present without and with what is wanted on demand
};

}  // namespace gradarium::lab
