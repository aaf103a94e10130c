// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/lab/series_value.h"

/// What an experiment shows: plain data, no behaviour. A view reads these from a Snapshot.
namespace gradarium::lab::value {

struct Scalar {
  static constexpr std::string_view kind = "scalar";
  double number = 0;
};

/// n x d, row-major.
struct Points {
  static constexpr std::string_view kind = "points";
  std::size_t rows = 0, columns = 0;
  std::vector<double> data;
  std::vector<std::string> columnNames, units;
  std::vector<std::string> rowNames = {};  // of the samples: words, countries
  double at(std::size_t row, std::size_t column) const { return data[row * columns + column]; }
};

/// One code per sample; a negative code means "none yet" or "noise".
struct Labels {
  static constexpr std::string_view kind = "labels";
  std::vector<int> codes;
  std::vector<std::string> names;
};

/// rows x columns, row-major.
struct Matrix {
  static constexpr std::string_view kind = "matrix";
  std::size_t rows = 0, columns = 0;
  std::vector<double> data;
  std::vector<std::string> rowNames, columnNames;
  double at(std::size_t row, std::size_t column) const { return data[row * columns + column]; }
};

/// Dense, row-major, float32.
struct Tensor {
  static constexpr std::string_view kind = "tensor";
  std::vector<std::size_t> shape;
  std::vector<float> data;
};

/// A column holds numbers or texts; the other vector stays empty.
struct Table {
  struct Column {
    std::string name, unit;
    std::vector<double> numbers;
    std::vector<std::string> texts;
    std::size_t rows() const { return texts.empty() ? numbers.size() : texts.size(); }
  };
  static constexpr std::string_view kind = "table";
  std::vector<Column> columns;
  std::size_t rows() const { return columns.empty() ? 0 : columns.front().rows(); }
};

struct Tokens {
  struct Token {
    std::string text;
    int id = -1;
    double weight = 0;
  };
  static constexpr std::string_view kind = "tokens";
  std::vector<Token> tokens;
};

/// Nodes in any order; the root's parent is -1.
struct Tree {
  struct Node {
    int parent = -1;
    std::string label;
    double number = 0;
    bool leaf = true;
  };
  static constexpr std::string_view kind = "tree";
  std::vector<Node> nodes;
};

/// Nodes stand where x and y say, or where a view's layout puts them: in layers along the edges, or by distance.
struct Graph {
  struct Node {
    std::string label;  // several lines: the first names the node
    double x = 0, y = 0, number = 0;
    int category = -1;  // a kind of node; -1: none
    int layer = -1;     // counted from 0 along the edges; -1: found from them
  };
  struct Edge {
    int from = 0, to = 0;
    double weight = 1;
    std::string label = {};
  };
  static constexpr std::string_view kind = "graph";
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  bool directed = false;
};

/// Spans on lanes; times in the experiment's own clock.
struct Timeline {
  struct Span {
    int lane = 0;
    double begin = 0, end = 0;
    std::string label;
    int category = 0;
  };
  static constexpr std::string_view kind = "timeline";
  std::vector<std::string> lanes;
  std::vector<Span> spans;
};

/// height x width x channels (1 or 3), each in 0..1.
struct Image {
  static constexpr std::string_view kind = "image";
  std::size_t width = 0, height = 0, channels = 1;
  std::vector<float> pixels;
};

/// A function sampled at the centres of a rows x columns grid over [x0, x1] x [y0, y1]; row 0 is the lowest
/// y.
struct Field {
  static constexpr std::string_view kind = "field";
  std::size_t rows = 0, columns = 0;
  double x0 = 0, x1 = 1, y0 = 0, y1 = 1;
  std::vector<float> values;
};

/// Masses of named outcomes, or of the intervals between edges (then edges has one more element).
struct Distribution {
  static constexpr std::string_view kind = "distribution";
  std::vector<double> masses, edges;
  std::vector<std::string> names;
};

/// Bits from left to right, in numbers that stand below each other, each with its fields.
struct Bits {
  struct Group {
    std::size_t begin = 0, length = 0;
    std::string label;
    std::string note = {};  // what these bits come to: "129 - 127 = 2"
  };
  static constexpr std::string_view kind = "bits";
  std::vector<std::uint8_t> bits;
  std::vector<Group> groups;       // fields: sign, exponent, mantissa
  std::vector<Group> numbers = {};  // empty: all bits are one number
};

/// Blocks of one or several memories of `capacity` bytes each; what no block takes is free.
struct Memory {
  struct Block {
    std::uint64_t offset = 0, bytes = 0;
    std::string label;
    int category = 0;
    int bank = 0;
  };
  static constexpr std::string_view kind = "memory";
  std::uint64_t capacity = 0;
  std::vector<Block> blocks;
  std::vector<std::string> banks = {};  // devices, pools; none: one memory
  std::uint64_t page = 0;               // bytes that are given out together; 0: any number
};

/// Mono samples in -1..1.
struct Audio {
  static constexpr std::string_view kind = "audio";
  double rate = 16000;  // samples a second
  std::vector<float> samples;
};

struct Text {
  static constexpr std::string_view kind = "text";
  std::string text;
};

}  // namespace gradarium::lab::value

namespace gradarium::lab {

using Value =
    std::variant<value::Scalar, value::Series, value::Points, value::Labels, value::Matrix, value::Tensor,
                 value::Table, value::Tokens, value::Tree, value::Graph, value::Timeline, value::Image,
                 value::Field, value::Distribution, value::Bits, value::Memory, value::Audio, value::Text>;

}  // namespace gradarium::lab
