// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/trace.h"

#include <algorithm>
#include <cmath>

namespace gradarium::quant {
namespace {

/// Bits that a sum has to lose from its front before that is called a cancellation.
constexpr int cancelledBits = 4;

}  // namespace

std::string_view name(Cause cause) {
  switch (cause) {
    case Cause::Exact:
      return "exact";
    case Cause::Rounding:
      return "rounding";
    case Cause::Absorption:
      return "absorption";
    case Cause::Cancellation:
      return "cancellation";
    case Cause::Underflow:
      return "underflow";
    case Cause::Overflow:
      return "overflow";
    case Cause::Invalid:
      return "not a number";
  }
  return "";
}

double Trace::bitsLost(double computed, const Wide& exact) const {
  const double all = format_.precision();
  if (!std::isfinite(computed))
    return exact.isFinite() || exact.isNaN() || exact.negative() != (computed < 0) ? all : 0;
  if (!exact.isFinite()) return all;
  const Wide error = (Wide(computed) - exact).magnitude();
  if (error.isZero()) return 0;
  if (exact.isZero()) return all;
  // By exponents first: the quotient itself may be beyond a double.
  const auto apart = static_cast<double>(error.exponent() - exact.exponent());
  const double mantissas = std::log2(error.scaled(-error.exponent()).toDouble()) -
                           std::log2(exact.magnitude().scaled(-exact.exponent()).toDouble());
  return std::clamp(apart + mantissas + all, 0.0, all);
}

void Trace::name(double computed, const Wide& exact, std::string_view name) {
  auto step = std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.name == name; });
  if (step == steps_.end()) step = steps_.insert(step, Step{std::string(name), 0, {}, 0, Cause::Exact});
  step->computed = computed;
  step->exact = exact;
  step->bitsLost = bitsLost(computed, exact);
  step->cause = std::max(step->cause, pending_);
  pending_ = Cause::Exact;
}

Traced::Traced(double constant) : computed_(constant), exact_(constant) {}

Traced::Traced(Trace& trace, const Wide& exact, std::string_view name) : trace_(&trace), exact_(exact) {
  const std::uint64_t code = encode(exact, trace.format_);
  computed_ = decode(code, trace.format_);
  if (Wide(computed_) != exact)
    trace.pending_ = std::max(trace.pending_, std::isinf(computed_) ? Cause::Overflow : Cause::Rounding);
  trace.name(computed_, exact_, name);
}

Traced Traced::made(Trace* trace, double raw, const Wide& exact, std::initializer_list<double> operands,
                    bool sum) {
  Traced result(raw);
  result.trace_ = trace;
  result.exact_ = exact;
  if (!trace) return result;
  const double value = result.computed_ = trace->round_(raw);
  const bool finite =
      std::all_of(operands.begin(), operands.end(), [](double x) { return std::isfinite(x); });
  double most = 0, least = INFINITY;
  for (const double x : operands) most = std::max(most, std::abs(x)), least = std::min(least, std::abs(x));
  Cause cause = Cause::Exact;
  if (std::isnan(value)) {
    cause = Cause::Invalid;
  } else if (std::isinf(value)) {
    if (finite && exact.isFinite()) cause = Cause::Overflow;
  } else if (!exact.isZero() && std::abs(value) < smallestNormal(trace->format_) && !sum) {
    cause = Cause::Underflow;
  } else if (sum && least > 0 && std::abs(value) == most && raw != 0) {
    cause = Cause::Absorption;
  } else if (sum && std::abs(value) <= std::ldexp(most, -cancelledBits) &&
             trace->bitsLost(value, exact) > cancelledBits) {
    cause = Cause::Cancellation;
  } else if (Wide(value) != exact) {
    cause = Cause::Rounding;
  }
  trace->pending_ = std::max(trace->pending_, cause);
  return result;
}

Traced operator+(const Traced& a, const Traced& b) {
  return Traced::made(a.trace_ ? a.trace_ : b.trace_, a.computed_ + b.computed_, a.exact_ + b.exact_,
                      {a.computed_, b.computed_}, true);
}
Traced operator-(const Traced& a, const Traced& b) {
  return Traced::made(a.trace_ ? a.trace_ : b.trace_, a.computed_ - b.computed_, a.exact_ - b.exact_,
                      {a.computed_, b.computed_}, true);
}
Traced operator*(const Traced& a, const Traced& b) {
  return Traced::made(a.trace_ ? a.trace_ : b.trace_, a.computed_ * b.computed_, a.exact_ * b.exact_,
                      {a.computed_, b.computed_}, false);
}
Traced operator/(const Traced& a, const Traced& b) {
  return Traced::made(a.trace_ ? a.trace_ : b.trace_, a.computed_ / b.computed_, a.exact_ / b.exact_,
                      {a.computed_, b.computed_}, false);
}
Traced sqrt(const Traced& x) {
  return Traced::made(x.trace_, std::sqrt(x.computed_), sqrt(x.exact_), {x.computed_}, false);
}
Traced exp(const Traced& x) {
  return Traced::made(x.trace_, std::exp(x.computed_), exp(x.exact_), {x.computed_}, false);
}
Traced log(const Traced& x) {
  return Traced::made(x.trace_, std::log(x.computed_), log(x.exact_), {x.computed_}, false);
}

Traced named(const Traced& value, std::string_view name) {
  if (value.trace_) value.trace_->name(value.computed_, value.exact_, name);
  return value;
}

}  // namespace gradarium::quant
