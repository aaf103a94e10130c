// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the lesson: the map, the search, links to states, the menus.
#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "app/home/home_page.h"
#include "app/link/state_link.h"
#include "app/window/lesson_page.h"
#include "app/window/pinned_runs.h"
#include "tests/app/open_window.h"

namespace gradarium::app {
namespace {

using Head = OpenWindow;

QStringList labels(const QMenu& menu) {
  QStringList all;
  for (const QAction* action : menu.actions()) all << action->text();
  return all;
}

TEST_F(Head, TheMapLeadsToLessonsAndBack) {
  window_->openHome();
  EXPECT_TRUE(widget<HomePage>("home").isVisible());
  EXPECT_FALSE(page().isVisible());
  EXPECT_FALSE(widget<QToolButton>("export").isEnabled());
  click("continue");
  EXPECT_TRUE(page().isVisible());
  EXPECT_TRUE(widget<QToolButton>("export").isEnabled());
}

TEST_F(Head, TheSearchOpensATopic) {
  window_->openHome();
  auto& search = widget<QLineEdit>("search");
  search.setFocus();
  QTest::keyClicks(&search, "k-means clustering");
  QTest::keyClick(&search, Qt::Key_Return);
  settle();
  EXPECT_TRUE(page().isVisible());
  EXPECT_TRUE(search.text().isEmpty());
}

TEST_F(Head, TheSearchExplainsATerm) {
  auto& search = widget<QLineEdit>("search");
  QTest::keyClicks(&search, "silhouette");
  QTest::keyClick(&search, Qt::Key_Return);
  EXPECT_EQ(widget<QWidget>("term").accessibleName(), "Silhouette");
  widget<QWidget>("term").close();
}

TEST_F(Head, ALinkLeadsBackToTheState) {
  page().link().send(lab::Command::set("k", "5"));
  page().link().send(lab::Command::step(3));
  settle();
  auto& button = widget<QToolButton>("export");
  Q_EMIT button.menu()->aboutToShow();
  for (QAction* action : button.menu()->actions())
    if (action->text().contains("link")) action->trigger();
  settle();
  const QString link = QGuiApplication::clipboard()->text();
  ASSERT_TRUE(isStateLink(link)) << link.toStdString();
  const auto before = page().link().snapshot();

  page().link().send(lab::Command::set("k", "2"));
  settle();
  auto& search = widget<QLineEdit>("search");
  search.setText(link);
  QTest::keyClick(&search, Qt::Key_Return);
  settle();
  EXPECT_EQ(snapshot().step, 3U);
  EXPECT_EQ(parameter("k"), "5");
}

TEST_F(Head, ABadLinkIsToldAndChangesNothing) {
  auto& search = widget<QLineEdit>("search");
  for (const char* link : {"gradarium:9.9.9/x#step", "gradarium:2.2.1/kmeans#fly", "gradarium:2.2.1/nothing#step"}) {
    search.setText(link);
    QTest::keyClick(&search, Qt::Key_Return);
    settle();
    EXPECT_EQ(snapshot().step, 0U) << link;
    EXPECT_FALSE(said().isEmpty()) << link;
  }
}

TEST_F(Head, TheExportMenuHasPicturesModelsAndTheState) {
  auto& button = widget<QToolButton>("export");
  Q_EMIT button.menu()->aboutToShow();
  const QStringList all = labels(*button.menu());
  for (const auto* artifact : page().schema().artifacts()) EXPECT_TRUE(all.contains(QString::fromStdString(artifact->label())));
  EXPECT_TRUE(all.contains("Pictures"));
  EXPECT_GE(all.size(), 8);
}

TEST_F(Head, APresetStartsFromTheDefaults) {
  page().link().send(lab::Command::set("seed", "7"));
  settle();
  auto& presets = widget<QToolButton>("presets");
  ASSERT_FALSE(presets.menu()->actions().isEmpty());
  presets.menu()->actions().last()->trigger();
  settle();
  EXPECT_EQ(parameter("data"), "circles");
  EXPECT_EQ(parameter("seed"), "0");
}

TEST_F(Head, APinnedRunStaysAndLeadsBack) {
  page().link().send(lab::Command::set("k", "4"));
  page().link().send(lab::Command::run());
  settle();
  const double four = inertia();
  click("pin");
  page().link().send(lab::Command::set("k", "2"));
  settle();
  auto& pins = *window_->findChild<PinnedRuns*>();
  ASSERT_EQ(pins.runs().size(), 1U);
  EXPECT_EQ(pins.runs().front().label, "k 4");
  const auto buttons = pins.findChildren<QToolButton*>();
  ASSERT_EQ(buttons.size(), 2);
  buttons.front()->click();
  settle();
  EXPECT_EQ(parameter("k"), "4");
  EXPECT_EQ(inertia(), four);
  buttons.back()->click();
  EXPECT_TRUE(pins.runs().empty());
}

TEST_F(Head, OwnDataComesInByAFile) {
  QFile file(folder_.filePath("mine.csv"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("a,b\n1,2\n3,4\n5,7\n8,1\n");
  file.close();
  window_->openData(file.fileName());
  settle();
  EXPECT_EQ(parameter("data"), file.fileName().toStdString());
}

}  // namespace
}  // namespace gradarium::app
