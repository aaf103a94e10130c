// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <vector>

namespace gradarium::app {

/// Runs one of a lesson's examples beside the window, which never waits for it.
class ExampleRunner final : public QObject {
  Q_OBJECT
 public:
  struct Call {
    QString program;
    QStringList arguments;
  };
  /// `calls` are tried in turn: the next one only where a Python lacks a module. Empty: nothing here can run it.
  ExampleRunner(std::vector<Call> calls, QString folder, QObject* parent = nullptr);
  ~ExampleRunner() override;

  /// Each Python 3 that is found, with the script.
  static std::vector<Call> pythonCalls(const QString& script);
  /// The program that was built from the lesson's example.cpp, if this copy of Gradarium has it.
  static std::vector<Call> builtCalls(const QString& lessonFolder);

  bool possible() const { return !calls_.empty(); }
  bool running() const { return process_ != nullptr; }
  void start();
  void cancel();

 Q_SIGNALS:
  void started();
  void wrote(const QString& text);
  /// `sentence` says how it ended: "done in 0.4 s".
  void ended(bool well, const QString& sentence);

 private:
  void launch();
  void read();
  void finish(bool well, const QString& sentence);

  std::vector<Call> calls_;
  QString folder_;
  std::size_t next_ = 0;
  QProcess* process_ = nullptr;
  QElapsedTimer clock_;
  QString tail_;  // the end of what was written, to see why it failed
  qsizetype written_ = 0;
  bool cancelled_ = false;
};

}  // namespace gradarium::app
