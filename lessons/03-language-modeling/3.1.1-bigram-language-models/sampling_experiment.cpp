// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampling_experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int rolls = 100000;

}  // namespace

void SamplingExperiment::build() {
  if (prepare()) {
    counts_ = text::BigramCounts(tokenCount());
    counts_.count(prepared().training());
    learnDocuments();
  }
  rebuild();
}

void SamplingExperiment::reset() {
  random_ = base::Random(seed);
  testRandom_ = base::Random(seed).split(1);
  samples_.clear();
  build();
  ids_ = {first()};
  begin_ = 0;
  roll = none;
  came = {"–"};
  publish();
  test();
}

void SamplingExperiment::rebuild() {
  model_.emplace(counts_, text::SmoothingOptions{.method = text::Smoothing::AddK, .k = k});
  entropy = model_->entropyRate();
}

/// The documents that a sample could be a copy of. Long ones come again by no chance.
void SamplingExperiment::learnDocuments() {
  known_.clear();
  const auto training = prepared().training();
  for (std::size_t begin = 0, at = 1; at < training.size(); ++at) {
    if (training[at] != vocabulary().boundary()) continue;
    if (at - begin <= 16) known_.insert(prepared().decode(training.subspan(begin, at - begin + 1)));
    begin = at;
  }
}

/// Where a sample begins: at the boundary, or without one at the text's first token.
std::int32_t SamplingExperiment::first() const {
  const std::int32_t boundary = vocabulary().boundary();
  return boundary >= 0 ? boundary : prepared().training().front();
}

/// What the die is made of. The unknown stands for no text, so it is never written.
std::vector<float> SamplingExperiment::logitsAfter(std::int32_t before) const {
  auto logits = model_->logits(static_cast<std::size_t>(before));
  if (vocabulary().unknown() >= 0)
    logits[static_cast<std::size_t>(vocabulary().unknown())] = -std::numeric_limits<float>::infinity();
  return logits;
}

lab::Status SamplingExperiment::step(lab::Run&) {
  if (samples_.size() >= static_cast<std::size_t>(int{wanted})) return lab::Status::Finished;
  const std::int32_t before = ids_.back();
  const auto logits = logitsAfter(before);
  base::Random peek = random_;
  const std::int32_t token = lm::sample(logits, options(), random_);
  roll = temperature == 0 ? none : peek.uniform();
  came = {name(static_cast<std::size_t>(token))};
  ids_.push_back(token);
  const bool over = token == vocabulary().boundary() || ids_.size() - begin_ > longest;
  if (over) finish();
  publish();
  // What the die showed is the row that the token was drawn from, not the one that it leads to.
  publishRow(before);
  return samples_.size() < static_cast<std::size_t>(int{wanted}) ? lab::Status::Running
                                                                 : lab::Status::Finished;
}

/// The sample that ends with the last token; the next one begins there, or anew where there is no boundary.
void SamplingExperiment::finish() {
  const std::span<const std::int32_t> all = std::span(ids_).subspan(begin_);
  Sample sample{prepared().decode(all), 0, all.size() - 1};
  for (const double s : model_->surprisals(all)) sample.surprisal += s;
  samples_.push_back(std::move(sample));
  if (ids_.back() != first()) ids_.push_back(first());
  begin_ = ids_.size() - 1;
  surprise.append(static_cast<double>(samples_.size()),
                  samples_.back().surprisal / static_cast<double>(samples_.back().tokens));
  usual.append(static_cast<double>(samples_.size()), std::get<lab::value::Scalar>(*entropy.current()).number);
}

void SamplingExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &k) rebuild();
  publish();
  if (&parameter != &wanted) test();
}

void SamplingExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  build();
  ids_ = saved.ids;
  samples_ = saved.samples;
  random_ = saved.random;
  testRandom_ = saved.testRandom;
  begin_ = ids_.size() - 1;
  for (std::size_t i = ids_.size(); i-- > 1;)
    if (ids_[i] == first() && i + 1 < ids_.size()) {
      begin_ = i;
      break;
    }
}

void SamplingExperiment::publish() {
  // Of many samples the last, from the beginning of one.
  std::size_t from = ids_.size() - std::min(ids_.size(), mostShown);
  while (from > 0 && from < begin_ && ids_[from] != first()) ++from;
  const std::span<const std::int32_t> shown = std::span(ids_).subspan(from);
  std::vector<double> weights{0};
  for (const double s : model_->surprisals(shown)) weights.push_back(std::isfinite(s) ? s : 20);
  lab::value::Tokens text = strip(shown, weights);
  // A new line for each sample: the boundary ends it.
  for (auto& token : text.tokens)
    if (token.id == vocabulary().boundary() && token.id >= 0) token.text = "#\n";
  written = std::move(text);
  finished = static_cast<double>(samples_.size());
  std::set<std::string> kinds;
  double nats = 0, tokens = 0;
  for (const Sample& sample : samples_) {
    kinds.insert(sample.text);
    nats += sample.surprisal;
    tokens += static_cast<double>(sample.tokens);
  }
  different = static_cast<double>(kinds.size());
  fresh = static_cast<double>(
      std::ranges::count_if(kinds, [&](const std::string& kind) { return !known_.contains(kind); }));
  meanSurprise = tokens > 0 ? nats / tokens : none;
  lastSample = {samples_.empty() ? "–" : samples_.back().text.empty() ? "(empty)" : samples_.back().text};
  publishRow(ids_.back());
}

/// The chances after temperature, which of them stay, and the die: what stays laid end to end.
void SamplingExperiment::publishRow(std::int32_t before) {
  context = {name(static_cast<std::size_t>(before))};
  const auto logits = logitsAfter(before);
  const auto all = lm::survivors(logits, {.temperature = temperature});
  const auto left = lm::survivors(logits, options());
  constexpr std::size_t most = 40;
  lab::value::Distribution row;
  lab::value::Labels labels{{}, {"stays", "removed"}};
  for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
    row.masses.push_back(all[i].probability);
    row.names.push_back(name(static_cast<std::size_t>(all[i].token)));
    labels.codes.push_back(i < left.size() ? 0 : 1);
  }
  chances = std::move(row);
  staying = std::move(labels);
  stay = static_cast<double>(left.size());
  lab::value::Timeline spans{{"die"}, {}};
  double at = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double end = i + 1 == left.size() ? 1 : at + left[i].probability;
    spans.spans.push_back(
        {0, at, end, name(static_cast<std::size_t>(left[i].token)), static_cast<int>(i % 6)});
    at = end;
  }
  die = std::move(spans);
}

/// Many rolls of the die that the next token will be drawn with, counted.
void SamplingExperiment::test() {
  const auto logits = logitsAfter(ids_.back());
  const auto left = lm::survivors(logits, options());
  std::vector<double> counts(tokenCount(), 0);
  std::vector<double> ends;
  double sum = 0;
  for (const auto& candidate : left) ends.push_back(sum += candidate.probability);
  for (int i = 0; i < rolls; ++i) {
    const auto found = std::ranges::upper_bound(ends, testRandom_.uniform());
    const std::size_t at = std::min(static_cast<std::size_t>(found - ends.begin()), left.size() - 1);
    ++counts[static_cast<std::size_t>(left[at].token)];
  }
  // Tokens with fewer than five expected rolls count as one kind (Cochran 1954).
  double squares = 0, rareExpected = 0, rareDrawn = 0, kinds = 0;
  lab::value::Table table{{{"token", "", {}, {}}, {"drawn", "", {}, {}}, {"expected", "", {}, {}}}};
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double expected = rolls * left[i].probability,
                 got = counts[static_cast<std::size_t>(left[i].token)];
    if (i < 30) {
      table.columns[0].texts.push_back(name(static_cast<std::size_t>(left[i].token)));
      table.columns[1].numbers.push_back(got / rolls);
      table.columns[2].numbers.push_back(left[i].probability);
    }
    if (expected < 5) {
      rareExpected += expected;
      rareDrawn += got;
    } else {
      squares += (got - expected) * (got - expected) / expected;
      ++kinds;
    }
  }
  if (rareExpected > 0)
    squares += (rareDrawn - rareExpected) * (rareDrawn - rareExpected) / rareExpected, ++kinds;
  drawn = std::move(table);
  chiSquared = squares;
  freedom = kinds - 1;
}

std::string SamplingExperiment::lines() const {
  std::string all;
  for (const Sample& sample : samples_) all += sample.text + "\n";
  return all.empty() ? "\n" : all;
}

std::string SamplingExperiment::standing(const lab::Snapshot& s) const {
  const auto brief = [](double x) { return base::shortest(std::round(x * 100) / 100); };
  if (!onNames(s)) return "needs the names, as they come";
  if (finished.numberIn(s) < 20) return "draw 20 samples";
  return "mean surprisal " + brief(meanSurprise.numberIn(s)) + ", " + brief(different.numberIn(s)) +
         " different";
}

}  // namespace gradarium::lessons
