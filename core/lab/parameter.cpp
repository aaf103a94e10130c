// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/parameter.h"

#include "core/base/error.h"
#include "core/lab/experiment.h"

namespace gradarium::lab {

Parameter::Parameter(Experiment* owner, std::string name, std::string label, Traits traits)
    : name_(std::move(name)),
      label_(std::move(label)),
      traits_(std::move(traits)),
      index_(owner->add(this)) {}

void Parameter::patch(std::string_view) { refuse("is set as a whole, not by a patch"); }

ParameterInfo Parameter::info() const {
  ParameterInfo info;
  info.name = name_;
  info.label = label_;
  info.kind = kind();
  info.fallback = fallback_;
  info.traits = traits_;
  describe(info);
  return info;
}

ParameterState Parameter::state() const {
  ParameterInfo now;
  describe(now);
  return {text(), visible(), now.min, now.max};
}

void Parameter::refuse(const std::string& whatWouldBeRight) const {
  throw base::BadCall(name_ + " " + whatWouldBeRight);
}

}  // namespace gradarium::lab
