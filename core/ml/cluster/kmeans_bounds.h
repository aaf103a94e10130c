// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gradarium::ml::detail {

/// What is known of the samples' distances to the centres without taking them: by the triangle inequality, a
/// centre that moved by m is nearer or farther by m at most. Elkan (2003) keeps a lower bound for each sample
/// and centre, Hamerly (2010) one for all centres but the nearest; both an upper bound on the nearest. Bounds
/// are widened by what rounding can cost, so the answers are those of the plain search, ties included.
/// Private to core/ml/cluster.
class CentreBounds {
 public:
  CentreBounds(std::size_t n, std::size_t k, std::size_t d, bool perCentre);

  /// The centres (k x d) went elsewhere, in whatever way. Returns the distances taken between them.
  std::uint64_t follow(std::span<const double> centres);
  /// The centre nearest to sample i, which stands at x; adds the distances it took to `count`. Different
  /// samples may be asked at the same time.
  int nearest(std::size_t i, const double* x, const double* centres, std::uint64_t& count);

 private:
  int searchAll(std::size_t i, const double* x, const double* centres);
  int elkan(std::size_t i, const double* x, const double* centres, std::uint64_t& count);
  int hamerly(std::size_t i, const double* x, const double* centres, std::uint64_t& count);
  [[nodiscard]] bool surelyLess(double upper, double lower) const noexcept { return upper < lower * shrink_; }

  std::size_t k_, d_;
  bool perCentre_;
  double widen_, shrink_;
  std::vector<double> previous_;       // k x d: where the bounds were taken
  std::vector<double> drift_;          // k: how far each centre went since
  std::vector<double> halfBetween_;    // k x k
  std::vector<double> halfToNearest_;  // k: to the nearest other centre
  std::vector<int> owner_;             // n: the last answer; -1: never asked
  std::vector<double> upper_, lower_;  // n; n, or n x k per centre
  double farthest_ = 0, secondFarthest_ = 0;
  std::size_t fastest_ = 0;
};

}  // namespace gradarium::ml::detail
