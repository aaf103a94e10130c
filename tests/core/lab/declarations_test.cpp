// SPDX-License-Identifier: GPL-3.0-or-later
// Exercises, artifacts, arguments of actions, files of values.
#include "core/lab/declarations.h"

#include <gtest/gtest.h>

#include "core/lab/exercise_check.h"
#include "core/lab/value_file.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

/// Doubles its number each step.
class Doubling final : public Experiment {
 public:
  Doubling() : Experiment("doubling", "Doubling") {}
  Int start{this, "start", "Start", {.value = 1, .min = 1, .max = 9}};
  Scalar number{this, "number", "Number"};
  Series path{this, "path", "Path"};
  Exercise reach{this,
                 "reach",
                 "Reach 48",
                 {.ask = "Reach 48.",
                  .solution = "set start=3; run 4",
                  .nearMisses = {"set start=3; run 3", "run 6"},
                  .passed = [this](const Snapshot& s) { return number.numberIn(s) == 48; }}};
  Exercise guess{this,
                 "guess",
                 "Guess",
                 {.solution = "run 3; answer 8.04",
                  .nearMisses = {"run 3; answer 9", "run 3; answer", "run 3; answer nan"},
                  .number = [this](const Snapshot& s) { return number.numberIn(s); },
                  .tolerance = 0.05}};
  Exercise predict{this,
                   "predict",
                   "Predict",
                   {.solution = "answer up",
                    .nearMisses = {"answer down", "run 2"},
                    .choices = {"down", "up"},
                    .correct = 1,
                    .predict = true}};
  Exercise unsound{
      this, "unsound", "Unsound", {.solution = "run 1", .passed = [](const Snapshot&) { return true; }}};
  Artifact file{this, "file", "Path", path};
  Preset big{this, "big", "Big", "set start=9; run 3"};

  void reset() override { number = start; }
  Status step(Run&) override {
    path.append(number_());
    number = number_() * 2;
    return Status::Running;
  }

 private:
  double number_() const { return std::get<value::Scalar>(*number.current()).number; }
};

TEST(Exercises, JudgeTheirRecordedAnswers) {
  const auto make = [] { return std::make_unique<Doubling>(); };
  for (const char* name : {"reach", "guess", "predict"}) EXPECT_TRUE(tryExercise(make, name).sound()) << name;
  EXPECT_FALSE(tryExercise(make, "unsound").sound());
  EXPECT_THROW(tryExercise(make, "nothing"), base::BadCall);
  const Doubling d;
  EXPECT_EQ(d.reach.kind(), "state");
  EXPECT_EQ(d.guess.kind(), "number");
  EXPECT_EQ(d.predict.kind(), "choice");
}

TEST(Artifacts, AreWrittenInTheirFormats) {
  Engine engine(std::make_unique<Doubling>());
  engine.play(parseScript(static_cast<const Doubling&>(engine.experiment()).big.journal()));
  const Artifact& file = engine.experiment().artifact("file");
  EXPECT_EQ(file.formats(), (std::vector<Format>{Format::Csv, Format::Npy, Format::Json}));
  EXPECT_EQ(engine.write(file, Format::Csv), "x,y\n0,9\n1,18\n2,36\n");
  EXPECT_EQ(engine.write(file, Format::Npy).substr(1, 5), "NUMPY");
  EXPECT_EQ(refusal([&] { engine.write(file, Format::Onnx); }), "file can be written as csv, npy, json");
}

TEST(Formats, AreKnownByTheirEndings) {
  for (const Format f :
       {Format::Csv, Format::Npy, Format::Json, Format::Safetensors, Format::Onnx, Format::Newick, Format::Text})
    EXPECT_EQ(formatOf(ending(f)), f);
  EXPECT_EQ(formatOf(".CSV"), Format::Csv);
  EXPECT_FALSE(formatOf("exe"));
  for (const char* kind : {"scalar", "tensor", "tree"}) EXPECT_EQ(formatsOf(kind).back(), Format::Json);
  EXPECT_THROW(writeValue(value::Tree{}, Format::Npy), base::BadCall);
  EXPECT_THROW(writeValue(value::Scalar{}, Format::Text), base::BadCall);
}

template <class A>
std::string parse(const std::string& text) {
  return refusal([&] { Arguments<A>::parse(text, "go"); });
}

TEST(Arguments, ReadBackAndRefuse) {
  EXPECT_EQ(Arguments<Pick>::parse(Arguments<Pick>::format({7}), "go").index, 7);
  const Move move = Arguments<Move>::parse(Arguments<Move>::format({2, {0.1, -1e-300}}), "go");
  EXPECT_EQ(move.to, (std::vector<double>{0.1, -1e-300}));
  EXPECT_EQ(Arguments<Cell>::parse("[3, 4]", "go").column, 4);
  EXPECT_EQ(Arguments<CellEdit>::parse(Arguments<CellEdit>::format({1, 2, 0.5}), "go").number, 0.5);
  EXPECT_EQ(Arguments<Split>::parse(Arguments<Split>::format({1, 2, 0.5}), "go").threshold, 0.5);
  EXPECT_EQ(Arguments<None>::format({}), "");
  EXPECT_EQ(parse<None>("[]"), "accepted");
  EXPECT_EQ(parse<None>("[1]"), "go takes no argument");
  EXPECT_EQ(parse<Pick>("[1, 2]"), "go takes [index]");
  EXPECT_EQ(parse<Pick>("[0.5]"), "go takes a whole number there");
  EXPECT_EQ(parse<Pick>("[1e300]"), "go takes a whole number there");
  EXPECT_EQ(parse<Move>("[1]"), "go takes [index, x, y, ...]");
  EXPECT_EQ(parse<Move>(""), "go takes [index, x, y, ...]");
  EXPECT_EQ(parse<Cell>("{}"), "go takes a list of numbers");
  EXPECT_EQ(parse<CellEdit>("[1,2,1e999]"), "go is not valid JSON");
  EXPECT_EQ(parse<Split>("[1,2,\"x\"]"), "go takes finite numbers");
  EXPECT_EQ(parse<Split>("nonsense"), "go is not valid JSON");
}

}  // namespace
}  // namespace gradarium::lab
