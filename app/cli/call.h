// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradarium::app {

/// One option of a command: its name without dashes, and what the help says of it.
struct OptionSpec {
  std::string name;
  std::string value;  // "NAME=VALUE"; empty: a flag
  std::string help;
};

/// The words of one call, checked against what the command takes. The order of options is kept: --set, --do and
/// --steps are a journal.
class Call {
 public:
  struct Option {
    std::string name, value;
  };

  /// Throws base::BadCall for an unknown option, one without its value, or a word too many; where words are
  /// missing, it says `missing`.
  Call(const std::vector<std::string>& words, const std::vector<OptionSpec>& specs, std::size_t positionals,
       const std::string& missing);

  const std::vector<std::string>& positionals() const { return positionals_; }
  const std::vector<Option>& options() const { return options_; }
  bool has(std::string_view name) const;
  /// The last value given.
  std::optional<std::string> value(std::string_view name) const;
  /// Throws base::BadCall that names the option.
  std::string required(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  /// A number of a range, or `otherwise`. Throws base::BadCall that names the option and the range.
  double number(std::string_view name, double otherwise, double least, double most) const;
  std::uint64_t whole(std::string_view name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const;

 private:
  std::vector<std::string> positionals_;
  std::vector<Option> options_;
};

}  // namespace gradarium::app
