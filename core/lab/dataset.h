// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/lab/inputs.h"
#include "core/lab/source.h"

namespace gradarium::lab {

struct DatasetSpec {
  std::vector<std::string> offered = {};  // built-in names; empty: all
  const PointsInput* drawn = nullptr;     // offers "drawn": what this parameter holds, as x, y and class
  ParameterTraits traits = {.shared = true};
};

/// A built-in data set by name, the learner's own file by path, or, with `drawn`, points drawn in a view.
class GRADARIUM_CORE Dataset final : public Source {
 public:
  Dataset(Experiment* owner, std::string name, std::string label, std::string value, DatasetSpec spec = {});

  /// The samples. Never null; throws base::Error when the data cannot be had.
  std::shared_ptr<const data::Dataset> get() const;
  bool isDrawn() const { return chosen() == "drawn"; }

  std::string_view kind() const override { return "dataset"; }
  void describe(ParameterInfo& info) const override;

 private:
  void read(const std::string& name) override { loaded_ = data::load(name); }
  void forget() override { loaded_.reset(); }
  std::vector<std::string> offered_;
  const PointsInput* drawn_;
  mutable std::shared_ptr<const data::Dataset> loaded_;
};

}  // namespace gradarium::lab
