// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/json_text.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lab {
namespace {

using Json = nlohmann::json;

/// Every number in a list must be finite: JSON itself has no infinity, but 1e999 reads as one.
double number(const Json& json, const std::string& what) {
  if (!json.is_number() || !std::isfinite(json.get<double>()))
    throw base::BadCall(what + " takes finite numbers");
  return json.get<double>();
}

std::vector<double> numbers(const Json& list, const std::string& what) {
  if (!list.is_array()) throw base::BadCall(what + " takes a list of numbers");
  std::vector<double> result;
  result.reserve(list.size());
  for (const Json& element : list) result.push_back(number(element, what));
  return result;
}

Json parse(std::string_view text, const std::string& what) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw base::BadCall(what + " is not valid JSON");
  return json;
}

}  // namespace

PatchCall readPatch(std::string_view text, const std::string& what, bool named) {
  const Json json = parse(text, "the patch of " + what);
  if (!json.is_object() || json.size() != 1)
    throw base::BadCall("a patch of " + what + " has one member, its verb");
  PatchCall call;
  call.verb = json.begin().key();
  const Json& value = json.begin().value();
  if (value.is_boolean() && value.get<bool>()) return call;
  if (value.is_array()) {
    std::size_t first = 0;
    if (named && !value.empty() && value.front().is_string()) call.text = value[first++].get<std::string>();
    for (std::size_t i = first; i < value.size(); ++i) call.numbers.push_back(number(value[i], what));
  } else {
    call.numbers.push_back(number(value, what));
  }
  return call;
}

std::vector<std::vector<double>> readRows(std::string_view text, const std::string& what) {
  const Json json = parse(text, what);
  if (!json.is_array()) throw base::BadCall(what + " takes a list of lists of numbers");
  std::vector<std::vector<double>> rows;
  for (const Json& row : json) rows.push_back(numbers(row, what));
  return rows;
}

std::vector<double> readNumbers(std::string_view text, const std::string& what) {
  return numbers(parse(text, what), what);
}

std::string writeNumbers(const std::vector<double>& numbers) {
  std::string out = "[";
  for (const double number : numbers) out.append(out.size() > 1 ? "," : "").append(base::shortest(number));
  return out + "]";
}

std::string writeRows(const std::vector<std::vector<double>>& rows) {
  std::string out = "[";
  for (const auto& row : rows) out.append(out.size() > 1 ? "," : "").append(writeNumbers(row));
  return out + "]";
}

std::string quote(std::string_view text) {
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string unquote(std::string_view literal) {
  const Json json = Json::parse(literal, nullptr, false);
  if (!json.is_string()) throw base::BadCall("a quoted value is one JSON string");
  return json.get<std::string>();
}

}  // namespace gradarium::lab
