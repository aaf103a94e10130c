// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/postfix.h"
#include "core/export.h"
#include "core/optim/jet.h"

namespace gradarium::optim {

/// A function of x and y that somebody typed: "(1 - x)^2 + 100 (y - x^2)^2".
///
/// Written as base::readPostfix() understands it.
class GRADARIUM_CORE Expression {
 public:
  /// Throws base::BadCall that says what is wrong and in which column, counted from 1 in characters.
  explicit Expression(std::string_view text);

  const std::string& text() const { return text_; }
  double value(double x, double y) const;
  /// With the exact gradient and Hessian.
  Jet jet(double x, double y) const;
  /// Along a row: out[i] = f(xs[i], y), for spans of one length. Fast: one pass an operation.
  void row(std::span<const double> xs, double y, std::span<double> out) const;

 private:
  template <class T>
  T evaluate(T x, T y) const;

  std::string text_;
  base::Postfix formula_;  // x is its first name, y its second
};

}  // namespace gradarium::optim
