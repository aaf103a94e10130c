// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/contour_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace gradarium::widgets {
namespace {

/// The sides of the squares that the level crosses. Side 2p is from point p = (row, column) to the right,
/// side 2p + 1 upwards. Each crossed side meets at most two pieces of line: its two neighbours.
class Tracer {
 public:
  Tracer(const lab::value::Field& field, double level)
      : field_(field), level_(level), neighbours_(field.rows * field.columns * 2, {none, none}) {}

  std::vector<QPolygonF> trace() {
    for (std::size_t i = 0; i + 1 < field_.rows; ++i)
      for (std::size_t j = 0; j + 1 < field_.columns; ++j) square(i, j);
    std::vector<QPolygonF> lines;
    for (const bool open : {true, false})  // lines with ends first: what is left are rings
      for (const std::uint32_t side : crossed_) {
        const auto& at = neighbours_[side];
        if (at[0] == none || (open && at[1] != none)) continue;
        lines.push_back(follow(side));
      }
    return lines;
  }

 private:
  static constexpr std::uint32_t none = 0xffffffffu;

  double value(std::size_t i, std::size_t j) const { return field_.values[i * field_.columns + j]; }
  std::uint32_t side(std::size_t i, std::size_t j, bool upwards) const {
    return static_cast<std::uint32_t>(2 * (i * field_.columns + j) + (upwards ? 1 : 0));
  }

  void square(std::size_t i, std::size_t j) {
    const double a = value(i, j), b = value(i, j + 1), c = value(i + 1, j + 1), d = value(i + 1, j);
    const int above = (a >= level_) | (b >= level_) << 1 | (c >= level_) << 2 | (d >= level_) << 3;
    if (above == 0 || above == 15 || !std::isfinite(a + b + c + d)) return;
    const std::uint32_t bottom = side(i, j, false), right = side(i, j + 1, true), top = side(i + 1, j, false),
                        left = side(i, j, true);
    switch (above > 7 ? 15 - above : above) {
      case 1:
        return join(left, bottom);
      case 2:
        return join(bottom, right);
      case 3:
        return join(left, right);
      case 4:
        return join(right, top);
      case 6:
        return join(bottom, top);
      case 7:
        return join(left, top);
      default:  // 5: a saddle
        break;
    }
    const bool middleAbove = (a + b + c + d) / 4 >= level_, cornerAbove = a >= level_;
    if (middleAbove == cornerAbove) {  // a and c hold together: the line cuts off b and d
      join(bottom, right);
      join(left, top);
    } else {
      join(left, bottom);
      join(right, top);
    }
  }

  void join(std::uint32_t a, std::uint32_t b) {
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      auto& at = neighbours_[from];
      if (at[0] == none) crossed_.push_back(from);
      (at[0] == none ? at[0] : at[1]) = to;
    }
  }

  QPolygonF follow(std::uint32_t start) {
    QPolygonF line;
    std::uint32_t at = start;
    while (at != none) {
      line << place(at);
      auto& ways = neighbours_[at];
      const std::uint32_t next = ways[0];
      ways[0] = std::exchange(ways[1], none);
      if (next == none) break;
      auto& back = neighbours_[next];  // the way we came is used up
      if (back[0] == at)
        back[0] = std::exchange(back[1], none);
      else
        back[1] = none;
      at = next;
    }
    return line;
  }

  QPointF place(std::uint32_t side) const {
    const std::size_t point = side / 2, i = point / field_.columns, j = point % field_.columns;
    const bool upwards = side % 2 != 0;
    const double from = value(i, j), to = upwards ? value(i + 1, j) : value(i, j + 1);
    const double share = std::clamp((level_ - from) / (to - from), 0.0, 1.0);
    const double column = double(j) + (upwards ? 0 : share) + 0.5,
                 row = double(i) + (upwards ? share : 0) + 0.5;
    return {field_.x0 + column / double(field_.columns) * (field_.x1 - field_.x0),
            field_.y0 + row / double(field_.rows) * (field_.y1 - field_.y0)};
  }

  const lab::value::Field& field_;
  double level_;
  std::vector<std::array<std::uint32_t, 2>> neighbours_;
  std::vector<std::uint32_t> crossed_;
};

}  // namespace

std::vector<QPolygonF> contourLines(const lab::value::Field& field, double level) {
  if (field.rows < 2 || field.columns < 2 || field.values.size() != field.rows * field.columns) return {};
  return Tracer(field, level).trace();
}

}  // namespace gradarium::widgets
