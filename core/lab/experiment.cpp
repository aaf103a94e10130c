// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/experiment.h"

#include <stdexcept>

#include "core/base/error.h"

namespace gradarium::lab {
namespace {

template <class T>
T& find(const std::vector<T*>& all, std::string_view name, const Experiment& owner, const char* what) {
  std::string names;
  for (T* one : all) {
    if (one->name() == name) return *one;
    names += (names.empty() ? "" : ", ") + one->name();
  }
  throw base::BadCall(owner.id() + " has no " + what + " '" + std::string(name) + "'; it has " +
                      (names.empty() ? "none" : names));
}

/// Two members of one name are a mistake of the lesson's author: found by the first test that makes the
/// experiment.
template <class T>
std::size_t append(std::vector<T*>& all, T* member) {
  for (const T* other : all)
    if (other->name() == member->name()) throw std::logic_error("'" + member->name() + "' is declared twice");
  all.push_back(member);
  return all.size() - 1;
}

}  // namespace

ActionBase::ActionBase(Experiment* owner, std::string name, std::string label)
    : name_(std::move(name)), label_(std::move(label)) {
  owner->add(this);
}

Experiment::~Experiment() = default;

Status Experiment::step(Run&) { return Status::Finished; }
void Experiment::changed(const Parameter&) {}
void Experiment::restore(const std::any&) { throw std::logic_error("restore() without save()"); }

Parameter& Experiment::parameter(std::string_view name) const {
  return find(parameters_, name, *this, "parameter");
}
ActionBase& Experiment::action(std::string_view name) const { return find(actions_, name, *this, "action"); }
ObservableBase& Experiment::observable(std::string_view name) const {
  return find(observables_, name, *this, "observable");
}
Query& Experiment::query(std::string_view name) const { return find(queries_, name, *this, "query"); }
Exercise& Experiment::exercise(std::string_view name) const {
  return find(exercises_, name, *this, "exercise");
}
Preset& Experiment::preset(std::string_view name) const { return find(presets_, name, *this, "preset"); }
Artifact& Experiment::artifact(std::string_view name) const {
  return find(artifacts_, name, *this, "artifact");
}

std::size_t Experiment::add(Parameter* member) { return append(parameters_, member); }
std::size_t Experiment::add(ActionBase* member) { return append(actions_, member); }
std::size_t Experiment::add(ObservableBase* member) { return append(observables_, member); }
std::size_t Experiment::add(Query* member) { return append(queries_, member); }
std::size_t Experiment::add(Exercise* member) { return append(exercises_, member); }
std::size_t Experiment::add(Preset* member) { return append(presets_, member); }
std::size_t Experiment::add(Artifact* member) { return append(artifacts_, member); }

}  // namespace gradarium::lab
