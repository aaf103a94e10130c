// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace gradarium::io::detail {

/// Cuts text into records and fields, knowing where it is. Private to core/io.
class CsvScanner {
 public:
  CsvScanner(std::string_view text, std::string_view name, char delimiter);

  /// The next record that is not a blank line; false at the end. Malformed quotes and endless fields throw
  /// Error.
  bool next();
  /// Its fields: unquoted, spaces around unquoted ones removed. Valid until the next call.
  [[nodiscard]] const std::vector<std::string_view>& fields() const noexcept { return fields_; }
  /// The line that the record began on, from 1.
  [[nodiscard]] std::size_t line() const noexcept { return recordLine_; }
  /// Throws Error "name, line L, column C: what"; column from 0.
  [[noreturn]] void fail(std::size_t column, const std::string& what) const;

 private:
  std::string_view quotedField();
  std::string_view plainField();
  bool endRecord();

  std::string_view text_, name_;
  char delimiter_;
  std::size_t at_ = 0, line_ = 1, recordLine_ = 1;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unescaped_;  // of fields with doubled quotes; a deque does not move them
  std::size_t unescapedCount_ = 0;
};

/// The delimiter that cuts the first records most evenly; ',' where none does.
char detectDelimiter(std::string_view text);

}  // namespace gradarium::io::detail
