// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/link/state_link.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace gradarium::app {
namespace {

TEST(StateLink, ReadsBackWhatItWrote) {
  const StateLink link{"2.2.1", "kmeans",
                       {lab::Command::set("data", "drawn"), lab::Command::patch("drawn", R"({"add": [0.5, 7, 0]})"),
                        lab::Command::act("move_centre", "[0, 5, 3.4]"), lab::Command::run(12), lab::Command::set("note", "100 %; # ü")}};
  const QString text = link.text();
  EXPECT_TRUE(isStateLink(text));
  for (const QChar c : text) EXPECT_TRUE(c.unicode() > 0x20 && c.unicode() < 0x7f) << text.toStdString();
  const StateLink read = StateLink::parse("  " + text + "\n");
  EXPECT_EQ(read.lesson, "2.2.1");
  EXPECT_EQ(read.experiment, "kmeans");
  EXPECT_EQ(read.script, link.script);
}

TEST(StateLink, TakesALessonAlone) {
  const StateLink link = StateLink::parse("gradarium:2.2.1");
  EXPECT_EQ(link.lesson, "2.2.1");
  EXPECT_TRUE(link.experiment.isEmpty());
  EXPECT_TRUE(link.script.empty());
}

TEST(StateLink, SaysWhatIsWrong) {
  EXPECT_FALSE(isStateLink("2.2.1"));
  EXPECT_THROW(StateLink::parse("2.2.1"), base::BadCall);
  EXPECT_THROW(StateLink::parse("gradarium:#set%20k=4"), base::BadCall);
  EXPECT_THROW(StateLink::parse("gradarium:2.2.1/kmeans#dance"), base::BadCall);
  EXPECT_THROW(StateLink::parse("gradarium:2.2.1#" + QString(2'000'000, 'a')), base::BadCall);
}

}  // namespace
}  // namespace gradarium::app
