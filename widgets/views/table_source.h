// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "core/lab/observable.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// The observables behind a table: a table, or points with their labels.
struct TableKeys {
  const lab::Table* table = nullptr;
  const lab::Points* points = nullptr;
  const lab::Labels* labels = nullptr;
};

/// A snapshot's value as rows and columns, read in place: a million rows are not copied.
class GRADARIUM_WIDGETS TableSource {
 public:
  TableSource() = default;
  TableSource(const TableKeys& keys, const lab::Snapshot& snapshot);

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  QString header(std::size_t column) const;  // "length, cm"
  bool isNumber(std::size_t column) const;
  double number(std::size_t row, std::size_t column) const;
  /// As a reader wants it: the numbers of a column with the same digits after the point.
  QString text(std::size_t row, std::size_t column) const;
  /// In full precision, for copying.
  QString exact(std::size_t row, std::size_t column) const;
  int compare(std::size_t a, std::size_t b, std::size_t column) const;
  bool sameValues(const TableSource& other) const { return main_ == other.main_ && extra_ == other.extra_; }
  lab::value::Table table() const;

 private:
  const std::string& word(std::size_t row, std::size_t column) const;
  int decimalsOf(std::size_t column) const;
  std::shared_ptr<const lab::Value> main_, extra_;
  const lab::value::Table* table_ = nullptr;
  const lab::value::Points* points_ = nullptr;
  const lab::value::Labels* labels_ = nullptr;
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<int> decimals_;  // of each column; -1: each number for itself
};

}  // namespace gradarium::widgets
