// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/lab/declarations.h"
#include "core/lab/values.h"

namespace gradarium::lab {

/// The formats that a kind of value can be written in; JSON always, CSV and NPY where it is a table or an
/// array.
GRADARIUM_CORE std::vector<Format> formatsOf(std::string_view kind);

/// A value as the bytes of a file. Throws base::BadCall for a format that its kind cannot take.
GRADARIUM_CORE std::string writeValue(const Value& value, Format format);

}  // namespace gradarium::lab
