// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/intervention.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/base/error.h"

namespace gradarium::lm {

using nn::Tensor;

int layerOf(std::string_view name, std::string_view ending) {
  constexpr std::string_view begin = "layers.";
  if (!name.starts_with(begin) || !name.ends_with(ending)) return -1;
  name.remove_prefix(begin.size());
  int layer = -1;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), layer);
  return std::string_view(read.ptr, static_cast<std::size_t>(name.data() + name.size() - read.ptr)) == ending
             ? layer
             : -1;
}

namespace {

/// weights B x H x T x T: ablated heads give nothing, and nobody but itself looks at the hidden token.
Tensor changedWeights(const Tensor& weights, std::size_t layer, const Intervention& change) {
  Tensor result = weights.clone();
  const std::size_t heads = weights.length(1), length = weights.length(2);
  for (std::size_t place = 0; place < weights.length(0) * heads; ++place) {
    float* head = result.data() + place * length * length;
    if (change.ablated.contains({layer, place % heads})) {
      std::fill(head, head + length * length, 0.0F);
      continue;
    }
    if (change.hidden < 0) continue;
    const auto hidden = static_cast<std::size_t>(change.hidden);
    for (std::size_t i = 0; i < length; ++i) {
      if (i == hidden) continue;  // it still sees itself
      float* row = head + i * length;
      const float rest = 1 - row[hidden];
      row[hidden] = 0;
      if (rest <= 1e-12F) continue;  // it saw nothing else: now it sees nothing
      for (std::size_t j = 0; j < length; ++j) row[j] /= rest;
    }
  }
  return result;
}

/// value B x T x G x D.
Tensor edited(const Tensor& value, std::size_t layer, HeadEdit::Part part, std::size_t heads,
              const std::vector<HeadEdit>& edits) {
  Tensor result;
  const std::size_t length = value.length(1), groups = value.length(2), width = value.length(3);
  for (const HeadEdit& edit : edits) {
    if (edit.place.first != layer || edit.part != part) continue;
    if (edit.place.second >= heads || edit.token >= length || edit.component >= width)
      throw base::BadCall("there is no such number of a query, key or value to change");
    if (!result.defined()) result = value.clone();
    const std::size_t group = edit.place.second * groups / heads;
    for (std::size_t b = 0; b < value.length(0); ++b)
      result.data()[((b * length + edit.token) * groups + group) * width + edit.component] += edit.change;
  }
  return result;
}

/// mixed B x T x H x D.
Tensor patchedMixture(const Tensor& mixed, std::size_t layer, const Intervention& change) {
  Tensor result;
  if (layer >= change.donor.size() || !change.donor[layer].defined()) return result;
  const Tensor donor = change.donor[layer].asContiguous();
  const std::size_t length = mixed.length(1), heads = mixed.length(2), width = mixed.length(3);
  for (const auto& [patchedLayer, head] : change.patched) {
    if (patchedLayer != layer || head >= heads) continue;
    if (!result.defined()) result = mixed.clone();
    for (std::size_t b = 0; b < mixed.length(0); ++b)
      for (std::size_t t = 0; t < std::min(length, donor.length(0)); ++t)
        std::copy_n(donor.data() + (t * heads + head) * width, width,
                    result.data() + ((b * length + t) * heads + head) * width);
  }
  return result;
}

}  // namespace

Tensor Intervention::changed(std::string_view name, const Tensor& value, std::size_t heads) const {
  if (const int layer = layerOf(name, ".attention.weights"); layer >= 0)
    return ablated.empty() && hidden < 0 ? Tensor()
                                         : changedWeights(value, static_cast<std::size_t>(layer), *this);
  if (const int layer = layerOf(name, ".attention.mixed"); layer >= 0)
    return patched.empty() ? Tensor() : patchedMixture(value, static_cast<std::size_t>(layer), *this);
  if (edits.empty()) return {};
  using enum HeadEdit::Part;
  for (const auto& [ending, part] :
       {std::pair(".attention.q", Query), std::pair(".attention.k", Key), std::pair(".attention.v", Value)})
    if (const int layer = layerOf(name, ending); layer >= 0)
      return edited(value, static_cast<std::size_t>(layer), part, heads, edits);
  return {};
}

}  // namespace gradarium::lm
