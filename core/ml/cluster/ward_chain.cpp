// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/ml/cluster/nearest_chain.h"
#include "core/ml/cluster/ward_kernel.h"

namespace gradarium::ml::detail {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t lanes = wardLanes;

/// The means of the clusters in the order of their samples, in tiles of `lanes`, feature by feature. A
/// cluster that was taken in stands on at infinity until enough of them make it worth closing the gaps.
class Means {
 public:
  Means(const Means&) = delete;
  Means& operator=(const Means&) = delete;
  explicit Means(const Samples& samples) : d_(samples.columns()), tip_(d_), kernel_(wardKernel()) {
    refill(samples);
  }

  [[nodiscard]] std::size_t left() const noexcept { return left_; }
  [[nodiscard]] std::size_t firstSlot() const noexcept {
    return static_cast<std::size_t>(
        std::find_if(size_.begin(), size_.end(), [](double s) { return s > gone; }) - size_.begin());
  }
  [[nodiscard]] std::size_t name(std::size_t slot) const noexcept { return name_[slot]; }

  /// Twice the squares' rise, from `slot` to the nearest other slot below `lowest`, if there is one.
  void search(std::size_t slot, std::size_t& nearest, double& lowest) {
    double squares[lanes];
    const double own = size_[slot];
    for (std::size_t f = 0; f < d_; ++f) tip_[f] = at(f, slot);
    for (std::size_t first = 0; first < slots_; first += lanes) {
      const double* sizes = size_.data() + first;
      if (!kernel_(tip_.data(), own, &at(0, first), d_, sizes, lowest, squares)) continue;
      for (std::size_t s = 0; s < lanes; ++s) {
        const double rise = squares[s] * (2 * own * sizes[s] / (own + sizes[s]));
        if (!(rise < lowest) || first + s == slot) continue;
        lowest = rise;
        nearest = first + s;
      }
    }
  }

  /// b becomes the mean of both; a goes.
  void merge(std::size_t a, std::size_t b) {
    const double whole = size_[a] + size_[b];
    for (std::size_t f = 0; f < d_; ++f) {
      at(f, b) += (at(f, a) - at(f, b)) * (size_[a] / whole);
      at(f, a) = infinity;
    }
    size_[b] = whole;
    size_[a] = gone;
    --left_;
  }

  /// Closes the gaps where an eighth of the slots is empty; slots in the chain follow.
  void tidy(std::vector<std::size_t>& chain) {
    if (left_ * 8 > slots_ * 7 || slots_ <= lanes) return;
    std::vector<std::size_t> place(slots_);
    std::size_t next = 0;
    for (std::size_t s = 0; s < slots_; ++s) {
      place[s] = next;
      if (size_[s] <= gone) continue;
      for (std::size_t f = 0; f < d_; ++f) at(f, next) = at(f, s);
      size_[next] = size_[s];
      name_[next++] = name_[s];
    }
    for (std::size_t s = next; s < slots_; ++s) clear(s);
    slots_ = next;
    for (std::size_t& slot : chain) slot = place[slot];
  }

 private:
  static constexpr double gone = 0x1p-1000;  // a size that divides nothing by zero

  double& at(std::size_t feature, std::size_t slot) noexcept {
    return tiles_[(slot / lanes * d_ + feature) * lanes + slot % lanes];
  }
  void clear(std::size_t slot) {
    for (std::size_t f = 0; f < d_; ++f) at(f, slot) = infinity;
    size_[slot] = gone;
  }
  void refill(const Samples& samples) {
    slots_ = left_ = samples.rows();
    const std::size_t padded = (slots_ + lanes - 1) / lanes * lanes;
    // A vector that lies across two cache lines is read at half the speed.
    constexpr std::size_t line = 64;
    values_.resize(d_ * padded + line / sizeof(double));
    const auto past = reinterpret_cast<std::uintptr_t>(values_.data()) % line;
    tiles_ = values_.data() + (line - past) % line / sizeof(double);
    size_.assign(padded, 1.0);
    name_.resize(padded);
    for (std::size_t i = 0; i < slots_; ++i) {
      for (std::size_t f = 0; f < d_; ++f) at(f, i) = samples.row(i)[f];
      name_[i] = i;
    }
    for (std::size_t s = slots_; s < padded; ++s) clear(s);
  }

  std::size_t d_, slots_ = 0, left_ = 0;
  std::vector<double> values_;     // tiles x d x lanes, and room to align them
  double* tiles_ = nullptr;        // in values_
  std::vector<double> size_;       // of each slot
  std::vector<std::size_t> name_;  // a sample of each
  std::vector<double> tip_;        // d: the mean that is searched from
  WardKernel kernel_;
};

}  // namespace

std::vector<Meeting> wardChain(const Samples& samples) {
  Means means(samples);
  std::vector<Meeting> meetings;
  meetings.reserve(samples.rows() - 1);
  std::vector<std::size_t> chain;
  std::vector<double> reached;  // distance from each link of the chain to the one before
  while (means.left() > 1) {
    if (chain.empty()) {
      chain.push_back(means.firstSlot());
      reached.push_back(infinity);
    }
    // The one we came from wins a tie, else the chain could go round for ever.
    const std::size_t tip = chain.back();
    const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : tip;
    std::size_t nearest = before;
    double lowest = reached.back();
    means.search(tip, nearest, lowest);
    if (nearest != before) {
      chain.push_back(nearest);
      reached.push_back(lowest);
      continue;
    }
    chain.resize(chain.size() - 2);
    reached.resize(chain.size());
    const auto [a, b] = std::minmax(tip, nearest);
    meetings.push_back({means.name(a), means.name(b), std::sqrt(lowest)});
    means.merge(a, b);
    means.tidy(chain);
  }
  return meetings;
}

}  // namespace gradarium::ml::detail
