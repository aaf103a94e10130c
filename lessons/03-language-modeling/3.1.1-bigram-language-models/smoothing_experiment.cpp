// SPDX-License-Identifier: GPL-3.0-or-later
#include "smoothing_experiment.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/text/good_turing.h"

namespace gradarium::lessons {
namespace {

using text::Smoothing;

std::string rounded(double number, double digits) {
  if (std::isinf(number)) return number > 0 ? "infinite" : "−∞";
  return std::isfinite(number) ? base::shortest(std::round(number * digits) / digits) : "none";
}

}  // namespace

void SmoothingExperiment::reset() {
  prepare();
  const text::Corpus& text = prepared();
  training_ = heldOut_ = text::BigramCounts(tokenCount());
  training_.count(text.training());
  heldOut_.count(text.heldOut());
  if (training_.total() == 0) throw base::Error("the text has no pair of tokens to count");
  plain_.emplace(training_, text::SmoothingOptions{});
  size = static_cast<double>(tokenCount());
  double unseen = 0;
  for (std::size_t i = 0; i < training_.cells().size(); ++i)
    if (training_.cells()[i] == 0) unseen += heldOut_.cells()[i];
  unseenPairs = unseen;
  publishCurves();
  publish();
}

void SmoothingExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &after) return publishRow();
  if (&parameter == &word) return publishWord();
  publish();
}

/// What does not depend on the method: the losses for every k, and the counts of counts.
void SmoothingExperiment::publishCurves() {
  lab::value::Series train, held;
  for (int i = 0; i <= 60; ++i) {
    const double x = -3 + 0.1 * i;
    train.append(x, text::addKLoss(training_, training_, std::pow(10, x)));
    if (heldOut_.total() > 0) held.append(x, text::addKLoss(training_, heldOut_, std::pow(10, x)));
  }
  trainCurve.set(std::move(train));
  heldCurve.set(std::move(held));
  bestLoss = heldOut_.total() > 0 ? text::bestK(training_, heldOut_).loss : std::nan("");
  const auto counts = training_.countsOfCounts();
  const text::GoodTuring estimate(counts);
  lab::value::Series points, line;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double r = static_cast<double>(counts[i].count);
    points.append(std::log10(r), estimate.averaged()[i]);
    line.append(std::log10(r), estimate.line(r));
  }
  kinds.set(std::move(points));
  fit.set(std::move(line));
  turing = counts.front().count == 1
               ? static_cast<double>(counts.front().pairs) / static_cast<double>(training_.total())
               : 0.0;
}

void SmoothingExperiment::publish() {
  smooth_.emplace(training_, options());
  trainLoss = smooth_->loss(training_);
  const double held = smooth_->loss(heldOut_);
  heldLoss = held;
  heldPerplexity = std::exp(held);
  lab::value::Series now, changed, same;
  if (method == Smoothing::AddK && heldOut_.total() > 0) {
    const double x = std::log10(double(k));
    const auto* curve = std::get_if<lab::value::Series>(trainCurve.current().get());
    now.append(x, curve->y(0));
    now.append(x, held);
  }
  here.set(std::move(now));

  // A count after smoothing is what the row's pairs would have been: n times its probability. The mean over
  // all cells of the same count.
  std::map<std::uint32_t, std::pair<double, double>> byCount;
  double unseen = 0;
  for (std::size_t a = 0; a < tokenCount(); ++a) {
    const auto n = static_cast<double>(training_.rowSum(a));
    for (std::size_t b = 0; b < tokenCount(); ++b) {
      const std::uint32_t c = training_.at(a, b);
      const double expected = n * smooth_->probability(a, b);
      if (c == 0) unseen += expected;
      if (c > 12) continue;
      byCount[c].first += expected;
      byCount[c].second += 1;
    }
  }
  for (const auto& [count, sum] : byCount) {
    changed.append(count, sum.first / sum.second);
    same.append(count, count);
  }
  moved.set(std::move(changed));
  kept.set(std::move(same));
  unseenMass = unseen / static_cast<double>(training_.total());
  publishRow();
  publishWord();
}

void SmoothingExperiment::publishRow() {
  const std::size_t row = tokenNamed(after.get());
  rowName = {name(row)};
  const auto before = plain_->row(row), now = smooth_->row(row);
  std::vector<std::size_t> order(tokenCount());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t b) { return training_.at(row, b); });
  countNow = training_.at(row, order[0]);
  sumNow = static_cast<double>(training_.rowSum(row));
  probabilityNow = now[order[0]];
  if (order.size() > 30)
    order.resize(30);
  else
    std::ranges::sort(order);
  lab::value::Table bars{{{"token", "", {}, {}}, {"unsmoothed", "", {}, {}}, {"smoothed", "", {}, {}}}};
  for (const std::size_t b : order) {
    bars.columns[0].texts.push_back(name(b));
    bars.columns[1].numbers.push_back(training_.rowSum(row) > 0 ? before[b] : 0);
    bars.columns[2].numbers.push_back(now[b]);
  }
  rowBars = std::move(bars);
}

void SmoothingExperiment::publishWord() {
  const auto ids = prepared().encode(word.get());
  const auto without = plain_->surprisals(ids), with = smooth_->surprisals(ids);
  const double plain = -std::accumulate(without.begin(), without.end(), 0.0);
  const double smooth = -std::accumulate(with.begin(), with.end(), 0.0);
  plainLog = plain;
  smoothLog = smooth;
  // The strip tells what the model in force thinks; what it holds to be impossible stands at the scale's end.
  std::vector<double> weights{0};
  for (const double s : with) weights.push_back(std::min(s, 20.0));
  judged = strip(ids, weights);
  verdict = {ids.size() < 2 ? "nothing to judge"
                            : "ln P " + rounded(plain, 100) + ", smoothed " + rounded(smooth, 100)};
}

lab::value::Matrix SmoothingExperiment::logTable() const {
  std::vector<double> logs10;
  for (const double p : smooth_->cells()) logs10.push_back(p > 0 ? std::log10(p) : std::nan(""));
  return table(std::span<const double>(logs10));
}

lab::value::Table SmoothingExperiment::compare() const {
  lab::value::Table table{{{"smoothing", "", {}, {}},
                           {"setting", "", {}, {}},
                           {"training loss", "", {}, {}},
                           {"held-out loss", "", {}, {}}}};
  const auto add = [&](const std::string& name, const std::string& setting,
                       const text::SmoothingOptions& options) {
    const text::BigramModel model(training_, options);
    table.columns[0].texts.push_back(name);
    table.columns[1].texts.push_back(setting);
    table.columns[2].texts.push_back(rounded(model.loss(training_), 1e5));
    table.columns[3].texts.push_back(rounded(model.loss(heldOut_), 1e5));
  };
  const auto brief = [](double x) { return base::shortest(std::round(x * 1e4) / 1e4); };
  add("none", "–", {});
  add("add-k", "k = " + brief(k), {.method = Smoothing::AddK, .k = k});
  add("Good–Turing", "–", {.method = Smoothing::GoodTuring});
  add("interpolated", "weight " + brief(weight), {.method = Smoothing::Interpolated, .weight = weight});
  add("discounted", "d = " + brief(discount),
      {.method = Smoothing::AbsoluteDiscounting, .discount = discount});
  return table;
}

lab::Arithmetic SmoothingExperiment::explain(lab::Cell cell) const {
  const auto tokens = static_cast<int>(tokenCount());
  if (cell.row < 0 || cell.column < 0 || cell.row >= tokens || cell.column >= tokens)
    throw base::BadCall("there is no such cell");
  const auto a = static_cast<std::size_t>(cell.row), b = static_cast<std::size_t>(cell.column);
  const double c = training_.at(a, b), n = static_cast<double>(training_.rowSum(a));
  const double p = smooth_->probability(a, b);
  lab::Arithmetic answer{"P(" + name(b) + " | " + name(a) + ")", {}, p};
  answer.lines.push_back({"count", base::shortest(c), c});
  answer.lines.push_back({"pairs of the row", base::shortest(n), n});
  if (method == Smoothing::AddK) {
    const double v = static_cast<double>(tokenCount());
    answer.lines.push_back({"smoothed",
                            "(" + base::shortest(c) + " + " + base::shortest(k) + ") / (" +
                                base::shortest(n) + " + " + base::shortest(k) + " · " + base::shortest(v) +
                                ")",
                            p});
  }
  answer.lines.push_back({"n times the probability", base::shortest(n) + " · P", n * p});
  return answer;
}

std::string SmoothingExperiment::standing(const lab::Snapshot& s) const {
  if (!onNames(s)) return "needs the names, as they come";
  if (method.in(s) != Smoothing::AddK) return "needs add-k";
  return "held out " + rounded(heldLoss.numberIn(s), 1e5) + ", best " + rounded(bestLoss.numberIn(s), 1e5);
}

}  // namespace gradarium::lessons
