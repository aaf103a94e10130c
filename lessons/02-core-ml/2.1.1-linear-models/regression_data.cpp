// SPDX-License-Identifier: GPL-3.0-or-later
#include "regression_data.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {

Regression regressionOf(const data::Dataset& set) {
  if (set.columns < 2)
    throw base::Error("regression needs at least two columns of numbers: one to predict, and one to predict it from");
  const std::size_t n = set.rows, response = set.name == "wine" ? 0 : set.columns - 1;
  Regression result;
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < set.columns; ++j) (j == response ? result.y : values).push_back(set.row(i)[j]);
  result.x = ml::Samples(std::move(values), set.columns - 1);
  for (std::size_t j = 0; j < set.columns; ++j)
    if (j != response) result.names.push_back(set.featureNames[j]);
  result.response = set.featureNames[response];
  result.unit = set.featureUnits[response];
  return result;
}

lab::value::Points plane(std::vector<double> data, const std::string& x, const std::string& y) {
  lab::value::Points points{data.size() / 2, 2, {}, {x, y}, {"", ""}};
  points.data = std::move(data);
  return points;
}

Window windowAround(double centre, double reach) {
  if (!(reach > 0) || !std::isfinite(reach)) reach = 1;
  const double half = std::pow(2.0, std::ceil(std::log2(reach) * 2) / 2), grid = half / 2;
  const double middle = std::round(centre / grid) * grid;
  return {middle - 1.25 * half, middle + 1.25 * half};
}

void expectAtMost(std::size_t rows, std::size_t columns, std::size_t mostRows, std::size_t mostColumns) {
  if (rows > mostRows)
    throw base::Error("at most " + std::to_string(mostRows) + " samples are taken here, and these are " + std::to_string(rows));
  if (columns > mostColumns)
    throw base::Error("at most " + std::to_string(mostColumns) + " columns are taken here, and these are " + std::to_string(columns));
}

std::string putBack(const std::vector<lab::PointsInput::Point>& points) {
  std::string text;
  for (const auto& p : points)
    text += (text.empty() ? "[[" : ",[") + base::shortest(p.x) + "," + base::shortest(p.y) + "," + std::to_string(p.label) + "]";
  return "set drawn=" + text + "]; ";
}

std::string brief(double number, int digits) {
  if (number == 0 || !std::isfinite(number)) return base::shortest(number);
  const double factor = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(number))));
  return base::shortest(std::round(number * factor) / factor);
}

std::string capitalised(std::string words) {
  if (words.size() > 1 && words[0] >= 'a' && words[0] <= 'z' && words[1] != ' ') words[0] = static_cast<char>(words[0] - 32);
  return words;
}

}  // namespace gradarium::lessons
