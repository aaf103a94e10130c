// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/data/dataset.h"

namespace gradarium::data {

namespace {

/// "petal length (cm)" into name and unit.
std::pair<std::string, std::string> nameAndUnit(const std::string& text) {
  const auto open = text.rfind(" (");
  if (text.empty() || text.back() != ')' || open == std::string::npos || open == 0) return {text, ""};
  return {text.substr(0, open), text.substr(open + 2, text.size() - open - 3)};
}

/// 0, 1, 2 ... or 1, 2, 3 ... in a first column without a name: what table programs put before the data.
bool isRowCounter(const Column& column, std::size_t position) {
  if (position != 0 || column.kind != ColumnKind::Numeric || column.name != "column 1") return false;
  if (column.numbers.size() < 2 || (column.numbers[0] != 0 && column.numbers[0] != 1)) return false;
  for (std::size_t row = 1; row < column.numbers.size(); ++row) {
    if (column.numbers[row] != column.numbers[row - 1] + 1) return false;
  }
  return true;
}

const Column* targetOf(const Table& table, std::string_view wanted) {
  if (!wanted.empty()) return &table.column(wanted);
  const auto last = std::find_if(table.columns.rbegin(), table.columns.rend(),
                                 [](const Column& column) { return column.kind == ColumnKind::Category; });
  return last == table.columns.rend() ? nullptr : &*last;
}

bool usable(const Column& column, std::size_t row) {
  return column.kind == ColumnKind::Numeric ? std::isfinite(column.numbers[row]) : column.codes[row] >= 0;
}

void setTarget(Dataset& set, const Column& column, const std::vector<std::size_t>& rows) {
  std::vector<double> values;  // of a numeric target, in order: its classes
  if (column.kind == ColumnKind::Numeric) {
    for (const std::size_t row : rows) values.push_back(column.numbers[row]);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const double value : values) set.classNames.push_back(base::shortest(value));
  } else {
    set.classNames = column.levels;
  }
  for (const std::size_t row : rows) {
    set.target.push_back(
        column.kind == ColumnKind::Category
            ? column.codes[row]
            : static_cast<int>(std::lower_bound(values.begin(), values.end(), column.numbers[row]) -
                               values.begin()));
  }
}

}  // namespace

Dataset fromTable(const Table& table, std::string_view target) {
  Dataset set;
  set.name = set.title = table.name;
  set.citation = table.citation;
  set.licence = table.licence;
  set.notes = table.notes;

  const Column* const classes = targetOf(table, target);
  std::vector<const Column*> features;
  std::string leftOut;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const Column& column = table.columns[c];
    if (&column == classes) continue;
    if (column.kind == ColumnKind::Category) {
      leftOut += (leftOut.empty() ? "" : ", ") + column.name;
    } else if (isRowCounter(column, c) && table.columns.size() > 1) {
      set.notes.push_back("The first column only counts the rows and was left out.");
    } else {
      features.push_back(&column);
    }
  }
  if (features.empty()) throw base::Error(table.name + " has no column of numbers to learn from");
  if (!leftOut.empty()) set.notes.push_back("Columns of text were left out: " + leftOut + ".");

  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool whole =
        std::all_of(features.begin(), features.end(), [&](const Column* c) { return usable(*c, row); });
    if (whole && (classes == nullptr || usable(*classes, row))) rows.push_back(row);
  }
  if (rows.empty()) throw base::Error(table.name + " has a missing or infinite value in every row");
  if (const std::size_t dropped = table.rows() - rows.size(); dropped > 0) {
    set.notes.push_back(std::to_string(dropped) + " of " + std::to_string(table.rows()) +
                        " rows have a missing or infinite value and were left out.");
  }

  set.rows = rows.size();
  set.columns = features.size();
  set.features.resize(set.rows * set.columns);
  for (std::size_t c = 0; c < features.size(); ++c) {
    auto [name, unit] = nameAndUnit(features[c]->name);
    set.featureNames.push_back(std::move(name));
    set.featureUnits.push_back(std::move(unit));
    for (std::size_t i = 0; i < rows.size(); ++i)
      set.features[i * set.columns + c] = features[c]->numbers[rows[i]];
  }
  if (classes != nullptr) setTarget(set, *classes, rows);
  return set;
}

}  // namespace gradarium::data
