// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/ward_kernel.h"

#include "core/base/cpu.h"
#include "core/ml/cluster/ward_kernel_body.h"

namespace gradarium::ml::detail {

namespace {

/// Two doubles that every compiler can put into one register.
struct Doubles {
  using Signs = bool;
  static constexpr std::size_t width = 2;
  double v[2];

  static Doubles load(const double* p) { return {{p[0], p[1]}}; }
  static Doubles all(double x) { return {{x, x}}; }
  static Doubles add(Doubles a, Doubles b) { return {{a.v[0] + b.v[0], a.v[1] + b.v[1]}}; }
  static Doubles subtract(Doubles a, Doubles b) { return {{a.v[0] - b.v[0], a.v[1] - b.v[1]}}; }
  static Doubles multiply(Doubles a, Doubles b) { return {{a.v[0] * b.v[0], a.v[1] * b.v[1]}}; }
  static Doubles multiplyAdd(Doubles a, Doubles b, Doubles c) { return add(multiply(a, b), c); }
  static Signs none() { return false; }
  static Signs orLess(Signs signs, Doubles a, Doubles b) {
    return signs | (a.v[0] < b.v[0]) | (a.v[1] < b.v[1]);
  }
  static bool any(Signs signs) { return signs; }
  static void store(double* p, Doubles a) {
    p[0] = a.v[0];
    p[1] = a.v[1];
  }
};

}  // namespace

bool wardPlain(const double* x, double a, const double* means, std::size_t features, const double* sizes,
               double lowest, double* squares) {
  return wardSquares<Doubles>(x, a, means, features, sizes, lowest, squares);
}

WardKernel wardKernel() noexcept {
  const base::VectorUnit unit = base::vectorUnit();
  if (unit == base::VectorUnit::Avx512 && wardAvx512() != nullptr) return wardAvx512();
  if (unit >= base::VectorUnit::Avx2 && wardAvx2() != nullptr) return wardAvx2();
  return wardPlain;
}

}  // namespace gradarium::ml::detail
