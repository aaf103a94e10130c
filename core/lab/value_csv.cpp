// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lab/value_text.h"

namespace gradarium::lab {
namespace {

/// Quoted where a reader could mistake it (RFC 4180).
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string header(const std::vector<std::string>& names, std::size_t columns, const std::string& stem) {
  std::string out;
  for (std::size_t c = 0; c < columns; ++c) {
    if (c) out += ',';
    out += c < names.size() ? field(names[c]) : stem + std::to_string(c);
  }
  return out += '\n';
}

std::string grid(const std::vector<double>& data, std::size_t rows, std::size_t columns) {
  if (data.size() != rows * columns)
    throw base::Error("a value holds " + std::to_string(data.size()) + " numbers, which is not its shape");
  std::string out;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c)
      out.append(c ? "," : "").append(base::shortest(data[r * columns + c]));
    out += '\n';
  }
  return out;
}

struct Csv {
  std::string operator()(const value::Scalar& v) const { return "value\n" + base::shortest(v.number) + "\n"; }
  std::string operator()(const value::Series& v) const {
    std::string out = "x,y\n";
    for (std::size_t i = 0; i < v.size(); ++i)
      out += base::shortest(v.x(i)) + "," + base::shortest(v.y(i)) + "\n";
    return out;
  }
  std::string operator()(const value::Points& v) const {
    return header(v.columnNames, v.columns, "x") + grid(v.data, v.rows, v.columns);
  }
  std::string operator()(const value::Labels& v) const {
    std::string out = "label\n";
    for (const int code : v.codes) out += std::to_string(code) + "\n";
    return out;
  }
  std::string operator()(const value::Matrix& v) const {
    return header(v.columnNames, v.columns, "c") + grid(v.data, v.rows, v.columns);
  }
  std::string operator()(const value::Table& v) const {
    std::string out;
    for (std::size_t c = 0; c < v.columns.size(); ++c)
      out.append(c ? "," : "").append(field(v.columns[c].name));
    out += '\n';
    for (std::size_t r = 0; r < v.rows(); ++r) {
      for (std::size_t c = 0; c < v.columns.size(); ++c) {
        const auto& column = v.columns[c];
        out.append(c ? "," : "")
            .append(column.texts.empty() ? base::shortest(column.numbers[r]) : field(column.texts[r]));
      }
      out += '\n';
    }
    return out;
  }
  std::string operator()(const value::Distribution& v) const {
    std::string out = v.edges.empty() ? "name,mass\n" : "from,to,mass\n";
    for (std::size_t i = 0; i < v.masses.size(); ++i) {
      if (!v.edges.empty()) {
        out += base::shortest(v.edges[i]) + "," + base::shortest(v.edges[i + 1]) + ",";
      } else {
        out += (i < v.names.size() ? field(v.names[i]) : std::to_string(i)) + ",";
      }
      out += base::shortest(v.masses[i]) + "\n";
    }
    return out;
  }
  template <class Other>
  std::string operator()(const Other&) const {
    throw base::BadCall(std::string(Other::kind) + " cannot be written as csv; json can hold it");
  }
};

}  // namespace

std::string toCsv(const Value& value) { return std::visit(Csv{}, value); }

}  // namespace gradarium::lab
