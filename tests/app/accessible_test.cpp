// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader and a keyboard find: a name for everything that takes the focus, and a way to it.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QSet>

#include "tests/app/open_window.h"

namespace gradarium::app {
namespace {

using Accessible = OpenWindow;

QString where(const QWidget* widget) {
  QStringList path;
  for (; widget; widget = widget->parentWidget())
    path.prepend(QString(widget->metaObject()->className()) + (widget->objectName().isEmpty() ? "" : "#" + widget->objectName()));
  return path.join(" / ");
}

std::vector<QWidget*> focusable(const QWidget& window) {
  std::vector<QWidget*> all;
  for (QWidget* widget : window.findChildren<QWidget*>())
    if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()) all.push_back(widget);
  return all;
}

TEST_F(Accessible, EverythingThatTakesTheFocusHasAName) {
  const auto check = [&](const char* state) {
    const auto all = focusable(*window_);
    EXPECT_GE(all.size(), 6U) << state;
    for (QWidget* widget : all) {
      QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(widget);
      ASSERT_TRUE(reader) << where(widget).toStdString();
      EXPECT_FALSE(reader->text(QAccessible::Name).trimmed().isEmpty()) << state << ": " << where(widget).toStdString();
    }
  };
  check("a lesson");
  page().showTab(4);
  check("its code");
  window_->openHome();
  check("the map");
}

TEST_F(Accessible, TabReachesEverything) {
  const auto all = focusable(*window_);
  QSet<QWidget*> reached;
  QWidget* at = window_->centralWidget();
  for (int i = 0; i < 400 && at; ++i) {
    at = at->nextInFocusChain();
    if (at && at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)) reached.insert(at);
  }
  for (QWidget* widget : all) EXPECT_TRUE(reached.contains(widget)) << where(widget).toStdString();
}

TEST_F(Accessible, NothingIsClippedAtTheLeastSizeOfTheWindow) {
  for (const QSize& size : {QSize(1024, 700), QSize(1280, 720), QSize(3840, 2160)}) {
    window_->resize(size);
    settle();
    for (const QWidget* widget : window_->findChildren<QWidget*>()) {
      const QWidget* parent = widget->parentWidget();
      if (!widget->isVisible() || widget->isWindow() || !parent || widget->size().isEmpty()) continue;
      // What scrolls may be larger than what shows it.
      if (const auto* area = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget()); area && area->viewport() == parent) continue;
      EXPECT_TRUE(parent->rect().contains(widget->geometry()))
          << size.width() << "x" << size.height() << ": " << where(widget).toStdString() << " " << widget->x() << "," << widget->y() << " "
          << widget->width() << "x" << widget->height() << " in " << parent->width() << "x" << parent->height();
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      if (!button || button->text().isEmpty()) continue;
      EXPECT_TRUE(widget->width() >= widget->minimumSizeHint().width() || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
          << size.width() << "x" << size.height() << ": " << where(widget).toStdString() << " is squeezed to " << widget->width();
    }
  }
}

}  // namespace
}  // namespace gradarium::app
