// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>

#include "core/lab/experiment.h"
#include "typed_number.h"

namespace gradarium::lessons {

/// One number as its bits, which can be turned one by one.
class BitsExperiment final : public lab::Experiment {
 public:
  BitsExperiment() : Experiment("bits", "Binary representation") {}

  static const std::array<quant::NumberFormat, 8> formats;
  static constexpr std::size_t fp32At = 1, int8At = 4;

  lab::TextInput x{this,
                   "x",
                   "x",
                   "0.1",
                   {.help = "A decimal, 2^24, inf, nan. Typing one takes all flips back", .shared = true}};
  lab::Choice<std::size_t> format{this,
                                  "format",
                                  "Format",
                                  {{"fp32", 1, "FP32"},
                                   {"fp64", 0, "FP64"},
                                   {"fp16", 2, "FP16"},
                                   {"bf16", 3, "BF16"},
                                   {"int8", 4},
                                   {"int16", 5},
                                   {"int32", 6},
                                   {"int64", 7}}};
  lab::Choice<quant::Rounding> rounding{
      this,
      "rounding",
      "Rounding",
      {{"nearest-even", quant::Rounding::NearestEven, "to nearest, ties to even"},
       {"zero", quant::Rounding::TowardZero, "toward zero"},
       {"up", quant::Rounding::Up, "up"},
       {"down", quant::Rounding::Down, "down"}}};

  lab::Bits bits{this, "bits", "The bits"};
  lab::Memory memory{this, "memory", "The bytes in memory"};
  lab::Points wheel{this, "wheel",
                    "Codes in the order that counting gives"};  // up to 256 of them, on a circle
  lab::Labels kinds{this, "kinds", "What each code is"};
  lab::Points here{this, "here", "The number now"};
  lab::Scalar value{this, "value", "Value", {.nonFinite = true}};
  lab::Text exact{this, "exact", "Exactly"};
  lab::Text code{this, "code", "Hexadecimal"};
  lab::Text kind{this, "kind", "Kind"};
  lab::Scalar sign{this, "sign", "Sign bit s"};
  lab::Scalar exponent{
      this, "exponent", "Exponent E", {.help = "As stored: the power of two is E less the bias"}};
  lab::Scalar fraction{this, "fraction", "Fraction F", {.help = "As stored, a whole number"}};
  lab::Scalar power{this, "power", "Power of two", {.help = "E − bias; of a subnormal number that of E = 1"}};
  lab::Scalar significand{
      this, "significand", "Significand", {.help = "1 + F/2^f; 0 + F/2^f of a subnormal number"}};
  lab::Scalar flips{this, "flips", "Bits flipped"};

  lab::Action<lab::Pick> flip{
      this, "flip", "Flip a bit", [this](const lab::Pick& pick) { turn(pick.index); }, {0}};
  lab::Action<> up{this, "up", "Code + 1", [this](const lab::None&) { count(1); }};
  lab::Action<> down{this, "down", "Code − 1", [this](const lab::None&) { count(-1); }};

  lab::Preset tenth{this, "tenth", "A tenth in FP32", "set x=0.1; set format=fp32"};
  lab::Preset subnormal{this, "subnormal", "The smallest FP32", "set x=2^-149; set format=fp32"};
  lab::Preset payload{this, "nan", "A NaN", "set x=nan; set format=fp32"};
  lab::Preset full{this, "full", "int8, full", "set x=127; set format=int8"};

  lab::Exercise successor{
      this,
      "successor",
      "The next number",
      {.ask = "Flip bits of FP32's 0.1 until it is the next larger FP32 number. By hand: no counting up.",
       .start = "set x=0.1; set format=fp32; reset",
       .solution = "set x=0.1; set format=fp32; reset; act flip=[31]; act flip=[30]",
       .nearMisses = {"set x=0.1; set format=fp32; reset; act flip=[31]",
                      "set x=0.1; set format=fp32; reset; act flip=[30]",
                      "set x=0.1; set format=fp32; reset; act up",
                      "set x=0.100000009; set format=fp32; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return format.in(s) == fp32At && flips.numberIn(s) >= 1 &&
                    value.numberIn(s) == std::nextafter(0.1F, 1.0F);
           },
       .progress =
           [this](const lab::Snapshot& s) {
             const auto* hex = code.in(s);
             return hex ? "0.1 is 0x3DCCCCCD, now " + hex->text : std::string();
           },
       .because = "The code ends in …1101; the next one in …1110: one more, as for whole numbers. Codes of "
                  "positive floats "
                  "are in the order of their values, so a sort may compare them as integers."}};
  lab::Exercise wraps{
      this,
      "wraps",
      "One more than full",
      {.ask = "An int8 holds 127, and you add 1. What does it hold?",
       .start = "set x=127; set format=int8; reset",
       .solution = "set x=127; set format=int8; reset; answer -128",
       .nearMisses = {"set x=127; set format=int8; reset; answer 128",
                      "set x=127; set format=int8; reset; answer 127",
                      "set x=127; set format=int8; reset; answer 0"},
       .number = [](const lab::Snapshot&) { return -128.0; },
       .tolerance = 0.1,
       .because = "01111111 + 1 carries into the sign: 10000000, which counts −128. A float stops at "
                  "infinity; an integer goes round."}};
  lab::Exercise notANumber{
      this,
      "not-a-number",
      "Make a NaN",
      {.ask = "Start at FP32 infinity and flip one bit, so that the number is no number any more.",
       .start = "set x=inf; set format=fp32; reset",
       .solution = "set x=inf; set format=fp32; reset; act flip=[9]",
       .nearMisses = {"set x=inf; set format=fp32; reset; act flip=[0]",
                      "set x=inf; set format=fp32; reset; act flip=[8]", "set x=nan; set format=fp32; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return format.in(s) == fp32At && flips.numberIn(s) == 1 && std::isnan(value.numberIn(s)) &&
                    value.in(s);
           },
       .because = "All exponent bits set and no fraction is infinity; with any fraction, one of 2^24 − 2 "
                  "NaNs. What is in "
                  "the fraction is its payload, and some programs keep notes there."}};

  void reset() override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override;

 private:
  struct State {
    bool given = false;  // x is a number
    std::uint64_t code = 0;
    int flips = 0;  // −1: counted up or down since
  };
  const quant::NumberFormat& chosen() const { return formats[format]; }
  void turn(int bit);
  void count(int step);
  void show();
  void showFields();
  void showBits();
  void showMemory();
  void showWheel();

  State state_;
};

}  // namespace gradarium::lessons
