// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/export.h"

namespace gradarium::io {

inline constexpr std::size_t npyMostDimensions = 8;

/// An array as NumPy's npy format version 1.0 holds it: little-endian, C order.
struct NpyArray {
  std::vector<std::size_t> shape;  ///< {n}, {rows, columns} ... 1 to npyMostDimensions numbers
  std::variant<std::vector<float>, std::vector<double>, std::vector<std::int32_t>, std::vector<std::int64_t>>
      values;
};

/// The bytes of an .npy file. A shape of no or too many numbers, or one that does not fit the values, throws BadCall.
GRADARIUM_CORE std::string writeNpy(const NpyArray& array);

/// Reads what writeNpy writes, and what NumPy writes for these types. Anything else (other types, Fortran
/// order, big-endian, more dimensions, a cut or overlong file) throws Error; `name` begins the sentence.
GRADARIUM_CORE NpyArray readNpy(std::string_view bytes, std::string_view name);

}  // namespace gradarium::io
