// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/lab/parameter.h"

namespace gradarium::lab {

/// One of several names. The kinds of choice share this; Choice<E> adds what each name means.
class GRADARIUM_CORE ChoiceBase : public Parameter {
 public:
  std::string_view kind() const override { return "choice"; }
  std::string text() const override { return choices_[chosen_].name; }
  void set(std::string_view text) override;
  void describe(ParameterInfo& info) const override { info.choices = choices_; }
  std::vector<std::string> probes() const override;
  std::size_t chosen() const { return chosen_; }

 protected:
  ChoiceBase(Experiment* owner, std::string name, std::string label, std::vector<ParameterChoice> choices,
             ParameterTraits traits);
  std::size_t indexOf(std::string_view name) const;

 private:
  std::vector<ParameterChoice> choices_;
  std::size_t chosen_ = 0;
};

/// The first choice is the default. A name is what the command line and journals say and, unless a label is
/// given, what the learner reads.
template <class E>
class Choice final : public ChoiceBase {
 public:
  struct Option {
    std::string name;
    E meaning;
    std::string label = {};
  };
  Choice(Experiment* owner, std::string name, std::string label, std::vector<Option> options,
         ParameterTraits traits = {})
      : ChoiceBase(owner, std::move(name), std::move(label), choices(options), std::move(traits)) {
    for (const Option& option : options) meanings_.push_back(option.meaning);
  }
  operator E() const { return meanings_[chosen()]; }
  E in(const Snapshot& snapshot) const { return meanings_[indexOf(textIn(snapshot))]; }

 private:
  static std::vector<ParameterChoice> choices(const std::vector<Option>& options) {
    std::vector<ParameterChoice> result;
    for (const Option& o : options) result.push_back({o.name, o.label.empty() ? o.name : o.label});
    return result;
  }
  std::vector<E> meanings_;
};

}  // namespace gradarium::lab
