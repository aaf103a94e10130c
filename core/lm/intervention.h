// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/nn/transformer.h"

namespace gradarium::lm {

/// A head, counted from 0: layer and head.
using HeadPlace = std::pair<std::size_t, std::size_t>;

/// Something added to one number of one token's query, key or value in one head. Heads that share keys and
/// values share the change. Queries and keys are meant as they meet: turned, where positions are rotary.
struct HeadEdit {
  enum class Part { Query, Key, Value };
  HeadPlace place;
  Part part = Part::Query;
  std::size_t token = 0, component = 0;
  float change = 0;
};

/// What to change on the way through a network of attention, to see what depends on it.
struct GRADARIUM_CORE Intervention {
  std::set<HeadPlace> ablated = {};  ///< heads whose weights are set to zero: they write nothing
  int hidden = -1;  ///< a position that no other may look at (rows are normalised again); -1: none
  std::vector<HeadEdit> edits = {};
  /// Heads whose mixture of values is taken from another text (activation patching, Vig et al. 2020), token
  /// by token; where that text is shorter the head keeps its own. `donor` holds that run's mixtures, a T' x H
  /// x D tensor a layer.
  std::set<HeadPlace> patched = {};
  std::vector<nn::Tensor> donor = {};

  [[nodiscard]] bool empty() const noexcept {
    return ablated.empty() && hidden < 0 && edits.empty() && (patched.empty() || donor.empty());
  }
  /// What becomes of the tensor that a network taps under this name ("layers.1.attention.weights"); undefined
  /// where it stays as it is. `heads` is H, for edits of keys and values that heads share.
  [[nodiscard]] nn::Tensor changed(std::string_view name, const nn::Tensor& value, std::size_t heads) const;
};

/// "layers.1.attention.weights" with ending ".attention.weights" -> 1; anything else: -1.
[[nodiscard]] int layerOf(std::string_view name, std::string_view ending);

}  // namespace gradarium::lm
