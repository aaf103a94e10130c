// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/module.h"

#include "core/base/error.h"

namespace gradarium::nn {

Module::~Module() = default;

std::vector<Parameter*> Module::parameters() {
  std::vector<Parameter*> all;
  collect(all);
  return all;
}

Parameter& Module::parameter(std::string_view name) {
  for (Parameter* parameter : parameters()) {
    if (parameter->name == name) return *parameter;
  }
  throw base::BadCall("the model has no parameter " + std::string(name));
}

std::size_t Module::parameterCount() {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters()) count += parameter->value.size();
  return count;
}

void Module::clearGradients() {
  for (Parameter* parameter : parameters()) parameter->clearGradient();
}

}  // namespace gradarium::nn
