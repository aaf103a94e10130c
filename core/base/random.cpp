// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <bit>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/normal_quantile.h"

namespace gradarium::base {

namespace {

/// splitmix64 (Steele, Lea & Flood 2014): turns neighbouring seeds into unrelated words.
std::uint64_t splitmix(std::uint64_t& state) noexcept {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) noexcept : key_(seed) {
  std::uint64_t state = seed;
  for (std::uint64_t& word : words_) word = splitmix(state);
}

std::uint64_t Random::next() noexcept {
  const std::uint64_t result = std::rotl(words_[1] * 5, 7) * 9;
  const std::uint64_t t = words_[1] << 17;
  words_[2] ^= words_[0];
  words_[3] ^= words_[1];
  words_[1] ^= words_[2];
  words_[0] ^= words_[3];
  words_[2] ^= t;
  words_[3] = std::rotl(words_[3], 45);
  return result;
}

double Random::uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Random::uniform(double low, double high) noexcept {
  const double value = low + (high - low) * uniform();
  return value < high || !(low < high) ? value : low;  // rounding can land on `high`
}

std::uint64_t Random::uniformInt(std::uint64_t n) {
  if (n == 0) throw BadCall("a random integer below 0 was asked for; the bound takes 1 or more");
  // Mask and reject: no 128-bit product, which some compilers lack, and on average fewer than two draws.
  const std::uint64_t mask = n == 1 ? 0 : ~std::uint64_t{0} >> std::countl_zero(n - 1);
  std::uint64_t value = next() & mask;
  while (value >= n) value = next() & mask;
  return value;
}

double Random::normal() noexcept {
  // 52 bits and a half: strictly inside (0, 1), symmetric about 1/2 and exact in a double.
  return normalQuantile((static_cast<double>(next() >> 12) + 0.5) * 0x1p-52);
}

double Random::normal(double mean, double deviation) noexcept { return mean + deviation * normal(); }

std::vector<std::size_t> Random::sampleWithoutReplacement(std::size_t n, std::size_t count) {
  if (count > n) {
    throw BadCall("cannot draw " + std::to_string(count) + " different items from " + std::to_string(n));
  }
  // The first `count` steps of a forward shuffle of 0 .. n-1; only the places that moved are kept.
  std::unordered_map<std::size_t, std::size_t> moved;
  const auto at = [&](std::size_t place) {
    const auto found = moved.find(place);
    return found == moved.end() ? place : found->second;
  };
  std::vector<std::size_t> drawn(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t j = i + static_cast<std::size_t>(uniformInt(n - i));
    drawn[i] = at(j);
    moved[j] = at(i);
  }
  return drawn;
}

Random Random::split(std::uint64_t stream) const noexcept {
  // Two rounds, so that (key, stream) and (key + 1, stream - 1) do not meet.
  std::uint64_t state = key_;
  std::uint64_t key = splitmix(state) ^ (stream + 0x632be59bd9b4e019ULL);
  return Random(splitmix(key));
}

Random::State Random::state() const noexcept { return {key_, words_[0], words_[1], words_[2], words_[3]}; }

Random Random::fromState(const State& state) noexcept {
  Random random;
  random.key_ = state[0];
  random.words_ = {state[1], state[2], state[3], state[4]};
  return random;
}

}  // namespace gradarium::base
