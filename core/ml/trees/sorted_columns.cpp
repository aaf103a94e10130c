// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/sorted_columns.h"

#include <algorithm>
#include <numeric>

#include "core/base/parallel.h"

namespace gradarium::ml {

SortedColumns::SortedColumns(const Samples& samples) : rows_(samples.rows()), columns_(samples.columns()) {
  samples.requireFinite("a tree");
  values_.resize(rows_ * columns_);
  order_.resize(rows_ * columns_);
  base::parallelFor(columns_, 4, [&](std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) {
      double* values = values_.data() + f * rows_;
      for (std::size_t i = 0; i < rows_; ++i) values[i] = samples.values()[i * columns_ + f];
      const auto from = order_.begin() + static_cast<std::ptrdiff_t>(f * rows_);
      const auto to = from + static_cast<std::ptrdiff_t>(rows_);
      std::iota(from, to, 0U);
      std::stable_sort(from, to,
                       [values](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    }
  });
}

}  // namespace gradarium::ml
