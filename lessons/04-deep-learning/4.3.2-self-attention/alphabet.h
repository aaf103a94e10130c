// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gradarium::lessons {

/// What the tokens of a network are: bytes of a text. Reads any text: what it does not know becomes a space.
class Alphabet {
 public:
  /// Small letters 0 .. 25, the space 26, opening brackets 27 .. 29 and closing ones 30 .. 32; capitals are made small.
  static Alphabet toys();
  /// These bytes, numbered from 0; a space must be among them.
  explicit Alphabet(std::string_view bytes);

  std::size_t size() const { return bytes_.size(); }
  const std::string& all() const { return bytes_; }  // in the order of their ids
  std::vector<std::int32_t> encode(std::string_view text) const;
  /// The token as it stands in a text.
  std::string text(std::int32_t token) const { return {bytes_[static_cast<std::size_t>(token)]}; }
  /// The token as it is named: the space as "·", a line end as "⏎".
  std::string name(std::int32_t token) const;

 private:
  std::string bytes_;
  std::array<std::int32_t, 256> ids_{};
};

}  // namespace gradarium::lessons
