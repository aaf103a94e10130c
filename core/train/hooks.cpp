// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/hooks.h"

#include <utility>

namespace gradarium::train {

using tensor::Tensor;

namespace {

bool matches(std::string_view pattern, std::string_view name) {
  if (!pattern.empty() && pattern.back() == '*')
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == name;
}

}  // namespace

void Hooks::read(std::string name, Read read) {
  replace(std::move(name), [read = std::move(read)](std::string_view which, const Tensor& value) {
    read(which, value);
    return Tensor();
  });
}

void Hooks::replace(std::string name, Replace replace) {
  entries_.push_back({std::move(name), std::move(replace)});
}

void Hooks::ablate(std::string name) {
  replace(std::move(name),
          [](std::string_view, const Tensor& value) { return Tensor::zeros(value.shape()); });
}

void Hooks::ablate(std::string name, int axis, std::size_t begin, std::size_t end) {
  replace(std::move(name), [=](std::string_view, const Tensor& value) {
    Tensor copy = value.clone();
    copy.slice(axis, begin, end).fill(0);
    return copy;
  });
}

void Hooks::attach(autograd::Tape& tape) { tape.setHook(entries_.empty() ? nullptr : &hook_); }

Tensor Hooks::run(std::string_view name, const Tensor& value) const {
  Tensor result;
  for (const Entry& entry : entries_) {
    if (!matches(entry.name, name)) continue;
    const Tensor changed = entry.act(name, result.defined() ? result : value);
    if (changed.defined()) result = changed;
  }
  return result;
}

}  // namespace gradarium::train
