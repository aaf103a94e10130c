// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/text_split.h"

#include "core/base/error.h"

namespace gradarium::lm {

TextSplit split(std::span<const std::int32_t> ids, std::size_t context) {
  TextSplit result;
  const auto append = [](std::vector<std::int32_t>& to, std::span<const std::int32_t> part) {
    to.insert(to.end(), part.begin(), part.end());
  };
  constexpr std::size_t parts = 100;
  result.training.reserve(ids.size());
  result.heldOut.reserve(ids.size() / 10 + 1);
  if (ids.size() / parts > context) {
    for (std::size_t i = 0; i < parts; ++i) {
      const std::size_t begin = ids.size() * i / parts, end = ids.size() * (i + 1) / parts;
      append(i % 20 == 10 ? result.heldOut : result.training, ids.subspan(begin, end - begin));
    }
    result.words = "5 % of the text are held out: 5 of 100 parts";
  } else if (ids.size() / 10 > context) {
    const std::size_t kept = ids.size() - ids.size() / 10;
    append(result.training, ids.first(kept));
    append(result.heldOut, ids.subspan(kept));
    result.words = "the last tenth of the text is held out";
  } else {
    append(result.training, ids);
    result.words = "the text is too short to hold any of it out";
  }
  return result;
}

void checkText(std::string_view bytes, std::size_t context, std::string_view name) {
  if (bytes.empty()) throw base::Error(std::string(name) + " is empty");
  if (const auto at = bytes.find('\0'); at != std::string_view::npos) {
    throw base::Error(std::string(name) + " is no plain text: byte " + std::to_string(at) +
                      " is NUL; if it is UTF-16, save it as UTF-8");
  }
  if (bytes.size() < context + 1) {
    throw base::Error(std::string(name) + " has " + std::to_string(bytes.size()) +
                      " bytes, too few for a context of " + std::to_string(context) +
                      " and the byte after it");
  }
}

}  // namespace gradarium::lm
