// SPDX-License-Identifier: GPL-3.0-or-later
// Six hard lessons in small: that the contract carries what each of them is about.
#include <gtest/gtest.h>

#include "core/lab/engine.h"
#include "tests/core/lab/refusal.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/keystrokes.h"
#include "tests/core/lab/strain/long_training.h"
#include "tests/core/lab/strain/measured_clock.h"
#include "tests/core/lab/strain/queue_simulation.h"
#include "tests/core/lab/strain/tensor_in_place.h"
#include "tests/core/lab/strain/tree_by_hand.h"

namespace gradarium::lab {
namespace {

template <class E>
struct Bench {
  Engine engine{std::make_unique<E>()};
  const E& e = static_cast<const E&>(engine.experiment());
  std::shared_ptr<const Snapshot> now() { return engine.snapshot(); }
  std::string journal() const { return format(engine.journal().script()); }
};

TEST(StrainTree, HandSplitsAreHeldAgainstTheGreedyBest) {
  Bench<strain::TreeByHand> bench;
  bench.engine.apply(Command::act("split", "[0, 0, 0.3]"));
  const double byHand = bench.e.regret.numberIn(*bench.now()),
               gained = bench.e.gains.in(*bench.now())->last();
  EXPECT_GT(byHand, 0);
  EXPECT_EQ(bench.e.tree.in(*bench.now())->nodes.size(), 3U);
  const double best =
      std::max(bench.engine.ask(bench.e.gain, {0, 0}).result, bench.engine.ask(bench.e.gain, {0, 1}).result);
  EXPECT_DOUBLE_EQ(byHand, best - gained);
  bench.engine.apply(Command::step());  // greedy
  EXPECT_EQ(bench.e.regret.numberIn(*bench.now()), 0);
  EXPECT_EQ(bench.e.tree.in(*bench.now())->nodes.size(), 5U);
  bench.engine.apply(Command::run());
  EXPECT_EQ(bench.now()->status, Status::Finished);
  EXPECT_EQ(bench.e.impurity.numberIn(*bench.now()), 0);
  EXPECT_EQ(refusal([&] { bench.engine.apply(Command::act("split", "[99, 0, 0.3]")); }).substr(0, 26),
            "split takes a node from 0 ");
}

TEST(StrainTree, ADraggedThresholdIsOneSplit) {
  Bench<strain::TreeByHand> bench, once;
  for (const char* threshold : {"0.3", "0.5", "0.7"})
    bench.engine.apply(Command::act("split", std::string("[0,1,") + threshold + "]"), Edit::Update);
  bench.engine.apply(Command::act("split", "[0,1,0.6]"), Edit::Commit);
  once.engine.apply(Command::act("split", "[0,1,0.6]"));
  EXPECT_EQ(bench.journal(), once.journal());
  EXPECT_TRUE(
      identical(*bench.now()->values[bench.e.tree.index()], *once.now()->values[once.e.tree.index()]));
}

TEST(StrainKeystrokes, EachIsAnsweredAndNoneRebuilds) {
  Bench<strain::Keystrokes> bench;
  bench.now();
  const std::string typed = " ein naïver 🤗";
  std::size_t at = bench.e.text.get().size();
  for (std::size_t i = 0; i < typed.size();) {
    std::size_t length = 1;
    while (i + length < typed.size() && (typed[i + length] & 0xC0) == 0x80) ++length;
    bench.engine.apply(Command::patch(
        "text", R"({"at": )" + std::to_string(at) + R"(, "insert": ")" + typed.substr(i, length) + "\"}"));
    at += length;
    i += length;
  }
  EXPECT_EQ(bench.e.vocabularies, 1);
  EXPECT_EQ(bench.e.answers, 1 + 13);
  const auto& tokens = bench.e.tokens.in(*bench.now())->tokens;
  ASSERT_EQ(tokens.size(), 5U);
  EXPECT_EQ(tokens[3].text, "naïver");
  EXPECT_EQ(tokens[3].id, -1);
  EXPECT_EQ(bench.e.unknown.numberIn(*bench.now()), 3);
  int undos = 0;
  while (bench.engine.undo()) ++undos;
  EXPECT_EQ(undos, 13);
  EXPECT_EQ(bench.e.text.textIn(*bench.now()), "the dog");
}

TEST(StrainKeystrokes, AWordTypedAsOneDragIsOneUndo) {
  Bench<strain::Keystrokes> bench;
  // Each update speaks of the text that the drag began with, so any of them may be skipped.
  for (const char* word : {"a", "and", "and th"})
    bench.engine.apply(Command::patch("text", std::string(R"({"at": 0, "insert": ")") + word + "\"}"),
                       Edit::Update);
  bench.engine.apply(Command::patch("text", R"({"at": 0, "insert": "and then "})"), Edit::Commit);
  EXPECT_EQ(bench.e.text.get(), "and then the dog");
  EXPECT_EQ(bench.engine.journal().entries.size(), 1U);
  Engine again(std::make_unique<strain::Keystrokes>());
  again.play(parseScript(bench.journal()), true);
  EXPECT_EQ(difference(bench.e, *bench.now(), *again.snapshot()), "");
  bench.engine.undo();
  EXPECT_EQ(bench.e.text.textIn(*bench.now()), "the dog");
}

TEST(StrainKeystrokes, ADragOverStepsIsWrittenDownWhole) {
  Bench<strain::TensorInPlace> bench;
  bench.engine.apply(Command::patch("a", R"({"cell": [0, 0, 5]})"), Edit::Update);
  bench.engine.apply(Command::step());
  bench.engine.apply(Command::patch("a", R"({"cell": [0, 1, 7]})"), Edit::Commit);
  EXPECT_EQ(bench.e.a.text(), "[[1,7,3],[4,5,6]]");
  Engine again(std::make_unique<strain::TensorInPlace>());
  again.play(parseScript(bench.journal()), true);
  EXPECT_EQ(difference(bench.e, *bench.now(), *again.snapshot()), "");
}

TEST(StrainTensor, IsEditedInPlaceAndExplainsEachCell) {
  Bench<strain::TensorInPlace> bench;
  const auto before = bench.now();
  bench.engine.apply(Command::patch("a", R"({"cell": [1, 2, -3.5]})"));
  const auto* product = bench.e.product.in(*bench.now());
  EXPECT_EQ(product->data, (std::vector<double>{4, 5, 0.5, 1.5}));
  EXPECT_EQ(bench.e.product.in(*before)->at(1, 0), 10);  // what was shown stays what it was
  const Arithmetic cell = bench.engine.ask(bench.e.cell, {1, 0});
  ASSERT_EQ(cell.lines.size(), 3U);
  EXPECT_EQ(cell.lines[2].expression, "-3.5 * 1");
  EXPECT_EQ(cell.result, product->at(1, 0));
  EXPECT_EQ(refusal([&] { bench.engine.ask(bench.e.cell, {2, 0}); }), "the product has no such cell");
  bench.engine.apply(Command::set("order", "b-a"));
  EXPECT_EQ(bench.e.product.in(*bench.now())->rows, 3U);
  EXPECT_EQ(bench.journal(), "set a=[[1,2,3],[4,5,-3.5]]; set order=b-a");
}

TEST(StrainTraining, TenMegabytesCostNothingUntilSomebodyLooks) {
  const auto watch = std::make_shared<strain::LongTraining::Watch>();
  Engine engine(std::make_unique<strain::LongTraining>(watch));
  engine.apply(Command::run(2));
  EXPECT_EQ(watch->copies, 0);
  const auto& training = static_cast<const strain::LongTraining&>(engine.experiment());
  EXPECT_EQ(training.weights.in(*engine.snapshot())->data.size() * sizeof(float), 10U << 20);
  EXPECT_EQ(watch->copies, 1);
  EXPECT_LE(engine.history().bytes(), 192U << 20);
}

TEST(StrainTraining, GoesBackBySavedStatesInsteadOfTrainingAgain) {
  const auto watch = std::make_shared<strain::LongTraining::Watch>();
  Engine engine(std::make_unique<strain::LongTraining>(watch, 1000),
                {.snapshots = 3, .states = 100, .spacing = 0});
  engine.apply(Command::run(30));
  for (const std::uint64_t step : {20, 5, 29, 10}) {  // a state for each step: none is made again
    engine.goTo(step);
    EXPECT_EQ(engine.snapshot()->step, step);
  }
  EXPECT_EQ(watch->steps, 30);
  engine.apply(Command::set("rate", "0.03"));
  engine.apply(Command::run(1));
  EXPECT_EQ(watch->steps, 31);
  EXPECT_EQ(watch->resets, 1);
  EXPECT_EQ(engine.branches().size(), 1U);
}

TEST(StrainTraining, AStopFlagEndsAStepAndARun) {
  base::StopFlag stop;
  Engine engine(
      std::make_unique<strain::LongTraining>(std::make_shared<strain::LongTraining::Watch>(), 1000));
  int passes = 0;
  engine.setHost({.stop = &stop,
                  .progress = [&](double, std::string_view) { ++passes == 10 ? stop.request() : void(); }});
  engine.apply(Command::run(100));  // 4 passes a step: given up in the third
  EXPECT_EQ(engine.position(), 2U);
  EXPECT_EQ(engine.step(), Status::Cancelled);
  EXPECT_EQ(engine.position(), 2U);
  EXPECT_THROW(engine.play({Command::run(3)}), Stopped);
  stop.clear();
  EXPECT_EQ(engine.step(), Status::Running);
  EXPECT_EQ(engine.position(), 3U);
}

TEST(StrainTraining, AStopFlagEndsTheWayThroughAKnownFuture) {
  base::StopFlag stop;
  Engine engine(std::make_unique<strain::LongTraining>(std::make_shared<strain::LongTraining::Watch>(), 1000),
                {.snapshots = 0, .states = 0});
  std::vector<std::string> told;
  engine.setHost(
      {.stop = &stop, .progress = [&](double, std::string_view what) { told.emplace_back(what); }});
  engine.apply(Command::run(6));
  engine.goTo(3);
  engine.snapshot();
  EXPECT_EQ(told.back(), "to step 3");  // not what the steps say that are made again
  stop.request();
  EXPECT_EQ(engine.step(), Status::Cancelled);
  EXPECT_EQ(engine.position(), 3U);
  EXPECT_EQ(engine.end(), 6U);
  engine.goTo(2);
  EXPECT_THROW(engine.snapshot(), Stopped);
  stop.clear();
  EXPECT_EQ(engine.snapshot()->step, 2U);
}

TEST(StrainClock, IsVirtualAndPartOfThePromise) {
  Bench<strain::QueueSimulation> bench;
  bench.engine.apply(Command::run(50));
  const auto then = bench.now();
  EXPECT_GT(then->clock, 5);
  const auto* timeline = bench.e.timeline.in(*then);
  ASSERT_GT(timeline->spans.size(), 10U);
  for (const auto& span : timeline->spans) EXPECT_LT(span.begin, span.end);
  EXPECT_EQ(bench.e.waiting.in(*then)->x(50), then->clock);
  bench.engine.apply(Command::act("burst"));
  EXPECT_EQ(bench.now()->clock, then->clock);
  bench.engine.apply(Command::run(50));
  bench.engine.goTo(20);
  EXPECT_LT(bench.now()->clock, then->clock);
  bench.engine.apply(Command::reset());
  EXPECT_EQ(bench.now()->clock, 0);
}

}  // namespace
}  // namespace gradarium::lab
