// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/inputs.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/io/text_encoding.h"
#include "core/lab/json_text.h"

namespace gradarium::lab {
namespace {

constexpr std::size_t mostCharacters = 1 << 20;

bool isIndex(double number, std::size_t size) {
  return number >= 0 && number < static_cast<double>(size) && number == std::floor(number);
}

std::string bounds(double min, double max) { return base::shortest(min) + " to " + base::shortest(max); }

}  // namespace

PointsInput::PointsInput(Experiment* owner, std::string name, std::string label, Spec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      value_(spec_.value) {
  rememberDefault();
}

PointsInput::Point PointsInput::checked(double x, double y, double label) const {
  if (!(x >= spec_.min && x <= spec_.max && y >= spec_.min && y <= spec_.max))
    refuse("takes coordinates " + bounds(spec_.min, spec_.max));
  if (!isIndex(label, 100)) refuse("takes classes 0 to 99");
  return {x, y, static_cast<int>(label)};
}

std::size_t PointsInput::checkedIndex(double index) const {
  if (!isIndex(index, value_.size()))
    refuse("has points 0 to " + std::to_string(value_.size()) + ", the last excluded");
  return static_cast<std::size_t>(index);
}

std::string PointsInput::text() const {
  std::string out = "[";
  for (const Point& p : value_)
    out += (out.size() > 1 ? ",[" : "[") + base::shortest(p.x) + "," + base::shortest(p.y) + "," +
           std::to_string(p.label) + "]";
  return out + "]";
}

void PointsInput::set(std::string_view text) {
  std::vector<Point> next;
  for (const auto& row : readRows(text, name())) {
    if (row.size() != 2 && row.size() != 3) refuse("takes [x, y] or [x, y, class] for each point");
    next.push_back(checked(row[0], row[1], row.size() == 3 ? row[2] : 0));
  }
  if (next.size() > spec_.most) refuse("takes at most " + std::to_string(spec_.most) + " points");
  value_ = std::move(next);
}

void PointsInput::patch(std::string_view json) {
  const PatchCall call = readPatch(json, name());
  const auto& a = call.numbers;
  if (call.verb == "add" && (a.size() == 2 || a.size() == 3)) {
    if (value_.size() >= spec_.most) refuse("takes at most " + std::to_string(spec_.most) + " points");
    value_.push_back(checked(a[0], a[1], a.size() == 3 ? a[2] : 0));
  } else if (call.verb == "move" && a.size() == 3) {
    const std::size_t i = checkedIndex(a[0]);
    value_[i] = checked(a[1], a[2], value_[i].label);
  } else if (call.verb == "label" && a.size() == 2) {
    const std::size_t i = checkedIndex(a[0]);
    value_[i] = checked(value_[i].x, value_[i].y, a[1]);
  } else if (call.verb == "remove" && a.size() == 1) {
    value_.erase(value_.begin() + static_cast<std::ptrdiff_t>(checkedIndex(a[0])));
  } else if (call.verb == "clear") {
    value_.clear();
  } else {
    refuse("takes the patches add, move, label, remove and clear");
  }
}

void PointsInput::describe(ParameterInfo& info) const {
  info.min = spec_.min;
  info.max = spec_.max;
  info.columnNames = spec_.columnNames;
}

std::vector<std::string> PointsInput::probes() const {
  const double m = (spec_.min + spec_.max) / 2;
  const std::vector<double> low{spec_.min, spec_.min, 0}, high{spec_.max, spec_.max, 1},
      middle{m, spec_.min, 0};
  return {"[]", writeRows({middle}), writeRows({low, low, low}), writeRows({low, high, middle})};
}

std::vector<std::string> PointsInput::patchProbes() const {
  const std::string low = base::shortest(spec_.min), high = base::shortest(spec_.max);
  return {R"({"add": [)" + low + "," + high + ",1]}", R"({"move": [0,)" + high + "," + low + "]}",
          R"({"label": [0, 1]})", R"({"remove": 0})", R"({"clear": true})"};
}

MatrixInput::MatrixInput(Experiment* owner, std::string name, std::string label, Spec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      value_(spec_.value) {
  value_.resize(spec_.rows * spec_.columns);
  rememberDefault();
}

std::string MatrixInput::text() const {
  std::vector<std::vector<double>> rows;
  for (std::size_t r = 0; r < spec_.rows; ++r)
    rows.emplace_back(value_.begin() + static_cast<std::ptrdiff_t>(r * spec_.columns),
                      value_.begin() + static_cast<std::ptrdiff_t>((r + 1) * spec_.columns));
  return writeRows(rows);
}

void MatrixInput::set(std::string_view text) {
  std::vector<double> next;
  const auto rows = readRows(text, name());
  for (const auto& row : rows) {
    if (row.size() != spec_.columns) refuse("has " + std::to_string(spec_.columns) + " columns");
    next.insert(next.end(), row.begin(), row.end());
  }
  if (rows.size() != spec_.rows) refuse("has " + std::to_string(spec_.rows) + " rows");
  for (const double v : next)
    if (v < spec_.min || v > spec_.max) refuse("takes " + bounds(spec_.min, spec_.max) + " in each cell");
  value_ = std::move(next);
}

void MatrixInput::patch(std::string_view json) {
  const PatchCall call = readPatch(json, name());
  const auto& a = call.numbers;
  if (call.verb != "cell" || a.size() != 3 || !isIndex(a[0], spec_.rows) || !isIndex(a[1], spec_.columns))
    refuse("takes the patch {\"cell\": [row, column, value]}");
  if (a[2] < spec_.min || a[2] > spec_.max) refuse("takes " + bounds(spec_.min, spec_.max) + " in each cell");
  value_[static_cast<std::size_t>(a[0]) * spec_.columns + static_cast<std::size_t>(a[1])] = a[2];
}

void MatrixInput::describe(ParameterInfo& info) const {
  info.min = spec_.min;
  info.max = spec_.max;
}

std::vector<std::string> MatrixInput::probes() const {
  const auto filled = [&](double v) {
    return writeRows(std::vector<std::vector<double>>(spec_.rows, std::vector<double>(spec_.columns, v)));
  };
  return {filled(spec_.min), filled(spec_.max), text()};
}

std::vector<std::string> MatrixInput::patchProbes() const {
  return {R"({"cell": [0, 0, )" + base::shortest(spec_.max) + "]}"};
}

CurveInput::CurveInput(Experiment* owner, std::string name, std::string label, Spec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      value_(spec_.value) {
  rememberDefault();
}

std::string CurveInput::text() const { return writeNumbers(value_); }

void CurveInput::set(std::string_view text) {
  auto next = readNumbers(text, name());
  if (next.size() != value_.size()) refuse("takes " + std::to_string(value_.size()) + " numbers");
  for (const double y : next)
    if (y < spec_.min || y > spec_.max) refuse("takes " + bounds(spec_.min, spec_.max));
  value_ = std::move(next);
}

void CurveInput::patch(std::string_view json) {
  const PatchCall call = readPatch(json, name());
  const auto& a = call.numbers;
  if (call.verb != "y" || a.size() < 2 || !isIndex(a[0], value_.size()))
    refuse("takes the patch {\"y\": [index, value, ...]}, index 0 to " + std::to_string(value_.size() - 1));
  const auto first = static_cast<std::size_t>(a[0]);
  if (a.size() - 1 > value_.size() - first) refuse("has " + std::to_string(value_.size()) + " points");
  for (std::size_t i = 1; i < a.size(); ++i)
    if (a[i] < spec_.min || a[i] > spec_.max) refuse("takes " + bounds(spec_.min, spec_.max));
  std::copy(a.begin() + 1, a.end(), value_.begin() + static_cast<std::ptrdiff_t>(first));
}

void CurveInput::describe(ParameterInfo& info) const {
  info.min = spec_.min;
  info.max = spec_.max;
}

std::vector<std::string> CurveInput::probes() const {
  return {writeNumbers(std::vector<double>(value_.size(), spec_.min)),
          writeNumbers(std::vector<double>(value_.size(), spec_.max)), text()};
}

std::vector<std::string> CurveInput::patchProbes() const {
  const std::string low = base::shortest(spec_.min), high = base::shortest(spec_.max);
  std::vector<std::string> all{R"({"y": [0, )" + high + "]}"};
  if (value_.size() > 1) all.push_back(R"({"y": [0, )" + low + ", " + high + "]}");
  return all;
}

DrawingInput::DrawingInput(Experiment* owner, std::string name, std::string label, std::vector<Stroke> value,
                           ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), value_(std::move(value)) {
  rememberDefault();
}

DrawingInput::Stroke DrawingInput::checked(Stroke stroke) const {
  if (stroke.size() < 3 || stroke.size() % 2 == 0 || stroke.size() > 20001)
    refuse("takes strokes [radius, x0, y0, x1, y1, ...]");
  for (const double v : stroke)
    if (v < 0 || v > 1) refuse("takes strokes inside the unit square");
  return stroke;
}

std::vector<float> DrawingInput::raster(std::size_t side) const {
  std::vector<float> ink(side * side, 0.0F);
  const double pixel = 1.0 / static_cast<double>(side);
  for (const Stroke& stroke : value_) {
    for (std::size_t i = 1; i + 1 < stroke.size(); i += 2) {
      const std::size_t next = std::min(i + 2, stroke.size() - 2);
      const double ax = stroke[i], ay = stroke[i + 1], bx = stroke[next] - ax, by = stroke[next + 1] - ay;
      for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column) {
          const double px = (static_cast<double>(column) + 0.5) * pixel - ax;
          const double py = (static_cast<double>(row) + 0.5) * pixel - ay;
          const double length = bx * bx + by * by;
          const double t = length > 0 ? std::clamp((px * bx + py * by) / length, 0.0, 1.0) : 0.0;
          const double distance = std::hypot(px - t * bx, py - t * by);
          const double cover = std::clamp((stroke[0] - distance) / pixel + 0.5, 0.0, 1.0);
          float& cell = ink[row * side + column];
          cell = std::max(cell, static_cast<float>(cover));
        }
    }
  }
  return ink;
}

std::string DrawingInput::text() const { return writeRows(value_); }

void DrawingInput::set(std::string_view text) {
  std::vector<Stroke> next;
  for (auto& row : readRows(text, name())) next.push_back(checked(std::move(row)));
  if (next.size() > 1000) refuse("takes at most 1000 strokes");
  value_ = std::move(next);
}

void DrawingInput::patch(std::string_view json) {
  PatchCall call = readPatch(json, name());
  if (call.verb == "stroke") {
    if (value_.size() >= 1000) refuse("takes at most 1000 strokes");
    value_.push_back(checked(std::move(call.numbers)));
  } else if (call.verb == "clear") {
    value_.clear();
  } else {
    refuse("takes the patches stroke and clear");
  }
}

std::vector<std::string> DrawingInput::probes() const {
  return {"[]", "[[0.05,0.2,0.2,0.8,0.8]]", "[[1,0,0]]"};
}
std::vector<std::string> DrawingInput::patchProbes() const {
  return {R"({"stroke": [0.05, 0.1, 0.9, 0.9, 0.1]})", R"({"clear": true})"};
}

BitsInput::BitsInput(Experiment* owner, std::string name, std::string label, std::string value,
                     ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), value_(std::move(value)) {
  rememberDefault();
}

void BitsInput::set(std::string_view text) {
  if (text.size() != value_.size() || text.find_first_not_of("01") != std::string_view::npos)
    refuse("takes " + std::to_string(value_.size()) + " bits, 0 or 1");
  value_ = text;
}

void BitsInput::patch(std::string_view json) {
  const PatchCall call = readPatch(json, name());
  if (call.verb != "flip" || call.numbers.size() != 1 || !isIndex(call.numbers[0], value_.size()))
    refuse("takes the patch {\"flip\": 0 to " + std::to_string(value_.size() - 1) + "}");
  char& bit = value_[static_cast<std::size_t>(call.numbers[0])];
  bit = bit == '0' ? '1' : '0';
}

std::vector<std::string> BitsInput::probes() const {
  return {std::string(value_.size(), '0'), std::string(value_.size(), '1'), value_};
}

TextInput::TextInput(Experiment* owner, std::string name, std::string label, std::string value,
                     ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), value_(std::move(value)) {
  rememberDefault();
}

void TextInput::check(std::string_view text) const {
  if (text.size() > mostCharacters) refuse("takes at most a mebibyte of text");
  if (!io::detail::isUtf8(text)) refuse("takes UTF-8, whole characters");
}

void TextInput::set(std::string_view text) {
  check(text);
  value_ = text;
}

std::vector<std::string> TextInput::probes() const {
  return {"", "a", "naïve 🤗 text; with \"quotes\"\nand lines"};
}

}  // namespace gradarium::lab
