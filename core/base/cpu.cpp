// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#if defined(_MSC_VER) && defined(_M_X64)
#include <immintrin.h>
#include <intrin.h>
#endif

namespace gradarium::base {

namespace {

VectorUnit widest() noexcept {
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return VectorUnit::Plain;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                    __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  return wide ? VectorUnit::Avx512 : VectorUnit::Avx2;
#elif defined(_MSC_VER) && defined(_M_X64)
  int leaf1[4], leaf7[4];
  __cpuid(leaf1, 1);
  __cpuidex(leaf7, 7, 0);
  const bool systemSaves = (leaf1[2] & (1 << 27)) != 0;
  const auto saved = systemSaves ? _xgetbv(0) : 0;
  if ((saved & 6) != 6 || !(leaf1[2] & (1 << 12)) || !(leaf7[1] & (1 << 5))) return VectorUnit::Plain;
  const int wide = (1 << 16) | (1 << 17) | (1 << 30) | static_cast<int>(1U << 31);
  return (saved & 0xe6) == 0xe6 && (leaf7[1] & wide) == wide ? VectorUnit::Avx512 : VectorUnit::Avx2;
#else
  return VectorUnit::Plain;
#endif
}

}  // namespace

VectorUnit vectorUnit() noexcept {
  static const VectorUnit unit = [] {
    const char* wish = std::getenv("GRADARIUM_VECTOR");
    const std::string_view limit = wish == nullptr ? "" : wish;
    if (limit == "plain") return VectorUnit::Plain;
    return limit == "avx2" ? std::min(widest(), VectorUnit::Avx2) : widest();
  }();
  return unit;
}

}  // namespace gradarium::base
