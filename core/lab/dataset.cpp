// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/dataset.h"

#include <algorithm>

namespace gradarium::lab {
namespace {

std::shared_ptr<const data::Dataset> fromDrawn(const PointsInput& drawn) {
  auto result = std::make_shared<data::Dataset>();
  const auto info = drawn.info();
  result->name = "drawn";
  result->title = "Drawn points";
  result->rows = drawn.get().size();
  result->columns = 2;
  result->featureNames = info.columnNames;
  result->featureUnits = {"", ""};
  int classes = 0;
  for (const auto& point : drawn.get()) {
    result->features.insert(result->features.end(), {point.x, point.y});
    result->target.push_back(point.label);
    classes = std::max(classes, point.label + 1);
  }
  for (int c = 0; c < classes; ++c) result->classNames.push_back("class " + std::to_string(c));
  if (classes < 2) result->target.clear();  // one class says nothing about the points
  return result;
}

}  // namespace

Dataset::Dataset(Experiment* owner, std::string name, std::string label, std::string value, DatasetSpec spec)
    : Source(owner, std::move(name), std::move(label), std::move(value), spec.drawn ? "drawn" : "",
             std::move(spec.traits)),
      offered_(std::move(spec.offered)),
      drawn_(spec.drawn) {
  rememberDefault();
}

std::shared_ptr<const data::Dataset> Dataset::get() const {
  if (isDrawn() && drawn_) return fromDrawn(*drawn_);
  if (!loaded_) loaded_ = data::load(chosen());
  return loaded_;
}

void Dataset::describe(ParameterInfo& info) const {
  for (const auto& builtIn : data::builtIn()) {
    if (offered_.empty() || std::find(offered_.begin(), offered_.end(), builtIn.name) != offered_.end())
      info.choices.push_back({builtIn.name, builtIn.title});
  }
  if (drawn_) info.choices.push_back({"drawn", "Drawn points"});
}

}  // namespace gradarium::lab
