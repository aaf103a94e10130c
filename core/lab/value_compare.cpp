// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <tuple>
#include <type_traits>
#include <utility>

#include "core/lab/value_text.h"

namespace gradarium::lab {
namespace {

using namespace value;

// Every field of every kind, once: what is left out here is never compared.
auto fields(const Scalar& v) { return std::tie(v.number); }
auto fields(const Points& v) { return std::tie(v.rows, v.columns, v.data, v.columnNames, v.units, v.rowNames); }
auto fields(const Labels& v) { return std::tie(v.codes, v.names); }
auto fields(const Matrix& v) { return std::tie(v.rows, v.columns, v.data, v.rowNames, v.columnNames); }
auto fields(const Tensor& v) { return std::tie(v.shape, v.data); }
auto fields(const Table::Column& v) { return std::tie(v.name, v.unit, v.numbers, v.texts); }
auto fields(const Table& v) { return std::tie(v.columns); }
auto fields(const Tokens::Token& v) { return std::tie(v.text, v.id, v.weight); }
auto fields(const Tokens& v) { return std::tie(v.tokens); }
auto fields(const Tree::Node& v) { return std::tie(v.parent, v.label, v.number, v.leaf); }
auto fields(const Tree& v) { return std::tie(v.nodes); }
auto fields(const Graph::Node& v) { return std::tie(v.label, v.x, v.y, v.number, v.category, v.layer); }
auto fields(const Graph::Edge& v) { return std::tie(v.from, v.to, v.weight, v.label); }
auto fields(const Graph& v) { return std::tie(v.nodes, v.edges, v.directed); }
auto fields(const Timeline::Span& v) { return std::tie(v.lane, v.begin, v.end, v.label, v.category); }
auto fields(const Timeline& v) { return std::tie(v.lanes, v.spans); }
auto fields(const Image& v) { return std::tie(v.width, v.height, v.channels, v.pixels); }
auto fields(const Field& v) { return std::tie(v.rows, v.columns, v.x0, v.x1, v.y0, v.y1, v.values); }
auto fields(const Distribution& v) { return std::tie(v.masses, v.edges, v.names); }
auto fields(const Bits::Group& v) { return std::tie(v.begin, v.length, v.label, v.note); }
auto fields(const Bits& v) { return std::tie(v.bits, v.groups, v.numbers); }
auto fields(const Memory::Block& v) { return std::tie(v.offset, v.bytes, v.label, v.category, v.bank); }
auto fields(const Memory& v) { return std::tie(v.capacity, v.blocks, v.banks, v.page); }
auto fields(const Audio& v) { return std::tie(v.rate, v.samples); }
auto fields(const Text& v) { return std::tie(v.text); }

template <class T>
bool same(const T& a, const T& b);

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(a[i], b[i])) return false;
  return true;
}

bool same(const Series& a, const Series& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(a.x(i), b.x(i)) || !same(a.y(i), b.y(i))) return false;
  return true;
}

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>) {
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
  } else if constexpr (std::is_integral_v<T> || std::is_same_v<T, std::string>) {
    return a == b;
  } else {
    const auto fa = fields(a), fb = fields(b);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (same(std::get<I>(fa), std::get<I>(fb)) && ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(fa)>>{});
  }
}

template <class T>
bool finite(const T& v);

template <class T>
bool finite(const std::vector<T>& all) {
  for (const T& one : all)
    if (!finite(one)) return false;
  return true;
}

bool finite(const Series& v) {
  for (std::size_t i = 0; i < v.size(); ++i)
    if (!std::isfinite(v.x(i)) || !std::isfinite(v.y(i))) return false;
  return true;
}

template <class T>
bool finite(const T& v) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(v);
  } else if constexpr (std::is_integral_v<T> || std::is_same_v<T, std::string>) {
    return true;
  } else {
    return std::apply([](const auto&... each) { return (finite(each) && ...); }, fields(v));
  }
}

}  // namespace

bool identical(const Value& a, const Value& b) {
  if (&a == &b) return true;
  return a.index() == b.index() &&
         std::visit([&](const auto& v) { return same(v, std::get<std::decay_t<decltype(v)>>(b)); }, a);
}

bool allFinite(const Value& value) {
  return std::visit([](const auto& v) { return finite(v); }, value);
}

}  // namespace gradarium::lab
