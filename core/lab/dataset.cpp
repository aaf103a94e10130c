// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/dataset.h"

#include <algorithm>

#include "core/base/error.h"

namespace gradarium::lab {
namespace {

constexpr std::size_t mostCharacters = 4096;

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
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      name_(std::move(value)) {
  rememberDefault();
}

std::shared_ptr<const data::Dataset> Dataset::get() const {
  if (isDrawn() && spec_.drawn) return fromDrawn(*spec_.drawn);
  if (!loaded_) loaded_ = data::load(name_);
  return loaded_;
}

void Dataset::set(std::string_view text) {
  if (text == "drawn" && spec_.drawn) {
    name_ = text;
    loaded_.reset();
    return;
  }
  if (text.size() > mostCharacters)
    refuse("takes a name or a path, not " + std::to_string(text.size()) + " characters");
  loaded_ = data::load(text);
  name_ = text;
}

void Dataset::restore(std::string_view text) {
  if (text == name_) return;
  name_ = text;
  loaded_.reset();
}

void Dataset::describe(ParameterInfo& info) const {
  for (const auto& builtIn : data::builtIn()) {
    const auto& offered = spec_.offered;
    if (offered.empty() || std::find(offered.begin(), offered.end(), builtIn.name) != offered.end())
      info.choices.push_back({builtIn.name, builtIn.title});
  }
  if (spec_.drawn) info.choices.push_back({"drawn", "Drawn points"});
}

std::vector<std::string> Dataset::probes() const {
  ParameterInfo info;
  describe(info);
  std::vector<std::string> all;
  for (const auto& choice : info.choices) all.push_back(choice.name);
  return all;
}

}  // namespace gradarium::lab
