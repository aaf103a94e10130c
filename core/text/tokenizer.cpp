// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include <cstdint>

#include "core/io/text_encoding.h"
#include "core/text/characters.h"

namespace gradarium::text {
namespace {

bool isWordPart(char32_t c) noexcept { return !isSpace(c) && !isPunctuation(c); }
bool isApostrophe(char32_t c) noexcept { return c == '\'' || c == 0x2019; }

/// Where the word that begins at `begin` ends: an apostrophe belongs to it between two letters.
std::size_t wordEnd(std::string_view text, std::size_t begin) noexcept {
  std::size_t end = begin;
  while (end < text.size()) {
    std::size_t next = end;
    const char32_t c = characterAt(text, next);
    if (isApostrophe(c) && end > begin && next < text.size()) {
      std::size_t after = next;
      if (!isWordPart(characterAt(text, after))) break;
    } else if (!isWordPart(c)) {
      break;
    }
    end = next;
  }
  return end;
}

}  // namespace

std::string normalise(std::string_view text, const Normalisation& options) {
  std::string result;
  result.reserve(text.size());
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = characterAt(text, at);
    if (isSpace(c)) {
      space = !result.empty();
      continue;
    }
    if (!options.punctuation && isPunctuation(c)) continue;
    if (options.lowerCase) c = lowerCase(c);
    if (space) result += ' ';
    space = false;
    if (c < 0x80)
      result += static_cast<char>(c);
    else
      io::detail::appendUtf8(result, static_cast<std::uint32_t>(c));
  }
  return result;
}

void forEachToken(std::string_view text, Unit unit, base::FunctionRef<void(std::string_view)> take) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (unit == Unit::Byte) {
      ++at;
    } else {
      const char32_t c = characterAt(text, at);
      if (unit == Unit::Word) {
        if (isSpace(c)) continue;
        if (isWordPart(c)) at = wordEnd(text, begin);
      }
    }
    take(text.substr(begin, at - begin));
  }
}

std::vector<std::string> tokens(std::string_view text, Unit unit) {
  std::vector<std::string> all;
  forEachToken(text, unit, [&](std::string_view token) { all.emplace_back(token); });
  return all;
}

}  // namespace gradarium::text
