// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files only: nlohmann costs over a second of compile time an include, so no header pulls it in.

#include <string>
#include <string_view>
#include <vector>

namespace gradarium::lab {

/// The strings and numbers of one patch: {"verb": [numbers]} with an optional leading text.
struct PatchCall {
  std::string verb;
  std::string text;             // the leading string
  std::vector<double> numbers;  // the others
};

/// Reads {"verb": value}; value is true, a number or a flat array of them, which a string may lead where
/// `named`. Throws base::BadCall with `what`.
PatchCall readPatch(std::string_view json, const std::string& what, bool named = false);

/// Reads [[numbers], ...] or throws base::BadCall saying that `what` takes such lists.
std::vector<std::vector<double>> readRows(std::string_view json, const std::string& what);

/// Reads [numbers].
std::vector<double> readNumbers(std::string_view json, const std::string& what);

/// "[1,2.5]"; numbers in shortest form, never locale dependent.
std::string writeNumbers(const std::vector<double>& numbers);
std::string writeRows(const std::vector<std::vector<double>>& rows);

/// A JSON string literal, and back. unquote() throws base::BadCall when the text is not one whole literal.
std::string quote(std::string_view text);
std::string unquote(std::string_view literal);

}  // namespace gradarium::lab
