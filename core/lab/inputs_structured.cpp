// SPDX-License-Identifier: GPL-3.0-or-later
// The two rich values whose JSON mixes names and numbers.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/lab/inputs.h"
#include "core/lab/json_text.h"

namespace gradarium::lab {
namespace {
using Json = nlohmann::json;
constexpr std::size_t mostNodes = 500, mostEdges = 5000;

/// A node's number: whole, and small enough to be one. What nodes there are is checked with the whole value.
bool isNode(double number) { return number >= 0 && number < mostNodes && number == std::floor(number); }
}  // namespace

GraphInput::GraphInput(Experiment* owner, std::string name, std::string label, Value value,
                       ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), value_(std::move(value)) {
  rememberDefault();
}

std::string GraphInput::text() const {
  Json nodes = Json::array(), edges = Json::array();
  for (const Node& n : value_.nodes) nodes.push_back({n.label, n.x, n.y});
  for (const Edge& e : value_.edges) edges.push_back({e.from, e.to, e.weight});
  return Json{{"edges", edges}, {"nodes", nodes}}.dump();
}

void GraphInput::check(const Value& value) const {
  if (value.nodes.size() > mostNodes || value.edges.size() > mostEdges)
    refuse("takes at most " + std::to_string(mostNodes) + " nodes and " + std::to_string(mostEdges) +
           " edges");
  const int n = static_cast<int>(value.nodes.size());
  for (const Node& node : value.nodes)
    if (!std::isfinite(node.x) || !std::isfinite(node.y)) refuse("takes finite positions");
  for (const Edge& e : value.edges)
    if (e.from < 0 || e.from >= n || e.to < 0 || e.to >= n || !std::isfinite(e.weight))
      refuse("has an edge to a node that is not there");
}

void GraphInput::set(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  Value next;
  try {
    for (const Json& n : json.at("nodes")) next.nodes.push_back({n.at(0), n.at(1), n.at(2)});
    for (const Json& e : json.at("edges")) {
      const double from = e.at(0), to = e.at(1);
      if (!isNode(from) || !isNode(to)) refuse("has an edge to a node that is not there");
      next.edges.push_back({static_cast<int>(from), static_cast<int>(to), e.at(2)});
    }
  } catch (const Json::exception&) {
    refuse("takes {\"nodes\": [[label, x, y], ...], \"edges\": [[from, to, weight], ...]}");
  }
  check(next);
  value_ = std::move(next);
}

void GraphInput::patch(std::string_view json) {
  const PatchCall call = readPatch(json, name(), true);
  const auto& a = call.numbers;
  Value next = value_;
  if (call.verb == "node" && a.size() == 2) {
    next.nodes.push_back({call.text, a[0], a[1]});
  } else if (call.verb == "move" && a.size() == 3 && isNode(a[0]) &&
             a[0] < static_cast<double>(next.nodes.size())) {
    Node& node = next.nodes[static_cast<std::size_t>(a[0])];
    node.x = a[1];
    node.y = a[2];
  } else if (call.verb == "edge" && a.size() == 3 && isNode(a[0]) && isNode(a[1])) {
    const int from = static_cast<int>(a[0]), to = static_cast<int>(a[1]);
    std::erase_if(next.edges, [&](const Edge& e) { return e.from == from && e.to == to; });
    if (a[2] != 0) next.edges.push_back({from, to, a[2]});
  } else {
    refuse("takes the patches node, move and edge");
  }
  check(next);
  value_ = std::move(next);
}

std::vector<std::string> GraphInput::probes() const {
  return {R"({"edges":[],"nodes":[]})", R"({"edges":[[0,1,1.0]],"nodes":[["a",0.0,0.0],["b",1.0,0.5]]})"};
}

std::vector<std::string> GraphInput::patchProbes() const {
  return {R"({"node": ["new", 0.5, 0.5]})", R"({"move": [0, 0.25, 0.75]})", R"({"edge": [0, 0, 2]})"};
}

/// A typing patch holds nothing that it does not know: a misspelt member would be lost keystrokes.
void TextInput::patch(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  std::size_t at = 0, removed = 0;
  std::string inserted;
  bool good = json.is_object() && json.contains("at");
  for (auto it = json.begin(); good && it != json.end(); ++it) {
    good = it.key() == "insert" ? it->is_string()
                                : (it.key() == "at" || it.key() == "remove") && it->is_number_unsigned();
    if (!good) break;
    if (it.key() == "insert") inserted = it->get<std::string>();
    if (it.key() == "at") at = it->get<std::size_t>();
    if (it.key() == "remove") removed = it->get<std::size_t>();
  }
  if (!good) refuse("takes the patch {\"at\": byte, \"remove\": bytes, \"insert\": text}");
  if (at > value_.size() || removed > value_.size() - at)
    refuse("has " + std::to_string(value_.size()) + " bytes");
  std::string next = value_;
  next.replace(at, removed, inserted);
  check(next);
  value_ = std::move(next);
}

}  // namespace gradarium::lab
