// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/lab/session.h"
#include "widgets/port.h"

namespace gradarium::app {

/// A session as the window sees it: signals on the window's thread instead of notifications from the worker.
class SessionLink final : public QObject, public widgets::Port {
  Q_OBJECT
 public:
  /// One core is left to the window: with all of them taken, frames slip.
  static std::shared_ptr<lab::Session> makeSession(std::unique_ptr<lab::Experiment> experiment);

  explicit SessionLink(std::shared_ptr<lab::Session> session, QObject* parent = nullptr);
  ~SessionLink() override;

  lab::Session& session() { return *session_; }
  const std::shared_ptr<const lab::Snapshot>& snapshot() const { return snapshot_; }
  const lab::SessionState& state() const { return state_; }

  void send(const lab::Command& command, lab::Edit edit = lab::Edit::Whole) override;
  void play(const lab::Script& script) override;
  void ask(const lab::Query& query, lab::Cell cell, std::function<void(const lab::Arithmetic*)> answer) override;
  /// What leads from the defaults to what is shown now.
  void journal(std::function<void(const lab::Journal&)> answer);
  /// An artifact's bytes, made on the worker; a failure comes as failed().
  void write(const lab::Artifact& artifact, lab::Format format, std::function<void(const std::string& bytes)> answer);
  void want(const lab::ObservableBase& observable, bool wanted) override;
  void start() override { session_->start(); }
  void pause() override { session_->pause(); }
  void cancel() override { session_->cancel(); }
  void setSpeed(double stepsPerSecond) override { session_->setSpeed(stepsPerSecond); }
  void goTo(std::uint64_t step) override { session_->goTo(step); }
  void undo() override { session_->undo(); }
  void redo() override { session_->redo(); }

 Q_SIGNALS:
  void snapshotReady(std::shared_ptr<const lab::Snapshot> snapshot);
  void stateChanged();
  void failed(const QString& sentence);
  void sent(const lab::Command& command, lab::Edit edit);  // so that shared parameters reach the other topics

 private:
  /// What the worker may touch after the link is gone.
  struct Bridge;
  /// Calls `answer` with the value once it is there, on the window's thread, or `fail` with a sentence.
  template <class T>
  void await(std::future<T> future, std::function<void(const T&)> answer, std::function<void(const QString&)> fail);
  void receive();

  std::shared_ptr<Bridge> bridge_;
  std::shared_ptr<lab::Session> session_;
  std::shared_ptr<const lab::Snapshot> snapshot_;
  lab::SessionState state_;
  std::vector<std::function<bool()>> awaited_;  // true: answered
};

}  // namespace gradarium::app
