// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

enum class Criterion { Gini, Entropy };

/// What a classification tree is to tell: a class for each sample. Scores are such that the gain of a split
/// is the weighted impurity that it takes away, n_t i(t) - n_l i(l) - n_r i(r) (Breiman, Friedman, Olshen &
/// Stone 1984).
class GRADARIUM_CORE ClassTarget {
 public:
  using Sums = std::vector<double>;  // weight of each class

  /// Codes from 0 to classes - 1, one a sample; throws BadCall otherwise.
  ClassTarget(std::vector<int> codes, std::size_t classes, Criterion criterion = Criterion::Gini);

  [[nodiscard]] std::size_t size() const noexcept { return codes_->size(); }
  [[nodiscard]] std::size_t outputs() const noexcept { return classes_; }
  [[nodiscard]] const std::vector<int>& codes() const noexcept { return *codes_; }
  [[nodiscard]] Sums none() const { return Sums(classes_, 0); }
  void add(Sums& sums, std::size_t sample, double weight) const noexcept {
    sums[static_cast<std::size_t>((*codes_)[sample])] += weight;
  }
  /// Rises as the classes part; of a whole, minus its weighted impurity.
  [[nodiscard]] double score(const Sums& sums) const noexcept;
  /// Gini: 1 - sum p^2. Entropy: -sum p log2 p, in bits. In 0 .. 1 - 1/K, or log2 K.
  [[nodiscard]] double impurity(const Sums& sums) const noexcept;
  /// The shares of the classes.
  void value(const Sums& sums, std::span<double> into) const noexcept;
  /// Nothing is left to tell apart.
  [[nodiscard]] bool pure(const Sums& sums) const noexcept;
  /// A mixed node is split even where no single split gains: what comes below may (exclusive or).
  [[nodiscard]] double leastGain() const noexcept { return -1; }

 private:
  std::shared_ptr<const std::vector<int>> codes_;
  std::size_t classes_ = 0;
  Criterion criterion_ = Criterion::Gini;
};

/// What a tree of second order fits: gradients g and hessians h of a loss, one a sample. A leaf says -G / (H
/// + lambda), and a split gains G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda): twice
/// what Chen & Guestrin (2016) call it, with their gamma set apart. With g = -y, h = 1 and lambda = 0 it is
/// regression by least squares: the leaf is the mean, and the gain the squared error that goes.
class GRADARIUM_CORE MomentTarget {
 public:
  struct Sums {
    double g = 0, h = 0, weight = 0;
  };

  /// As many hessians, each at least 0, as gradients; else BadCall. `gamma`: what a split must gain at least.
  MomentTarget(std::vector<double> gradients, std::vector<double> hessians, double lambda = 0,
               double gamma = 0);

  [[nodiscard]] std::size_t size() const noexcept { return moments_->g.size(); }
  [[nodiscard]] std::size_t outputs() const noexcept { return 1; }
  [[nodiscard]] Sums none() const noexcept { return {}; }
  void add(Sums& sums, std::size_t sample, double weight) const noexcept {
    sums.g += weight * moments_->g[sample];
    sums.h += weight * moments_->h[sample];
    sums.weight += weight;
  }
  [[nodiscard]] double score(const Sums& sums) const noexcept {
    const double below = sums.h + lambda_;
    return below > 1e-150 ? sums.g * sums.g / below : 0;
  }
  /// The mean loss that is left of the quadratic, up to a constant.
  [[nodiscard]] double impurity(const Sums& sums) const noexcept {
    return sums.weight > 0 ? -score(sums) / (2 * sums.weight) : 0;
  }
  void value(const Sums& sums, std::span<double> into) const noexcept {
    const double below = sums.h + lambda_;
    into[0] = below > 1e-150 ? -sums.g / below : 0;
  }
  [[nodiscard]] bool pure(const Sums&) const noexcept { return false; }
  [[nodiscard]] double leastGain() const noexcept { return gamma_; }
  [[nodiscard]] double lambda() const noexcept { return lambda_; }

 private:
  struct Moments {
    std::vector<double> g, h;
  };
  std::shared_ptr<const Moments> moments_;
  double lambda_ = 0, gamma_ = 0;
};

}  // namespace gradarium::ml
