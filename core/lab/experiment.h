// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <any>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/lab/action.h"
#include "core/lab/choice.h"
#include "core/lab/dataset.h"
#include "core/lab/declarations.h"
#include "core/lab/inputs.h"
#include "core/lab/numbers.h"
#include "core/lab/observable.h"
#include "core/lab/run.h"

namespace gradarium::lab {

/// A headless computation. It declares, once, as members that register with `this` in order, what can be
/// changed (parameters, actions), what is shown (observables, queries), what is asked (exercises) and what
/// can leave it (artifacts). Sliders, command line, links, undo, tests and export follow from these
/// declarations.
///
/// The same parameters, actions and steps must give the same unmeasured observables on one machine, whatever
/// the number of threads: all parallelism goes through core/base/parallel.h, all randomness through a Seed.
class GRADARIUM_CORE Experiment {
 public:
  Experiment(std::string id, std::string title) : id_(std::move(id)), title_(std::move(title)) {}
  virtual ~Experiment();
  Experiment(const Experiment&) = delete;
  Experiment& operator=(const Experiment&) = delete;

  /// Builds the state of step 0 from the parameters. Observables are empty when it is called.
  virtual void reset() = 0;
  /// The smallest change worth seeing. The default has nothing to do: everything follows from the parameters.
  virtual Status step(Run& run);
  /// A live parameter has a new value. What reset() would rebuild for it is kept.
  virtual void changed(const Parameter& parameter);
  /// Optional: a copy of the state between steps, and back. It only makes going back in time faster; an empty
  /// one means "replay from the start". The observables are the engine's business.
  virtual std::any save() const { return {}; }
  virtual void restore(const std::any& state);
  /// Roughly what one save() holds, where that is more than a few kilobytes: it counts against the history's
  /// limit.
  virtual std::size_t savedBytes() const { return 0; }
  /// It measures the machine: its steps run while no other session of the program computes.
  virtual bool measures() const { return false; }

  const std::string& id() const { return id_; }
  const std::string& title() const { return title_; }
  const std::vector<Parameter*>& parameters() const { return parameters_; }
  const std::vector<ActionBase*>& actions() const { return actions_; }
  const std::vector<ObservableBase*>& observables() const { return observables_; }
  const std::vector<Query*>& queries() const { return queries_; }
  const std::vector<Exercise*>& exercises() const { return exercises_; }
  const std::vector<Preset*>& presets() const { return presets_; }
  const std::vector<Artifact*>& artifacts() const { return artifacts_; }
  Clock* clock() const { return clock_; }

  // By name; they throw base::BadCall that lists the names there are.
  Parameter& parameter(std::string_view name) const;
  ActionBase& action(std::string_view name) const;
  ObservableBase& observable(std::string_view name) const;
  Query& query(std::string_view name) const;
  Exercise& exercise(std::string_view name) const;
  Preset& preset(std::string_view name) const;
  Artifact& artifact(std::string_view name) const;

  // Called by the members; the index of the new one.
  std::size_t add(Parameter* member);
  std::size_t add(ActionBase* member);
  std::size_t add(ObservableBase* member);
  std::size_t add(Query* member);
  std::size_t add(Exercise* member);
  std::size_t add(Preset* member);
  std::size_t add(Artifact* member);
  void add(Clock* member) { clock_ = member; }

 private:
  std::string id_, title_;
  std::vector<Parameter*> parameters_;
  std::vector<ActionBase*> actions_;
  std::vector<ObservableBase*> observables_;
  std::vector<Query*> queries_;
  std::vector<Exercise*> exercises_;
  std::vector<Preset*> presets_;
  std::vector<Artifact*> artifacts_;
  Clock* clock_ = nullptr;
};

}  // namespace gradarium::lab
