// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// A value as named rows of numbers, for bars, boxes and areas.
struct BarData {
  struct Group {
    std::string name, unit;
    std::vector<double> numbers;  // one a row
  };
  std::vector<std::string> names;  // of the rows; empty: they are counted
  std::vector<Group> groups;
  std::size_t rows() const { return groups.empty() ? 0 : groups.front().numbers.size(); }
};

/// Of a table: its first column of words names the rows, each column of numbers is a group. Of a matrix or of
/// points: a group a column. Of a distribution: its masses. Of a series: its y. Of other kinds: nothing.
GRADARIUM_WIDGETS BarData barDataOf(const lab::Value& value);

}  // namespace gradarium::widgets
