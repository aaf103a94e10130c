// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/hdbscan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/ml/cluster/dbscan.h"
#include "core/ml/cluster/spanning_tree.h"

namespace gradarium::ml {

namespace {

double density(double height) { return height > 0 ? 1 / height : std::numeric_limits<double>::infinity(); }

/// What staying from birth to lambda is worth. Copies of one sample are infinitely dense for ever: no
/// difference.
double lifetime(double lambda, double birth) { return lambda == birth ? 0 : lambda - birth; }

/// Follows the dendrogram from its root and fills the tree and where samples leave it.
class Condenser {
 public:
  Condenser(const Dendrogram& dendrogram, std::size_t least, Hdbscan& out)
      : n_(dendrogram.samples()), merges_(dendrogram.merges()), least_(least), out_(out) {}

  void run() {
    out_.fellFrom.assign(n_, 0);
    out_.leftAt.assign(n_, 0.0);
    out_.tree.assign(1, {.size = n_});
    std::vector<std::pair<std::size_t, std::size_t>> open;  // a branch, and the cluster that it continues
    if (!merges_.empty()) open.emplace_back(n_ + merges_.size() - 1, 0);
    while (!open.empty()) {
      const auto [node, cluster] = open.back();
      open.pop_back();
      const double lambda = density(merges_[node - n_].height);
      const std::vector<std::size_t> pieces = piecesOf(node);
      const auto large =
          std::count_if(pieces.begin(), pieces.end(), [&](std::size_t p) { return size(p) >= least_; });
      if (large > 1) {
        out_.tree[cluster].leaf = false;
        die(cluster, lambda, size(node));
      }
      for (const std::size_t piece : pieces) {
        if (size(piece) < least_) {
          if (large < 2) die(cluster, lambda, size(piece));
          leave(piece, cluster, lambda);
        } else if (large == 1) {
          open.emplace_back(piece, cluster);
        } else {
          open.emplace_back(piece, out_.tree.size());
          out_.tree.push_back({.parent = cluster, .birth = lambda, .death = lambda, .size = size(piece)});
        }
      }
    }
  }

 private:
  [[nodiscard]] std::size_t size(std::size_t node) const { return node < n_ ? 1 : merges_[node - n_].size; }

  /// What is left of a branch without its top edge and all others as long: ties break at the same time.
  [[nodiscard]] std::vector<std::size_t> piecesOf(std::size_t node) const {
    const double height = merges_[node - n_].height;
    std::vector<std::size_t> pieces, open{node};
    while (!open.empty()) {
      const std::size_t next = open.back();
      open.pop_back();
      if (next < n_ || merges_[next - n_].height < height) {
        pieces.push_back(next);
        continue;
      }
      open.push_back(merges_[next - n_].right);
      open.push_back(merges_[next - n_].left);
    }
    return pieces;
  }

  void die(std::size_t cluster, double lambda, std::size_t samples) {
    CondensedCluster& c = out_.tree[cluster];
    c.death = std::max(c.death, lambda);
    c.stability += static_cast<double>(samples) * lifetime(lambda, c.birth);
  }

  void leave(std::size_t node, std::size_t cluster, double lambda) {
    std::vector<std::size_t> open{node};
    while (!open.empty()) {
      const std::size_t next = open.back();
      open.pop_back();
      if (next >= n_) {
        open.push_back(merges_[next - n_].left);
        open.push_back(merges_[next - n_].right);
        continue;
      }
      out_.fellFrom[next] = cluster;
      out_.leftAt[next] = lambda;
    }
  }

  std::size_t n_;
  std::span<const Merge> merges_;
  std::size_t least_;
  Hdbscan& out_;
};

/// Excess of mass: from the leaves up, a cluster is taken where it is worth no less than the best below it.
void select(Hdbscan& out, bool allowSingle) {
  auto& tree = out.tree;
  std::vector<double> best(tree.size(), 0.0);
  for (std::size_t c = tree.size(); c-- > 0;) {
    const bool may = c > 0 || allowSingle;
    tree[c].selected = may && (tree[c].leaf || tree[c].stability >= best[c]);
    if (tree[c].selected) best[c] = tree[c].stability;
    if (c > 0) best[tree[c].parent] += best[c];
  }
  // Below a chosen cluster nothing else is.
  std::vector<bool> covered(tree.size(), false);
  for (std::size_t c = 0; c < tree.size(); ++c) {
    const bool above = c > 0 && covered[tree[c].parent];
    if (above) tree[c].selected = false;
    covered[c] = above || tree[c].selected;
  }
}

void label(Hdbscan& out) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> chosen(out.tree.size(), none);  // the selected cluster that a cluster lies in
  for (std::size_t c = 0; c < out.tree.size(); ++c) {
    chosen[c] = out.tree[c].selected ? c : c > 0 ? chosen[out.tree[c].parent] : none;
  }
  const std::size_t n = out.fellFrom.size();
  std::vector<int> number(out.tree.size(), -1);
  std::vector<double> densest(out.tree.size(), 0.0);
  out.labels.assign(n, -1);
  out.membership.assign(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t c = chosen[out.fellFrom[i]];
    if (c == none) continue;
    if (number[c] < 0) number[c] = static_cast<int>(out.clusters++);
    out.labels[i] = number[c];
    densest[c] = std::max(densest[c], out.leftAt[i]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t c = chosen[out.fellFrom[i]];
    if (c == none) continue;
    const double most = densest[c];
    out.membership[i] = out.leftAt[i] == most ? 1 : std::isinf(most) ? 0 : out.leftAt[i] / most;
  }
}

}  // namespace

Hdbscan condense(const Dendrogram& dendrogram, const HdbscanOptions& options) {
  if (options.minClusterSize < 2) throw base::BadCall("the least cluster size takes 2 or more");
  Hdbscan result;
  Condenser(dendrogram, options.minClusterSize, result).run();
  select(result, options.allowSingle);
  label(result);
  return result;
}

Hdbscan hdbscan(const Samples& samples, const HdbscanOptions& options) {
  samples.requireFinite("HDBSCAN");
  const std::vector<double> core = coreDistances(samples, options.minPts);
  std::vector<Meeting> meetings;
  for (const TreeEdge& edge : minimumSpanningTree(samples, core))
    meetings.push_back({edge.a, edge.b, edge.weight});
  return condense(Dendrogram(samples.rows(), std::move(meetings)), options);
}

}  // namespace gradarium::ml
