// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/text_encoding.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include "core/base/error.h"

namespace gradarium::io::detail {

void appendUtf8(std::string& out, std::uint32_t code) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

namespace {

std::string fromUtf16(std::string_view bytes, bool bigEndian, std::string_view name) {
  if (bytes.size() % 2 != 0)
    throw base::Error(std::string(name) + " is UTF-16 cut in the middle of a character");
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return bigEndian ? a * 256U + b : b * 256U + a;
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    const bool high = code >= 0xd800 && code < 0xdc00, low = code >= 0xdc00 && code < 0xe000;
    const std::uint32_t next = high && i + 2 < bytes.size() ? unit(i + 2) : 0;
    if (low || (high && (next < 0xdc00 || next > 0xdfff))) {
      throw base::Error(std::string(name) + " is not well-formed UTF-16");
    }
    if (high) {
      code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
      i += 2;
    }
    appendUtf8(text, code);
  }
  return text;
}

std::string fromLatin1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) appendUtf8(text, static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

bool isUtf8(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t eight = 0;
    if (i + 8 <= text.size()) {
      std::memcpy(&eight, text.data() + i, 8);
      if ((eight & 0x8080808080808080ULL) == 0) {
        i += 8;
        continue;
      }
    }
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t j = 1; j < length; ++j) {
      if ((byte(i + j) & 0xc0) != 0x80) return false;
    }
    if (length >= 3) {
      const unsigned char second = byte(i + 1);
      if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
          (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
        return false;
      }
    }
    i += length;
  }
  return true;
}

std::string toUtf8(std::string bytes, std::string_view name, std::vector<std::string>& notes) {
  const std::string_view view = bytes;
  std::string text;
  if (view.starts_with("\xff\xfe") || view.starts_with("\xfe\xff")) {
    text = fromUtf16(view.substr(2), view.starts_with("\xfe\xff"), name);
  } else if (view.starts_with("PK\x03\x04")) {
    throw base::Error(std::string(name) + " is a zip file or a spreadsheet; save it as CSV first");
  } else if (view.starts_with("\xef\xbb\xbf")) {
    text = std::move(bytes.erase(0, 3));
  } else {
    text = std::move(bytes);
  }
  if (const auto nul = text.find('\0'); nul != std::string::npos) {
    throw base::Error(std::string(name) + " is not text: byte " + std::to_string(nul + 1) + " is NUL");
  }
  if (!isUtf8(text)) {
    text = fromLatin1(text);
    notes.push_back(std::string(name) +
                    " is not UTF-8 and was read as Latin-1; accented letters may be wrong.");
  }
  return text;
}

}  // namespace gradarium::io::detail
