// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>

#include "app/catalogue/plugin_shelf.h"
#include "app/window/lesson_page.h"
#include "app/window/main_window.h"
#include "app/window/notice.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

/// The window as a person finds it at a first start, on the clustering lesson.
class OpenWindow : public testing::Test {
 protected:
  OpenWindow() {
    widgets::apply(widgets::lightTheme());
    shelf_ = std::make_unique<PluginShelf>(QStringList{PluginShelf::standardFolders().front()});
    reopen();
  }

  /// As when the program is started, once more with what was kept.
  void reopen() {
    window_.reset();
    window_ = std::make_unique<MainWindow>(*shelf_, folder_.path());
    window_->resize(1280, 720);
    window_->open("2.2.1");
    window_->show();
    settle();
  }

  LessonPage& page() { return *window_->page(); }
  const lab::Snapshot& snapshot() { return *page().link().snapshot(); }

  /// Until the session has nothing left to do and the window has seen it.
  void settle() {
    page().link().session().wait();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
  }

  template <class W>
  W& widget(const QString& name) {
    for (W* found : window_->findChildren<W*>(name))
      if (found->isVisible()) return *found;
    throw std::runtime_error("no visible " + name.toStdString());
  }
  void click(const QString& name) {
    QTest::mouseClick(&widget<QWidget>(name), Qt::LeftButton);
    settle();
  }
  double inertia() {
    for (const auto* observable : page().link().session().latest() ? schema().observables() : std::vector<lab::ObservableBase*>{})
      if (observable->name() == "inertia_now") return static_cast<const lab::Scalar*>(observable)->numberIn(snapshot());
    return 0;
  }
  const lab::Experiment& schema() {
    static const auto experiment = shelf_->lesson("2.2.1").topics().front().make();
    return *experiment;
  }
  /// What the notice says.
  QString said() const { return window_->findChild<Notice*>()->sentence(); }
  std::string parameter(const char* name) { return schema().parameter(name).textIn(snapshot()); }

  QTemporaryDir folder_;
  std::unique_ptr<PluginShelf> shelf_;
  std::unique_ptr<MainWindow> window_;
};

}  // namespace gradarium::app
