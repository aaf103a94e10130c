// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/export.h"

namespace gradarium::io {

/// Writes the file or leaves everything as it was: the bytes go to a temporary file in the same folder, to
/// the disk, and then take the name. Any failure (no folder, no permission, a full disk) removes the
/// temporary file and throws Error with the name and the reason.
GRADARIUM_CORE void writeWhole(const std::filesystem::path& path, std::string_view bytes);

/// Throws the Error that writeWhole() would throw now, so that it is known before hours of work: no folder, no
/// permission, or fewer than `bytes` free on the disk.
GRADARIUM_CORE void checkWritable(const std::filesystem::path& path, std::uintmax_t bytes);

/// The whole file. A folder, a missing or unreadable file, or more than maxBytes throws Error.
GRADARIUM_CORE std::string readWhole(const std::filesystem::path& path, std::size_t maxBytes);

}  // namespace gradarium::io
