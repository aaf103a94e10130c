// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bigram_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/text/good_turing.h"

namespace gradarium::text {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void check(const SmoothingOptions& options) {
  if (!(options.k >= 0 && std::isfinite(options.k))) throw base::BadCall("k takes 0 or more");
  if (!(options.weight >= 0 && options.weight <= 1))
    throw base::BadCall("the weight of the bigrams takes 0 to 1");
  if (!(options.discount >= 0 && options.discount <= 1)) throw base::BadCall("the discount takes 0 to 1");
}

std::vector<double> aloneOf(const BigramCounts& counts) {
  const auto sums = counts.columnSums();
  const double whole = static_cast<double>(counts.total() + counts.size());
  std::vector<double> shares;
  for (const std::uint64_t sum : sums) shares.push_back(static_cast<double>(sum + 1) / whole);
  return shares;
}

using Rows = std::vector<double>;

void fillAddK(Rows& cells, const BigramCounts& counts, double k) {
  const std::size_t v = counts.size();
  for (std::size_t a = 0; a < v; ++a) {
    const double n = static_cast<double>(counts.rowSum(a)) + k * static_cast<double>(v);
    for (std::size_t b = 0; b < v; ++b)
      cells[a * v + b] = n > 0 ? (counts.at(a, b) + k) / n : 1 / static_cast<double>(v);
  }
}

void fillGoodTuring(Rows& cells, const BigramCounts& counts) {
  const std::size_t v = counts.size(), empty = counts.empty();
  if (counts.total() == 0) return fillAddK(cells, counts, 0);
  const GoodTuring estimate(counts.countsOfCounts());
  const double unseen = empty > 0 ? estimate.unseenMass() / static_cast<double>(empty) : 0;
  std::vector<std::pair<std::uint64_t, double>> known;
  for (const auto& [count, pairs] : counts.countsOfCounts())
    known.emplace_back(count, estimate.probability(count));
  for (std::size_t a = 0; a < v; ++a) {
    const std::span row(cells.data() + a * v, v);
    for (std::size_t b = 0; b < v; ++b) {
      const std::uint32_t count = counts.at(a, b);
      row[b] =
          count == 0
              ? unseen
              : std::ranges::lower_bound(known, count, {}, &std::pair<std::uint64_t, double>::first)->second;
    }
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& p : row) p = sum > 0 ? p / sum : 1 / static_cast<double>(v);
  }
}

void fillInterpolated(Rows& cells, const BigramCounts& counts, double weight) {
  const std::size_t v = counts.size();
  const auto alone = aloneOf(counts);
  fillAddK(cells, counts, 0);
  for (std::size_t a = 0; a < v; ++a)
    for (std::size_t b = 0; b < v; ++b)
      cells[a * v + b] = weight * cells[a * v + b] + (1 - weight) * alone[b];
}

void fillDiscounted(Rows& cells, const BigramCounts& counts, double discount) {
  const std::size_t v = counts.size();
  const auto alone = aloneOf(counts);
  for (std::size_t a = 0; a < v; ++a) {
    const auto row = counts.row(a);
    const double n = static_cast<double>(counts.rowSum(a));
    const double freed =
        discount * static_cast<double>(v - static_cast<std::size_t>(std::ranges::count(row, 0U)));
    for (std::size_t b = 0; b < v; ++b)
      cells[a * v + b] = n > 0 ? (std::max(row[b] - discount, 0.0) + freed * alone[b]) / n : alone[b];
  }
}

}  // namespace

BigramModel::BigramModel(const BigramCounts& counts, const SmoothingOptions& options)
    : size_(counts.size()), cells_(size_ * size_) {
  check(options);
  switch (options.method) {
    case Smoothing::None:
      fillAddK(cells_, counts, 0);
      break;
    case Smoothing::AddK:
      fillAddK(cells_, counts, options.k);
      break;
    case Smoothing::GoodTuring:
      fillGoodTuring(cells_, counts);
      break;
    case Smoothing::Interpolated:
      fillInterpolated(cells_, counts, options.weight);
      break;
    case Smoothing::AbsoluteDiscounting:
      fillDiscounted(cells_, counts, options.discount);
      break;
  }
}

std::vector<float> BigramModel::logits(std::size_t before) const {
  std::vector<float> result;
  for (const double p : row(before)) result.push_back(static_cast<float>(std::log(p)));
  return result;
}

double BigramModel::loss(const BigramCounts& text) const {
  double sum = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (const std::uint32_t count = text.cells()[i]; count > 0) sum -= count * std::log(cells_[i]);
  return sum / static_cast<double>(text.total());
}

std::vector<double> BigramModel::surprisals(std::span<const std::int32_t> tokens) const {
  std::vector<double> all;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool known = tokens[i - 1] >= 0 && tokens[i] >= 0;
    const double p =
        known ? probability(static_cast<std::size_t>(tokens[i - 1]), static_cast<std::size_t>(tokens[i])) : 0;
    all.push_back(p > 0 ? -std::log(p) : infinite);
  }
  return all;
}

std::vector<double> BigramModel::stationary() const {
  // A row is its least number everywhere and more in a few places: all that is left of most rows of a large table.
  struct Place {
    std::size_t after;
    double more;
  };
  std::vector<Place> places;
  std::vector<std::size_t> ends;
  std::vector<double> least;
  for (std::size_t a = 0; a < size_; ++a) {
    least.push_back(*std::ranges::min_element(row(a)));
    for (std::size_t b = 0; b < size_; ++b)
      if (const double more = probability(a, b) - least.back(); more > 0) places.push_back({b, more});
    ends.push_back(places.size());
  }
  std::vector<double> now(size_, size_ > 0 ? 1 / static_cast<double>(size_) : 0), next(size_);
  for (int round = 0; round < 20000; ++round) {
    double everywhere = 0;
    for (std::size_t a = 0; a < size_; ++a) everywhere += now[a] * least[a];
    for (std::size_t b = 0; b < size_; ++b) next[b] = (now[b] + everywhere) / 2;
    for (std::size_t a = 0, i = 0; a < size_; ++a)
      for (; i < ends[a]; ++i) next[places[i].after] += now[a] / 2 * places[i].more;
    double change = 0;
    for (std::size_t b = 0; b < size_; ++b) change += std::abs(next[b] - now[b]);
    now.swap(next);
    if (change < 1e-14) break;
  }
  return now;
}

double BigramModel::entropyRate() const {
  const auto shares = stationary();
  double rate = 0;
  for (std::size_t a = 0; a < size_; ++a)
    for (const double p : row(a))
      if (p > 0) rate -= shares[a] * p * std::log(p);
  return rate;
}

double addKLoss(const BigramCounts& counts, const BigramCounts& text, double k) {
  const std::size_t v = counts.size();
  double sum = 0;
  for (std::size_t a = 0; a < v; ++a) {
    if (text.rowSum(a) == 0) continue;
    const double n = static_cast<double>(counts.rowSum(a)) + k * static_cast<double>(v);
    for (std::size_t b = 0; b < v; ++b) {
      const std::uint32_t times = text.at(a, b);
      if (times == 0) continue;
      const double share = n > 0 ? (counts.at(a, b) + k) / n : 1 / static_cast<double>(v);
      sum -= times * std::log(share);
    }
  }
  return sum / static_cast<double>(text.total());
}

BestK bestK(const BigramCounts& counts, const BigramCounts& text, double low, double high) {
  if (!(low > 0 && high >= low)) throw base::BadCall("k is looked for between two numbers above 0");
  constexpr int sections = 60;
  const double a = std::log(low), b = std::log(high);
  const auto lossAt = [&](double logK) { return addKLoss(counts, text, std::exp(logK)); };
  int best = 0;
  double least = infinite;
  for (int i = 0; i <= sections; ++i)
    if (const double loss = lossAt(a + (b - a) * i / sections); loss < least) least = loss, best = i;
  double left = a + (b - a) * std::max(best - 1, 0) / sections,
         right = a + (b - a) * std::min(best + 1, sections) / sections;
  const double golden = (std::sqrt(5.0) - 1) / 2;
  while (right - left > 1e-3) {
    const double x = right - golden * (right - left), y = left + golden * (right - left);
    (lossAt(x) < lossAt(y) ? right : left) = lossAt(x) < lossAt(y) ? y : x;
  }
  const double middle = (left + right) / 2;
  return {std::exp(middle), lossAt(middle)};
}

}  // namespace gradarium::text
