// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"

#include <algorithm>

#include "core/base/error.h"

namespace gradarium::text {
namespace {

std::string nameOf(const std::string& token, Unit unit) {
  if (token == " ") return "·";
  const auto byte = static_cast<unsigned char>(token.front());
  if (unit != Unit::Byte || (byte >= 0x20 && byte < 0x7F)) return token;
  constexpr const char* digits = "0123456789ABCDEF";
  return {'<', digits[byte >> 4U], digits[byte & 15U], '>'};
}

}  // namespace

Vocabulary::Vocabulary(Unit unit, Specials specials, std::vector<std::string> tokens) {
  texts_.reserve(tokens.size() + 2);
  const auto special = [&](bool wanted, const char* name) {
    if (!wanted) return none;
    texts_.emplace_back();
    names_.emplace_back(name);
    return static_cast<std::int32_t>(texts_.size() - 1);
  };
  boundary_ = special(specials.boundary, "#");
  unknown_ = special(specials.unknown, "<unk>");
  for (std::string& token : tokens) {
    if (token.empty()) throw base::BadCall("a token has at least one byte");
    names_.push_back(nameOf(token, unit));
    texts_.push_back(std::move(token));
  }
  for (std::size_t i = 0; i < texts_.size(); ++i)
    if (!texts_[i].empty() && !ids_.emplace(texts_[i], static_cast<std::int32_t>(i)).second)
      throw base::BadCall("the token \"" + texts_[i] + "\" is in the vocabulary twice");
}

std::int32_t Vocabulary::find(std::string_view token) const {
  const auto found = ids_.find(token);
  return found == ids_.end() ? unknown_ : found->second;
}

std::int32_t Vocabulary::named(std::string_view name) const {
  const auto found = std::ranges::find(names_, name);
  return found == names_.end() ? none : static_cast<std::int32_t>(found - names_.begin());
}

}  // namespace gradarium::text
