// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ml/features/scaling.h"
#include "tests/core/ml/reference.h"

namespace gradarium::testing {

/// A data set as a question of regression.
struct Table {
  ml::Samples x;
  std::vector<double> y;
};

inline Table table(const std::string& name, std::size_t response) {
  const auto set = data::load(name);
  Table result;
  std::vector<double> values;
  for (std::size_t i = 0; i < set->rows; ++i)
    for (std::size_t j = 0; j < set->columns; ++j)
      (j == response ? result.y : values).push_back(set->row(i)[j]);
  result.x = ml::Samples(std::move(values), set->columns - 1);
  return result;
}

inline Table longley() { return table("longley", 6); }
inline Table wineAlcohol() { return table("wine", 0); }

inline ml::Samples scaled(const ml::Samples& x) { return ml::standardScaling(x).apply(x); }

}  // namespace gradarium::testing
