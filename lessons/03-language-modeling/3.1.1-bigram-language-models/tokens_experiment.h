// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text_experiment.h"

namespace gradarium::lessons {

/// A text becomes tokens: its types by rank, how many of them a vocabulary misses, and how they grow as one
/// reads on.
class TokensExperiment final : public TextExperiment {
 public:
  TokensExperiment() : TextExperiment("tokens", "Text preprocessing and tokenization", 10, false) {}

  lab::TextInput sample{this,
                        "sample",
                        "Try a text",
                        "Mary-Ann O'Neill & Zoë",
                        {.help = "Goes the same way as the corpus does", .live = true}};

  lab::Tokens page{this, "page", "The text as tokens"};
  lab::Tokens tried{this, "tried", "Your text as tokens"};
  lab::Series ranks{this, "ranks", "whole text", {.xLabel = "log₁₀ rank"}};
  lab::Series ranksRead{this, "ranks_read", "so far", {.xLabel = "log₁₀ rank"}};
  lab::Series unknown{this, "unknown", "unknown", {.xLabel = "log₁₀ types"}};
  lab::Series unknownNow{this, "unknown_now", "now", {.xLabel = "log₁₀ types"}};
  lab::Series growth{this, "growth", "whole text", {.xLabel = "log₁₀ tokens"}};
  lab::Series growthRead{this, "growth_read", "so far", {.xLabel = "log₁₀ tokens"}};
  lab::Table frequent{this, "frequent", "Most frequent types"};
  lab::Scalar tokenTotal{this, "tokens", "Tokens", {.help = "Of the whole text, boundaries not counted"}};
  lab::Scalar types{this, "types", "Types", {.help = "Different tokens in the training part"}};
  lab::Scalar size{
      this, "vocabulary_size", "Vocabulary V", {.help = "With the boundary and <unk>, where they are"}};
  lab::Scalar documentTotal{this, "documents", "Documents"};
  lab::Scalar unknownRate{
      this,
      "unknown_rate",
      "Unknown",
      {.unit = "%", .help = "Share of the tokens of every tenth document that are not in the vocabulary"}};
  lab::Scalar unknownSmaller{this, "unknown_smaller", "Unknown, 5 % fewer types", {.unit = "%"}};
  lab::Scalar exponent{
      this,
      "zipf",
      "Zipf exponent",
      {.help =
           "Minus the slope of log count over log rank: 1 for Zipf's law. Over the first thousand ranks"}};
  lab::Scalar triedTokens{this, "tried_tokens", "Tokens of your text", {.help = "Boundaries counted"}};
  lab::Scalar triedUnknown{this, "tried_unknown", "Of them unknown"};
  lab::Scalar read{this, "read", "Read", {.unit = "tokens"}};

  lab::Preset words{this, "words", "Words of the King James Bible",
                    "set corpus=king-james; set unit=word; set vocabulary=5000; run"};
  lab::Preset bytes{this, "bytes", "Bytes of names: é takes two",
                    "set corpus=names; set unit=byte; set sample=\"Zoë and Chloé\""};

  lab::Exercise keep{
      this,
      "keep-case",
      "What case costs",
      {.ask = "Keep the capitals of the names, and leave marks out. How large is the vocabulary then, the "
              "boundary token included?",
       .start = "set corpus=names; set unit=character; set lower=on; set punctuation=off; set boundary=on; "
                "set vocabulary=auto",
       .solution = "set lower=off; answer 53",
       .nearMisses = {"answer 27", "set lower=off; answer 52", "set punctuation=on; answer 28"},
       .number =
           [this](const lab::Snapshot& s) {
             return !lower.in(s) && !punctuation.in(s) ? size.numberIn(s) : std::nan("");
           },
       .tolerance = 0.5,
       .hides = {&size, &types},
       .because = "Twice 26 letters and #. The table of pairs grows from 27² = 729 cells to 53² = 2,809, "
                  "with no more names to fill them: throwing away case is throwing away information, and it "
                  "buys evidence."}};
  lab::Exercise smallest{
      this,
      "one-in-ten",
      "One word in ten",
      {.ask =
           "On the words of the King James Bible, in lower case and without marks, find the smallest "
           "vocabulary that misses at most 10 % of the held-out words. Within 5 % of the smallest will do.",
       .start =
           "set corpus=king-james; set unit=word; set lower=on; set punctuation=off; set vocabulary=5000",
       .solution =
           "set corpus=king-james; set unit=word; set lower=on; set punctuation=off; set vocabulary=1180",
       .nearMisses =
           {"set corpus=king-james; set unit=word; set lower=on; set punctuation=off; set vocabulary=1100",
            "set corpus=king-james; set unit=word; set lower=on; set punctuation=off; set vocabulary=1500",
            "set corpus=austen; set unit=word; set vocabulary=1180"},
       .passed =
           [this](const lab::Snapshot& s) {
             return corpus.textIn(s) == "king-james" && unit.textIn(s) == "word" && lower.in(s) &&
                    !punctuation.in(s) && unknownRate.numberIn(s) <= 10 && unknownSmaller.numberIn(s) > 10;
           },
       .progress = [this](const lab::Snapshot& s) { return standing(s); },
       .because = "A tenth of the vocabulary covers nine tenths of the text: that is Zipf's law at work. The "
                  "last tenth of the text would take all the rest, and still new words come. So today's "
                  "models use pieces of words (6.1)."}};
  lab::Exercise round{this,
                      "never-unknown",
                      "Never unknown",
                      {.ask = "Which kind of token can never be unknown, whatever anyone types, if its "
                              "vocabulary is made complete once and for all?",
                       .solution = "answer bytes",
                       .nearMisses = {"answer characters", "answer words"},
                       .choices = {"characters", "bytes", "words"},
                       .correct = 1,
                       .because = "There are 256 bytes. Unicode has some 150,000 characters, and words are "
                                  "without end. The price: a text is longer in bytes."}};

  lab::Artifact counts{
      this, "types", "Types by rank", {lab::Format::Csv}, [this](lab::Format) { return rankedCsv(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return read_; }
  void restore(const std::any& state) override;

 private:
  static constexpr std::size_t pageTokens = 480;
  void build();
  void publishWhole();
  void publishRead();
  void publishSample();
  std::string standing(const lab::Snapshot& s) const;
  std::string rankedCsv() const;
  lab::value::Series rankSeries(std::span<const std::uint64_t> sorted) const;
  std::int32_t limited(std::int32_t id) const;
  lab::value::Tokens limitedStrip(std::span<const std::int32_t> ids) const;

  std::vector<std::size_t> rankOf_;     // of each id, from 0; of the specials, 0
  std::vector<std::uint64_t> counts_;   // of each id, as far as counted_
  std::size_t read_ = 0, counted_ = 0;  // places in the training part
};

}  // namespace gradarium::lessons
