// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every kind of parameter, and what a hostile text can do to it: nothing.
#include <gtest/gtest.h>

#include "tests/core/lab/all_kinds.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

class EveryParameter : public testing::TestWithParam<std::string> {
 protected:
  AllKinds all;
  Parameter& parameter = all.parameter(GetParam());
};

std::vector<std::string> names() {
  const AllKinds all;
  std::vector<std::string> names;
  for (const Parameter* p : all.parameters()) names.push_back(p->name());
  return names;
}
INSTANTIATE_TEST_SUITE_P(Kinds, EveryParameter, testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

TEST_P(EveryParameter, BeginsAtItsDefault) {
  EXPECT_TRUE(parameter.isDefault());
  EXPECT_EQ(parameter.text(), parameter.fallback());
  EXPECT_EQ(parameter.info().fallback, parameter.fallback());
  EXPECT_EQ(parameter.info().kind, parameter.kind());
  EXPECT_EQ(refusal([&] { parameter.set(parameter.fallback()); }), "accepted");
}

TEST_P(EveryParameter, TakesItsProbesAndItsOwnText) {
  ASSERT_FALSE(parameter.probes().empty());
  for (const std::string& probe : parameter.probes()) {
    SCOPED_TRACE(probe);
    parameter.set(probe);
    const std::string canonical = parameter.text();
    parameter.set(parameter.fallback());
    parameter.set(canonical);
    EXPECT_EQ(parameter.text(), canonical);
    parameter.set(parameter.fallback());
    parameter.restore(canonical);
    EXPECT_EQ(parameter.text(), canonical);
  }
  parameter.set(parameter.fallback());
  EXPECT_TRUE(parameter.isDefault());
}

TEST_P(EveryParameter, TakesItsPatchesInOrder) {
  for (const std::string& probe : parameter.probes()) {
    parameter.set(probe);
    for (const std::string& patch : parameter.patchProbes()) {
      SCOPED_TRACE(probe + " then " + patch);
      EXPECT_EQ(refusal([&] { parameter.patch(patch); }), "accepted");
      const std::string text = parameter.text();
      parameter.set(text);
      EXPECT_EQ(parameter.text(), text);
    }
  }
  if (parameter.patchProbes().empty()) {
    EXPECT_EQ(refusal([&] { parameter.patch("{}"); }), GetParam() + " is set as a whole, not by a patch");
  }
}

std::string deep(std::size_t levels, const std::string& core) {
  return std::string(levels, '[') + core + std::string(levels, ']');
}

std::vector<std::string> hostile() {
  std::string wide = "[";
  for (int i = 0; i < 20000; ++i) wide += "[0,0,0],";
  wide += "[0,0,0]]";
  return {"1e999",
          "-1e999",
          "nan",
          "inf",
          "[1e999]",
          "[[1e999,0]]",
          "[[1e999,0,0]]",
          "[[0.5,1e999,1e999]]",
          "\xff\xfe",
          "[\"\xff\"]",
          "[",
          "{",
          "[[",
          "[[]",
          "{}",
          "[{}]",
          "[[{}]]",
          "[[\"a\"]]",
          "[null]",
          "null",
          "[[0.1,0.1,0.1,0.1]]",
          "[[0.1,0.1,100]]",
          "[[0.1,0.1,0.5]]",
          "[[-0.1,0.1]]",
          "[0,1,2,3]",
          "[0,1e9,1]",
          "[[1,2],[3,4]]",
          "[[1,2,3],[4,5]]",
          "[[1,2,3],[4,5,60]]",
          R"({"nodes":[]})",
          R"({"nodes":[[1,2,3]],"edges":[]})",
          R"({"nodes":[["a",0,0]],"edges":[[0,1,1]]})",
          R"({"nodes":[["a",0,0]],"edges":[[0.5,0,1]]})",
          R"({"nodes":[["a",0,0]],"edges":[[1e300,0,1]]})",
          R"({"nodes":[["a",0,0]],"edges":[[-1,0,1]]})",
          R"({"nodes":[["a","x",0]],"edges":[]})",
          R"({"nodes":7,"edges":"x"})",
          "2",
          "01",
          "012345678",
          "0100000x",
          deep(100, "0"),
          deep(20000, "0"),
          std::string(20000, '['),
          wide,
          std::string(1 << 21, '9'),
          "red ",
          "Red",
          "yes",
          "-1",
          "1.5",
          "101",
          "99999999999999999999",
          "1,5",
          " 3",
          "3 ",
          ""};
}

TEST_P(EveryParameter, RefusesWhatItCannotHold) {
  int refused = 0;
  for (const std::string& text : hostile()) {
    const std::string before = parameter.text();
    const auto give = [&] { parameter.set(text); };
    // What looks like a path is a file that cannot be read: an Error.
    const std::string answer = GetParam() == "data" || GetParam() == "source" ? refusal<base::Error>(give) : refusal(give);
    if (answer == "accepted") {
      EXPECT_EQ(refusal([&] { parameter.set(parameter.text()); }), "accepted") << text.substr(0, 60);
      continue;
    }
    ++refused;
    EXPECT_EQ(parameter.text(), before) << text.substr(0, 60);
    EXPECT_LT(answer.size(), 6000U) << answer.substr(0, 400);
  }
  EXPECT_GT(refused, 1);
}

TEST_P(EveryParameter, RefusesPatchesThatDoNotFit) {
  std::vector<std::string> patches = hostile();
  for (const char* verb :
       {"add", "move", "label", "remove", "cell", "y", "stroke", "node", "edge", "flip", "at", "nonsense"})
    for (const char* value : {"[]", "{}", "null", "false", "\"x\"", "1e999", "[1e999,0,0]", "[-1,0,0]",
                              "[0.5,0,0]", "[99999,0,0]", "[1e300,1,1]", "-1", "[0,1e9,0]", "[[0]]",
                              "[\"a\"]", "[0,0,0,0,0,0,0,0,0]", "[0,0,1000]", "99999", "1.5"})
      patches.push_back(std::string("{\"") + verb + "\": " + value + "}");
  for (const char* typing :
       {R"({"at":0,"remove":-1})", R"({"at":0,"isnert":"x"})", R"({"at":0,"insert":7})", R"({"at":1e3})",
        R"({"at":99})", R"({"at":0,"remove":99})", R"({"at":3,"insert":"x"})", R"({"at":0,"remove":3})",
        R"({"insert":"x"})", R"({"clear":false})"})
    patches.push_back(typing);
  for (const std::string& patch : patches) {
    const std::string before = parameter.text();
    if (refusal([&] { parameter.patch(patch); }) != "accepted") {
      EXPECT_EQ(parameter.text(), before) << patch.substr(0, 60);
    } else {
      EXPECT_EQ(refusal([&] { parameter.set(parameter.text()); }), "accepted") << patch.substr(0, 60);
    }
  }
}

}  // namespace
}  // namespace gradarium::lab
