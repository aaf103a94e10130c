// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/data/text.h"
#include "core/lm/sampling.h"
#include "core/text/bigram_model.h"
#include "core/text/corpus.h"
#include "core/text/good_turing.h"
#include "core/text/softmax_bigram.h"
#include "tests/core/ml/reference.h"

namespace gradarium::text {
namespace {

using gradarium::testing::reference;
using ::testing::ElementsAre;
using Ids = std::vector<std::int32_t>;

const Normalisation bare{.lowerCase = true, .punctuation = false};

Corpus names(std::size_t heldOutEvery = 0) {
  return {data::text("names")->bytes, {.normalisation = bare, .heldOutEvery = heldOutEvery}};
}

BigramCounts counted(const Corpus& corpus, std::span<const std::int32_t> tokens) {
  BigramCounts counts(corpus.vocabulary().size());
  counts.count(tokens);
  return counts;
}

std::vector<SmoothingOptions> everyMethod() {
  return {{.method = Smoothing::None},
          {.method = Smoothing::AddK, .k = 0.3},
          {.method = Smoothing::GoodTuring},
          {.method = Smoothing::Interpolated, .weight = 0.8},
          {.method = Smoothing::AbsoluteDiscounting, .discount = 0.6}};
}

TEST(BigramCounts, CountPairs) {
  BigramCounts counts(3);
  counts.count(Ids{0, 1, 1, 2, 0, 1});
  EXPECT_THAT(counts.cells(), ElementsAre(0, 2, 0, 0, 1, 1, 1, 0, 0));
  EXPECT_EQ(counts.total(), 5U);
  EXPECT_EQ(counts.rowSum(1), 2U);
  EXPECT_EQ(counts.empty(), 5U);
  EXPECT_THAT(counts.columnSums(), ElementsAre(1, 3, 1));
  EXPECT_EQ(counts.countsOfCounts().size(), 2U);
  counts.set(0, 1, 7);
  EXPECT_EQ(counts.total(), 10U);
  EXPECT_EQ(counts.rowSum(0), 7U);
  counts.set(0, 1, 0);
  EXPECT_EQ(counts.total(), 3U);
  counts.count(Ids{0, -1, 2});
  EXPECT_EQ(counts.total(), 3U) << "what is not known makes no pair";
  EXPECT_THROW(counts.count(Ids{0, 3}), base::BadCall);
  EXPECT_THROW(counts.set(3, 0, 1), base::BadCall);
  EXPECT_THROW(BigramCounts(100000), base::BadCall);
}

TEST(Bigram, NamesAreAsNumPyCountsThem) {
  const auto numbers = reference("text/bigrams.json").at("names");
  const Corpus corpus = names();
  const BigramCounts counts = counted(corpus, corpus.training());
  EXPECT_EQ(counts.size(), 27U);
  EXPECT_EQ(std::vector<std::uint32_t>(counts.cells().begin(), counts.cells().end()),
            numbers.at("counts").get<std::vector<std::uint32_t>>());
  // The figures that the lesson speaks of.
  EXPECT_EQ(counts.total(), 59148U);
  EXPECT_EQ(counts.empty(), 225U);
  EXPECT_EQ(counts.at(5, 0), 1928U) << "e#";
  EXPECT_EQ(numbers.at("commonest"), "e#");
  const auto loss = [&](double k) {
    return BigramModel(counts, {.method = Smoothing::AddK, .k = k}).loss(counts);
  };
  EXPECT_NEAR(BigramModel(counts, {}).loss(counts), numbers.at("unsmoothed").get<double>(), 1e-12);
  EXPECT_NEAR(loss(0), 2.417729, 5e-7);
  EXPECT_NEAR(loss(1), numbers.at("k1").get<double>(), 1e-12);
  EXPECT_NEAR(loss(1), 2.421727, 5e-7);
  EXPECT_NEAR(loss(10), numbers.at("k10").get<double>(), 1e-12);
  EXPECT_NEAR(addKLoss(counts, counts, 10), loss(10), 1e-12);
  EXPECT_NEAR(loss(1e12), std::log(27), 1e-6);
  EXPECT_NEAR(numbers.at("unigram").get<double>(), 2.849368, 5e-7);
}

TEST(Bigram, HeldOutLossesAreNumPys) {
  const auto numbers = reference("text/bigrams.json").at("held_out");
  const Corpus corpus = names(10);
  const BigramCounts training = counted(corpus, corpus.training()), held = counted(corpus, corpus.heldOut());
  EXPECT_EQ(training.total(), numbers.at("training").get<std::uint64_t>());
  EXPECT_EQ(held.total(), numbers.at("pairs").get<std::uint64_t>());
  const auto ks = numbers.at("k").get<std::vector<double>>(),
             losses = numbers.at("losses").get<std::vector<double>>();
  for (std::size_t i = 0; i < ks.size(); ++i)
    EXPECT_NEAR(addKLoss(training, held, ks[i]), losses[i], 1e-12) << ks[i];
  const BestK best = bestK(training, held);
  EXPECT_NEAR(best.loss, numbers.at("best_loss").get<double>(), 1e-10);
  EXPECT_NEAR(best.k, numbers.at("best_k").get<double>(), 1e-3 * best.k);
  EXPECT_NEAR(best.k, 0.048, 0.001);
  EXPECT_EQ(BigramModel(training, {}).loss(held), std::numeric_limits<double>::infinity());
  const auto loss = [&](const SmoothingOptions& options) {
    return BigramModel(training, options).loss(held);
  };
  EXPECT_NEAR(loss({.method = Smoothing::GoodTuring}), numbers.at("good_turing").get<double>(), 1e-10);
  EXPECT_NEAR(loss({.method = Smoothing::Interpolated, .weight = 0.9}),
              numbers.at("interpolated").get<double>(), 1e-12);
  EXPECT_NEAR(loss({.method = Smoothing::AbsoluteDiscounting, .discount = 0.75}),
              numbers.at("discounted").get<double>(), 1e-12);
}

TEST(GoodTuring, IsGaleAndSampsons) {
  const auto numbers = reference("text/bigrams.json").at("held_out");
  const auto expected = numbers.at("estimate");
  const Corpus corpus = names(10);
  const GoodTuring estimate(counted(corpus, corpus.training()).countsOfCounts());
  EXPECT_NEAR(estimate.unseenMass(), expected.at("unseen").get<double>(), 1e-15);
  EXPECT_NEAR(estimate.unseenMass(), 47.0 / 53269, 1e-15);
  EXPECT_NEAR(estimate.slope(), expected.at("slope").get<double>(), 1e-10);
  const auto counts = expected.at("counts").get<std::vector<std::uint64_t>>();
  const auto adjusted = expected.at("adjusted").get<std::vector<double>>(),
             p = expected.at("probabilities").get<std::vector<double>>();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    EXPECT_NEAR(estimate.adjusted(counts[i]), adjusted[i], 1e-9) << counts[i];
    EXPECT_NEAR(estimate.probability(counts[i]), p[i], 1e-12) << counts[i];
  }
  EXPECT_THROW(GoodTuring({}), base::BadCall);
  EXPECT_THROW((void)estimate.adjusted(123456), base::BadCall);
}

TEST(GoodTuring, SumsToOneWithTheUnseenHoweverLittleWasSeen) {
  for (const auto& counts : {std::vector<CountOfCount>{{1, 3}},
                             {{2, 1}},
                             {{1, 1}, {2, 1}},
                             {{5, 2}, {9, 1}},
                             {{1, 10}, {2, 4}, {3, 2}, {40, 1}}}) {
    const GoodTuring estimate(counts);
    double sum = estimate.unseenMass();
    for (const auto& [count, pairs] : counts) sum += static_cast<double>(pairs) * estimate.probability(count);
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_GT(estimate.probability(counts.back().count), 0);
  }
}

TEST(Bigram, RowsSumToOneByEveryMethod) {
  const Corpus corpus = names();
  BigramCounts counts = counted(corpus, corpus.training()), none(27);
  for (std::size_t b = 0; b < 27; ++b) counts.set(17, b, 0);  // a row without counts
  for (const auto& options : everyMethod())
    for (const BigramCounts* table : {&counts, &none}) {
      const BigramModel model(*table, options);
      for (std::size_t a = 0; a < model.size(); ++a) {
        const auto row = model.row(a);
        EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 1e-12)
            << int(options.method) << ", row " << a;
        for (const double p : row) EXPECT_GE(p, 0);
      }
    }
  EXPECT_THROW(BigramModel(counts, {.k = -1}), base::BadCall);
  EXPECT_THROW(BigramModel(counts, {.weight = 1.5}), base::BadCall);
  EXPECT_THROW(BigramModel(counts, {.discount = std::nan("")}), base::BadCall);
}

TEST(Bigram, SurprisalsAddUpToTheLoss) {
  const Corpus corpus = names();
  const BigramCounts counts = counted(corpus, corpus.training());
  const BigramModel model(counts, {.method = Smoothing::AddK, .k = 0.5});
  const auto all = model.surprisals(corpus.training());
  EXPECT_NEAR(std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(counts.total()),
              model.loss(counts), 1e-11);
  const Corpus fewer = names(10);  // without the one name that has a t before a k
  const BigramModel plain(counted(fewer, fewer.training()), {});
  EXPECT_TRUE(std::isinf(plain.surprisals(fewer.encode("patka"))[3]));
  EXPECT_TRUE(std::isinf(model.surprisals(Ids{0, -1, 0})[0])) << "a token that nobody knows";
  EXPECT_TRUE(std::isnan(model.loss(BigramCounts(27))));
}

TEST(Bigram, TheTextsOwnSharesAreStationary) {
  const auto expected =
      reference("text/bigrams.json").at("names").at("stationary").get<std::vector<double>>();
  const Corpus corpus = names();
  const BigramCounts counts = counted(corpus, corpus.training());
  const BigramModel model(counts, {});
  const auto shares = model.stationary();
  const auto sums = counts.columnSums();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    EXPECT_NEAR(shares[i], expected[i], 1e-10);
    EXPECT_NEAR(shares[i], static_cast<double>(sums[i]) / 59148, 1e-10);
  }
  EXPECT_NEAR(model.entropyRate(), model.loss(counts), 1e-9);
  BigramCounts cycle(2);  // a b a b: without care the iteration would swing for ever
  cycle.count(Ids{0, 1, 0, 1, 0});
  EXPECT_NEAR(BigramModel(cycle, {}).stationary()[0], 0.5, 1e-12);
  EXPECT_EQ(BigramModel(cycle, {}).entropyRate(), 0);
}

TEST(Bigram, SamplesAreDueOnes) {
  const Corpus corpus = names();
  const BigramModel model(counted(corpus, corpus.training()), {.method = Smoothing::AddK, .k = 1});
  const auto logits = model.logits(0);
  base::Random random(3);
  std::vector<double> drawn(27, 0);
  constexpr int draws = 100000;
  for (int i = 0; i < draws; ++i) ++drawn[static_cast<std::size_t>(lm::sample(logits, {}, random))];
  double squares = 0;
  int kinds = 0;
  for (std::size_t b = 0; b < 27; ++b) {
    const double due = draws * model.probability(0, b);
    if (due < 5) continue;
    squares += (drawn[b] - due) * (drawn[b] - due) / due;
    ++kinds;
  }
  EXPECT_GE(kinds, 25);
  EXPECT_LT(squares, 54.05) << "chi squared with 26 degrees of freedom, 0.1 %";
}

TEST(SoftmaxBigram, ComesToTheCountedTable) {
  const auto numbers = reference("text/bigrams.json").at("names");
  const Corpus corpus = names();
  const BigramCounts counts = counted(corpus, corpus.training());
  SoftmaxBigram twin(counts, 0, 0);
  EXPECT_NEAR(twin.loss(), std::log(27), 1e-12);
  for (int i = 0; i < 100; ++i) twin.step(50);
  EXPECT_NEAR(twin.loss(), numbers.at("descent").get<double>(), 1e-9);
  EXPECT_NEAR(twin.loss(counts), twin.loss(), 1e-12);
  for (int i = 0; i < 2900; ++i) twin.step(50);
  const double least = numbers.at("unsmoothed").get<double>();
  EXPECT_LT(twin.loss() - least, 1e-3);
  EXPECT_GT(twin.loss(), least);
  EXPECT_NEAR(numbers.at("lbfgs").get<double>(), least, 1e-3) << "another optimiser comes to the same";
  EXPECT_EQ(twin.updates(), 3000U);
  EXPECT_THROW(SoftmaxBigram(BigramCounts(2), 1, 0), base::BadCall);
}

TEST(SoftmaxBigram, StepsDownTheGradient) {
  BigramCounts counts(4);
  counts.count(Ids{0, 1, 2, 3, 1, 0, 2, 2, 0, 1});
  const SoftmaxBigram start(counts, 1, 7);
  SoftmaxBigram twin = start;
  constexpr double rate = 1e-6, decay = 0.5;
  twin.step(rate, decay);
  // The loss falls by rate times the squared gradient, to first order; the gradient is what the step was, by
  // the rate.
  double squares = 0, before = 0, after = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    const double g = (start.weights()[i] - twin.weights()[i]) / rate;
    squares += g * g;
    before += decay * start.weights()[i] * start.weights()[i] / 16;
    after += decay * twin.weights()[i] * twin.weights()[i] / 16;
  }
  EXPECT_NEAR((start.loss() + before - twin.loss() - after) / rate, squares, 1e-4 * squares);
}

TEST(SoftmaxBigram, IsWrittenAsItIs) {
  BigramCounts counts(3);
  counts.count(Ids{0, 1, 2, 0, 1, 1, 0});
  const SoftmaxBigram twin(counts, 1, 1);
  const auto file = io::readSafetensors(io::writeSafetensors(twin.safetensors()), "twin");
  EXPECT_FLOAT_EQ(file.at("weight").at({1, 2}), static_cast<float>(twin.weights()[5]));
  const auto model = twin.onnx();
  EXPECT_FLOAT_EQ(std::get<std::vector<float>>(model.constants[0].values)[2 * 3 + 1],
                  static_cast<float>(twin.weights()[1 * 3 + 2]));
}

}  // namespace
}  // namespace gradarium::text
