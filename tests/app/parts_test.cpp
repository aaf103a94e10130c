// SPDX-License-Identifier: GPL-3.0-or-later
// A topic with two parts, each with an experiment of its own; and several commands that are one deed.
#include <gtest/gtest.h>

#include <QTabBar>

#include "app/link/state_link.h"
#include "app/window/tutorial_panel.h"
#include "tests/app/open_window.h"

namespace gradarium::app {
namespace {

class Parts : public OpenWindow {
 protected:
  Parts() {
    window_->open("7.1.1");
    settle();
  }
  QTabBar& parts() {
    for (auto* bar : page().findChildren<QTabBar*>("parts")) return *bar;
    throw std::runtime_error("no parts");
  }
  std::string experiment() { return page().schema().id(); }
};

TEST_F(Parts, AreOfferedWhereATopicHasTwo) {
  auto& topics = *page().findChild<QTabBar*>("topics");
  EXPECT_EQ(topics.count(), 4);
  EXPECT_FALSE(parts().isVisible());
  page().showTab(3);
  settle();
  EXPECT_TRUE(parts().isVisible());
  EXPECT_EQ(parts().count(), 2);
  EXPECT_EQ(experiment(), "adam");
  QTest::mouseClick(&parts(), Qt::LeftButton, {}, parts().tabRect(1).center());
  settle();
  EXPECT_EQ(experiment(), "network");
  EXPECT_EQ(topics.currentIndex(), 3);
  EXPECT_EQ(parts().currentIndex(), 1);
  page().showTab(0);
  EXPECT_FALSE(parts().isVisible());
}

TEST_F(Parts, HaveTheirRoomInTheFirstTopicToo) {
  window_->open("2.1.2");
  settle();
  EXPECT_TRUE(parts().isVisible());
  EXPECT_EQ(parts().count(), 2);
  EXPECT_GE(parts().height(), parts().sizeHint().height());
}

TEST_F(Parts, TheTutorialLeadsToTheSecondPart) {
  auto& tutorial = *page().findChild<TutorialPanel*>();
  tutorial.showStep(tutorial.steps() - 1);
  settle();
  EXPECT_EQ(experiment(), "network");
  tutorial.showStep(0);
  settle();
  EXPECT_EQ(experiment(), "momentum");
}

TEST_F(Parts, ALinkLeadsToTheSecondPart) {
  const StateLink link = StateLink::parse("gradarium:7.1.1/network#set%20rate=2");
  page().restore(link.experiment, link.script);
  settle();
  EXPECT_EQ(experiment(), "network");
  EXPECT_EQ(page().schema().parameter("rate").textIn(snapshot()), "2");
}

TEST_F(Parts, TwoCommandsOfOneDeedAreOneUndo) {
  const auto text = [&](const char* name) { return page().schema().parameter(name).textIn(snapshot()); };
  const std::string eta = text("eta"), beta = text("beta");
  page().link().play({lab::Command::set("eta", "0.02"), lab::Command::set("beta", "0.5")});
  settle();
  EXPECT_EQ(text("eta"), "0.02");
  EXPECT_EQ(text("beta"), "0.5");
  page().link().undo();
  settle();
  EXPECT_EQ(text("eta"), eta);
  EXPECT_EQ(text("beta"), beta);
}

}  // namespace
}  // namespace gradarium::app
