// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/base/number_text.h"
#include "core/io/csv.h"

namespace gradarium::io {

namespace {

void append(std::string& out, std::string_view text) {
  // Spaces at the ends would be trimmed on the way back in; an empty or missing-looking text cannot be
  // helped.
  const bool plain = text.find_first_of(",\"\n\r;|\t") == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string writeCsv(const data::Table& table) {
  std::string out;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) out += ',';
    append(out, table.columns[c].name);
  }
  out += '\n';
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t start = out.size();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) out += ',';
      const data::Column& column = table.columns[c];
      if (column.missing(row)) continue;
      if (column.kind == data::ColumnKind::Numeric) {
        out += base::shortest(column.numbers[row]);
      } else {
        append(out, column.levels[static_cast<std::size_t>(column.codes[row])]);
      }
    }
    if (out.size() == start) out += "NA";  // a lone missing value must not become a blank line
    out += '\n';
  }
  return out;
}

}  // namespace gradarium::io
