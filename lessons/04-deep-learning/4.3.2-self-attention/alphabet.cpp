// SPDX-License-Identifier: GPL-3.0-or-later
#include "alphabet.h"

#include <algorithm>

#include "core/base/error.h"

namespace gradarium::lessons {

Alphabet Alphabet::toys() {
  Alphabet result("abcdefghijklmnopqrstuvwxyz ([{)]}");
  for (int i = 0; i < 26; ++i) result.ids_[static_cast<std::size_t>('A' + i)] = i;
  return result;
}

Alphabet::Alphabet(std::string_view bytes) : bytes_(bytes) {
  const auto space = bytes.find(' ');
  if (space == std::string_view::npos) throw base::BadCall("an alphabet needs a space");
  ids_.fill(static_cast<std::int32_t>(space));
  for (std::size_t i = 0; i < bytes.size(); ++i) ids_[static_cast<unsigned char>(bytes[i])] = static_cast<std::int32_t>(i);
}

std::vector<std::int32_t> Alphabet::encode(std::string_view text) const {
  std::vector<std::int32_t> tokens(text.size());
  std::transform(text.begin(), text.end(), tokens.begin(), [this](char c) { return ids_[static_cast<unsigned char>(c)]; });
  return tokens;
}

std::string Alphabet::name(std::int32_t token) const {
  const std::string own = text(token);
  return own == " " ? "·" : own == "\n" ? "⏎" : own;
}

}  // namespace gradarium::lessons
