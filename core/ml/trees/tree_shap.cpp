// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/importance.h"

namespace gradarium::ml {
namespace {

/// One feature on the way to a node.
struct Step {
  int feature = -1;
  double zero = 1;    // share of the training samples that go this way when the feature is not known
  double one = 1;     // whether the row goes this way
  double weight = 0;  // of the subsets of the features before it, by how many are known
};
using Path = std::vector<Step>;

/// One more feature on the path: each subset so far, without it and with it.
void extend(Path& path, double zero, double one, int feature) {
  const std::size_t l = path.size();
  path.push_back({feature, zero, one, l == 0 ? 1.0 : 0.0});
  const auto length = static_cast<double>(l + 1);
  for (std::size_t i = l; i-- > 0;) {
    path[i + 1].weight += one * path[i].weight * static_cast<double>(i + 1) / length;
    path[i].weight = zero * path[i].weight * static_cast<double>(l - i) / length;
  }
}

/// Takes the feature at a place off again: the inverse of extend().
void unwind(Path& path, std::size_t at) {
  const std::size_t l = path.size() - 1;
  const double one = path[at].one, zero = path[at].zero, length = static_cast<double>(l + 1);
  double next = path[l].weight;
  for (std::size_t j = l; j-- > 0;) {
    if (one != 0) {
      const double kept = path[j].weight;
      path[j].weight = next * length / (static_cast<double>(j + 1) * one);
      next = kept - path[j].weight * zero * static_cast<double>(l - j) / length;
    } else {
      path[j].weight = path[j].weight * length / (zero * static_cast<double>(l - j));
    }
  }
  for (std::size_t j = at; j < l; ++j) {
    path[j].feature = path[j + 1].feature;
    path[j].zero = path[j + 1].zero;
    path[j].one = path[j + 1].one;
  }
  path.pop_back();
}

/// The sum of the weights that unwind() would leave.
double unwoundSum(const Path& path, std::size_t at) {
  const std::size_t l = path.size() - 1;
  const double one = path[at].one, zero = path[at].zero, length = static_cast<double>(l + 1);
  double next = path[l].weight, total = 0;
  for (std::size_t j = l; j-- > 0;) {
    if (one != 0) {
      const double kept = next * length / (static_cast<double>(j + 1) * one);
      total += kept;
      next = path[j].weight - kept * zero * static_cast<double>(l - j) / length;
    } else {
      total += path[j].weight * length / (zero * static_cast<double>(l - j));
    }
  }
  return total;
}

struct Walk {
  const Tree& tree;
  std::span<const double> row;
  std::span<double> phi;
  std::size_t output;
  double scale;

  /// As deep as the tree: a grown tree is at most a few hundred deep.
  void visit(std::size_t at, Path path, double zero, double one, int feature) const {
    extend(path, zero, one, feature);
    const Tree::Node& node = tree.nodes[at];
    if (node.leaf()) {
      const double value = scale * tree.valueOf(at)[output];
      for (std::size_t i = 1; i < path.size(); ++i)
        phi[static_cast<std::size_t>(path[i].feature)] +=
            unwoundSum(path, i) * (path[i].one - path[i].zero) * value;
      return;
    }
    const bool left = row[static_cast<std::size_t>(node.feature)] <= node.threshold;
    const auto hot = static_cast<std::size_t>(left ? node.left : node.right);
    const auto cold = static_cast<std::size_t>(left ? node.right : node.left);
    double before = 1, known = 1;
    for (std::size_t k = 1; k < path.size(); ++k) {
      if (path[k].feature != node.feature) continue;
      before = path[k].zero;
      known = path[k].one;
      unwind(path, k);
      break;
    }
    visit(hot, path, before * tree.nodes[hot].weight / node.weight, known, node.feature);
    visit(cold, std::move(path), before * tree.nodes[cold].weight / node.weight, 0, node.feature);
  }
};

}  // namespace

void addShapley(const Tree& tree, std::span<const double> row, std::span<double> phi, std::size_t output,
                double scale) {
  if (tree.nodes.empty() || tree.nodes[0].leaf()) return;
  Walk{tree, row, phi, output, scale}.visit(0, {}, 1, 1, -1);
}

}  // namespace gradarium::ml
