// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/bar_data.h"

#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

std::string nameAt(const std::vector<std::string>& names, std::size_t i) {
  return i < names.size() ? names[i] : std::string();
}

struct Reader {
  BarData data;

  void operator()(const lab::value::Table& table) {
    const std::size_t rows = table.rows();
    for (const auto& column : table.columns) {
      if (!column.texts.empty()) {
        if (data.names.empty()) data.names = column.texts;
        continue;
      }
      data.groups.push_back({column.name, column.unit, column.numbers});
      data.groups.back().numbers.resize(rows, std::nan(""));
    }
    data.names.resize(data.names.empty() ? 0 : rows);
  }
  template <class Grid>
  void grid(const Grid& grid, const std::vector<std::string>& units) {
    if (grid.data.size() < grid.rows * grid.columns) return;
    for (std::size_t c = 0; c < grid.columns; ++c) {
      data.groups.push_back({nameAt(grid.columnNames, c), nameAt(units, c), {}});
      for (std::size_t r = 0; r < grid.rows; ++r) data.groups.back().numbers.push_back(grid.at(r, c));
    }
  }
  void operator()(const lab::value::Matrix& matrix) {
    grid(matrix, {});
    if (matrix.rowNames.size() == matrix.rows) data.names = matrix.rowNames;
  }
  void operator()(const lab::value::Points& points) { grid(points, points.units); }
  void operator()(const lab::value::Distribution& distribution) {
    data.groups.push_back({{}, {}, distribution.masses});
    if (distribution.names.size() == distribution.masses.size()) data.names = distribution.names;
  }
  void operator()(const lab::value::Series& series) {
    data.groups.push_back({});
    for (std::size_t i = 0; i < series.size(); ++i) data.groups.back().numbers.push_back(series.y(i));
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

BarData barDataOf(const lab::Value& value) {
  Reader reader;
  std::visit(reader, value);
  return std::move(reader.data);
}

}  // namespace gradarium::widgets
