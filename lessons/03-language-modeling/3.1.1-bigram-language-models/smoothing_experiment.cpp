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
  if (std::isnan(number)) return "none";
  std::string text = base::shortest(std::round(number * digits) / digits);
  return text.front() == '-' ? "−" + text.substr(1) : text;
}

}  // namespace

void SmoothingExperiment::reset() {
  prepare();
  heldOut_ = text::BigramCounts(tokenCount());
  heldOut_.count(prepared().heldOut());
  size = static_cast<double>(tokenCount());
  count();
}

void SmoothingExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &share) return count();
  if (&parameter == &after) return publishRow();
  if (&parameter == &word) return publishWord();
  publish();
}

/// The pairs of the documents that are used: the i-th where the share of i + 1 is a new whole number. Without
/// a boundary the text is one piece, and its first part is used.
void SmoothingExperiment::count() {
  const auto all = prepared().training();
  const std::int32_t boundary = vocabulary().boundary();
  const double part = share / 100;
  training_ = text::BigramCounts(tokenCount());
  if (boundary < 0 || part >= 1) {
    const auto used = static_cast<std::size_t>(part * static_cast<double>(all.size()));
    training_.count(all.first(std::min(all.size(), std::max<std::size_t>(2, used))));
  } else {
    std::size_t begin = 0, number = 0;
    for (std::size_t at = 1; at < all.size(); ++at) {
      if (all[at] != boundary) continue;
      const double i = static_cast<double>(number++);
      if (number == 1 || std::floor((i + 1) * part) > std::floor(i * part))
        training_.count(all.subspan(begin, at - begin + 1));
      begin = at;
    }
  }
  if (training_.total() == 0) throw base::Error("the text has no pair of tokens to count");
  plain_.emplace(training_, text::SmoothingOptions{});
  double unseen = 0;
  for (std::size_t i = 0; i < training_.cells().size(); ++i)
    if (training_.cells()[i] == 0) unseen += heldOut_.cells()[i];
  unseenPairs = unseen;
  pairs = static_cast<double>(training_.total());
  publishCurves();
  publish();
}

/// What does not depend on the method: the losses of add-k for every k, and the counts of counts.
void SmoothingExperiment::publishCurves() {
  logK_.clear(), trainAt_.clear(), heldAt_.clear();
  for (int i = 0; i <= 80; ++i) {
    logK_.push_back(-3 + 6 * i / 80.0);
    trainAt_.push_back(text::addKLoss(training_, training_, std::pow(10, logK_.back())));
    heldAt_.push_back(text::addKLoss(training_, heldOut_, std::pow(10, logK_.back())));
  }
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
  publishLosses();

  lab::value::Series changed, same;
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
    changed.append(count, sum.first / sum.second - count);
    same.append(count, 0);
  }
  moved.set(std::move(changed));
  kept.set(std::move(same));
  unseenMass = unseen / static_cast<double>(training_.total());
  publishRow();
  publishWord();
}

/// The losses of add-k over k, and where k is now. Far to the right all models are the same bad one: the
/// curves go there only with k.
void SmoothingExperiment::publishLosses() {
  const double here10 = std::log10(double(k));
  const double end = method == Smoothing::AddK ? std::max(1.0, here10) + 1e-9 : 1.0;
  lab::value::Series train, held, now;
  for (std::size_t i = 0; i < logK_.size() && logK_[i] <= end; ++i) {
    train.append(logK_[i], trainAt_[i]);
    if (heldOut_.total() > 0) held.append(logK_[i], heldAt_[i]);
  }
  if (method == Smoothing::AddK && !held.empty()) {
    now.append(here10, train.y(0));
    now.append(here10, text::addKLoss(training_, heldOut_, k));
  }
  trainCurve.set(std::move(train));
  heldCurve.set(std::move(held));
  here.set(std::move(now));
}

void SmoothingExperiment::publishRow() {
  chooseRow(training_);
  const auto cells = training_.row(row());
  const auto most = static_cast<std::size_t>(std::ranges::max_element(cells) - cells.begin());
  countNow = cells[most];
  sumNow = static_cast<double>(training_.rowSum(row()));
  probabilityNow = smooth_->probability(row(), most);
  showRow({{"unsmoothed", plain_->row(row())}, {"smoothed", smooth_->row(row())}});
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
  verdict = {ids.size() < 2
                 ? "nothing to judge"
                 : "ln P = " + rounded(plain, 100) + " unsmoothed, " + rounded(smooth, 100) + " smoothed"};
}

lab::value::Matrix SmoothingExperiment::logTable() const {
  std::vector<double> logs10;
  for (const double p : smooth_->cells()) logs10.push_back(p > 0 ? std::log10(p) : std::nan(""));
  return table(std::span<const double>(logs10));
}

/// Each method's held-out loss less the best of add-k, in thousandths of a nat; no number where it is
/// infinite.
lab::value::Table SmoothingExperiment::compare() const {
  lab::value::Table table{{{"smoothing", "", {}, {}}, {"above the best k", "", {}, {}}}};
  const double best = std::get<lab::value::Scalar>(*bestLoss.current()).number;
  const auto add = [&](const std::string& name, const text::SmoothingOptions& options) {
    const double loss = text::BigramModel(training_, options).loss(heldOut_);
    table.columns[0].texts.push_back(std::isinf(loss) ? name + ": ∞" : name);
    table.columns[1].numbers.push_back(std::isfinite(loss) ? 1000 * (loss - best) : std::nan(""));
  };
  add("none", {});
  add("add-k", {.method = Smoothing::AddK, .k = k});
  add("Good–Turing", {.method = Smoothing::GoodTuring});
  add("interpolated", {.method = Smoothing::Interpolated, .weight = weight});
  add("discounted", {.method = Smoothing::AbsoluteDiscounting, .discount = discount});
  return table;
}

lab::Arithmetic SmoothingExperiment::explain(lab::Cell cell) const {
  if (cell.row < 0 || static_cast<std::size_t>(cell.row) >= bars().size())
    throw base::BadCall("there is no such bar");
  const std::size_t a = row(), b = bars()[static_cast<std::size_t>(cell.row)];
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
