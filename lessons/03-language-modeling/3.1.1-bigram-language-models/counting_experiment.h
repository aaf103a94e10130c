// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/text/bigram_model.h"
#include "row_experiment.h"

namespace gradarium::lessons {

/// A cursor walks a text and counts which token follows which; the rows of the table are the model.
class CountingExperiment final : public RowExperiment {
 public:
  CountingExperiment() : RowExperiment("counting", "Bigram counting and probabilities", 0) {}

  lab::Int pace{this,
                "pace",
                "Pairs a step",
                {.value = 0,
                 .min = 1,
                 .max = 1000000,
                 .scale = lab::Scale::Log,
                 .word = {0, "auto"},
                 .traits = {.help = "auto: one at first, then more and more", .live = true}}};
  lab::Real arrows{this,
                   "arrows",
                   "Arrows from",
                   {.value = 0.25,
                    .min = 0.02,
                    .max = 1,
                    .step = 0.01,
                    .traits = {.help = "The chain shows steps of at least this probability", .live = true}}};

  lab::Tokens page{this, "page", "The text"};
  lab::Scalar cursor{this, "cursor", "Cursor on the page"};
  lab::Matrix counts{this, "counts", "Counts"};  // the token before by row; see corner()
  lab::Matrix shares{this, "shares", "Probabilities", [this] { return table(model().cells()); }};
  lab::Graph chain{this, "chain", "Markov chain", [this] { return chainNow(); }};
  lab::Scalar at{this, "at", "Token of the chain"};
  lab::Table balance{this, "balance", "Long run", [this] { return balanceNow(); }};
  lab::Series learning{this, "learning", "loss", {.xLabel = "log₁₀ pairs"}};
  lab::Text commonest{this, "commonest", "Commonest pair"};
  lab::Text likeliest{this, "likeliest", "Likeliest next"};
  lab::Scalar pairs{this, "pairs", "Pairs counted"};
  lab::Scalar empty{this, "empty", "Empty cells"};
  lab::Scalar rowSum{this, "row_sum", "Pairs of the row"};
  lab::Scalar loss{this,
                   "loss",
                   "Loss",
                   {.nonFinite = true,
                    .unit = "nats",
                    .help = "Of the table on the text it was counted on, nothing smoothed"}};
  lab::Scalar perplexity{
      this,
      "perplexity",
      "Perplexity",
      {.nonFinite = true, .help = "e to the loss: as uncertain as among so many equally likely tokens"}};
  lab::Scalar alone{
      this,
      "unigram",
      "Unigram loss",
      {.nonFinite = true, .unit = "nats", .help = "Of the tokens' shares alone, without context"}};
  lab::Scalar uniform{
      this, "uniform", "Uniform loss", {.unit = "nats", .help = "Of a guess among all tokens: ln V"}};

  lab::Action<lab::CellEdit> edit{
      this, "edit", "Change a count", [this](const lab::CellEdit& e) { change(e); }, {0, 1, 50}};
  lab::Query share{this, "share", "A probability: the count by the sum of its row",
                   [this](lab::Cell c) { return explain(c); }};

  lab::Preset whole{this, "names", "All names at once", "set corpus=names; set pace=1000000; run"};
  lab::Preset bible{this, "bible", "The letters of the King James Bible",
                    "set corpus=king-james; set pace=1000000; run"};
  lab::Preset words{this, "bible-words", "Its 500 most frequent words",
                    "set corpus=king-james; set unit=word; set after=lord; set pace=1000000; run"};

  lab::Exercise guess{this,
                      "after-q",
                      "What follows q",
                      {.ask = "Among the names, which letter follows q most often?",
                       .start = "set corpus=names; set after=q",
                       .solution = "answer u",
                       .nearMisses = {"answer a", "answer i", "answer e"},
                       .choices = {"a", "e", "i", "u"},
                       .correct = 3,
                       .predict = true,
                       .hides = {&rowBars, &likeliest},
                       .because = "57 of 58 times. A row with one tall bar is almost a rule; a flat one, as "
                                  "that of #, is nearly no help."}};
  lab::Exercise last{this,
                     "after-a",
                     "How a name goes on",
                     {.ask = "Count all the names. With which probability does a name end after an a? To "
                             "three decimals: find the cell in row a and divide.",
                      .start = "set corpus=names; set after=a; set pace=auto",
                      .solution = "set pace=1000000; run; answer 0.272",
                      .nearMisses = {"set pace=1000000; run; answer 0.208",
                                     "set pace=1000000; run; answer 0.168", "step 10; answer 0.272"},
                      .number = [this](const lab::Snapshot& s) { return afterA(s); },
                      .tolerance = 0.0006,
                      .because = "1,754 of the 6,451 pairs that begin with a. A row is divided by its own "
                                 "sum: the count alone says nothing without it."}};
  lab::Exercise forge{this,
                      "forge",
                      "Forge a habit",
                      {.ask = "With all names counted, change one count so that the likeliest letter after q "
                              "is no longer u. Change it by 100 at most.",
                       .start = "set corpus=names; set pace=1000000; set after=q; run",
                       .solution = "set pace=1000000; run; act edit=[17, 1, 58]",
                       .nearMisses = {"set pace=1000000; run; act edit=[17, 1, 40]",
                                      "set pace=1000000; run; act edit=[17, 1, 160]",
                                      "set pace=1000000; run; act edit=[1, 17, 58]"},
                       .passed = [this](const lab::Snapshot& s) { return forged(s); },
                       .because = "The model is its table and nothing else. You have just fine-tuned it by "
                                  "hand, and no other row noticed."}};
  lab::Exercise ends{
      this,
      "share-of-ends",
      "How often is it the end",
      {.ask = "In an endless text of this model, which share of all tokens would be #? There are 8,422 names "
              "and 59,148 pairs; to three decimals.",
       .start = "set corpus=names; set pace=auto",
       .solution = "answer 0.142",
       .nearMisses = {"answer 0.037", "answer 0.166", "answer 0.125"},
       .number = [](const lab::Snapshot&) { return 8422.0 / 59148; },
       .tolerance = 0.0006,
       .hides = {&balance},
       .because = "The text leaves each token as often as it comes to it, so its own shares are stationary: "
                  "8,422 of 59,148. A name has six letters, and every seventh token is a boundary."}};

  lab::Artifact countsFile{this,
                           "counts",
                           "Counts",
                           {lab::Format::Csv, lab::Format::Npy, lab::Format::Json},
                           [this](lab::Format f) { return file(f); }};
  lab::Artifact probabilities{this, "probabilities", "Probabilities", shares};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return State{counts_, done_}; }
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return counts_.cells().size_bytes(); }

 private:
  struct State {
    text::BigramCounts counts{0};
    std::size_t done = 0;
  };
  static constexpr std::size_t pageTokens = 300;
  static constexpr std::size_t mostShown = 120, cornerSide = 40;
  void build();
  lab::value::Matrix corner() const;
  std::string file(lab::Format format) const;
  const text::BigramModel& model();
  void publish();
  void publishRow();
  void change(const lab::CellEdit& edit);
  lab::value::Graph chainNow();
  lab::value::Table balanceNow();
  lab::Arithmetic explain(lab::Cell cell) const;
  double afterA(const lab::Snapshot& s) const;
  bool forged(const lab::Snapshot& s) const;
  bool allCounted(const lab::Snapshot& s) const;

  text::BigramCounts counts_{0};
  std::size_t done_ = 0;                     // pairs
  std::optional<text::BigramCounts> whole_;  // of the text, to judge what was counted so far by
  std::optional<text::BigramModel> model_;   // of counts_, once asked for
};

}  // namespace gradarium::lessons
