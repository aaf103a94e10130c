// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/data/text.h"
#include "core/lab/inputs.h"
#include "core/lab/source.h"

namespace gradarium::lab {

struct TextSourceSpec {
  const TextInput* typed = nullptr;  // offers "typed": what this parameter holds
  ParameterTraits traits = {.shared = true};
};

/// A shipped text by name, the learner's own file by path, or, with `typed`, what they type.
class GRADARIUM_CORE TextSource final : public Source {
 public:
  TextSource(Experiment* owner, std::string name, std::string label, std::string value,
             TextSourceSpec spec = {});

  /// Never null; throws base::Error when the text cannot be had.
  std::shared_ptr<const data::Text> get() const;
  bool isTyped() const { return typed_ && chosen() == "typed"; }

  std::string_view kind() const override { return "text source"; }
  void describe(ParameterInfo& info) const override;

 private:
  void read(const std::string& name) override { loaded_ = data::text(name); }
  void forget() override { loaded_.reset(); }
  const TextInput* typed_;
  mutable std::shared_ptr<const data::Text> loaded_;
};

}  // namespace gradarium::lab
