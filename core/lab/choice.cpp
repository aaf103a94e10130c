// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/choice.h"

#include "core/base/error.h"

namespace gradarium::lab {

ChoiceBase::ChoiceBase(Experiment* owner, std::string name, std::string label,
                       std::vector<ParameterChoice> choices, ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), choices_(std::move(choices)) {
  rememberDefault();
}

std::size_t ChoiceBase::indexOf(std::string_view name) const {
  for (std::size_t i = 0; i < choices_.size(); ++i)
    if (choices_[i].name == name) return i;
  std::string names;
  for (std::size_t i = 0; i < choices_.size(); ++i)
    names += (i == 0 ? "" : i + 1 == choices_.size() ? " or " : ", ") + choices_[i].name;
  refuse("takes " + names);
}

void ChoiceBase::set(std::string_view text) { chosen_ = indexOf(text); }

std::vector<std::string> ChoiceBase::probes() const {
  std::vector<std::string> all;
  for (const auto& choice : choices_) all.push_back(choice.name);
  return all;
}

}  // namespace gradarium::lab
