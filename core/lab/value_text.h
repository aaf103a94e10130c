// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/export.h"
#include "core/lab/values.h"

namespace gradarium::lab {

GRADARIUM_CORE std::string_view kindOf(const Value& value);

/// A value as JSON: a number, nested arrays, strings, or objects of these; numbers in full precision. What
/// JSON cannot write (NaN, infinities) becomes the strings "nan", "inf" and "-inf".
GRADARIUM_CORE std::string toJson(const Value& value);

/// A value as CSV with a header, for those that are tables in nature (scalar, series, points, labels, matrix,
/// table, distribution); others throw base::BadCall.
GRADARIUM_CORE std::string toCsv(const Value& value);

/// Equal bit for bit: NaN equals NaN, and a zero differs from a negative zero.
GRADARIUM_CORE bool identical(const Value& a, const Value& b);

/// Every number of the value is finite.
GRADARIUM_CORE bool allFinite(const Value& value);

}  // namespace gradarium::lab
