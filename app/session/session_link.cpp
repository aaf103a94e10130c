// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session_link.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include "core/base/parallel.h"

namespace gradarium::app {

struct SessionLink::Bridge {
  std::mutex mutex;
  SessionLink* link = nullptr;
  bool posted = false;

  /// On the worker: at most one event waits in the window's queue.
  void notify() {
    const std::lock_guard lock(mutex);
    if (!link || posted) return;
    posted = true;
    QMetaObject::invokeMethod(link, [target = link] { target->receive(); }, Qt::QueuedConnection);
  }
};

std::shared_ptr<lab::Session> SessionLink::makeSession(std::unique_ptr<lab::Experiment> experiment) {
  const lab::SessionOptions options{.threads = std::max(1, base::hardwareThreads() - 1)};
  return std::make_shared<lab::Session>(std::move(experiment), options);
}

SessionLink::SessionLink(std::shared_ptr<lab::Session> session, QObject* parent)
    : QObject(parent), bridge_(std::make_shared<Bridge>()), session_(std::move(session)) {
  bridge_->link = this;
  session_->setNotify([bridge = bridge_] { bridge->notify(); });
  bridge_->notify();  // a session that was kept has something to show at once
}

SessionLink::~SessionLink() {
  const std::lock_guard lock(bridge_->mutex);
  bridge_->link = nullptr;
}

void SessionLink::receive() {
  {
    const std::lock_guard lock(bridge_->mutex);
    bridge_->posted = false;
  }
  state_ = session_->state();
  auto latest = session_->latest();
  const bool newer = latest && latest != snapshot_;
  if (newer) snapshot_ = std::move(latest);
  Q_EMIT stateChanged();
  if (newer) Q_EMIT snapshotReady(snapshot_);
  for (const std::string& error : session_->takeErrors()) Q_EMIT failed(QString::fromStdString(error));

  // An answer may ask again: what it adds waits for the next time.
  std::vector<std::function<bool()>> waiting;
  for (auto& answered : std::exchange(awaited_, {}))
    if (!answered()) waiting.push_back(std::move(answered));
  awaited_.insert(awaited_.begin(), std::make_move_iterator(waiting.begin()), std::make_move_iterator(waiting.end()));
}

template <class T>
void SessionLink::await(std::future<T> future, std::function<void(const T&)> answer, std::function<void(const QString&)> fail) {
  const auto shared = std::make_shared<std::future<T>>(std::move(future));
  awaited_.emplace_back([shared, answer = std::move(answer), fail = std::move(fail)] {
    if (shared->wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
    std::optional<T> value;
    try {
      value = shared->get();
    } catch (const std::exception& error) {
      fail(QString::fromUtf8(error.what()));
    }
    if (value) answer(*value);
    return true;
  });
  bridge_->notify();  // it may be there already
}

void SessionLink::send(const lab::Command& command, lab::Edit edit) {
  session_->post(command, edit);
  Q_EMIT sent(command, edit);
}

void SessionLink::play(const lab::Script& script) {
  session_->play(script);
  for (const lab::Command& command : script) Q_EMIT sent(command, lab::Edit::Whole);
}

void SessionLink::ask(const lab::Query& query, lab::Cell cell, std::function<void(const lab::Arithmetic*)> answer) {
  await<lab::Arithmetic>(session_->ask(query.index(), cell), [answer](const lab::Arithmetic& lines) { answer(&lines); },
                         [answer](const QString&) { answer(nullptr); });
}

void SessionLink::journal(std::function<void(const lab::Journal&)> answer) {
  await<lab::Journal>(session_->journal(), std::move(answer), [this](const QString& why) { Q_EMIT failed(why); });
}

void SessionLink::write(const lab::Artifact& artifact, lab::Format format, std::function<void(const std::string&)> answer) {
  await<std::string>(session_->write(artifact.index(), format), std::move(answer), [this](const QString& why) { Q_EMIT failed(why); });
}

void SessionLink::want(const lab::ObservableBase& observable, bool wanted) { session_->want(observable, wanted); }

}  // namespace gradarium::app
