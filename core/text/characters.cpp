// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

namespace gradarium::text {
namespace {

bool within(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

}  // namespace

char32_t characterAt(std::string_view text, std::size_t& at) noexcept {
  constexpr char32_t replacement = 0xFFFD;
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || at + more > text.size()) return replacement;
  char32_t code = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80) return replacement;
    code = (code << 6U) | (next & 0x3FU);
  }
  at += more;
  return code;
}

bool isSpace(char32_t c) noexcept {
  return c == ' ' || within(c, 9, 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || within(c, 0x2000, 0x200B) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool isPunctuation(char32_t c) noexcept {
  if (c < 0x80) return !isSpace(c) && !within(c, '0', '9') && !within(c, 'A', 'Z') && !within(c, 'a', 'z');
  if (c < 0xC0) return c != 0xAA && c != 0xB5 && c != 0xBA && !isSpace(c);  // but not the letters among them
  return c == 0xD7 || c == 0xF7 || within(c, 0x2010, 0x206F) || within(c, 0x20A0, 0x20CF) ||
         within(c, 0x2190, 0x2BFF) || within(c, 0x3001, 0x303F) || within(c, 0xFF01, 0xFF0F) ||
         within(c, 0xFF1A, 0xFF20) || c == 0xFFFD || within(c, 0x1F000, 0x1FAFF);
}

char32_t lowerCase(char32_t c) noexcept {
  if (c < 0x80) return within(c, 'A', 'Z') ? c + 32 : c;
  if (within(c, 0xC0, 0xDE)) return c == 0xD7 ? c : c + 32;
  // Latin Extended-A: capital and small take turns, with the capital on an even code or, in two stretches, an
  // odd.
  if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  if (within(c, 0x100, 0x177)) return c % 2 == 0 && c != 0x138 ? c + 1 : c;
  if (within(c, 0x391, 0x3A9)) return c + 32;
  if (within(c, 0x410, 0x42F)) return c + 32;
  if (within(c, 0x400, 0x40F)) return c + 80;
  return c;
}

}  // namespace gradarium::text
