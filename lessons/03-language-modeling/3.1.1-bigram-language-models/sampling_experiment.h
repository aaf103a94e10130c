// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <unordered_set>

#include "core/base/random.h"
#include "core/lm/sampling.h"
#include "core/text/bigram_model.h"
#include "text_experiment.h"

namespace gradarium::lessons {

/// A die for every token: the row of the last token, changed by temperature, top-k and top-p, says what comes
/// next.
class SamplingExperiment final : public TextExperiment {
 public:
  SamplingExperiment() : TextExperiment("sampling", "Text generation and sampling", 0, true) {}

  lab::Real temperature{
      this,
      "temperature",
      "Temperature",
      {.value = 1,
       .min = 0,
       .max = 3,
       .step = 0.05,
       .traits = {.help = "Divides the logarithms: 0 always takes the likeliest, 1 is the model itself",
                  .live = true}}};
  lab::Int topK{this,
                "top_k",
                "Top-k",
                {.value = 0,
                 .min = 1,
                 .max = 500,
                 .scale = lab::Scale::Log,
                 .word = {0, "off"},
                 .traits = {.help = "Only the k most probable stay", .live = true}}};
  lab::Real topP{this,
                 "top_p",
                 "Top-p",
                 {.value = 1,
                  .min = 0.02,
                  .max = 1,
                  .step = 0.01,
                  .traits = {.help = "Only the most probable that together reach p stay", .live = true}}};
  lab::Real k{this,
              "k",
              "Smoothing k",
              {.value = 0.05,
               .min = 1e-3,
               .max = 1e3,
               .scale = lab::Scale::Log,
               .traits = {.help = "Of add-k", .live = true}}};
  lab::Int wanted{this,
                  "samples",
                  "Samples",
                  {.value = 20, .min = 1, .max = 500, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Seed seed{this};

  lab::Tokens written{this, "written", "Samples"};
  lab::Distribution chances{this, "chances", "Chances"};  // after temperature, the likeliest first
  lab::Labels staying{this, "staying", "Which stay"};     // 0 stays, 1 is removed
  lab::Timeline die{this, "die", "The die"};              // what stays, from 0 to 1
  lab::Series surprise{this, "surprise", "a sample's mean", {.xLabel = "sample"}};
  lab::Series usual{this, "usual", "entropy rate", {.xLabel = "sample"}};
  lab::Table drawn{this, "drawn", "Drawn and expected"};
  lab::Scalar roll{
      this,
      "roll",
      "Roll u",
      {.nonFinite = true, .help = "The last uniform number; nothing is rolled at temperature 0"}};
  lab::Text context{this, "context", "After"};
  lab::Text came{this, "came", "Came"};
  lab::Text lastSample{this, "last_sample", "Last sample"};
  lab::Scalar finished{this, "finished", "Samples"};
  lab::Scalar different{this, "different", "Different ones"};
  lab::Scalar fresh{
      this, "fresh", "Not in the text", {.help = "Different samples that are no line of the text"}};
  lab::Scalar meanSurprise{
      this,
      "mean_surprisal",
      "Mean surprisal",
      {.nonFinite = true, .unit = "nats", .help = "A token, under the model itself; of finished samples"}};
  lab::Scalar entropy{this,
                      "entropy_rate",
                      "Entropy rate",
                      {.unit = "nats", .help = "The mean surprisal in an endless text of the model"}};
  lab::Scalar stay{this, "stay", "Tokens that stay"};
  lab::Scalar chiSquared{this,
                         "chi_squared",
                         "χ²",
                         {.nonFinite = true,
                          .help = "Of 100,000 rolls against the chances; about as large as its degrees of "
                                  "freedom where they agree"}};
  lab::Scalar freedom{this, "freedom", "Degrees of freedom", {.nonFinite = true}};

  lab::Action<> rollMany{this, "roll_many", "Roll 100,000 times", [this](const lab::None&) { test(); }};

  lab::Preset cold{this, "cold", "Cold: always the same", "set corpus=names; set temperature=0; run"};
  lab::Preset hot{this, "hot", "Hot: letters by chance", "set corpus=names; set temperature=3; run"};
  lab::Preset bible{this, "bible", "Words of the King James Bible",
                    "set corpus=king-james; set unit=word; set punctuation=off; set samples=5; run"};

  lab::Exercise coldest{
      this,
      "coldest",
      "The likeliest name",
      {.ask = "At temperature 0 the likeliest token always comes next. Which name comes out?",
       .start = "set corpus=names; set temperature=0",
       .solution = "answer a",
       .nearMisses = {"answer maria", "answer anna", "answer an endless one"},
       .choices = {"anna", "maria", "a", "an endless one"},
       .correct = 2,
       .predict = true,
       .hides = {&lastSample},
       .because = "# goes to a most often, and a to # most often. The likeliest text is not a typical text: "
                  "to write like its source, a model has to roll."}};
  lab::Exercise tame{
      this,
      "tame",
      "Tamer, but not dull",
      {.ask = "From the names, with k = 0.05, draw 20 samples with a mean surprisal of at most 2.25 nats "
              "(the model's own is 2.42), of which at least 18 are different.",
       .start = "set corpus=names; set k=0.05; set samples=20; set temperature=1; set top_k=off; set top_p=1",
       .solution = "set seed=0; set temperature=0.6; run",
       .nearMisses = {"set seed=0; set temperature=1.5; run", "set seed=0; set temperature=0.2; run",
                      "set seed=0; set top_k=1; run"},
       .passed =
           [this](const lab::Snapshot& s) {
             return onNames(s) && std::abs(k.in(s)-0.05) < 1e-9 && finished.numberIn(s) >= 20 &&
                    different.numberIn(s) >= 18 && meanSurprise.numberIn(s) <= 2.25;
           },
       .progress = [this](const lab::Snapshot& s) { return standing(s); },
       .because = "Temperature, top-k and top-p all buy plausibility with variety. There is no setting that "
                  "has both: each is a point on the same trade."}};
  lab::Exercise shape{this,
                      "which-cut",
                      "One cut for every row",
                      {.ask = "After q one letter is nearly certain, after # a dozen are. Which filter keeps "
                              "few tokens in the first row and many in the second, with one setting?",
                       .solution = "answer top-p",
                       .nearMisses = {"answer top-k", "answer temperature"},
                       .choices = {"temperature", "top-k", "top-p"},
                       .correct = 2,
                       .because = "Top-k keeps as many in each row. Top-p keeps as many as it takes to reach "
                                  "p, so it follows the shape of the row (Holtzman et al. 2020)."}};

  lab::Artifact texts{
      this, "samples", "Samples", {lab::Format::Text}, [this](lab::Format) { return lines(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return State{ids_, samples_, random_, testRandom_}; }
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return ids_.size() * 4 + samples_.size() * 64; }

 private:
  struct Sample {
    std::string text;
    double surprisal = 0;
    std::size_t tokens = 0;
  };
  struct State {
    std::vector<std::int32_t> ids;
    std::vector<Sample> samples;
    base::Random random, testRandom;
  };
  static constexpr std::size_t mostShown = 3000;  // tokens
  static constexpr std::size_t longest = 80;      // tokens of a sample that finds no end
  lm::SamplingOptions options() const { return {temperature, static_cast<std::size_t>(int{topK}), topP}; }
  void build();
  void rebuild();
  void publish();
  void publishRow(std::int32_t before);
  void finish();
  void test();
  std::int32_t first() const;
  std::vector<float> logitsAfter(std::int32_t before) const;
  void learnDocuments();
  std::string lines() const;
  std::string standing(const lab::Snapshot& s) const;

  text::BigramCounts counts_{0};
  std::optional<text::BigramModel> model_;
  std::vector<std::int32_t> ids_;  // all that was written, boundaries with it
  std::size_t begin_ = 0;          // of the sample that is being written, in ids_
  std::vector<Sample> samples_;
  std::unordered_set<std::string> known_;  // the documents of a text with boundaries, while they are short
  base::Random random_, testRandom_;
};

}  // namespace gradarium::lessons
