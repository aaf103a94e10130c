// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/export.h"
#include "core/text/tokenizer.h"

namespace gradarium::text {

/// The tokens that a model knows, numbered from 0. Two of them may stand for no text: the boundary, where a
/// document begins and ends, and the unknown, in place of every token that is not in the vocabulary.
class GRADARIUM_CORE Vocabulary {
 public:
  static constexpr std::int32_t none = -1;

  struct Specials {
    bool boundary = false, unknown = false;
  };
  /// The boundary first, then the unknown, then these tokens in their order, which must differ.
  Vocabulary(Unit unit, Specials specials, std::vector<std::string> tokens);
  Vocabulary(Vocabulary&&) = default;
  Vocabulary& operator=(Vocabulary&&) = default;
  Vocabulary(const Vocabulary&) = delete;  // ids_ of the copy would look into the original
  Vocabulary& operator=(const Vocabulary&) = delete;
  ~Vocabulary() = default;

  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  [[nodiscard]] std::int32_t boundary() const noexcept { return boundary_; }  ///< or none
  [[nodiscard]] std::int32_t unknown() const noexcept { return unknown_; }    ///< or none
  /// As it stands in a text; nothing for the two that stand for none.
  [[nodiscard]] const std::string& text(std::int32_t id) const {
    return texts_.at(static_cast<std::size_t>(id));
  }
  /// To be read: the boundary as "#", the unknown as "<unk>", a space as "·", a byte that is no character of
  /// its own as "<E9>".
  [[nodiscard]] const std::string& name(std::int32_t id) const {
    return names_.at(static_cast<std::size_t>(id));
  }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  /// The unknown, or none, for a token that is not there.
  [[nodiscard]] std::int32_t find(std::string_view token) const;
  /// By name(); none where nothing is called so.
  [[nodiscard]] std::int32_t named(std::string_view name) const;

 private:
  std::vector<std::string> texts_, names_;
  std::unordered_map<std::string_view, std::int32_t> ids_;  // looks into texts_
  std::int32_t boundary_ = none, unknown_ = none;
};

}  // namespace gradarium::text
