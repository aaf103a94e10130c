// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv_scanner.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace gradarium::io::detail {

namespace {
constexpr std::size_t longestField = 1'000'000;
bool isBlank(char c) noexcept { return c == ' ' || c == '\t'; }
}  // namespace

CsvScanner::CsvScanner(std::string_view text, std::string_view name, char delimiter)
    : text_(text), name_(name), delimiter_(delimiter) {}

void CsvScanner::fail(std::size_t column, const std::string& what) const {
  throw base::Error(std::string(name_) + ", line " + std::to_string(recordLine_) + ", column " +
                    std::to_string(column + 1) + ": " + what);
}

std::string_view CsvScanner::quotedField() {
  const std::size_t start = ++at_;
  std::string* copy = nullptr;
  std::size_t from = start;
  while (true) {
    while (at_ < text_.size() && text_[at_] != '"') {
      const char c = text_[at_++];
      if (c == '\n' || (c == '\r' && (at_ == text_.size() || text_[at_] != '\n'))) ++line_;
    }
    if (at_ == text_.size()) fail(fields_.size(), "a quote is opened and never closed");
    if (at_ - start > longestField) fail(fields_.size(), "the field has more than 1,000,000 characters");
    if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
    if (copy == nullptr) {
      if (unescapedCount_ == unescaped_.size()) unescaped_.emplace_back();
      copy = &unescaped_[unescapedCount_++];
      copy->clear();
    }
    copy->append(text_, from, at_ + 1 - from);
    at_ += 2;
    from = at_;
  }
  std::string_view field = text_.substr(start, at_ - start);
  if (copy != nullptr) {
    copy->append(text_, from, at_ - from);
    field = *copy;
  }
  ++at_;
  while (at_ < text_.size() && isBlank(text_[at_]) && text_[at_] != delimiter_) ++at_;
  if (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') {
    fail(fields_.size(), "text follows a closing quote");
  }
  return field;
}

std::string_view CsvScanner::plainField() {
  const std::size_t start = at_;
  const char* const end = text_.data() + text_.size();
  const char* p = text_.data() + at_;
  while (p != end && *p != delimiter_ && *p != '\n' && *p != '\r') ++p;
  at_ = static_cast<std::size_t>(p - text_.data());
  std::size_t stop = at_;
  while (stop > start && isBlank(text_[stop - 1])) --stop;
  if (stop - start > longestField) fail(fields_.size(), "the field has more than 1,000,000 characters");
  return text_.substr(start, stop - start);
}

bool CsvScanner::endRecord() {
  if (at_ == text_.size()) return true;
  if (text_[at_] == delimiter_) {
    ++at_;
    return false;
  }
  at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
  return true;
}

bool CsvScanner::next() {
  while (at_ < text_.size()) {
    fields_.clear();
    unescapedCount_ = 0;
    recordLine_ = line_;
    const std::size_t start = at_;
    do {
      while (at_ < text_.size() && isBlank(text_[at_]) && text_[at_] != delimiter_) ++at_;
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      fields_.push_back(quoted ? quotedField() : plainField());
    } while (!endRecord());
    const bool blank = fields_.size() == 1 && fields_.front().empty() && text_[start] != '"';
    if (!blank) return true;
  }
  return false;
}

char detectDelimiter(std::string_view text) {
  constexpr std::array<char, 4> candidates{'\t', ';', ',', '|'};
  constexpr std::size_t enough = 50;
  std::array<std::vector<std::size_t>, candidates.size()> counts;  // by record
  std::array<std::size_t, candidates.size()> here{};
  bool quoted = false, any = false;
  const auto finish = [&] {
    for (std::size_t c = 0; any && c < candidates.size(); ++c) counts[c].push_back(here[c]);
    here.fill(0);
    any = false;
  };
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) {
      finish();
      if (counts[0].size() == enough) break;
      continue;
    }
    any = any || !isBlank(c);
    for (std::size_t i = 0; i < candidates.size(); ++i) here[i] += !quoted && c == candidates[i] ? 1 : 0;
  }
  finish();
  // Even columns first. Tab and semicolon win over comma: a comma may be decimal, they are hardly ever
  // anything else.
  std::size_t best = 2, bestCount = 0;
  for (const bool even : {true, false}) {
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      if (counts[c].empty() || counts[c].front() == 0) continue;
      const auto [low, high] = std::minmax_element(counts[c].begin(), counts[c].end());
      if (even && *low != *high) continue;
      if (even && c < 2) return candidates[c];
      if (counts[c].front() > bestCount) {
        best = c;
        bestCount = counts[c].front();
      }
    }
    if (bestCount > 0) break;
  }
  return candidates[best];
}

}  // namespace gradarium::io::detail
