// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// Which columns are made of each feature x.
struct FeatureOptions {
  int degree = 1;             // x, x^2 ... x^degree; 0: not even x
  bool interactions = false;  // products of two features
  int knots = 0;              // (x - knot)+^m, m = degree up to 3: pieces that join smoothly (de Boor 1978)
  int harmonics = 0;          // sin and cos of 1 .. harmonics turns over the range of x
  int bins = 0;               // 1 where x is in an interval, for all but the first of so many
  bool logs =
      false;  // log x; of a feature that is not always positive, log of its distance from the least + 1
};

/// A basis expansion (Hastie, Tibshirani & Friedman 2009, ch. 5): rows of d features become rows of columns()
/// numbers of which a linear model can be made. Knots and borders of bins are quantiles of the samples that
/// it was made of, so what it does to other samples depends on those alone.
class GRADARIUM_CORE FeatureMap {
 public:
  FeatureMap() = default;
  /// `names` has a word for each feature. Throws Error where a number is not finite or there is no sample.
  FeatureMap(const Samples& samples, std::span<const std::string> names, const FeatureOptions& options);

  [[nodiscard]] std::size_t columns() const noexcept { return terms_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  /// n x columns().
  [[nodiscard]] Samples apply(const Samples& samples) const;
  [[nodiscard]] double value(std::size_t column, std::span<const double> row) const;
  /// How a number came about: "(3.5 - 2)^2".
  [[nodiscard]] std::string arithmetic(std::size_t column, std::span<const double> row) const;

 private:
  struct Term {
    enum class Kind { Power, Product, Hinge, Sine, Cosine, Bin, Log } kind = Kind::Power;
    std::size_t feature = 0, other = 0;
    int power = 1;
    double from = 0,
           to = 0;  // a knot, an interval, the start and length of a period, what a logarithm is taken from
  };
  void add(Term term, std::string name);

  std::vector<Term> terms_;
  std::vector<std::string> names_;
};

}  // namespace gradarium::ml
