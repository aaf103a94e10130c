// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/lab/arguments.h"

namespace gradarium::lab {

class Experiment;

/// Something that a learner does to a running experiment: drag a centre, split a node, merge a pair.
/// While a drag goes on the newest argument replaces the one before, so an argument says where, not by how
/// much.
class GRADARIUM_CORE ActionBase {
 public:
  ActionBase(Experiment* owner, std::string name, std::string label);
  virtual ~ActionBase() = default;
  ActionBase(const ActionBase&) = delete;
  ActionBase& operator=(const ActionBase&) = delete;

  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  virtual std::string_view argumentKind() const = 0;
  /// An argument that a test may try on a fresh experiment.
  virtual std::string probe() const = 0;
  /// Throws base::BadCall for an argument of the wrong shape, before anything is touched.
  virtual void check(std::string_view argument) const = 0;
  /// Throws base::BadCall for an argument that does not fit.
  virtual void perform(std::string_view argument) const = 0;

 private:
  std::string name_, label_;
};

template <class A = None>
class Action final : public ActionBase {
 public:
  using Argument = A;
  Action(Experiment* owner, std::string name, std::string label, std::function<void(const A&)> perform,
         A probe = {})
      : ActionBase(owner, std::move(name), std::move(label)),
        perform_(std::move(perform)),
        probe_(std::move(probe)) {}

  std::string_view argumentKind() const override { return Arguments<A>::kind; }
  std::string probe() const override { return Arguments<A>::format(probe_); }
  void check(std::string_view argument) const override { Arguments<A>::parse(argument, name()); }
  void perform(std::string_view argument) const override { perform_(Arguments<A>::parse(argument, name())); }

 private:
  std::function<void(const A&)> perform_;
  A probe_;
};

}  // namespace gradarium::lab
