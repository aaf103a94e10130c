// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/importance.h"

#include <algorithm>

namespace gradarium::ml {

std::vector<double> impurityImportance(const Tree& tree, std::size_t features) {
  std::vector<double> gains(features, 0);
  double all = 0;
  for (const Tree::Node& node : tree.nodes) {
    if (node.leaf()) continue;
    const double gain = std::max(0.0, node.gain);
    gains[static_cast<std::size_t>(node.feature)] += gain;
    all += gain;
  }
  if (all > 0)
    for (double& gain : gains) gain /= all;
  return gains;
}

std::vector<double> permutationImportance(const RandomForest::Member& member, const SortedColumns& columns,
                                          std::span<const int> target, base::Random random) {
  const std::size_t d = columns.columns(), m = member.outOfBag.size();
  std::vector<double> drops(d, 0);
  if (m == 0) return drops;
  std::vector<bool> asked(d, false);
  for (const Tree::Node& node : member.tree.nodes)
    if (!node.leaf()) asked[static_cast<std::size_t>(node.feature)] = true;
  std::vector<double> rows(m * d);
  int right = 0;
  for (std::size_t o = 0; o < m; ++o) {
    columns.row(member.outOfBag[o], std::span(rows).subspan(o * d, d));
    right += member.votes[o] == target[member.outOfBag[o]] ? 1 : 0;
  }
  std::vector<std::size_t> from(m);
  for (std::size_t f = 0; f < d; ++f) {
    if (!asked[f]) continue;  // nothing of the tree depends on it
    for (std::size_t o = 0; o < m; ++o) from[o] = o;
    base::Random own = random.split(f);
    own.shuffle(from);
    int still = 0;
    for (std::size_t o = 0; o < m; ++o) {
      const auto row = std::span(rows).subspan(o * d, d);
      const double kept = row[f];
      row[f] = columns.column(f)[member.outOfBag[from[o]]];
      still += member.tree.classAt(member.tree.leafOf(row)) == target[member.outOfBag[o]] ? 1 : 0;
      row[f] = kept;
    }
    drops[f] = static_cast<double>(right - still) / static_cast<double>(m);
  }
  return drops;
}

double expectedValue(const Tree& tree, std::size_t output) {
  double sum = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (tree.nodes[i].leaf()) sum += tree.nodes[i].weight * tree.valueOf(i)[output];
  return tree.nodes[0].weight > 0 ? sum / tree.nodes[0].weight : 0;
}

}  // namespace gradarium::ml
