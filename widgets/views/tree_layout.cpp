// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tree_layout.h"

#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

using Node = TreeLayout::Node;

}  // namespace

std::vector<int> TreeLayout::downwards() const {
  std::vector<int> order(roots.begin(), roots.end());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& children = nodes[static_cast<std::size_t>(order[i])].children;
    order.insert(order.end(), children.begin(), children.end());
  }
  return order;
}

std::size_t TreeLayout::depth() const {
  std::vector<std::size_t> levels(nodes.size(), 1);
  std::size_t deepest = 0;
  for (const int index : downwards()) {
    const auto i = static_cast<std::size_t>(index);
    if (nodes[i].parent >= 0) levels[i] = levels[static_cast<std::size_t>(nodes[i].parent)] + 1;
    deepest = std::max(deepest, levels[i]);
  }
  return deepest;
}

int TreeLayout::neighbour(int node, bool up, bool down, bool left) const {
  const Node& at = nodes[static_cast<std::size_t>(node)];
  if (up) return at.parent >= 0 ? at.parent : node;
  if (down) return at.children.empty() ? node : at.children.front();
  const auto& siblings = at.parent < 0 ? roots : nodes[static_cast<std::size_t>(at.parent)].children;
  const auto place = std::ranges::find(siblings, node) - siblings.begin();
  if (left) return place > 0 ? siblings[static_cast<std::size_t>(place - 1)] : node;
  return place + 1 < std::ssize(siblings) ? siblings[static_cast<std::size_t>(place + 1)] : node;
}

TreeLayout layoutOf(const lab::value::Tree& tree, Siblings siblings) {
  TreeLayout layout;
  const std::size_t n = tree.nodes.size();
  layout.nodes.resize(n);
  const auto node = [&](int i) -> Node& { return layout.nodes[static_cast<std::size_t>(i)]; };
  for (std::size_t i = 0; i < n; ++i) {
    const int parent = tree.nodes[i].parent;
    if (parent >= static_cast<int>(n)) return {};
    layout.nodes[i].parent = parent;
    if (parent < 0)
      layout.roots.push_back(static_cast<int>(i));
    else
      node(parent).children.push_back(static_cast<int>(i));
  }
  auto order = layout.downwards();  // shorter than the tree where some hang in a ring
  if (order.size() != n) return {};

  std::size_t samples = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (layout.nodes[i].children.empty()) layout.nodes[i].sample = samples++;
  for (std::size_t i = n; i-- > 0;) {
    Node& at = node(order[i]);
    if (at.children.empty()) {
      at.last = 0;  // counted below: here, one leaf
      continue;
    }
    const double height = tree.nodes[static_cast<std::size_t>(order[i])].number;
    at.height = at.highest = std::isfinite(height) ? height : 0;
    if (siblings == Siblings::BySample) std::ranges::sort(at.children, {}, [&](int child) { return node(child).sample; });
    at.sample = node(at.children.front()).sample;
    for (const int child : at.children) at.sample = std::min(at.sample, node(child).sample);
    for (const int child : at.children) at.highest = std::max(at.highest, node(child).highest);
    std::size_t size = 0;
    for (const int child : at.children) size += node(child).size();
    at.last = size - 1;
  }
  if (siblings == Siblings::BySample) std::ranges::sort(layout.roots, {}, [&](int root) { return node(root).sample; });
  layout.leaves.resize(samples);
  std::size_t next = 0;
  for (const int root : layout.roots) {
    const std::size_t size = node(root).size();
    node(root).first = next;
    node(root).last = next + size - 1;
    next += size;
    layout.highest = std::max(layout.highest, node(root).highest);
  }
  order = layout.downwards();
  for (const int index : order) {
    const Node at = node(index);
    if (at.children.empty()) layout.leaves[at.first] = index;
    std::size_t from = at.first;
    for (const int child : at.children) {
      const std::size_t size = node(child).size();
      node(child).first = from;
      node(child).last = from + size - 1;
      from += size;
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    Node& at = node(order[i]);
    at.place = at.children.empty() ? static_cast<double>(at.first)
                                   : (node(at.children.front()).place + node(at.children.back()).place) / 2;
  }
  return layout;
}

std::vector<int> TreeLayout::below(double cut) const {
  std::vector<int> found, open(roots.rbegin(), roots.rend());
  while (!open.empty()) {
    const int index = open.back();
    open.pop_back();
    const Node& at = nodes[static_cast<std::size_t>(index)];
    if (at.children.empty() || at.highest <= cut)
      found.push_back(index);
    else
      open.insert(open.end(), at.children.rbegin(), at.children.rend());
  }
  return found;
}

int TreeLayout::branchAt(double place, double height) const {
  if (leaves.empty() || !(place >= -0.5) || place > static_cast<double>(leaves.size()) - 0.5) return -1;
  const auto leaf = std::min(static_cast<std::size_t>(std::max(0.0, std::round(place))), leaves.size() - 1);
  int at = leaves[leaf];
  while (at >= 0 && nodes[static_cast<std::size_t>(at)].height < height) at = nodes[static_cast<std::size_t>(at)].parent;
  return at;
}

}  // namespace gradarium::widgets
