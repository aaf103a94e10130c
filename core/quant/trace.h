// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/quant/float_codec.h"

namespace gradarium::quant {

/// What an operation did to the accuracy of its result, the mildest first; what an overflow leads to later
/// comes before it.
enum class Cause {
  Exact,         // nothing was lost
  Rounding,      // the last bit, perhaps
  Absorption,    // a term too small for the sum's last bit
  Cancellation,  // leading digits that were equal are gone, and the errors of the operands come to the front
  Underflow,     // too small for a normal number
  Invalid,       // no number: the difference or the quotient of infinities
  Overflow       // too large for the format
};
GRADARIUM_CORE std::string_view name(Cause cause);

/// A computation in one format beside the same one in Wide. Steps of one name are one entry: the last of
/// them, with the worst cause.
class GRADARIUM_CORE Trace {
 public:
  struct Step {
    std::string name;
    double computed = 0;
    Wide exact;
    double bitsLost =
        0;  // of the format's p: log2 of the relative error in units of 2^-p; p where nothing is right
    Cause cause = Cause::Exact;
  };
  explicit Trace(const NumberFormat& format) : format_(format), round_(format) {}
  /// Called by what is traced.
  void name(double computed, const Wide& exact, std::string_view name);

  const NumberFormat& format() const noexcept { return format_; }
  const std::vector<Step>& steps() const noexcept { return steps_; }
  /// How many of the format's bits are wrong in `computed`; 0 to p.
  double bitsLost(double computed, const Wide& exact) const;

 private:
  friend class Traced;
  NumberFormat format_;
  Rounder round_;
  Cause pending_ = Cause::Exact;  // since a result was named last
  std::vector<Step> steps_;
};

/// A number of a trace: what the format made of it, and what it ought to be. A bare double is taken as exact.
class GRADARIUM_CORE Traced {
 public:
  Traced(double constant);  // NOLINT: literals of a formula
  /// Data on its way into the format: its rounding is the first step.
  Traced(Trace& trace, const Wide& exact, std::string_view name);

  double computed() const noexcept { return computed_; }
  const Wide& exact() const noexcept { return exact_; }

  friend GRADARIUM_CORE Traced operator+(const Traced& a, const Traced& b);
  friend GRADARIUM_CORE Traced operator-(const Traced& a, const Traced& b);
  friend GRADARIUM_CORE Traced operator*(const Traced& a, const Traced& b);
  friend GRADARIUM_CORE Traced operator/(const Traced& a, const Traced& b);
  friend bool operator<(const Traced& a, const Traced& b) { return a.computed_ < b.computed_; }
  friend GRADARIUM_CORE Traced sqrt(const Traced& x);
  friend GRADARIUM_CORE Traced exp(const Traced& x);
  friend GRADARIUM_CORE Traced log(const Traced& x);
  friend GRADARIUM_CORE Traced named(const Traced& value, std::string_view name);

 private:
  static Traced made(Trace* trace, double raw, const Wide& exact, std::initializer_list<double> operands,
                     bool sum);

  Trace* trace_ = nullptr;  // null: a constant
  double computed_ = 0;
  Wide exact_;
};

}  // namespace gradarium::quant
