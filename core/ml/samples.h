// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// n samples of d features, row-major float64, never changed. Copies share the numbers.
class GRADARIUM_CORE Samples {
 public:
  Samples() = default;
  /// Keeps `owner` alive for as long as the numbers are in use. values.size() must be a multiple of columns.
  Samples(std::shared_ptr<const void> owner, std::span<const double> values, std::size_t columns);
  /// Takes the numbers over.
  Samples(std::vector<double> values, std::size_t columns);
  /// Only looks: the caller keeps the numbers alive.
  static Samples borrowed(std::span<const double> values, std::size_t columns);

  [[nodiscard]] std::size_t rows() const noexcept { return columns_ == 0 ? 0 : values_.size() / columns_; }
  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  [[nodiscard]] std::span<const double> row(std::size_t index) const noexcept {
    return values_.subspan(index * columns_, columns_);
  }

  /// Throws Error, naming the first row and column at fault, if a value is NaN or infinite; also if there is
  /// no sample at all. `who` begins the sentence ("k-means").
  void requireFinite(std::string_view who) const;

 private:
  std::shared_ptr<const void> owner_;
  std::span<const double> values_;
  std::size_t columns_ = 0;
};

}  // namespace gradarium::ml
