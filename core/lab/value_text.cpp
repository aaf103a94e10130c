// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/value_text.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lab {
namespace {

using Json = nlohmann::json;

Json number(double x) {
  if (std::isfinite(x)) return x;
  return base::shortest(x);
}

template <class T>
Json list(const std::vector<T>& v) {
  Json out = Json::array();
  for (const T& x : v) {
    if constexpr (std::is_floating_point_v<T>) {
      out.push_back(number(static_cast<double>(x)));
    } else {
      out.push_back(x);
    }
  }
  return out;
}

template <class T>
Json nested(const T*& data, const std::vector<std::size_t>& shape, std::size_t axis) {
  if (axis == shape.size()) return number(static_cast<double>(*data++));
  Json out = Json::array();
  for (std::size_t i = 0; i < shape[axis]; ++i) out.push_back(nested(data, shape, axis + 1));
  return out;
}

/// A lesson that fills fewer cells than its shape names has a fault: it must not become a read beyond the
/// end.
template <class T>
Json shaped(const std::vector<T>& data, const std::vector<std::size_t>& shape) {
  std::size_t cells = 1;
  for (const std::size_t n : shape) cells = n == 0 || cells <= data.size() ? cells * n : data.size() + 1;
  if (cells != data.size())
    throw base::Error("a value holds " + std::to_string(data.size()) + " numbers, which is not its shape");
  const T* next = data.data();
  return nested(next, shape, 0);
}

struct Writer {
  Json operator()(const value::Scalar& v) const { return number(v.number); }
  Json operator()(const value::Series& v) const {
    Json out = Json::array();
    for (std::size_t i = 0; i < v.size(); ++i) out.push_back({number(v.x(i)), number(v.y(i))});
    return out;
  }
  Json operator()(const value::Points& v) const { return shaped(v.data, {v.rows, v.columns}); }
  Json operator()(const value::Labels& v) const { return list(v.codes); }
  Json operator()(const value::Matrix& v) const { return shaped(v.data, {v.rows, v.columns}); }
  Json operator()(const value::Tensor& v) const { return shaped(v.data, v.shape); }
  Json operator()(const value::Table& v) const {
    Json out = Json::object();
    for (const auto& c : v.columns) out[c.name] = c.texts.empty() ? list(c.numbers) : list(c.texts);
    return out;
  }
  Json operator()(const value::Tokens& v) const {
    Json out = Json::array();
    for (const auto& t : v.tokens)
      out.push_back({{"text", t.text}, {"id", t.id}, {"weight", number(t.weight)}});
    return out;
  }
  Json operator()(const value::Tree& v) const {
    Json out = Json::array();
    for (const auto& n : v.nodes)
      out.push_back(
          {{"parent", n.parent}, {"label", n.label}, {"number", number(n.number)}, {"leaf", n.leaf}});
    return out;
  }
  Json operator()(const value::Graph& v) const {
    Json nodes = Json::array(), edges = Json::array();
    for (const auto& n : v.nodes)
      nodes.push_back({{"label", n.label},
                       {"x", number(n.x)},
                       {"y", number(n.y)},
                       {"number", number(n.number)},
                       {"category", n.category}});
    for (const auto& e : v.edges)
      edges.push_back({{"from", e.from}, {"to", e.to}, {"weight", number(e.weight)}, {"label", e.label}});
    return {{"nodes", nodes}, {"edges", edges}, {"directed", v.directed}};
  }
  Json operator()(const value::Timeline& v) const {
    Json spans = Json::array();
    for (const auto& s : v.spans)
      spans.push_back({{"lane", s.lane},
                       {"begin", number(s.begin)},
                       {"end", number(s.end)},
                       {"label", s.label},
                       {"category", s.category}});
    return {{"lanes", v.lanes}, {"spans", spans}};
  }
  Json operator()(const value::Image& v) const { return shaped(v.pixels, {v.height, v.width, v.channels}); }
  Json operator()(const value::Field& v) const {
    return {{"x", {v.x0, v.x1}}, {"y", {v.y0, v.y1}}, {"values", shaped(v.values, {v.rows, v.columns})}};
  }
  Json operator()(const value::Distribution& v) const {
    Json out{{"masses", list(v.masses)}};
    if (!v.edges.empty()) out["edges"] = list(v.edges);
    if (!v.names.empty()) out["names"] = v.names;
    return out;
  }
  Json operator()(const value::Bits& v) const {
    std::string bits;
    for (const auto bit : v.bits) bits += bit ? '1' : '0';
    return bits;
  }
  Json operator()(const value::Memory& v) const {
    Json blocks = Json::array();
    for (const auto& b : v.blocks)
      blocks.push_back({{"offset", b.offset},
                        {"bytes", b.bytes},
                        {"label", b.label},
                        {"category", b.category},
                        {"bank", b.bank}});
    Json out{{"capacity", v.capacity}, {"blocks", blocks}};
    if (!v.banks.empty()) out["banks"] = v.banks;
    if (v.page > 0) out["page"] = v.page;
    return out;
  }
  Json operator()(const value::Audio& v) const { return {{"rate", v.rate}, {"samples", list(v.samples)}}; }
  Json operator()(const value::Text& v) const { return v.text; }
};

/// JSON with every finite number in its shortest exact form.
std::string text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string_view kindOf(const Value& value) {
  return std::visit([](const auto& v) { return std::decay_t<decltype(v)>::kind; }, value);
}

std::string toJson(const Value& value) { return text(std::visit(Writer{}, value)); }

}  // namespace gradarium::lab
