// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a learner does, in any order: the journal leads back to the same state, undo and redo lead back
// and forth, and the past looks as it did when it was the present.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/lab/brittle.h"
#include "tests/core/lab/random_commands.h"
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
struct Make {
  static std::unique_ptr<Experiment> one() { return std::make_unique<E>(); }
};
template <>
struct Make<strain::LongTraining> {  // smaller, for time
  static std::unique_ptr<Experiment> one() {
    return std::make_unique<strain::LongTraining>(std::make_shared<strain::LongTraining::Watch>(), 10000);
  }
};

template <class E>
class EngineProperty : public testing::Test {
 protected:
  static constexpr std::uint64_t seeds = std::is_same_v<E, strain::LongTraining> ? 6 : 25;

  /// Brittle's value on demand fails by design, which is no command's failure.
  static void host(Engine& engine) {
    if (std::is_same_v<E, Brittle>) engine.setHost({.wants = [](std::size_t) { return false; }});
  }
  static void expectSame(Engine& engine, Engine& other, const std::string& what) {
    EXPECT_EQ(difference(engine.experiment(), *engine.snapshot(), *other.snapshot()), "")
        << what << "\n"
        << format(engine.journal().script());
  }
  /// Gives the engine `count` commands; those that fail must change nothing.
  static void play(Engine& engine, RandomCommands& commands, int count) {
    for (int i = 0; i < count; ++i) {
      const auto turn = commands.below(12);
      if (turn == 0) {
        engine.undo();
      } else if (turn == 1) {
        engine.redo();
      } else if (turn == 2) {
        engine.goTo(commands.below(engine.end() + 2));
      } else {
        const auto before = engine.snapshot();
        const Journal journal = engine.journal();
        const bool canUndo = engine.canUndo(), canRedo = engine.canRedo();
        const auto branches = engine.branches().size();
        const Command command = commands.next();
        try {
          engine.apply(command, commands.edit());
        } catch (const std::exception&) {
          EXPECT_EQ(difference(engine.experiment(), *before, *engine.snapshot()), "")
              << "after " << format(command);
          EXPECT_EQ(journal, engine.journal());
          EXPECT_EQ(canUndo, engine.canUndo());
          EXPECT_EQ(canRedo, engine.canRedo());
          EXPECT_EQ(branches, engine.branches().size());
        }
      }
    }
  }
};

using Experiments = testing::Types<Brittle, strain::TreeByHand, strain::Keystrokes, strain::TensorInPlace,
                                   strain::LongTraining, strain::MeasuredClock, strain::QueueSimulation>;
class Names {
 public:
  template <class E>
  static std::string GetName(int) {
    const std::string id = E().id();
    std::string name;
    for (const char c : id)
      if (c != '-') name += c;
    return name;
  }
};
TYPED_TEST_SUITE(EngineProperty, Experiments, Names);

TYPED_TEST(EngineProperty, TheJournalLeadsToTheSameState) {
  for (std::uint64_t seed = 0; seed < this->seeds; ++seed) {
    Engine engine(Make<TypeParam>::one());
    this->host(engine);
    RandomCommands commands(engine.experiment(), seed);
    this->play(engine, commands, 30);

    Engine again(Make<TypeParam>::one());
    this->host(again);
    again.play(engine.journal().script(), true);
    this->expectSame(engine, again, "replayed, seed " + std::to_string(seed));
    EXPECT_EQ(again.journal(), engine.journal());

    Engine forgetful(Make<TypeParam>::one(), {.snapshots = 0, .states = 0});
    this->host(forgetful);
    const Script script = parseScript(format(engine.journal().script()));
    if (std::is_same_v<TypeParam, Brittle>) {
      forgetful.play(script);  // a setting may fail before the next one makes it harmless
    } else {
      for (const Command& command : script) forgetful.apply(command);
    }
    this->expectSame(engine, forgetful,
                     "one by one, as text and without a history, seed " + std::to_string(seed));
  }
}

TYPED_TEST(EngineProperty, ThePastLooksAsItDid) {
  for (std::uint64_t seed = 100; seed < 100 + this->seeds; ++seed) {
    Engine engine(Make<TypeParam>::one(), {.snapshots = 6, .states = 3, .spacing = 0});
    this->host(engine);
    RandomCommands commands(engine.experiment(), seed);
    this->play(engine, commands, 30);
    Engine reference(Make<TypeParam>::one());
    this->host(reference);
    reference.play(engine.journal().script(), true);
    ASSERT_EQ(reference.end(), engine.position());
    for (int look = 0; look < 20; ++look) {
      const auto step = commands.below(reference.end() + 1);
      engine.goTo(step);
      reference.goTo(step);
      this->expectSame(engine, reference, "step " + std::to_string(step) + ", seed " + std::to_string(seed));
    }
  }
}

TYPED_TEST(EngineProperty, UndoAndRedoLeadBackAndForth) {
  for (std::uint64_t seed = 200; seed < 200 + this->seeds; ++seed) {
    Engine engine(Make<TypeParam>::one());
    this->host(engine);
    RandomCommands commands(engine.experiment(), seed);
    this->play(engine, commands, 30);
    std::vector<std::shared_ptr<const Snapshot>> back{engine.snapshot()};
    while (engine.undo()) back.push_back(engine.snapshot());
    for (std::size_t i = back.size() - 1; i-- > 0;) {
      ASSERT_TRUE(engine.redo());
      ASSERT_EQ(difference(engine.experiment(), *back[i], *engine.snapshot()), "")
          << "seed " << seed << ", redo to " << i;
    }
    while (engine.redo()) {
    }
    for (std::size_t i = 1; engine.undo() && i < back.size(); ++i) engine.snapshot();
  }
}

}  // namespace
}  // namespace gradarium::lab
