// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/lab/value_text.h"
#include "tests/lessons/every_lesson.h"

namespace gradarium::tests {
namespace {

constexpr int steps = 6;

/// Finite, or declared so that it need not be, or the state says that it diverged.
void expectHealthy(const lab::Experiment& schema, const lab::Snapshot& snapshot, const std::string& where) {
  if (snapshot.status == lab::Status::Diverged) {
    EXPECT_FALSE(snapshot.message.empty()) << where;
    return;
  }
  for (const auto* observable : schema.observables()) {
    const auto& value = snapshot.values[observable->index()];
    const bool mustBeFinite = value && !observable->traits().nonFinite;
    EXPECT_TRUE(!mustBeFinite || lab::allFinite(*value)) << where << ": " << observable->name();
  }
}

TEST_P(EveryLesson, ParametersAnswerAtTheirEndsAndBetween) {
  for (const auto& experiment : experiments()) {
    for (const auto* parameter : experiment.schema->parameters()) {
      for (const std::string& probe : parameter->probes()) {
        const std::string where = parameter->name() + "=" + probe.substr(0, 60);
        const auto engine = experiment.engine();
        try {
          engine->apply(lab::Command::set(parameter->name(), probe));
          walk(*engine, steps);
        } catch (const base::Error& refused) {
          // Some values cannot be computed with (no points at all): that is said in words, and nothing is lost.
          EXPECT_GT(std::string(refused.what()).size(), 10U) << where;
        }
        expectHealthy(*experiment.schema, *engine->snapshot(), where);
      }
    }
  }
}

TEST_P(EveryLesson, PatchesAndActionsAnswer) {
  for (const auto& experiment : experiments()) {
    const auto engine = experiment.engine();
    for (const auto* parameter : experiment.schema->parameters())
      for (const std::string& patch : parameter->patchProbes()) {
        engine->apply(lab::Command::patch(parameter->name(), patch));
        expectHealthy(*experiment.schema, *engine->snapshot(), parameter->name() + " " + patch);
      }
    for (const auto* action : experiment.schema->actions()) {
      const auto fresh = experiment.engine();
      try {
        fresh->apply(lab::Command::act(action->name(), action->probe()));
      } catch (const base::BadCall& refused) {
        ADD_FAILURE() << action->name() << " refuses its own probe " << action->probe() << ": " << refused.what();
      }
      walk(*fresh, steps);
      expectHealthy(*experiment.schema, *fresh->snapshot(), action->name());
    }
  }
}

TEST_P(EveryLesson, EqualJournalsGiveEqualObservablesForAnyThreads) {
  for (const auto& experiment : experiments()) {
    std::shared_ptr<const lab::Snapshot> first;
    for (const int threads : {1, 2, 5}) {
      base::Arena arena(threads);
      const auto engine = experiment.engine();
      arena.run([&] { walk(*engine, steps); });
      const auto snapshot = engine->snapshot();
      if (!first) first = snapshot;
      EXPECT_EQ(difference(*experiment.schema, *first, *snapshot), "") << threads << " threads";
    }
  }
}

TEST_P(EveryLesson, GoingBackAndOnGivesTheSameAgain) {
  for (const auto& experiment : experiments()) {
    const auto engine = experiment.engine();
    walk(*engine, steps);
    const auto end = engine->snapshot();
    const auto journal = engine->journal();
    engine->goTo(engine->end() / 2);
    // A command in the past, taken back: the future has to be computed again, from the middle.
    engine->apply(lab::Command::reset());
    engine->undo();
    engine->goTo(journal.steps);
    EXPECT_EQ(difference(*experiment.schema, *end, *engine->snapshot()), "");

    const auto replayed = experiment.engine(lab::HistoryLimits{.snapshots = 0});
    replayed->play(lab::parseScript(lab::format(journal.script())));
    EXPECT_EQ(difference(*experiment.schema, *end, *replayed->snapshot()), "");
  }
}

TEST_P(EveryLesson, ACancelledStepLeavesNoTrace) {
  for (const auto& experiment : experiments()) {
    const auto calm = experiment.engine(), disturbed = experiment.engine();
    base::StopFlag stop;
    lab::Run::Host host;
    host.stop = &stop;
    disturbed->setHost(host);
    for (int i = 0; i < 3; ++i) {
      stop.request();
      const bool cancelled = disturbed->step() == lab::Status::Cancelled;
      stop.clear();
      if (cancelled) disturbed->step();
      calm->step();
    }
    EXPECT_EQ(difference(*experiment.schema, *calm->snapshot(), *disturbed->snapshot()), "");
  }
}

TEST_P(EveryLesson, PresetsApply) {
  for (const auto& experiment : experiments())
    for (const auto* preset : experiment.schema->presets()) {
      const auto engine = experiment.engine();
      EXPECT_NO_THROW(engine->play(lab::parseScript(preset->journal()))) << preset->name();
    }
}

}  // namespace
}  // namespace gradarium::tests
