// SPDX-License-Identifier: GPL-3.0-or-later
// The journal grammar: what is written reads back, whatever it holds, and what cannot be read says where and
// why.
#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/lab/command.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

std::string roundTrip(const Script& script) { return format(parseScript(format(script))); }

TEST(CommandGrammar, IsWrittenAsOneWouldSayIt) {
  const Script script{Command::set("k", "4"), Command::patch("drawn", R"({"add": [0.2, 0.7, 1]})"),
                      Command::act("burst"),  Command::act("move_centre", "[1, 4.2, 1.3]"),
                      Command::step(),        Command::step(3),
                      Command::run(),         Command::run(20),
                      Command::reset(),       {Verb::Answer, {}, "142.8"}};
  EXPECT_EQ(format(script),
            R"(set k=4; patch drawn={"add": [0.2, 0.7, 1]}; act burst; act move_centre=[1, 4.2, 1.3]; )"
            "step; step 3; run; run 20; reset; answer 142.8");
  EXPECT_EQ(parseScript(format(script)), script);
}

TEST(CommandGrammar, KeepsEveryValue) {
  for (const std::string value : {"",
                                  " ",
                                  "a b",
                                  " a",
                                  "a ",
                                  ";",
                                  "a;b",
                                  "\"",
                                  "a\"b",
                                  "a\"b\";\"c",
                                  "\"quoted\"",
                                  "a\\",
                                  "\\",
                                  "\\\"",
                                  "\"\\",
                                  "line\nline",
                                  "\r",
                                  "a\r",
                                  "\t",
                                  "# no comment",
                                  "#",
                                  "=",
                                  "a=b",
                                  "naïve 🤗",
                                  "{\"a\":\";\"}",
                                  "{\"a\":\"\\\"\"}",
                                  "\xE2\x80\xA8",
                                  "reset",
                                  "set a=b; run"}) {
    for (const Command& command : {Command::set("t", value), Command::patch("t", value),
                                   Command::act("t", value), Command{Verb::Answer, {}, value}}) {
      const Script script{Command::set("before", "1"), command, Command::run(2)};
      EXPECT_EQ(parseScript(format(script)), script) << format(script);
      EXPECT_EQ(parseScript(format(command)), Script{command}) << format(command);
    }
  }
}

TEST(CommandGrammar, ReadsLinesAndComments) {
  const auto script = parseScript(
      "# set up; \"all of it\nset k=4 ;run\r\n\n  # it's done; really\n\tact go = [1,2]\nset t=\"x\\ny\"; "
      "step 1e3");
  EXPECT_EQ(script, (Script{Command::set("k", "4"), Command::run(), Command::act("go", "[1,2]"),
                            Command::set("t", "x\ny"), Command::step(1000)}));
}

TEST(CommandGrammar, SaysWhereAndWhy) {
  const auto error = [](const std::string& text) { return refusal([&] { parseScript(text); }); };
  EXPECT_EQ(error("set k=4\n\nfly k"),
            "line 3: 'fly' is not a command; there are set, patch, act, step, run, reset and answer");
  EXPECT_EQ(error("set k"), "line 1: set is written 'set name=value'");
  EXPECT_EQ(error("run\nset =3"), "line 2: set is written 'set name=value'");
  EXPECT_EQ(error("act"), "line 1: act is written 'act name=value'");
  EXPECT_EQ(error("run; step 0"), "line 1: a count is a whole number from 1 to 1000000000");
  EXPECT_EQ(error("run -1"), "line 1: a count is a whole number from 1 to 1000000000");
  EXPECT_EQ(error("step 1.5"), "line 1: a count is a whole number from 1 to 1000000000");
  EXPECT_EQ(error("run nan"), "line 1: a count is a whole number from 1 to 1000000000");
  EXPECT_EQ(error("reset k"), "line 1: reset stands alone");
  EXPECT_EQ(error("run\nset t=\"open"), "line 2: a quoted value is one JSON string");
  EXPECT_EQ(error("set t=\"a\" b"), "line 1: a quoted value is one JSON string");
}

TEST(CommandGrammar, SurvivesNonsense) {
  base::Random random(7);
  const std::string alphabet = "setpatchrunact =;\n\r\t\"\\#{}[]:,.0123456789-e\xc3\xa9";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto n = random.uniformInt(40); n-- > 0;)
      text += alphabet[static_cast<std::size_t>(random.uniformInt(alphabet.size()))];
    if (round % 3 == 0) text.insert(0, "set a=");
    Script script;
    const std::string answer = refusal([&] { script = parseScript(text); });
    if (answer != "accepted") {
      EXPECT_EQ(answer.rfind("line ", 0), 0U) << answer;
    } else {
      EXPECT_EQ(roundTrip(script), format(script)) << text;
    }
  }
}

TEST(CommandGrammar, ReadsBackRandomScripts) {
  base::Random random(8);
  const std::vector<std::string> pieces{"\"",   "\\", ";", "\n", " ", "#",  "=",  "é",
                                        "🤗", "a",  "1", "{",  "}", "\t", "\r", "set "};
  for (int round = 0; round < 5000; ++round) {
    Script script;
    for (auto n = 1 + random.uniformInt(4); n-- > 0;) {
      std::string value;
      for (auto m = random.uniformInt(8); m-- > 0;)
        value += pieces[static_cast<std::size_t>(random.uniformInt(pieces.size()))];
      const std::string name = "p" + std::to_string(random.uniformInt(5));
      const Command all[] = {Command::set(name, value),
                             Command::patch(name, value),
                             Command::act(name, value),
                             {Verb::Answer, {}, value},
                             Command::step(1 + random.uniformInt(9)),
                             Command::run(random.uniformInt(9)),
                             Command::reset()};
      script.push_back(all[random.uniformInt(7)]);
    }
    EXPECT_EQ(parseScript(format(script)), script) << format(script);
  }
}

}  // namespace
}  // namespace gradarium::lab
