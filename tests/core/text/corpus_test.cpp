// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/data/text.h"
#include "tests/core/ml/reference.h"

namespace gradarium::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Normalisation bare{.lowerCase = true, .punctuation = false};

TEST(Corpus, NumbersDocumentsBetweenBoundaries) {
  const Corpus lines("Ab\nBa-b\n", {.normalisation = bare});
  EXPECT_EQ(lines.documents(), 2U);
  EXPECT_EQ(lines.tokens(), 5U);
  EXPECT_THAT(lines.vocabulary().names(), ElementsAre("#", "a", "b"));
  EXPECT_THAT(lines.training(), ElementsAre(0, 1, 2, 0, 2, 1, 2, 0));
  EXPECT_TRUE(lines.heldOut().empty());
  EXPECT_EQ(lines.decode(lines.training()), "ab\nbab");
  EXPECT_THAT(lines.encode("AB!\nba"), ElementsAre(0, 1, 2, 0, 2, 1, 0));
  EXPECT_THAT(lines.encode("az"), ElementsAre(0, 1, Vocabulary::none, 0));
  const Corpus without("Ab\nBa-b\n", {.normalisation = bare, .boundary = false});
  EXPECT_THAT(without.training(), ElementsAre(0, 1, 1, 0, 1));
}

TEST(Corpus, ParagraphsAreDocumentsWhereLinesAreEmpty) {
  const Corpus corpus("one two\nthree\n\nfour\n\n\nfive six\n", {.unit = Unit::Word});
  EXPECT_EQ(corpus.documents(), 3U);
  EXPECT_EQ(corpus.decode(corpus.training()), "one two three\nfour\nfive six");
}

TEST(Corpus, LearnsItsVocabularyFromTheTrainingPart) {
  const Corpus corpus("a\nb\nc\na\nd\na b\n", {.unit = Unit::Word, .heldOutEvery = 3});
  // Held out: c, and "a b".
  EXPECT_THAT(corpus.vocabulary().names(), ElementsAre("#", "<unk>", "a", "b", "d"));
  EXPECT_THAT(corpus.heldOut(), ElementsAre(0, 1, 0, 2, 3, 0));
  EXPECT_EQ(corpus.ranked()[0].token, "a");
  EXPECT_EQ(corpus.ranked()[0].count, 2U);
  EXPECT_THAT(corpus.unknownRates(), ElementsAre(1, 2 / 3., 1 / 3., 1 / 3.));
  EXPECT_THAT(corpus.firstSeen(), ElementsAre(1, 2, 3, 5));
  const Corpus small("a a b b b c\n", {.unit = Unit::Word, .mostTypes = 2});
  EXPECT_THAT(small.vocabulary().names(), ElementsAre("#", "<unk>", "b", "a"));
  EXPECT_THAT(small.training(), ElementsAre(0, 3, 3, 2, 2, 2, 1, 0));
  EXPECT_EQ(small.decode(small.training()), "a a b b b <unk>");
}

TEST(Corpus, SaysWhatIsWrongWithAText) {
  const auto refusal = [](std::string_view bytes, const CorpusOptions& options) {
    try {
      const Corpus corpus(bytes, options, "mine.txt");
    } catch (const base::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(refusal("", {}), HasSubstr("mine.txt has no tokens to train on"));
  EXPECT_THAT(refusal(" \n\n", {}), HasSubstr("no tokens"));
  EXPECT_THAT(refusal("!?\n", {.normalisation = bare}), HasSubstr("no tokens"));
  EXPECT_THAT(refusal("a\n", {.heldOutEvery = 1}), HasSubstr("no tokens"));
  EXPECT_THAT(refusal(std::string_view("a\0b", 3), {}), HasSubstr("NUL"));
  EXPECT_EQ(refusal("caf\xe9\n", {}), "") << "Latin-1 is read";
}

TEST(Corpus, CountsTheShippedTextsAsNumPyDoes) {
  const auto numbers = gradarium::testing::reference("text/bigrams.json");
  const auto& bible = numbers.at("king_james");
  const auto read = data::text("king-james");
  const Corpus letters(read->bytes, {.normalisation = bare});
  EXPECT_EQ(letters.documents(), bible.at("documents").get<std::size_t>());
  EXPECT_EQ(letters.training().size() - 1, bible.at("pairs").get<std::size_t>());
  EXPECT_EQ(letters.vocabulary().size(), bible.at("vocabulary").get<std::size_t>());
  const Corpus words(read->bytes,
                     {.unit = Unit::Word, .normalisation = {.lowerCase = true, .punctuation = true}});
  std::uint64_t total = 0, kinds = 0;
  for (const auto& type : words.ranked())
    if (std::isalnum(static_cast<unsigned char>(type.token.front()))) total += type.count, ++kinds;
  EXPECT_EQ(total, bible.at("words").get<std::uint64_t>());
  EXPECT_EQ(kinds, bible.at("kinds").get<std::uint64_t>());
  for (const auto& top : bible.at("top")) {
    const auto found = std::find_if(words.ranked().begin(), words.ranked().end(),
                                    [&](const TypeCount& type) { return type.token == top.at(0); });
    ASSERT_NE(found, words.ranked().end());
    EXPECT_EQ(found->count, top.at(1).get<std::uint64_t>()) << found->token;
  }
  EXPECT_NEAR(zipfExponent(words.ranked()), 1.2, 0.3);
  const auto novels = data::text("austen");
  EXPECT_EQ(Corpus(novels->bytes, {}).documents(), numbers.at("austen").at("documents").get<std::size_t>());
}

TEST(Zipf, KnowsAPowerLaw) {
  std::vector<TypeCount> ranked;
  for (std::size_t rank = 1; rank <= 5000; ++rank)
    ranked.push_back({"", static_cast<std::uint64_t>(std::llround(1e12 / std::pow(rank, 1.1)))});
  EXPECT_NEAR(zipfExponent(ranked), 1.1, 1e-6);
  EXPECT_EQ(zipfExponent({}), 0);
  EXPECT_THAT(logSpaced(1000, 4), ElementsAre(1, 10, 100, 1000));
  EXPECT_THAT(logSpaced(3, 100), ElementsAre(1, 2, 3));
  EXPECT_TRUE(logSpaced(0, 5).empty());
}

}  // namespace
}  // namespace gradarium::text
