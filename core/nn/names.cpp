// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/names.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/error.h"

namespace gradarium::nn {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 5> positionNames{"learned", "sinusoidal", "rotary", "alibi", "none"};
constexpr std::array<std::string_view, 5> feedForwardNames{"relu", "gelu", "gelu-tanh", "silu", "swiglu"};
constexpr std::array<std::string_view, 3> normKindNames{"layer", "rms", "none"};
constexpr std::array<std::string_view, 2> normPlaceNames{"before", "after"};

template <class Enum, std::size_t count>
void find(std::string_view word, const std::array<std::string_view, count>& names, const char* what,
          Enum& value) {
  const auto* const found = std::find(names.begin(), names.end(), word);
  if (found != names.end()) {
    value = static_cast<Enum>(found - names.begin());
    return;
  }
  std::string all;
  for (const std::string_view name : names)
    all += std::string(all.empty() ? "" : name == names.back() ? " or " : ", ") + std::string(name);
  throw base::BadCall(std::string(what) + " take " + all + ", not \"" + std::string(word.substr(0, 40)) +
                      "\"");
}

}  // namespace

std::string_view name(Positions value) noexcept { return positionNames[static_cast<std::size_t>(value)]; }
std::string_view name(FeedForward value) noexcept {
  return feedForwardNames[static_cast<std::size_t>(value)];
}
std::string_view name(NormKind value) noexcept { return normKindNames[static_cast<std::size_t>(value)]; }
std::string_view name(NormPlace value) noexcept { return normPlaceNames[static_cast<std::size_t>(value)]; }

void parse(std::string_view word, Positions& value) { find(word, positionNames, "positions", value); }
void parse(std::string_view word, FeedForward& value) {
  find(word, feedForwardNames, "feed-forward layers", value);
}
void parse(std::string_view word, NormKind& value) { find(word, normKindNames, "norms", value); }
void parse(std::string_view word, NormPlace& value) { find(word, normPlaceNames, "places of norms", value); }

}  // namespace gradarium::nn
