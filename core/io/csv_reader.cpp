// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/csv.h"
#include "core/io/csv_scanner.h"
#include "core/io/text_encoding.h"
#include "core/io/whole_file.h"

namespace gradarium::io {

namespace {

using detail::CsvScanner;

bool isMissing(std::string_view field) noexcept {
  constexpr std::array<std::string_view, 11> words{"",    "NA",  "N/A", "n/a",  "#N/A", "NaN",
                                                   "nan", "NAN", "?",   "null", "NULL"};
  return field.size() <= 4 && std::find(words.begin(), words.end(), field) != words.end();
}

/// "1,5" as 1.5, where the comma does not part the columns.
std::optional<double> withDecimalComma(std::string_view field) {
  std::array<char, 64> copy;
  const auto comma = field.find(',');
  if (comma == std::string_view::npos || field.size() > copy.size() ||
      field.find('.') != std::string_view::npos) {
    return std::nullopt;
  }
  std::copy(field.begin(), field.end(), copy.begin());
  copy[comma] = '.';
  return base::parseNumber({copy.data(), field.size()});
}

struct Builder {
  data::Column column;
  std::size_t present = 0;
  bool decimalComma = false;
};

class Reader {
 public:
  Reader(std::string_view text, std::string_view name, char delimiter, CsvHeader header)
      : text_(text), name_(name), delimiter_(delimiter), scanner_(text, name, delimiter), header_(header) {}

  std::vector<data::Column> read(std::vector<std::string>& notes) {
    if (!scanner_.next()) throw base::Error(std::string(name_) + " is empty");
    start();
    const auto lines = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n') +
                                                std::count(text_.begin(), text_.end(), '\r'));
    // An upper bound, so that no column grows by doubling: at most one row a line, two bytes a row and
    // column.
    const std::size_t rows = std::min(lines + 1, text_.size() / (2 * builders_.size()) + 1);
    for (Builder& builder : builders_) builder.column.numbers.reserve(rows);
    if (hasHeader_ && !scanner_.next()) throw base::Error(std::string(name_) + " has a header but no rows");
    do {
      takeRow(notes);
    } while (scanner_.next());
    readCategories();
    return finish(notes);
  }

 private:
  /// Names and width from the first record. It is a header if nothing in it is a number.
  void start() {
    const auto& first = scanner_.fields();
    const bool numberFree = std::none_of(first.begin(), first.end(), [](std::string_view field) {
      return !isMissing(field) && base::parseNumber(field).has_value();
    });
    hasHeader_ = header_ == CsvHeader::Present || (header_ == CsvHeader::Detect && numberFree);
    builders_.resize(first.size());
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t c = 0; c < first.size(); ++c) {
      std::string& name = builders_[c].column.name;
      name = hasHeader_ ? std::string(first[c]) : std::string();
      if (name.empty()) {
        name = "column " + std::to_string(c + 1);
        lastUnnamed_ = c + 1 == first.size();
      }
      const auto [other, fresh] = seen.try_emplace(name, c);
      if (!fresh) {
        scanner_.fail(
            c, "the name \"" + name + "\" is already that of column " + std::to_string(other->second + 1));
      }
    }
  }

  void takeRow(std::vector<std::string>& notes) {
    const auto& fields = scanner_.fields();
    const std::size_t width = builders_.size();
    if (fields.size() != width) {
      scanner_.fail(std::min(fields.size(), width), "the row has " + std::to_string(fields.size()) +
                                                        (fields.size() == 1 ? " field" : " fields") +
                                                        " where the first has " + std::to_string(width));
    }
    ++rows_;
    for (std::size_t c = 0; c < width; ++c) {
      Builder& builder = builders_[c];
      const bool missing = isMissing(fields[c]);
      builder.present += missing ? 0 : 1;
      if (builder.column.kind == data::ColumnKind::Category) continue;
      if (missing) {
        builder.column.numbers.push_back(std::numeric_limits<double>::quiet_NaN());
        continue;
      }
      std::optional<double> number = base::parseNumber(fields[c]);
      if (!number && delimiter_ != ',') {
        number = withDecimalComma(fields[c]);
        builder.decimalComma = builder.decimalComma || number.has_value();
      }
      if (number) {
        builder.column.numbers.push_back(*number);
      } else {
        becomeText(builder, fields[c], notes);
      }
    }
  }

  void becomeText(Builder& builder, std::string_view field, std::vector<std::string>& notes) {
    constexpr std::size_t suspicious =
        10;  // numbers before the first text: more likely a slip than a category
    if (builder.present > suspicious) {
      notes.push_back("Column \"" + builder.column.name + "\" was read as text because of \"" +
                      std::string(field.substr(0, 40)) + "\" in line " + std::to_string(scanner_.line()) +
                      ".");
    }
    builder.column.kind = data::ColumnKind::Category;
    builder.column.numbers = {};
    anyText_ = true;
  }

  /// A second pass for the text columns only, so that the first keeps no text of columns that may yet be
  /// numeric.
  void readCategories() {
    if (!anyText_) return;
    std::vector<std::unordered_map<std::string, int>> codes(builders_.size());
    for (Builder& builder : builders_) {
      if (builder.column.kind == data::ColumnKind::Category) builder.column.codes.reserve(rows_);
    }
    std::string key;
    CsvScanner again(text_, name_, delimiter_);
    if (hasHeader_) again.next();
    while (again.next()) {
      for (std::size_t c = 0; c < builders_.size(); ++c) {
        data::Column& column = builders_[c].column;
        if (column.kind != data::ColumnKind::Category) continue;
        if (isMissing(again.fields()[c])) {
          column.codes.push_back(-1);
          continue;
        }
        key.assign(again.fields()[c]);
        const auto [entry, fresh] = codes[c].try_emplace(key, static_cast<int>(column.levels.size()));
        if (fresh) column.levels.push_back(key);
        column.codes.push_back(entry->second);
      }
    }
  }

  std::vector<data::Column> finish(std::vector<std::string>& notes) {
    if (lastUnnamed_ && hasHeader_ && builders_.size() > 1 && builders_.back().present == 0) {
      builders_.pop_back();
      notes.push_back("Every row ends with a delimiter; the empty last column was left out.");
    }
    std::vector<data::Column> columns;
    for (std::size_t c = 0; c < builders_.size(); ++c) {
      data::Column& column = builders_[c].column;
      if (builders_[c].present == 0) {
        throw base::Error(std::string(name_) + ", column " + std::to_string(c + 1) + " (\"" + column.name +
                          "\"): every value is missing");
      }
      if (column.kind == data::ColumnKind::Numeric && builders_[c].decimalComma) {
        notes.push_back("Column \"" + column.name + "\" writes decimals with a comma.");
      }
      columns.push_back(std::move(column));
    }
    return columns;
  }

  std::string_view text_, name_;
  char delimiter_;
  CsvScanner scanner_;
  CsvHeader header_;
  bool hasHeader_ = false, lastUnnamed_ = false, anyText_ = false;
  std::size_t rows_ = 0;
  std::vector<Builder> builders_;
};

}  // namespace

data::Table parseCsv(std::string bytes, std::string_view name, const CsvOptions& options) {
  data::Table table;
  table.name = name;
  const std::string text = detail::toUtf8(std::move(bytes), name, table.notes);
  const char delimiter = options.delimiter == '\0' ? detail::detectDelimiter(text) : options.delimiter;
  table.columns = Reader(text, name, delimiter, options.header).read(table.notes);
  return table;
}

data::Table readCsv(const std::filesystem::path& path, const CsvOptions& options) {
  return parseCsv(readWhole(path, options.maxBytes), path.filename().string(), options);
}

}  // namespace gradarium::io
