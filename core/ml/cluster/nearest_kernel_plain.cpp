// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/ml/cluster/nearest_kernel_body.h"

namespace gradarium::ml::detail {

namespace {

/// Four floats that every compiler can put into one register.
struct Floats {
  struct Index {
    int v[4];
  };
  static constexpr std::size_t width = 4;
  static constexpr int passes = 2;
  float v[4];

  template <class Each>
  static Floats each(Each value) {
    return {{value(0), value(1), value(2), value(3)}};
  }
  static Floats load(const float* p) {
    return each([&](int i) { return p[i]; });
  }
  static Floats all(float x) { return {{x, x, x, x}}; }
  static Floats infinity() { return all(std::numeric_limits<float>::infinity()); }
  static Floats multiplyAdd(Floats a, Floats b, Floats c) {
    return each([&](int i) { return a.v[i] * b.v[i] + c.v[i]; });
  }
  static Floats subtract(Floats a, Floats b) {
    return each([&](int i) { return a.v[i] - b.v[i]; });
  }
  static Floats min(Floats a, Floats b) {
    return each([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
  }
  static Floats max(Floats a, Floats b) {
    return each([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
  }
  static Index indices(int i) { return {{i, i, i, i}}; }
  static Index whereLess(Floats a, Floats b, Index yes, Index no) {
    Index chosen = no;
    for (int i = 0; i < 4; ++i) chosen.v[i] = a.v[i] < b.v[i] ? yes.v[i] : no.v[i];
    return chosen;
  }
  static void store(int* p, Index index) {
    for (int i = 0; i < 4; ++i) p[i] = index.v[i];
  }
  static void store(float* p, Floats a) {
    for (int i = 0; i < 4; ++i) p[i] = a.v[i];
  }
};

struct Doubles {
  static constexpr std::size_t width = 1;
  static void addTo(double* sum, const double* x) { *sum += *x; }
};

constexpr NearestKernel kernel{nearest<Floats, 2>, accumulate<Doubles>};

}  // namespace

const NearestKernel& nearestPlain() noexcept { return kernel; }

}  // namespace gradarium::ml::detail
