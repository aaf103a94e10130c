// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/data/table.h"
#include "core/export.h"

namespace gradarium::io {

enum class CsvHeader { Detect, Present, Absent };

struct CsvOptions {
  char delimiter = '\0';  ///< ',' ';' '|' or tab; '\0' = find out
  CsvHeader header = CsvHeader::Detect;
  std::size_t maxBytes = std::size_t{1} << 31;
};

/// Reads comma separated values (RFC 4180, and what programs write in its name): quotes, line breaks in
/// quotes, CRLF, blank lines, a byte order mark, UTF-8 or UTF-16, else Latin-1 with a note. A column whose
/// every present value is a number is numeric, any other a category. Missing: an empty field, NA, N/A, NaN,
/// ?, null. In files with another delimiter a decimal comma is understood. Errors say where: "mine.csv, line
/// 7, column 3: ...", lines and columns counted from 1.
GRADARIUM_CORE data::Table readCsv(const std::filesystem::path& path, const CsvOptions& options = {});

/// The same from memory; `name` stands for the file in the sentences.
GRADARIUM_CORE data::Table parseCsv(std::string bytes, std::string_view name, const CsvOptions& options = {});

/// The table as RFC 4180 text: a header, LF, quotes only where needed, numbers in shortest exact form,
/// nothing for a missing value. parseCsv gives the same table back.
GRADARIUM_CORE std::string writeCsv(const data::Table& table);

}  // namespace gradarium::io
