// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/code/example_runner.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <algorithm>

#include "core/base/resources.h"

namespace gradarium::app {
namespace {

constexpr qsizetype mostOutput = 200'000;  // characters: more is no answer any more

}  // namespace

ExampleRunner::ExampleRunner(std::vector<Call> calls, QString folder, QObject* parent)
    : QObject(parent), calls_(std::move(calls)), folder_(std::move(folder)) {}

ExampleRunner::~ExampleRunner() {
  if (!process_) return;
  process_->disconnect(this);
  process_->kill();
}

std::vector<ExampleRunner::Call> ExampleRunner::pythonCalls(const QString& script) {
  std::vector<Call> calls;
  if (!QFileInfo::exists(script)) return calls;
  // The first in the path is the learner's own; the system's may have NumPy where that one has not.
  for (const QString& python : {QStandardPaths::findExecutable("python3"), QString("/usr/bin/python3"), QStandardPaths::findExecutable("python")}) {
    const auto same = [&](const Call& call) { return call.program == python; };
    if (!python.isEmpty() && QFileInfo(python).isExecutable() && std::none_of(calls.begin(), calls.end(), same))
      calls.push_back({python, {"-u", script}});
  }
  return calls;
}

std::vector<ExampleRunner::Call> ExampleRunner::builtCalls(const QString& lessonFolder) {
  const QString id = QFileInfo(lessonFolder).fileName().section('-', 0, 0);
  const QString program = QString::fromStdString(base::programFolder().string()) + "/examples/example_" + QString(id).replace('.', '_');
  for (const QString& file : {program, program + ".exe"})
    if (QFileInfo(file).isExecutable()) return {{file, {}}};
  return {};
}

void ExampleRunner::start() {
  if (process_ || calls_.empty()) return;
  next_ = 0;
  cancelled_ = false;
  Q_EMIT started();
  launch();
}

void ExampleRunner::launch() {
  tail_.clear();
  written_ = 0;
  process_ = new QProcess(this);
  process_->setProcessChannelMode(QProcess::MergedChannels);
  process_->setWorkingDirectory(folder_);
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("PYTHONDONTWRITEBYTECODE", "1");
  environment.insert("PYTHONIOENCODING", "utf-8");
  environment.insert("MPLBACKEND", "Agg");
  process_->setProcessEnvironment(environment);
  connect(process_, &QProcess::readyRead, this, &ExampleRunner::read);
  connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) finish(false, tr("It did not start: %1").arg(process_->errorString()));
  });
  connect(process_, &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
    read();
    const QString time = tr("%1 s").arg(static_cast<double>(clock_.elapsed()) / 1000, 0, 'f', 1);
    if (cancelled_) return finish(false, tr("Stopped after %1").arg(time));
    if (code != 0 && tail_.contains("ModuleNotFoundError") && next_ + 1 < calls_.size()) {
      process_->deleteLater();
      ++next_;
      Q_EMIT started();
      return launch();
    }
    if (how == QProcess::NormalExit && code == 0) return finish(true, tr("Done in %1").arg(time));
    if (tail_.contains("No module named 'numpy'")) return finish(false, tr("This Python has no NumPy. It comes with: pip install numpy"));
    finish(false, how == QProcess::CrashExit ? tr("It crashed after %1").arg(time) : tr("It ended with status %1").arg(code));
  });
  clock_.start();
  process_->start(calls_[next_].program, calls_[next_].arguments, QIODevice::ReadOnly);
}

void ExampleRunner::read() {
  const QString text = QString::fromUtf8(process_->readAll()).remove('\r');
  if (text.isEmpty() || written_ > mostOutput) return;
  written_ += text.size();
  tail_ = (tail_ + text).right(4000);
  Q_EMIT wrote(written_ > mostOutput ? tr("\n… more is left out") : text);
}

void ExampleRunner::cancel() {
  if (!process_ || cancelled_) return;
  cancelled_ = true;
  process_->kill();
}

void ExampleRunner::finish(bool well, const QString& sentence) {
  process_->disconnect(this);
  process_->deleteLater();
  process_ = nullptr;
  Q_EMIT ended(well, sentence);
}

}  // namespace gradarium::app
