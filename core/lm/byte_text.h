// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"

namespace gradarium::lm {

/// The bytes that a text uses, in order, numbered from 0: the smallest vocabulary that loses nothing.
class GRADARIUM_CORE ByteVocabulary {
 public:
  /// Of a text, or of the bytes themselves. An empty one throws BadCall.
  explicit ByteVocabulary(std::string_view text);
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  /// A byte that the vocabulary lacks throws BadCall, which tells its place.
  [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const;
  /// Ids outside the vocabulary throw BadCall.
  [[nodiscard]] std::string decode(std::span<const std::int32_t> ids) const;

 private:
  std::string bytes_;
  std::array<std::int16_t, 256> ids_{};
};

/// Rows cut from random places of a text, with the token after each as its target.
struct GRADARIUM_CORE Windows {
  std::vector<std::int32_t> inputs, targets;  ///< batch x length

  /// Fills both anew, keeping their room. A text not longer than `length` throws BadCall.
  void draw(std::span<const std::int32_t> text, std::size_t batch, std::size_t length, base::Random& random);
};

}  // namespace gradarium::lm
