// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/ml/samples.h"
#include "tests/paths.h"

namespace gradarium::testing {

/// A file of reference numbers from tests/fixtures.
inline nlohmann::json reference(const std::string& name) {
  std::ifstream in(tests::paths::fixtures + "/" + name);
  if (!in) throw std::runtime_error("no fixture " + name);
  return nlohmann::json::parse(in);
}

inline ml::Samples samplesOf(const std::string& dataset) {
  const auto set = data::load(dataset);
  return {set, set->features, set->columns};
}

inline ml::Samples samplesOf(const std::vector<std::vector<double>>& rows) {
  std::vector<double> values;
  for (const auto& row : rows) values.insert(values.end(), row.begin(), row.end());
  return {std::move(values), rows.front().size()};
}

inline ml::Samples normalSamples(std::size_t rows, std::size_t columns, std::uint64_t seed) {
  base::Random random(seed);
  std::vector<double> values(rows * columns);
  for (double& value : values) value = random.normal();
  return {std::move(values), columns};
}

/// The given rows one after another.
inline std::vector<double> rowsOf(const ml::Samples& samples, const std::vector<std::size_t>& indices) {
  std::vector<double> values;
  for (const std::size_t index : indices) {
    const auto row = samples.row(index);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

}  // namespace gradarium::testing
