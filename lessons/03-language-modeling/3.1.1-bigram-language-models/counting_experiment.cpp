// SPDX-License-Identifier: GPL-3.0-or-later
#include "counting_experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lab/value_file.h"

namespace gradarium::lessons {

using lab::value::Table;

void CountingExperiment::build() {
  if (!prepare()) return;
  whole_.emplace(tokenCount());
  whole_->count(prepared().training());
}

void CountingExperiment::reset() {
  build();
  counts_ = text::BigramCounts(tokenCount());
  done_ = 0;
  uniform = std::log(static_cast<double>(tokenCount()));
  publish();
}

lab::Status CountingExperiment::step(lab::Run&) {
  const auto training = prepared().training();
  const std::size_t all = training.size() - 1;
  const std::size_t stride = pace == 0 ? strideAt(done_) : static_cast<std::size_t>(pace);
  const std::size_t next = std::min(all, done_ + stride);
  counts_.count(training.subspan(done_, next - done_ + 1));
  done_ = next;
  publish();
  if (done_ > 0) learning.append(std::log10(static_cast<double>(done_)), text::addKLoss(counts_, *whole_, 1));
  return done_ < all ? lab::Status::Running : lab::Status::Finished;
}

void CountingExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  build();
  counts_ = saved.counts;
  done_ = saved.done;
  model_.reset();
}

void CountingExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &after) publishRow();
}

void CountingExperiment::change(const lab::CellEdit& edit) {
  const auto [before, next] = pairAt({edit.row, edit.column});
  if (!(edit.number >= 0 && edit.number <= 1e9)) throw base::BadCall("a count takes 0 to 1000000000");
  counts_.set(before, next, static_cast<std::uint32_t>(std::llround(edit.number)));
  publish();
}

const text::BigramModel& CountingExperiment::model() {
  if (!model_) model_.emplace(counts_, text::SmoothingOptions{});
  return *model_;
}

void CountingExperiment::publish() {
  model_.reset();
  const auto training = prepared().training();
  // The pair is the token under the cursor and the one before it; a page turns when the cursor leaves it.
  const std::size_t first = done_ / pageTokens * pageTokens;
  page = strip(training.subspan(first, std::min(pageTokens, training.size() - first)));
  cursor = static_cast<double>(done_ - first);
  at = static_cast<double>(training[done_]);
  counts = corner();
  pairs = static_cast<double>(counts_.total());
  empty = static_cast<double>(counts_.empty());
  const auto cells = counts_.cells();
  const auto most = static_cast<std::size_t>(std::ranges::max_element(cells) - cells.begin());
  commonest = {counts_.total() == 0 ? "none yet"
                                    : name(most / tokenCount()) + (unit == text::Unit::Word ? " " : "") +
                                          name(most % tokenCount()) + " × " + std::to_string(cells[most])};
  double whole = 0, without = 0;
  const auto n = static_cast<double>(counts_.total());
  for (std::size_t a = 0; a < tokenCount(); ++a)
    for (const std::uint32_t c : counts_.row(a))
      if (c > 0) whole -= c * std::log(c / static_cast<double>(counts_.rowSum(a)));
  for (const std::uint64_t sum : counts_.columnSums())
    if (sum > 0) without -= static_cast<double>(sum) * std::log(static_cast<double>(sum) / n);
  loss = whole / n;
  perplexity = std::exp(whole / n);
  alone = without / n;
  publishRow();
}

/// The whole table, or of a large one the corner of the first tokens: the most frequent words.
lab::value::Matrix CountingExperiment::corner() const {
  lab::value::Matrix whole = table(counts_.cells());
  if (tokenCount() <= mostShown) return whole;
  lab::value::Matrix part{cornerSide, cornerSide, {}, {}, {}};
  part.rowNames = part.columnNames = {whole.rowNames.begin(), whole.rowNames.begin() + cornerSide};
  for (std::size_t a = 0; a < cornerSide; ++a) {
    const auto row = counts_.row(a).first(cornerSide);
    part.data.insert(part.data.end(), row.begin(), row.end());
  }
  return part;
}

std::string CountingExperiment::file(lab::Format format) const {
  return lab::writeValue(lab::Value(table(counts_.cells())), format);
}

void CountingExperiment::publishRow() {
  chooseRow(counts_);
  const auto cells = counts_.row(row());
  rowSum = static_cast<double>(counts_.rowSum(row()));
  const auto most = static_cast<std::size_t>(std::ranges::max_element(cells) - cells.begin());
  likeliest = {cells[most] > 0 ? name(most) : "not seen yet"};
  std::vector<double> shares(cells.begin(), cells.end());
  for (double& share : shares)
    share /= static_cast<double>(std::max<std::uint64_t>(1, counts_.rowSum(row())));
  showRow({{"probability", shares}});
}

/// The tokens in a ring, each with its share in the long run, and the likely steps between them.
lab::value::Graph CountingExperiment::chainNow() {
  constexpr std::size_t most = 30;
  const auto shares = model().stationary();
  std::vector<std::size_t> shown(tokenCount());
  std::iota(shown.begin(), shown.end(), std::size_t{0});
  if (shown.size() > most) {
    std::ranges::stable_sort(shown, std::greater(), [&](std::size_t i) { return shares[i]; });
    shown.resize(most);
    std::ranges::sort(shown);
  }
  lab::value::Graph graph;
  graph.directed = true;
  std::vector<int> place(tokenCount(), -1);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(shown.size());
    place[shown[i]] = static_cast<int>(i);
    graph.nodes.push_back({name(shown[i]), std::sin(angle), std::cos(angle), 100 * shares[shown[i]]});
  }
  for (const std::size_t a : shown)
    for (const std::size_t b : shown) {
      const double p = counts_.rowSum(a) > 0 ? model().probability(a, b) : 0;
      if (p >= arrows) graph.edges.push_back({place[a], place[b], p});
    }
  return graph;
}

/// The stationary shares beside the shares in the text.
Table CountingExperiment::balanceNow() {
  Table bars{{{"token", "", {}, {}}, {"in the long run", "", {}, {}}, {"in the text", "", {}, {}}}};
  const auto shares = model().stationary();
  const auto sums = whole_->columnSums();
  std::vector<std::size_t> order(tokenCount());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (order.size() > 30) {
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return sums[i]; });
    order.resize(30);
  }
  for (const std::size_t i : order) {
    bars.columns[0].texts.push_back(name(i));
    bars.columns[1].numbers.push_back(shares[i]);
    bars.columns[2].numbers.push_back(static_cast<double>(sums[i]) /
                                      static_cast<double>(std::max<std::uint64_t>(1, whole_->total())));
  }
  return bars;
}

lab::Arithmetic CountingExperiment::explain(lab::Cell cell) const {
  const auto [a, b] = pairAt(cell);
  const double count = counts_.at(a, b), sum = static_cast<double>(counts_.rowSum(a));
  lab::Arithmetic answer{"P(" + name(b) + " | " + name(a) + ")", {}, sum > 0 ? count / sum : 0};
  answer.lines.push_back({"pairs " + name(a) + " " + name(b), base::shortest(count), count});
  answer.lines.push_back({"pairs that begin with " + name(a), base::shortest(sum), sum});
  answer.lines.push_back({"probability", base::shortest(count) + " / " + base::shortest(sum), answer.result});
  return answer;
}

bool CountingExperiment::allCounted(const lab::Snapshot& s) const {
  return onNames(s) && s.status == lab::Status::Finished;
}

double CountingExperiment::afterA(const lab::Snapshot& s) const {
  const auto* cells = counts.in(s);
  if (!allCounted(s) || !cells || cells->rows != 27) return std::nan("");
  double sum = 0;
  for (std::size_t b = 0; b < 27; ++b) sum += cells->at(1, b);
  return cells->at(1, 0) / sum;
}

bool CountingExperiment::forged(const lab::Snapshot& s) const {
  const auto* cells = counts.in(s);
  constexpr std::size_t q = 17, u = 21;
  if (!onNames(s) || !cells || cells->rows != 27) return false;
  double most = 0, sum = 0;
  for (std::size_t b = 0; b < 27; ++b)
    if (b != u) most = std::max(most, cells->at(q, b));
  for (const double c : cells->data) sum += c;
  return most > cells->at(q, u) && std::abs(sum - 59148) <= 100;
}

}  // namespace gradarium::lessons
