// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/value_file.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/lab/value_text.h"

namespace gradarium::lab {
namespace {

using Kinds = std::array<std::string_view, 7>;
constexpr Kinds tables{"scalar", "series", "points", "labels", "matrix", "table", "distribution"};
constexpr Kinds arrays{"series", "points", "labels", "matrix", "tensor", "image", "field"};

struct Npy {
  io::NpyArray operator()(const value::Series& v) const {
    std::vector<double> rows;
    for (std::size_t i = 0; i < v.size(); ++i) rows.insert(rows.end(), {v.x(i), v.y(i)});
    return {{v.size(), 2}, std::move(rows)};
  }
  io::NpyArray operator()(const value::Points& v) const { return {{v.rows, v.columns}, v.data}; }
  io::NpyArray operator()(const value::Matrix& v) const { return {{v.rows, v.columns}, v.data}; }
  io::NpyArray operator()(const value::Labels& v) const {
    return {{v.codes.size()}, std::vector<std::int32_t>(v.codes.begin(), v.codes.end())};
  }
  io::NpyArray operator()(const value::Tensor& v) const { return {v.shape, v.data}; }
  io::NpyArray operator()(const value::Image& v) const {
    return {{v.height, v.width * v.channels}, v.pixels};
  }
  io::NpyArray operator()(const value::Field& v) const { return {{v.rows, v.columns}, v.values}; }
  template <class Other>
  io::NpyArray operator()(const Other&) const {
    throw base::BadCall(std::string(Other::kind) + " cannot be written as npy; json can hold it");
  }
};

}  // namespace

std::vector<Format> formatsOf(std::string_view kind) {
  std::vector<Format> formats;
  const auto in = [&](const Kinds& kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  if (in(tables)) formats.push_back(Format::Csv);
  if (in(arrays)) formats.push_back(Format::Npy);
  formats.push_back(Format::Json);
  return formats;
}

std::string writeValue(const Value& value, Format format) {
  switch (format) {
    case Format::Csv:
      return toCsv(value);
    case Format::Npy:
      return io::writeNpy(std::visit(Npy{}, value));
    case Format::Json:
      return toJson(value) + "\n";
    default:
      throw base::BadCall("values are written as csv, npy or json");
  }
}

}  // namespace gradarium::lab
