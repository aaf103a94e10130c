// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/data/text.h"
#include "core/lab/inputs.h"
#include "core/lab/parameter.h"

namespace gradarium::lab {

struct TextSourceSpec {
  const TextInput* typed = nullptr;  // offers "typed": what this parameter holds
  ParameterTraits traits = {.shared = true};
};

/// A shipped text by name, the learner's own file by path, or, with `typed`, what they type.
/// set() reads it, so that a broken file fails the command that named it and nothing else changes.
class GRADARIUM_CORE TextSource final : public Parameter {
 public:
  TextSource(Experiment* owner, std::string name, std::string label, std::string value,
             TextSourceSpec spec = {});

  /// Never null; throws base::Error when the text cannot be had.
  std::shared_ptr<const data::Text> get() const;
  bool isTyped() const { return name_ == "typed"; }

  std::string_view kind() const override { return "text source"; }
  std::string text() const override { return name_; }
  void set(std::string_view text) override;
  void restore(std::string_view text) override;  // read when it is asked for
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;

 private:
  TextSourceSpec spec_;
  std::string name_;
  mutable std::shared_ptr<const data::Text> loaded_;
};

}  // namespace gradarium::lab
