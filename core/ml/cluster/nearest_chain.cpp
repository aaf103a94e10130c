// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/nearest_chain.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace gradarium::ml::detail {

namespace {

/// The upper triangle of a symmetric matrix, row by row.
class Triangle {
 public:
  Triangle(std::vector<double> values, std::size_t n) : values_(std::move(values)), n_(n) {}

  /// row(i)[j] for j > i.
  [[nodiscard]] double* row(std::size_t i) noexcept {
    return values_.data() + i * (2 * n_ - i - 1) / 2 - i - 1;
  }
  [[nodiscard]] double& at(std::size_t i, std::size_t j) noexcept { return i < j ? row(i)[j] : row(j)[i]; }

  /// each(other, to a) and so on for every active cluster, in order.
  template <class Each>
  void forOthers(const std::vector<std::size_t>& active, std::size_t a, Each each) {
    auto other = active.begin();
    for (; other != active.end() && *other < a; ++other) each(*other, row(*other)[a]);
    if (other != active.end() && *other == a) ++other;
    double* own = row(a);
    for (; other != active.end(); ++other) each(*other, own[*other]);
  }

 private:
  std::vector<double> values_;
  std::size_t n_;
};

}  // namespace

std::vector<Meeting> nearestChain(std::vector<double> distances, std::size_t n, Linkage linkage) {
  Triangle far(std::move(distances), n);
  std::vector<std::size_t> active(n), chain;
  std::iota(active.begin(), active.end(), std::size_t{0});
  std::vector<double> size(n, 1.0);
  std::vector<Meeting> meetings;
  meetings.reserve(n - 1);
  while (active.size() > 1) {
    if (chain.empty()) chain.push_back(active.front());
    const std::size_t tip = chain.back();
    // The one we came from wins a tie, else the chain could go round for ever.
    std::size_t nearest = n;
    double lowest = std::numeric_limits<double>::infinity();
    if (chain.size() > 1) {
      nearest = chain[chain.size() - 2];
      lowest = far.at(tip, nearest);
    }
    far.forOthers(active, tip, [&](std::size_t other, double distance) {
      if (distance >= lowest && nearest != n) return;
      lowest = distance;
      nearest = other;
    });
    if (chain.size() < 2 || nearest != chain[chain.size() - 2]) {
      chain.push_back(nearest);
      continue;
    }
    chain.resize(chain.size() - 2);
    const auto [a, b] = std::minmax(tip, nearest);  // b stands for both from now on
    meetings.push_back({a, b, lowest});
    active.erase(std::lower_bound(active.begin(), active.end(), a));
    far.forOthers(active, b, [&, a = a, b = b](std::size_t other, double& distance) {
      distance = lanceWilliams(linkage, far.at(a, other), distance, lowest, size[a], size[b], size[other]);
    });
    size[b] += size[a];
  }
  return meetings;
}

}  // namespace gradarium::ml::detail
