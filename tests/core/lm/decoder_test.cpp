// SPDX-License-Identifier: GPL-3.0-or-later
// Reading token by token gives what a whole pass gives; sampling keeps what it promises.
#include "core/lm/decoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "tests/core/lm/gpt_case.h"

namespace gradarium::lm {
namespace {

class DecoderCases : public ::testing::TestWithParam<std::size_t> {};

TEST_P(DecoderCases, ReadsAsAWholePass) {
  const auto reference = testing::gptCases().at(GetParam());
  Gpt model(reference.options);
  testing::fixedWeights(model);
  const std::size_t length = reference.inputs.size() / reference.batch, width = reference.options.vocabulary;
  const std::span<const std::int32_t> ids(reference.inputs.data(), length);
  const auto expected = reference.json.at("logits").get<std::vector<double>>();
  Decoder decoder(model);
  for (const std::size_t first : {1U, 4U}) {  // token by token; and after a longer prompt
    decoder.restart();
    for (std::size_t end = first; end <= length; ++end) {
      const std::size_t begin = decoder.length();
      const auto logits = decoder.read(ids.subspan(begin, end - begin));
      const std::vector<double> row(expected.begin() + static_cast<std::ptrdiff_t>((end - 1) * width),
                                    expected.begin() + static_cast<std::ptrdiff_t>(end * width));
      EXPECT_LT(testing::relativeError({logits.begin(), logits.end()}, row), 1e-5) << end;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, DecoderCases, ::testing::Range<std::size_t>(0, 4));

TEST(Decoder, TheContextIsALimitAndGenerationGoesOn) {
  Gpt model({.vocabulary = 7, .context = 6, .layers = 1, .block = {.width = 8, .heads = 2}});
  Decoder decoder(model);
  const std::vector<std::int32_t> seven(7, 1);
  EXPECT_THROW(decoder.read(seven), base::BadCall);
  EXPECT_THROW(decoder.read({}), base::BadCall);
  base::Random random(3), again(3);
  const auto made = generate(model, seven, 40, {}, random);
  EXPECT_EQ(made.size(), 40U);
  EXPECT_EQ(made, generate(model, seven, 40, {}, again));
  base::StopFlag stop;
  stop.request();
  EXPECT_TRUE(generate(model, seven, 40, {}, random, &stop).empty());
  EXPECT_THROW(generate(model, {}, 1, {}, random), base::BadCall);
}

TEST(Sampling, WhoSurvives) {
  const std::vector<float> logits{0.0F, std::log(4.0F), std::log(2.0F), 0.0F};  // 1/8, 1/2, 1/4, 1/8
  const auto all = survivors(logits, {});
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].token, 1);
  EXPECT_NEAR(all[0].probability, 0.5, 1e-7);
  EXPECT_EQ(all[2].token, 0);  // the lower id of equals
  const auto two = survivors(logits, {.topK = 2});
  ASSERT_EQ(two.size(), 2U);
  EXPECT_NEAR(two[0].probability, 2.0 / 3, 1e-7);
  EXPECT_EQ(survivors(logits, {.topP = 0.5}).size(), 1U);
  EXPECT_EQ(survivors(logits, {.topP = 0.6}).size(), 2U);
  EXPECT_NEAR(survivors(logits, {.temperature = 0.5})[0].probability, 16.0 / 22, 1e-6);
  base::Random random(1), untouched(1);
  EXPECT_EQ(sample(logits, {.temperature = 0}, random), 1);
  EXPECT_EQ(random, untouched);
  std::vector<int> counts(4);
  for (int i = 0; i < 8000; ++i) ++counts[static_cast<std::size_t>(sample(logits, {}, random))];
  EXPECT_NEAR(counts[1], 4000, 200);
  EXPECT_NEAR(counts[2], 2000, 160);
}

TEST(Sampling, RefusesWhatIsNoQuestion) {
  const std::vector<float> logits{0, 1}, broken{0, NAN};
  EXPECT_THROW(survivors(logits, {.temperature = -1}), base::BadCall);
  EXPECT_THROW(survivors(logits, {.topP = 0}), base::BadCall);
  EXPECT_THROW(survivors({}, {}), base::BadCall);
  EXPECT_THROW(survivors(broken, {}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::lm
