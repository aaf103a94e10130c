// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/data/dataset.h"
#include "core/lab/inputs.h"
#include "core/lab/parameter.h"

namespace gradarium::lab {

struct DatasetSpec {
  std::vector<std::string> offered = {};  // built-in names; empty: all
  const PointsInput* drawn = nullptr;     // offers "drawn": what this parameter holds, as x, y and class
  ParameterTraits traits = {.shared = true};
};

/// A built-in data set by name, the learner's own file by path, or, with `drawn`, points drawn in a view.
/// set() loads it, so that a broken file fails the command that named it and nothing else changes.
class GRADARIUM_CORE Dataset final : public Parameter {
 public:
  Dataset(Experiment* owner, std::string name, std::string label, std::string value, DatasetSpec spec = {});

  /// The samples. Never null; throws base::Error when the data cannot be had.
  std::shared_ptr<const data::Dataset> get() const;
  bool isDrawn() const { return name_ == "drawn"; }
  const std::string& chosen() const { return name_; }

  std::string_view kind() const override { return "dataset"; }
  std::string text() const override { return name_; }
  void set(std::string_view text) override;
  void restore(std::string_view text) override;  // read when it is asked for
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;

 private:
  DatasetSpec spec_;
  std::string name_;
  mutable std::shared_ptr<const data::Dataset> loaded_;
};

}  // namespace gradarium::lab
