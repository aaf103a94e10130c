// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/text/bigram_model.h"
#include "row_experiment.h"

namespace gradarium::lessons {

/// Mass taken from what was seen for what was not: five ways to do it, judged on every tenth document.
class SmoothingExperiment final : public RowExperiment {
 public:
  SmoothingExperiment() : RowExperiment("smoothing", "Smoothing techniques", 10) {}

  lab::Choice<text::Smoothing> method{
      this,
      "method",
      "Smoothing",
      {{"add-k", text::Smoothing::AddK},
       {"none", text::Smoothing::None},
       {"good-turing", text::Smoothing::GoodTuring, "Good–Turing"},
       {"interpolated", text::Smoothing::Interpolated, "interpolated with single tokens"},
       {"discounted", text::Smoothing::AbsoluteDiscounting, "absolute discounting"}},
      {.live = true}};
  lab::Real k{this,
              "k",
              "k",
              {.value = 1,
               .min = 1e-3,
               .max = 1e3,
               .scale = lab::Scale::Log,
               .traits = {.help = "Added to every count. Laplace took 1, Lidstone any number",
                          .live = true,
                          .visible = [this] { return method == text::Smoothing::AddK; }}}};
  lab::Real weight{
      this,
      "weight",
      "Weight of the pairs",
      {.value = 0.9,
       .min = 0,
       .max = 1,
       .step = 0.01,
       .traits = {.help = "The rest goes to the shares of single tokens", .live = true, .visible = [this] {
                    return method == text::Smoothing::Interpolated;
                  }}}};
  lab::Real discount{
      this,
      "discount",
      "Discount d",
      {.value = 0.75,
       .min = 0,
       .max = 1,
       .step = 0.01,
       .traits = {.help = "Taken from each count that is not 0", .live = true, .visible = [this] {
                    return method == text::Smoothing::AbsoluteDiscounting;
                  }}}};
  lab::Real share{
      this,
      "share",
      "Training used",
      {.value = 100,
       .min = 1,
       .max = 100,
       .scale = lab::Scale::Log,
       .traits = {
           .unit = "%", .help = "So much of what is not held out, spread evenly over it", .live = true}}};
  lab::TextInput word{this,
                      "word",
                      "Judge a text",
                      "patka",
                      {.help = "Its probability with and without smoothing", .live = true}};

  lab::Series trainCurve{this, "train_curve", "training", {.xLabel = "log₁₀ k"}};
  lab::Series heldCurve{this, "held_curve", "held out", {.xLabel = "log₁₀ k"}};
  lab::Series here{this, "here", "k now", {.xLabel = "log₁₀ k"}};
  lab::Series kinds{this, "kinds", "averaged Z", {.xLabel = "log₁₀ count r"}};
  lab::Series fit{this, "fit", "Good–Turing line", {.xLabel = "log₁₀ count r"}};
  lab::Series moved{this, "moved", "change", {.xLabel = "count"}};
  lab::Series kept{this, "kept", "none", {.xLabel = "count"}};
  lab::Matrix logs{this, "logs", "Log-probabilities", [this] { return logTable(); }, {.nonFinite = true}};
  lab::Table methods{this, "methods", "The five compared", [this] { return compare(); }, {.nonFinite = true}};
  lab::Tokens judged{this, "judged", "Surprisal of your text"};
  lab::Scalar pairs{this, "pairs", "Training pairs"};
  lab::Text verdict{this, "verdict", "Your text"};
  lab::Scalar probabilityNow{this, "p_now", "P of the likeliest"};
  lab::Scalar countNow{this, "count_now", "Its count"};
  lab::Scalar sumNow{this, "sum_now", "Pairs of the row"};
  lab::Scalar size{this, "size", "Vocabulary V"};
  lab::Scalar trainLoss{this, "train_loss", "Training loss", {.nonFinite = true, .unit = "nats"}};
  lab::Scalar heldLoss{this,
                       "held_loss",
                       "Held-out loss",
                       {.nonFinite = true,
                        .unit = "nats",
                        .help = "Infinite while a pair that is there is held to be impossible"}};
  lab::Scalar heldPerplexity{this, "held_perplexity", "Perplexity", {.nonFinite = true}};
  lab::Scalar bestLoss{
      this,
      "best_loss",
      "Best k's loss",
      {.nonFinite = true, .unit = "nats", .help = "The least held-out loss of any k from 0.001 to 1,000"}};
  lab::Scalar unseenPairs{this,
                          "unseen_pairs",
                          "Unseen pairs",
                          {.help = "Pairs of the held-out part that the training part lacks"}};
  lab::Scalar unseenMass{this,
                         "unseen_mass",
                         "Unseen mass",
                         {.help = "Probability that the model gives to pairs it has not seen, after a token "
                                  "drawn from the training part"}};
  lab::Scalar turing{this,
                     "turing_mass",
                     "N₁/N",
                     {.nonFinite = true,
                      .help = "The share of pairs seen once estimates the probability of a pair never seen"}};
  lab::Scalar plainLog{this, "plain_log", "ln P unsmoothed", {.nonFinite = true, .unit = "nats"}};
  lab::Scalar smoothLog{this, "smooth_log", "ln P smoothed", {.nonFinite = true, .unit = "nats"}};

  lab::Query arithmetic{this, "arithmetic", "A smoothed probability, by the bar",
                        [this](lab::Cell c) { return explain(c); }};

  lab::Preset laplace{this, "laplace", "Laplace's rule on words: too generous",
                      "set corpus=king-james; set unit=word; set after=lord; set method=add-k; set k=1"};
  lab::Preset impossible{this, "impossible", "One impossible pair",
                         "set corpus=names; set method=none; set word=patka"};

  lab::Exercise tune{this,
                     "tune-k",
                     "The best k",
                     {.ask = "With add-k on the names, bring the held-out loss within 0.0001 nats of the "
                             "best that any k can reach.",
                      .start = "set corpus=names; set method=add-k; set k=1",
                      .solution = "set k=0.043",
                      .nearMisses = {"set k=0.2", "set k=0.005", "set method=interpolated; set weight=0.99"},
                      .passed =
                          [this](const lab::Snapshot& s) {
                            return onNames(s) && method.in(s) == text::Smoothing::AddK &&
                                   heldLoss.numberIn(s) <= bestLoss.numberIn(s) + 1e-4;
                          },
                      .progress = [this](const lab::Snapshot& s) { return standing(s); },
                      .because = "About 0.05, far below Laplace's 1. With 53,269 pairs for 729 cells the "
                                 "counts deserve trust; the fewer the data, the larger the best k. The "
                                 "training loss cannot tell you: it only ever wants 0."}};
  lab::Exercise craft{
      this,
      "craft",
      "Impossible, but not very",
      {.ask = "Write a name that the unsmoothed table holds to be impossible, and the smoothed one gives "
              "more than 10⁻¹⁵ (ln P above −34.5), in three letters or more.",
       .start = "set corpus=names; set method=add-k; set k=1; set word=anna",
       .solution = "set word=qat",
       .nearMisses = {"set word=maria", "set word=xqzxqzxqzxqz", "set word=qat; set method=none"},
       .passed =
           [this](const lab::Snapshot& s) {
             return onNames(s) && word.textIn(s).size() >= 3 && std::isinf(plainLog.numberIn(s)) &&
                    smoothLog.numberIn(s) > std::log(1e-15);
           },
       .because = "One pair never seen makes a product of probabilities 0, whatever the others say. "
                  "Smoothing turns never into seldom."}};
  lab::Exercise mass{this,
                     "unseen-mass",
                     "What was never seen",
                     {.ask = "47 of the 53,269 training pairs were seen just once. What does Good–Turing "
                             "give to all pairs never seen, together? In thousandths, to two decimals.",
                      .start = "set corpus=names; set method=add-k",
                      .solution = "set method=good-turing; answer 0.88",
                      .nearMisses = {"answer 0.02", "answer 8.82", "answer 4.19"},
                      .number = [this](const lab::Snapshot& s) { return 1000 * turing.numberIn(s); },
                      .tolerance = 0.006,
                      .hides = {&turing},
                      .because = "N₁/N = 47/53,269. What was seen once was, just before, never seen: so "
                                 "often does something new turn up."}};
  lab::Exercise large{
      this,
      "too-generous",
      "Where Laplace fails",
      {.ask = "Adding 1 costs the names little. With the 500 most frequent words of the King James Bible it "
              "moves far more of the mass, and with a vocabulary of 50,000 nearly all. Why?",
       .solution = "answer what is added to a row grows with V",
       .nearMisses = {"answer words are longer than letters", "answer large counts are rounded"},
       .choices = {"words are longer than letters", "what is added to a row grows with V",
                   "large counts are rounded"},
       .correct = 1,
       .because = "A row gets k V in all. Against n real pairs that is nothing for 27 letters, and for "
                  "50,000 words it is more than most rows have ever seen. Discounting takes from what was "
                  "seen instead, and asks a shorter context where to put it (3.1.2)."}};

  lab::Artifact model{this, "log-probabilities", "Log-probabilities", logs};
  lab::Artifact curve{this, "held-out", "Held-out loss over k", heldCurve};

  void reset() override;
  void changed(const lab::Parameter& parameter) override;

 private:
  text::SmoothingOptions options() const { return {method, k, weight, discount}; }
  void count();
  void publish();
  void publishCurves();
  void publishLosses();
  void publishRow();
  void publishWord();
  lab::value::Matrix logTable() const;
  lab::value::Table compare() const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string standing(const lab::Snapshot& s) const;

  text::BigramCounts training_{0}, heldOut_{0};
  std::vector<double> logK_, trainAt_, heldAt_;  // the losses of add-k over log10 k
  std::optional<text::BigramModel> plain_, smooth_;
};

}  // namespace gradarium::lessons
