// SPDX-License-Identifier: GPL-3.0-or-later
#include "bits_experiment.h"

#include <algorithm>
#include <numbers>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

using quant::NumberClass;

const std::vector<std::string> floatKinds{"normal", "subnormal", "zero", "infinity", "NaN"};
const std::vector<std::string> integerKinds{"positive", "negative", "zero"};

int kindOf(std::uint64_t code, const quant::NumberFormat& format) {
  const quant::Fields fields = quant::fieldsOf(code, format);
  if (format.isInteger()) return fields.kind == NumberClass::Zero ? 2 : fields.negative ? 1 : 0;
  switch (fields.kind) {
    case NumberClass::Normal:
      return 0;
    case NumberClass::Subnormal:
      return 1;
    case NumberClass::Zero:
      return 2;
    case NumberClass::Infinite:
      return 3;
    case NumberClass::NaN:
      return 4;
  }
  return 0;
}

}  // namespace

const std::array<quant::NumberFormat, 8> BitsExperiment::formats{quant::fp64,  quant::fp32, quant::fp16,
                                                                 quant::bf16,  quant::int8, quant::int16,
                                                                 quant::int32, quant::int64};

void BitsExperiment::reset() {
  state_ = {};
  if (const auto typed = typedNumber(x.get())) state_ = {true, quant::encode(*typed, chosen(), rounding), 0};
  show();
}

void BitsExperiment::restore(const std::any& state) { state_ = std::any_cast<const State&>(state); }

void BitsExperiment::turn(int bit) {
  if (!state_.given || bit < 0 || bit >= chosen().bits)
    throw base::BadCall("flip takes a bit from 0, the left one, to " + std::to_string(chosen().bits - 1));
  state_.code ^= std::uint64_t{1} << (chosen().bits - 1 - bit);
  if (state_.flips >= 0) ++state_.flips;
  show();
}

/// As an adder does it: beyond the last code comes the first.
void BitsExperiment::count(int step) {
  if (!state_.given) throw base::BadCall("type a number first");
  state_.code = (state_.code + static_cast<std::uint64_t>(step)) & chosen().mask();
  state_.flips = -1;
  show();
}

void BitsExperiment::show() {
  if (!state_.given) {
    kind = words("Type a number: 0.1, 2^24, inf, nan");
    return;
  }
  value = quant::decode(state_.code, chosen());
  code = words(hexadecimal(state_.code, chosen()));
  flips = std::max(0, state_.flips);
  showFields();
  showBits();
  showMemory();
  showWheel();
}

void BitsExperiment::showFields() {
  const auto& f = chosen();
  const quant::Fields fields = quant::fieldsOf(state_.code, f);
  const int its = kindOf(state_.code, f);
  kind = words(f.isInteger() ? integerKinds[static_cast<std::size_t>(its)]
                             : floatKinds[static_cast<std::size_t>(its)]);
  // A double holds no more than 53 bits of an int64; its digits come from the integer itself.
  const int unused = 64 - f.bits;
  exact = words(f.isInteger() ? std::to_string(static_cast<std::int64_t>(state_.code << unused) >> unused)
                              : everyDigit(quant::decode(state_.code, f)));
  sign = fields.negative ? 1 : 0;
  for (auto* scalar : {&exponent, &fraction, &power, &significand}) scalar->clear();
  if (f.isInteger()) return;
  exponent = static_cast<double>(fields.exponent);
  fraction = static_cast<double>(fields.fraction);
  if (fields.kind == NumberClass::Infinite || fields.kind == NumberClass::NaN) return;
  power = std::max<double>(static_cast<double>(fields.exponent), 1) - f.bias();
  significand =
      (fields.exponent == 0 ? 0 : 1) + std::ldexp(static_cast<double>(fields.fraction), -f.fractionBits);
}

void BitsExperiment::showBits() {
  const auto& f = chosen();
  const quant::Fields fields = quant::fieldsOf(state_.code, f);
  lab::value::Bits shown;
  for (int bit = f.bits - 1; bit >= 0; --bit) shown.bits.push_back(state_.code >> bit & 1);
  const auto at = [](int place) { return static_cast<std::size_t>(place); };
  if (f.isInteger()) {
    const std::string weight = f.bits == 64 ? "2^63" : base::shortest(static_cast<double>(f.signBit()));
    shown.groups = {{0, 1, "sign", fields.negative ? "−" + weight : "0"},
                    {1, at(f.bits - 1), "value bits", "+ " + std::to_string(fields.fraction)}};
  } else {
    const std::string stored = std::to_string(fields.exponent), bias = std::to_string(f.bias());
    std::string power =
        stored + " − " + bias + " = " + std::to_string(static_cast<int>(fields.exponent) - f.bias());
    if (fields.exponent == 0) power = "0: power " + std::to_string(f.lowestExponent()) + ", no hidden 1";
    if (fields.kind == NumberClass::Infinite || fields.kind == NumberClass::NaN)
      power = stored + ": not finite";
    std::string fraction = (fields.exponent == 0 ? "0 + " : "1 + ") + std::to_string(fields.fraction) +
                           "/2^" + std::to_string(f.fractionBits);
    if (fields.kind == NumberClass::NaN) fraction = "payload " + std::to_string(fields.fraction);
    if (fields.kind == NumberClass::Infinite) fraction = "0: infinity";
    shown.groups = {{0, 1, "sign", fields.negative ? "−" : "+"},
                    {1, at(f.exponentBits), "exponent", power},
                    {at(1 + f.exponentBits), at(f.fractionBits), "fraction", fraction}};
  }
  bits = std::move(shown);
}

void BitsExperiment::showMemory() {
  const int bytes = chosen().bits / 8;
  lab::value::Memory shown;
  shown.capacity = static_cast<std::uint64_t>(bytes);
  shown.banks = {"little-endian", "big-endian"};
  for (int bank = 0; bank < 2; ++bank)
    for (int i = 0; i < bytes; ++i) {
      const int significance = bank == 0 ? i : bytes - 1 - i;  // counted from the lowest byte
      const std::uint64_t byte = state_.code >> (8 * significance) & 0xff;
      const std::string hex = hexadecimal(byte, quant::int8).substr(2);
      shown.blocks.push_back(
          {static_cast<std::uint64_t>(i), 1, hex, significance == bytes - 1 ? 0 : 1, bank});
    }
  memory = std::move(shown);
}

/// Clockwise from the top: code 0, 1, 2 … and back to 0.
void BitsExperiment::showWheel() {
  const auto& f = chosen();
  constexpr int most = 256;
  const int skipped = std::max(0, f.bits - 8);
  lab::value::Points circle;
  circle.columns = 2;
  circle.columnNames = {"code 0 at the top, counting clockwise", " "};
  circle.units = {"", ""};
  lab::value::Labels labels;
  labels.names = f.isInteger() ? integerKinds : floatKinds;
  const auto place = [](double turn) {
    const double angle = 2 * std::numbers::pi * turn;
    return std::array{std::sin(angle), std::cos(angle)};
  };
  for (std::uint64_t i = 0; i < most; ++i) {
    const std::uint64_t its = i << skipped;
    const auto at = place(static_cast<double>(i) / most);
    circle.data.insert(circle.data.end(), at.begin(), at.end());
    circle.rowNames.push_back(few(quant::decode(its, f), f.isInteger() ? 4 : 2));
    labels.codes.push_back(kindOf(its, f));
  }
  circle.rows = most;
  lab::value::Points now = circle;
  const auto at = place(std::ldexp(static_cast<double>(state_.code), -f.bits));
  now.rows = 1;
  now.data.assign(at.begin(), at.end());
  now.rowNames = {base::shortest(quant::decode(state_.code, f))};
  wheel = std::move(circle);
  kinds = std::move(labels);
  here = std::move(now);
}

}  // namespace gradarium::lessons
