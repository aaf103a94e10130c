// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QThreadPool>
#include <iostream>
#include <memory>

#include "app/cli/command_line.h"
#include "app/window/laboratory.h"
#include "core/lab/session.h"

int main(int argc, char** argv) {
  using namespace gradarium;
  const std::vector<std::string> words(argv + 1, argv + argc);
  QCoreApplication::setApplicationName("gradarium");
  // Qt cuts every filled shape into pieces for its pool: with one thread there, a picture of many small shapes takes half
  // the time, and trainings keep the others.
  QThreadPool::globalInstance()->setMaxThreadCount(1);
  int status = 0;
  if (app::isCommandLine(words)) {
    // Standard error is for our own sentences, not for Qt's remarks on the session.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
      if (type == QtCriticalMsg || type == QtFatalMsg) std::cerr << "gradarium: " << text.toStdString() << "\n";
    });
    // Painting needs fonts, but no display.
    if (app::paints(words)) qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> application(app::paints(words) ? new QApplication(argc, argv)
                                                                           : new QCoreApplication(argc, argv));
    status = app::runCommandLine(words);
  } else {
    QApplication application(argc, argv);
    status = app::openLaboratory(words);
  }
  lab::Session::joinAll();
  return status;
}
