// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::data {

/// What can be said of a shipped text without reading it.
struct TextInfo {
  std::string name, title, description, licence;
  std::size_t bytes = 0;
};

struct Text {
  std::string name, title, licence;
  std::string bytes;
};

/// The shipped texts, as resources/text/catalogue.json lists them. A resources folder that is missing or
/// broken throws Error.
GRADARIUM_CORE const std::vector<TextInfo>& texts();

/// A shipped text by name ("names", "king-james", "austen"), or the file at a path, up to 1 GiB. Read when first asked
/// for; equal calls share a shipped text while anyone holds it. Safe from any thread. An unknown name throws
/// BadCall; a file that cannot be read or is empty throws Error.
GRADARIUM_CORE std::shared_ptr<const Text> text(std::string_view nameOrPath);

}  // namespace gradarium::data
