// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "counting_experiment.h"
#include "sampling_experiment.h"
#include "smoothing_experiment.h"
#include "tokens_experiment.h"
#include "twin_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/charts/timeline_view.h"
#include "widgets/lesson.h"
#include "widgets/views/graph_view.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/token_strip_view.h"

namespace gradarium {
namespace {

using lessons::CountingExperiment;
using lessons::SamplingExperiment;
using lessons::SmoothingExperiment;
using lessons::TokensExperiment;
using lessons::TwinExperiment;
using widgets::BarView;
using widgets::Bench;
using widgets::HeatMapView;
using widgets::LineView;
using widgets::TokenStripView;

/// The last number of a curve that does not grow says nothing.
std::string nothing(const lab::Snapshot&) { return {}; }

/// "What follows q"
widgets::View::Words about(const lab::Text& token, std::string before, std::string after = {}) {
  return [&token, before = std::move(before), after = std::move(after)](const lab::Snapshot& s) {
    const auto* name = token.in(s);
    return before + (name ? name->text : "the token") + after;
  };
}

void arrangeTokens(Bench& bench, const TokensExperiment& e) {
  bench.above<TokenStripView>("text", e.page)
      .title("The text as tokens")
      .responds({"corpus", "unit", "lower", "boundary", "vocabulary"});
  bench.main<LineView>("zipf", e.ranks)
      .with(e.ranksRead, "so far")
      .title("Count of each type over its rank")
      .caption(nothing)
      .yLabel("count")
      .logY()
      .responds({"corpus", "unit"});
  bench.beside<LineView>("unknown", e.unknown)
      .with(e.unknownNow, "now")
      .title("Held-out tokens that a vocabulary misses")
      .caption(nothing)
      .yLabel("unknown, %")
      .responds({"corpus", "vocabulary"});
  bench.above<TokenStripView>("tried", e.tried)
      .title("Your text")
      .ids()
      .responds({"sample", "unit", "lower", "punctuation", "boundary"});
  bench.below<BarView>("frequent", e.frequent).title("The most frequent").responds({"corpus", "lower"});
  bench.below<LineView>("growth", e.growth)
      .with(e.growthRead, "so far")
      .title("Types met while reading")
      .caption(nothing)
      .yLabel("types")
      .logY()
      .responds({"corpus", "unit"});
  bench.parameters({&e.corpus, &e.typed, &e.unit, &e.lower, &e.punctuation, &e.boundary, &e.most, &e.sample});
  bench.rightNow({&e.tokenTotal, &e.types, &e.size, &e.documentTotal, &e.unknownRate, &e.exponent,
                  &e.triedTokens, &e.triedUnknown});
}

void arrangeCounting(Bench& bench, const CountingExperiment& e) {
  bench.above<TokenStripView>("text", e.page)
      .title("The cursor counts the token under it after the one before")
      .cursor(e.cursor)
      .responds({"corpus", "unit"});
  bench.main<HeatMapView>("counts", e.counts)
      .title([&e](const lab::Snapshot& s) {
        const auto* shown = e.counts.in(s);
        const bool part = shown && static_cast<double>(shown->rows) < std::exp(e.uniform.numberIn(s)) - 0.5;
        return std::string("How often each token (column) follows each (row)") +
               (part ? ", the first 40" : "");
      })
      .rows("before")
      .columns("after")
      .values("pairs")
      .square()
      .asks(e.share)
      .sets(e.after)
      .edits(e.edit)
      .responds({"corpus", "unit", "pace"});
  bench.beside<widgets::GraphView>("chain", e.chain)
      .title("The table as a Markov chain")
      .shape(widgets::GraphShape::Placed)
      .nodes("token")
      .values("share in the long run", "%")
      .shaded(false)
      .weights("probability")
      .weightRange(1)
      .cursor(e.at)
      .responds({"corpus", "arrows"});
  bench.below<BarView>("row", e.rowBars)
      .title(about(e.rowName, "What follows "))
      .values("probability")
      .responds({"after", "corpus"});
  bench.below<BarView>("balance", e.balance).title("Share of each token").responds({"corpus"});
  bench.below<LineView>("learning", e.learning)
      .title("Loss on the whole text, k = 1")
      .yLabel("nats")
      .steps()
      .empty("Step, and the table learns")
      .responds({"corpus", "pace"});
  bench.parameters({&e.corpus, &e.typed, &e.unit, &e.after, &e.pace, &e.arrows, &e.lower, &e.punctuation,
                    &e.boundary, &e.most});
  bench.rightNow({&e.pairs, &e.commonest, &e.empty, &e.loss, &e.perplexity, &e.alone, &e.uniform,
                  &e.likeliest, &e.rowSum});
}

void arrangeSmoothing(Bench& bench, const SmoothingExperiment& e) {
  bench.above<TokenStripView>("judged", e.judged)
      .title([&e](const lab::Snapshot& s) {
        const auto* words = e.verdict.in(s);
        return "Your text by its surprisal: " + (words ? words->text : std::string());
      })
      .weights("surprisal", "nats")
      .range(0, 12)
      .responds({"word", "method", "k"});
  bench.main<BarView>("row", e.rowBars)
      .title(about(e.rowName, "What follows ", ", before and after smoothing"))
      .values("probability")
      .asks(e.arithmetic)
      .responds({"after", "method", "k"});
  bench.beside<LineView>("losses", e.trainCurve)
      .with(e.heldCurve, "held out")
      .with(e.here, "k now")
      .title("Loss with add-k")
      .caption(nothing)
      .yLabel("nats")
      .responds({"corpus", "k", "share"});
  bench.below<LineView>("moved", e.moved)
      .with(e.kept, "none")
      .title("What smoothing does to a count")
      .caption(nothing)
      .yLabel("change")
      .steps()
      .responds({"method", "k"});
  bench.below<LineView>("kinds", e.kinds)
      .with(e.fit, "line")
      .title("Pairs seen r times")
      .caption(nothing)
      .yLabel("pairs Z")
      .logY()
      .responds({"corpus"})
      .ignores({"k"});
  bench.below<BarView>("methods", e.methods)
      .title("Held-out loss above the best k's")
      .horizontal()
      .values("thousandths of a nat")
      .responds({"k", "share"});
  bench.parameters(
      {&e.method, &e.k, &e.weight, &e.discount, &e.share, &e.after, &e.word, &e.corpus, &e.typed, &e.unit});
  bench.rightNow({&e.pairs, &e.trainLoss, &e.heldLoss, &e.heldPerplexity, &e.bestLoss, &e.unseenPairs,
                  &e.unseenMass, &e.turing, &e.plainLog, &e.smoothLog});
}

void arrangeSampling(Bench& bench, const SamplingExperiment& e) {
  bench.main<TokenStripView>("samples", e.written)
      .title("Samples, each token by its surprisal under the model")
      .weights("surprisal", "nats")
      .range(0, 7)
      .followEnd()
      .responds({"seed", "temperature"});
  bench.beside<BarView>("chances", e.chances)
      .title(about(e.context, "Chances after "))
      .bars("token")
      .values("chance")
      .colour(e.staying, "set")
      .responds({"temperature", "top_k", "top_p"});
  bench.below<widgets::TimelineView>("die", e.die)
      .title([&e](const lab::Snapshot& s) {
        const auto *after = e.context.in(s), *came = e.came.in(s);
        return "The die after " + (after ? after->text : std::string()) +
               (came ? " shows " + came->text : std::string());
      })
      .clock("u")
      .now(e.roll)
      .responds({"temperature", "top_p"});
  bench.below<LineView>("surprise", e.surprise)
      .with(e.usual, "entropy rate")
      .title("Mean surprisal of each sample")
      .yLabel("nats a token")
      .steps()
      .empty("Run, and samples come")
      .responds({"temperature"});
  bench.below<BarView>("drawn", e.drawn).title("100,000 rolls and what was due").responds({"temperature"});
  bench.parameters(
      {&e.temperature, &e.topK, &e.topP, &e.k, &e.wanted, &e.seed, &e.corpus, &e.typed, &e.unit});
  bench.rightNow({&e.finished, &e.different, &e.fresh, &e.lastSample, &e.meanSurprise, &e.entropy, &e.roll,
                  &e.stay, &e.chiSquared, &e.freedom});
}

void arrangeTwin(Bench& bench, const TwinExperiment& e) {
  bench.main<HeatMapView>("difference", e.difference)
      .title("Probabilities: twin minus counting")
      .rows("before")
      .columns("after")
      .values("difference")
      .signedScale()
      .square()
      .asks(e.gradient)
      .sets(e.after)
      .responds({"seed", "rate"});
  bench.beside<LineView>("losses", e.losses)
      .with(e.counted, "counting")
      .title("Loss on all pairs")
      .yLabel("nats")
      .responds({"rate", "decay", "seed"});
  bench.below<LineView>("gaps", e.gaps).title("Gap to counting").yLabel("nats").logY().responds({"rate"});
  bench.below<BarView>("row", e.rowBars)
      .title(about(e.rowName, "What follows "))
      .values("probability")
      .responds({"after", "rate"});
  bench.below<HeatMapView>("weights", e.weights)
      .title("Weights W")
      .rows("before")
      .columns("after")
      .values("weight")
      .signedScale()
      .square()
      .responds({"seed"});
  bench.parameters({&e.rate, &e.decay, &e.updates, &e.after, &e.seed, &e.corpus, &e.typed, &e.unit});
  bench.rightNow({&e.done, &e.loss, &e.counting, &e.gap, &e.largest, &e.never});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<lessons::TokensExperiment>("Text preprocessing and tokenization", arrangeTokens)
      .topic<lessons::CountingExperiment>("Bigram counting and probabilities", arrangeCounting)
      .topic<lessons::SmoothingExperiment>("Smoothing techniques", arrangeSmoothing)
      .topic<lessons::SamplingExperiment>("Text generation and sampling", arrangeSampling, "By counting")
      .part<lessons::TwinExperiment>("The neural twin", arrangeTwin);
}
