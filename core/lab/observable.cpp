// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/observable.h"

#include <limits>

#include "core/lab/experiment.h"

namespace gradarium::lab {

ObservableBase::ObservableBase(Experiment* owner, std::string name, std::string label, Traits traits)
    : name_(std::move(name)),
      label_(std::move(label)),
      traits_(std::move(traits)),
      index_(owner->add(this)) {}

double Scalar::numberIn(const Snapshot& snapshot) const {
  const auto* scalar = in(snapshot);
  return scalar ? scalar->number : std::numeric_limits<double>::quiet_NaN();
}

void Series::append(double y) {
  const auto* old = value_ ? std::get_if<value::Series>(value_.get()) : nullptr;
  append(old ? static_cast<double>(old->size()) : 0.0, y);
}

void Series::append(double x, double y) {
  const auto* old = value_ ? std::get_if<value::Series>(value_.get()) : nullptr;
  value::Series next = old ? *old : value::Series{};
  next.append(x, y);
  set(std::move(next));
}

}  // namespace gradarium::lab
