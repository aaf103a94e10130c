// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::lab {

struct None {};

/// Item `index` of something.
struct Pick {
  int index = 0;
};

/// Item `index` goes to a place (as many coordinates as the place has).
struct Move {
  int index = 0;
  std::vector<double> to;
};

/// One cell of a matrix, or a row and a place along it.
struct Cell {
  int row = 0, column = 0;
};

/// A cell and its new number.
struct CellEdit {
  int row = 0, column = 0;
  double number = 0;
};

/// Item `index` is cut at a threshold on one feature.
struct Split {
  int index = 0, feature = 0;
  double threshold = 0;
};

/// How an argument is written: one flat JSON list, its numbers in order; parse() throws base::BadCall.
template <class A>
struct Arguments;

template <>
struct GRADARIUM_CORE Arguments<None> {
  static constexpr std::string_view kind = "none";
  static std::string format(const None& argument);
  static None parse(std::string_view text, const std::string& action);
};
template <>
struct GRADARIUM_CORE Arguments<Pick> {
  static constexpr std::string_view kind = "pick";
  static std::string format(const Pick& argument);
  static Pick parse(std::string_view text, const std::string& action);
};
template <>
struct GRADARIUM_CORE Arguments<Move> {
  static constexpr std::string_view kind = "move";
  static std::string format(const Move& argument);
  static Move parse(std::string_view text, const std::string& action);
};
template <>
struct GRADARIUM_CORE Arguments<Cell> {
  static constexpr std::string_view kind = "cell";
  static std::string format(const Cell& argument);
  static Cell parse(std::string_view text, const std::string& action);
};
template <>
struct GRADARIUM_CORE Arguments<CellEdit> {
  static constexpr std::string_view kind = "edit";
  static std::string format(const CellEdit& argument);
  static CellEdit parse(std::string_view text, const std::string& action);
};
template <>
struct GRADARIUM_CORE Arguments<Split> {
  static constexpr std::string_view kind = "split";
  static std::string format(const Split& argument);
  static Split parse(std::string_view text, const std::string& action);
};

}  // namespace gradarium::lab
