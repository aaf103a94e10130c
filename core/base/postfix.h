// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::base {

/// A formula that somebody typed, in postfix: each step takes its operands from a stack and leaves its result
/// there.
struct Postfix {
  enum class Op : std::uint8_t {
    Number,
    Name,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    IntegerPower,
    Negate,
    Sin,
    Cos,
    Tan,
    Exp,
    Log,
    Sqrt,
    Abs,
    Tanh,
    Atan,
    Sigmoid,
    Relu,
    Min,
    Max
  };
  struct Step {
    Op op;
    double number = 0;     // of Number; the exponent of IntegerPower
    std::size_t name = 0;  // of Name: which of the names that were given
  };
  std::vector<Step> steps;
  std::size_t depth = 0;  // of the stack
};

/// Reads "(1 - x)^2 + 100 (y - x^2)^2": numbers, the given names, pi, e; + - * / and powers as ^ or **; a
/// product may go without its sign ("2x", "3 sin(x)"); sin cos tan exp log sqrt abs tanh atan sigmoid relu of
/// one argument, min max pow of two; the signs − · × and the small ² ³ are understood too. `example` is what
/// an empty text is answered with. Throws BadCall that says what is wrong and in which column, counted from 1
/// in characters.
GRADARIUM_CORE Postfix readPostfix(std::string_view text, std::span<const std::string> names,
                                   std::string_view example);

}  // namespace gradarium::base
