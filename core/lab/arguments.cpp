// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/arguments.h"

#include <cmath>

#include "core/base/error.h"
#include "core/lab/json_text.h"

namespace gradarium::lab {
namespace {

int integer(double number, const std::string& action) {
  if (number != std::floor(number) || std::abs(number) > 1e9)
    throw base::BadCall(action + " takes a whole number there");
  return static_cast<int>(number);
}

/// The list behind an action's name; `what` says how it should look.
std::vector<double> list(std::string_view text, const std::string& action, std::size_t least,
                         std::size_t most, const std::string& what) {
  auto numbers = readNumbers(text.empty() ? "[]" : text, action);
  if (numbers.size() < least || numbers.size() > most) throw base::BadCall(action + " takes " + what);
  return numbers;
}

}  // namespace

std::string Arguments<None>::format(const None&) { return {}; }
None Arguments<None>::parse(std::string_view text, const std::string& action) {
  if (!text.empty() && text != "[]") throw base::BadCall(action + " takes no argument");
  return {};
}

std::string Arguments<Pick>::format(const Pick& p) { return writeNumbers({double(p.index)}); }
Pick Arguments<Pick>::parse(std::string_view text, const std::string& action) {
  const auto n = list(text, action, 1, 1, "[index]");
  return {integer(n[0], action)};
}

std::string Arguments<Move>::format(const Move& m) {
  std::vector<double> numbers{double(m.index)};
  numbers.insert(numbers.end(), m.to.begin(), m.to.end());
  return writeNumbers(numbers);
}
Move Arguments<Move>::parse(std::string_view text, const std::string& action) {
  const auto n = list(text, action, 2, 10000, "[index, x, y, ...]");
  return {integer(n[0], action), {n.begin() + 1, n.end()}};
}

std::string Arguments<Cell>::format(const Cell& c) { return writeNumbers({double(c.row), double(c.column)}); }
Cell Arguments<Cell>::parse(std::string_view text, const std::string& action) {
  const auto n = list(text, action, 2, 2, "[row, column]");
  return {integer(n[0], action), integer(n[1], action)};
}

std::string Arguments<CellEdit>::format(const CellEdit& e) {
  return writeNumbers({double(e.row), double(e.column), e.number});
}
CellEdit Arguments<CellEdit>::parse(std::string_view text, const std::string& action) {
  const auto n = list(text, action, 3, 3, "[row, column, number]");
  return {integer(n[0], action), integer(n[1], action), n[2]};
}

std::string Arguments<Split>::format(const Split& s) {
  return writeNumbers({double(s.index), double(s.feature), s.threshold});
}
Split Arguments<Split>::parse(std::string_view text, const std::string& action) {
  const auto n = list(text, action, 3, 3, "[node, feature, threshold]");
  return {integer(n[0], action), integer(n[1], action), n[2]};
}

}  // namespace gradarium::lab
