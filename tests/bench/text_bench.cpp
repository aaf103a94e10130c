// SPDX-License-Identifier: GPL-3.0-or-later
// From a text to a table of pairs: 1.1 MB of the King James Bible.
#include <benchmark/benchmark.h>

#include "core/data/text.h"
#include "core/text/bigram_model.h"
#include "core/text/corpus.h"
#include "core/text/softmax_bigram.h"

namespace {

using namespace gradarium;

std::string bible() { return data::text("king-james")->bytes.substr(0, 1'100'000); }

void reading(benchmark::State& state, text::Unit unit) {
  const std::string bytes = bible();
  for (auto _ : state)
    benchmark::DoNotOptimize(text::Corpus(bytes, {.unit = unit, .mostTypes = 500}).tokens());
}
BENCHMARK_CAPTURE(reading, characters, text::Unit::Character)
    ->Name("1.1 MB as characters")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(reading, words, text::Unit::Word)->Name("1.1 MB as words")->Unit(benchmark::kMillisecond);

void counting(benchmark::State& state) {
  const text::Corpus corpus(bible(), {});
  for (auto _ : state) {
    text::BigramCounts counts(corpus.vocabulary().size());
    counts.count(corpus.training());
    benchmark::DoNotOptimize(counts.total());
  }
}
BENCHMARK(counting)->Name("1.1 million pairs of characters counted")->Unit(benchmark::kMillisecond);

void stationary(benchmark::State& state) {
  const text::Corpus corpus(bible(), {.unit = text::Unit::Word, .mostTypes = 500});
  text::BigramCounts counts(corpus.vocabulary().size());
  counts.count(corpus.training());
  const text::BigramModel model(counts, {});
  for (auto _ : state) benchmark::DoNotOptimize(model.stationary());
}
BENCHMARK(stationary)->Name("stationary distribution of 500 words")->Unit(benchmark::kMillisecond);

void descent(benchmark::State& state) {
  const text::Corpus corpus(data::text("names")->bytes, {.normalisation = {.punctuation = false}});
  text::BigramCounts counts(corpus.vocabulary().size());
  counts.count(corpus.training());
  text::SoftmaxBigram twin(counts, 1, 0);
  for (auto _ : state) twin.step(50);
}
BENCHMARK(descent)->Name("one update of the softmax twin, 27 tokens")->Unit(benchmark::kMicrosecond);

}  // namespace
