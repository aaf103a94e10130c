// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/function_ref.h"
#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// One cut of n samples into those to learn from and those to be judged by.
struct Fold {
  std::vector<std::size_t> train, test;  // rising
};

/// k folds (Stone 1974), each sample in the test part of one: by a random order, sizes differing by at most
/// one. k must be 2 .. n, otherwise BadCall.
GRADARIUM_CORE std::vector<Fold> kFold(std::size_t n, std::size_t k, std::uint64_t seed);

/// n indices drawn with replacement (Efron 1979).
GRADARIUM_CORE std::vector<std::size_t> bootstrapSample(std::size_t n, base::Random& random);

/// Those rows, in that order.
GRADARIUM_CORE Samples rowsOf(const Samples& samples, std::span<const std::size_t> rows);

template <class T>
std::vector<T> picked(std::span<const T> from, std::span<const std::size_t> indices) {
  std::vector<T> result;
  result.reserve(indices.size());
  for (const std::size_t index : indices) result.push_back(from[index]);
  return result;
}

/// A score a fold, and what they say together: the mean, and its standard error, deviation / sqrt(k).
struct GRADARIUM_CORE CrossValidation {
  std::vector<double> scores;
  double mean = 0, standardError = 0;
};

/// `score` is asked for each fold, in parallel; scores that are not finite are left out of the mean, which is
/// NaN where none is left.
GRADARIUM_CORE CrossValidation crossValidate(std::span<const Fold> folds,
                                             base::FunctionRef<double(const Fold&)> score);

}  // namespace gradarium::ml
