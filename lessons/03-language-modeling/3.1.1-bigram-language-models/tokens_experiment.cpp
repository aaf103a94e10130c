// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokens_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lab/value_file.h"

namespace gradarium::lessons {
namespace {

constexpr std::size_t mostPoints = 300;

double log10Of(std::size_t n) { return std::log10(static_cast<double>(n)); }
std::string percent(double share) { return base::shortest(std::round(share * 100) / 100) + " %"; }

}  // namespace

/// What stands ready before anything is read.
void TokensExperiment::build() {
  prepare();
  const text::Corpus& text = prepared();
  rankOf_.assign(tokenCount(), 0);
  for (std::size_t rank = 0; rank < text.ranked().size(); ++rank)
    if (const auto id = vocabulary().find(text.ranked()[rank].token); id >= 0)
      rankOf_[static_cast<std::size_t>(id)] = rank;
  counts_.assign(tokenCount(), 0);
  read_ = counted_ = 0;
}

void TokensExperiment::reset() {
  build();
  publishWhole();
  publishSample();
  publishRead();
}

lab::Status TokensExperiment::step(lab::Run&) {
  const std::size_t all = prepared().training().size();
  read_ = std::min(all, read_ + strideAt(read_));
  publishRead();
  return read_ < all ? lab::Status::Running : lab::Status::Finished;
}

void TokensExperiment::changed(const lab::Parameter&) { publishSample(); }

void TokensExperiment::restore(const std::any& state) {
  build();
  read_ = std::any_cast<std::size_t>(state);
}

/// The id, or -1 for <unk>: a type that the training part lacks, or one rarer than the vocabulary allows.
std::int32_t TokensExperiment::limited(std::int32_t id) const {
  if (id < 0 || id == vocabulary().unknown()) return -1;
  const bool kept = id == vocabulary().boundary() || most == 0 ||
                    rankOf_[static_cast<std::size_t>(id)] < static_cast<std::size_t>(most);
  return kept ? id : -1;
}

lab::value::Tokens TokensExperiment::limitedStrip(std::span<const std::int32_t> ids) const {
  lab::value::Tokens tokens;
  for (const std::int32_t id : ids) {
    const std::int32_t kept = limited(id);
    tokens.tokens.push_back({kept < 0 ? "<unk>" : vocabulary().name(kept), kept, 0});
  }
  return tokens;
}

lab::value::Series TokensExperiment::rankSeries(std::span<const std::uint64_t> sorted) const {
  lab::value::Series line;
  for (const std::size_t rank : text::logSpaced(sorted.size(), mostPoints))
    line.append(log10Of(rank), static_cast<double>(sorted[rank - 1]));
  return line;
}

void TokensExperiment::publishWhole() {
  const text::Corpus& text = prepared();
  const std::size_t n = text.ranked().size(),
                    kept = most == 0 ? n : std::min<std::size_t>(n, static_cast<std::size_t>(most));
  std::vector<std::uint64_t> sorted;
  for (const auto& type : text.ranked()) sorted.push_back(type.count);
  ranks.set(rankSeries(sorted));

  const auto& rates = text.unknownRates();
  const auto missing = [&](std::size_t types) {
    return rates.empty() ? 0.0 : 100 * rates[std::min(types, rates.size() - 1)];
  };
  lab::value::Series curve, here, types_;
  for (const std::size_t size : text::logSpaced(n, mostPoints)) curve.append(log10Of(size), missing(size));
  here.append(log10Of(kept), 0);
  here.append(log10Of(kept), missing(kept));
  unknown.set(std::move(curve));
  unknownNow.set(std::move(here));
  const auto& seen = text.firstSeen();
  for (const std::size_t i : text::logSpaced(seen.size(), mostPoints))
    types_.append(std::log10(static_cast<double>(seen[i - 1])), static_cast<double>(i));
  types_.append(std::log10(static_cast<double>(text.tokens())), static_cast<double>(seen.size()));
  growth.set(std::move(types_));

  lab::value::Table top{{{"token", "", {}, {}}, {"share of tokens", "%", {}, {}}}};
  double total = 0;
  for (const std::uint64_t count : sorted) total += static_cast<double>(count);
  for (std::size_t i = 0; i < std::min<std::size_t>(15, n); ++i) {
    const auto id = vocabulary().find(text.ranked()[i].token);
    top.columns[0].texts.push_back(vocabulary().name(id));
    top.columns[1].numbers.push_back(100 * static_cast<double>(sorted[i]) / total);
  }
  frequent = std::move(top);
  tokenTotal = static_cast<double>(text.tokens());
  documentTotal = static_cast<double>(text.documents());
  types = static_cast<double>(n);
  // <unk> is needed where types are left out, or where what is held out has others.
  const bool unk = kept < n || missing(n) > 0;
  size = static_cast<double>(kept + (boundary ? 1 : 0) + (unk ? 1 : 0));
  unknownRate = missing(kept);
  unknownSmaller = missing(kept * 95 / 100);
  exponent = text::zipfExponent(std::span(text.ranked()).first(std::min<std::size_t>(n, 1000)));
}

void TokensExperiment::publishSample() {
  lab::value::Tokens shown = limitedStrip(prepared().encode(sample.get()));
  triedTokens = static_cast<double>(shown.tokens.size());
  triedUnknown = static_cast<double>(std::ranges::count(shown.tokens, -1, &lab::value::Tokens::Token::id));
  tried = std::move(shown);
}

void TokensExperiment::publishRead() {
  const auto training = prepared().training();
  for (; counted_ < read_; ++counted_)
    if (training[counted_] != vocabulary().boundary())
      ++counts_[static_cast<std::size_t>(training[counted_])];
  const std::size_t begin = read_ - read_ % pageTokens;
  const std::size_t first = begin < training.size() ? begin : begin - pageTokens;
  page = limitedStrip(training.subspan(first, std::min(pageTokens, training.size() - first)));
  read = static_cast<double>(read_);
  std::vector<std::uint64_t> sorted;
  std::uint64_t tokens = 0;
  for (const std::uint64_t count : counts_)
    if (count > 0) sorted.push_back(count), tokens += count;
  std::ranges::sort(sorted, std::greater());
  ranksRead.set(rankSeries(sorted));
  if (tokens > 0)
    growthRead.append(std::log10(static_cast<double>(tokens)), static_cast<double>(sorted.size()));
}

std::string TokensExperiment::standing(const lab::Snapshot& s) const {
  if (corpus.textIn(s) != "king-james" || unit.textIn(s) != "word")
    return "needs the words of the King James Bible";
  if (!lower.in(s) || punctuation.in(s)) return "needs lower case and no marks";
  const double now = unknownRate.numberIn(s);
  return percent(now) + " unknown" +
         (now > 10                          ? ": more types"
          : unknownSmaller.numberIn(s) > 10 ? ""
                                            : ": fewer types will do");
}

std::string TokensExperiment::rankedCsv() const {
  lab::value::Table table{{{"rank", "", {}, {}}, {"token", "", {}, {}}, {"count", "", {}, {}}}};
  const auto& ranked = prepared().ranked();
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    table.columns[0].numbers.push_back(static_cast<double>(i + 1));
    table.columns[1].texts.push_back(vocabulary().name(vocabulary().find(ranked[i].token)));
    table.columns[2].numbers.push_back(static_cast<double>(ranked[i].count));
  }
  return lab::writeValue(lab::Value(std::move(table)), lab::Format::Csv);
}

}  // namespace gradarium::lessons
