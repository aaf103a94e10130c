// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/ml/cluster/dendrogram.h"

namespace gradarium::ml {

namespace {

std::string quoted(const std::string& name) {
  const auto plain = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  };
  if (!name.empty() && std::all_of(name.begin(), name.end(), plain)) return name;
  std::string result = "'";
  for (const char c : name) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

}  // namespace

std::string Dendrogram::newick(std::span<const std::string> names) const {
  const std::size_t n = samples();
  if (!names.empty() && names.size() != n)
    throw base::BadCall("a dendrogram takes a name for each of its samples");
  const auto height = [&](std::size_t node) { return node < n ? 0.0 : merges_[node - n].height; };
  const auto leaf = [&](std::size_t node) {
    return names.empty() ? std::to_string(node + 1) : quoted(names[node]);
  };
  // A chain of single linkage is as deep as there are samples: no recursion.
  struct Visit {
    std::size_t node;
    double above;
    int stage;
  };
  std::string text;
  const std::size_t root = n + merges_.size() - 1;
  std::vector<Visit> open{{root, height(root), 0}};
  while (!open.empty()) {
    const auto [node, above, stage] = open.back();
    if (node >= n && stage < 2) {
      ++open.back().stage;
      text += stage == 0 ? "(" : ",";
      const Merge& merge = merges_[node - n];
      open.push_back({stage == 0 ? merge.left : merge.right, merge.height, 0});
      continue;
    }
    text += node < n ? leaf(node) : ")";
    if (node != root) text += ":" + base::shortest(std::max(0.0, above - height(node)));
    open.pop_back();
  }
  return text + ";";
}

}  // namespace gradarium::ml
