// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/byte_text.h"

#include "core/base/error.h"

namespace gradarium::lm {

ByteVocabulary::ByteVocabulary(std::string_view text) {
  if (text.empty()) throw base::BadCall("a vocabulary takes a text of at least one byte");
  std::array<bool, 256> used{};
  for (const char c : text) used[static_cast<unsigned char>(c)] = true;
  ids_.fill(-1);
  for (std::size_t byte = 0; byte < used.size(); ++byte) {
    if (!used[byte]) continue;
    ids_[byte] = static_cast<std::int16_t>(bytes_.size());
    bytes_ += static_cast<char>(byte);
  }
}

std::vector<std::int32_t> ByteVocabulary::encode(std::string_view text) const {
  std::vector<std::int32_t> ids(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    ids[i] = ids_[static_cast<unsigned char>(text[i])];
    if (ids[i] < 0) {
      throw base::BadCall("byte " + std::to_string(static_cast<unsigned char>(text[i])) + " at place " +
                          std::to_string(i) + " is not in the vocabulary");
    }
  }
  return ids;
}

std::string ByteVocabulary::decode(std::span<const std::int32_t> ids) const {
  std::string text;
  text.reserve(ids.size());
  for (const std::int32_t id : ids) {
    if (id < 0 || static_cast<std::size_t>(id) >= bytes_.size()) {
      throw base::BadCall("token " + std::to_string(id) + " is outside 0 to " +
                          std::to_string(bytes_.size() - 1));
    }
    text += bytes_[static_cast<std::size_t>(id)];
  }
  return text;
}

void Windows::draw(std::span<const std::int32_t> text, std::size_t batch, std::size_t length,
                   base::Random& random) {
  if (text.size() <= length) {
    throw base::BadCall("a text of " + std::to_string(text.size()) + " tokens has no window of " +
                        std::to_string(length) + " and the token after it");
  }
  inputs.resize(batch * length);
  targets.resize(batch * length);
  for (std::size_t row = 0; row < batch; ++row) {
    const auto at = static_cast<std::size_t>(random.uniformInt(text.size() - length));
    for (std::size_t i = 0; i < length; ++i) {
      inputs[row * length + i] = text[at + i];
      targets[row * length + i] = text[at + i + 1];
    }
  }
}

}  // namespace gradarium::lm
