// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The data of the benchmarks, number for number those of cluster_peers.py: all from splitmix64, so that any
// language can make them again.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace gradarium::bench {

/// n numbers uniform in [0, 1).
inline std::vector<double> uniforms(std::uint64_t seed, std::size_t n) {
  std::vector<double> result(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t z = seed + (i + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    result[i] = static_cast<double>(z >> 11) * 0x1p-53;
  }
  return result;
}

/// n standard normal numbers, by Box & Muller.
inline std::vector<double> normals(std::uint64_t seed, std::size_t n) {
  const auto u = uniforms(seed, 2 * n);
  std::vector<double> result(n);
  for (std::size_t i = 0; i < n; ++i) {
    result[i] = std::sqrt(-2 * std::log(1 - u[2 * i])) * std::cos(2 * std::numbers::pi * u[2 * i + 1]);
  }
  return result;
}

/// n x d: k clouds of deviation 1 about centres uniform in a cube of side 20.
inline std::vector<double> clouds(std::size_t n, std::size_t d, std::size_t k, std::uint64_t seed) {
  const auto centres = uniforms(seed, k * d);
  auto x = normals(seed + 1, n * d);
  for (std::size_t i = 0; i < n * d; ++i) x[i] += 20 * (centres[i / d % k * d + i % d] - 0.5);
  return x;
}

/// n x 2: two half moons, deviation .05.
inline std::vector<double> moons(std::size_t n, std::uint64_t seed) {
  const auto u = uniforms(seed, n);
  auto x = normals(seed + 1, 2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    const double t = std::numbers::pi * u[i];
    x[2 * i] = (i % 2 == 0 ? std::cos(t) : 1 - std::cos(t)) + 0.05 * x[2 * i];
    x[2 * i + 1] = (i % 2 == 0 ? std::sin(t) : 0.5 - std::sin(t)) + 0.05 * x[2 * i + 1];
  }
  return x;
}

}  // namespace gradarium::bench
