// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/export.h"

namespace gradarium::base {

/// A stream of random numbers that is the same on every platform for ever: xoshiro256** (Blackman & Vigna
/// 2018) seeded through splitmix64, with our own distributions, because the standard's differ between
/// libraries. A value type: copy it to remember a position, keep state() to write it down.
class GRADARIUM_CORE Random {
 public:
  using result_type = std::uint64_t;
  using State = std::array<std::uint64_t, 5>;  ///< the stream's key, then the four words of the generator

  explicit Random(std::uint64_t seed = 0) noexcept;

  /// 64 random bits.
  std::uint64_t next() noexcept;

  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform() noexcept;
  /// Uniform in [low, high).
  double uniform(double low, double high) noexcept;
  /// Uniform over 0 .. n-1 without bias. n = 0 throws BadCall.
  std::uint64_t uniformInt(std::uint64_t n);

  /// Normal with mean 0 and deviation 1, by inversion (Wichura 1988, AS 241): one draw a number, no hidden
  /// state.
  double normal() noexcept;
  double normal(double mean, double deviation) noexcept;

  /// A uniformly random order of the items (Fisher & Yates 1938).
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t left = items.size(); left > 1; --left) {
      using std::swap;
      swap(items[left - 1], items[static_cast<std::size_t>(uniformInt(left))]);
    }
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    shuffle(std::span<T>(items));
  }

  /// `count` different indices of 0 .. n-1 in random order. count > n throws BadCall.
  std::vector<std::size_t> sampleWithoutReplacement(std::size_t n, std::size_t count);

  /// Another stream, independent of this one and of every other `stream`. It depends on this stream's key
  /// alone, not on how many numbers were drawn, so block i of a parallel loop can take split(i).
  [[nodiscard]] Random split(std::uint64_t stream) const noexcept;

  [[nodiscard]] State state() const noexcept;
  static Random fromState(const State& state) noexcept;

  // What the standard algorithms ask of a generator.
  std::uint64_t operator()() noexcept { return next(); }
  static constexpr std::uint64_t min() noexcept { return 0; }
  static constexpr std::uint64_t max() noexcept { return ~std::uint64_t{0}; }

  bool operator==(const Random&) const = default;

 private:
  std::uint64_t key_ = 0;
  std::array<std::uint64_t, 4> words_{};
};

}  // namespace gradarium::base
