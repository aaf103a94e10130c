// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/session.h"

#include "core/lab/session_worker.h"

namespace gradarium::lab {
namespace {

/// Workers whose session is gone and whose last step may still be under way.
template <class W>
struct Retired {
  std::mutex mutex;
  std::vector<std::shared_ptr<W>> workers;
  ~Retired() {  // a program that forgot joinAll()
    for (const auto& worker : workers) worker->join();
  }
};

template <class W>
Retired<W>& retired() {
  static auto& all = *new Retired<W>;  // never destroyed: a worker may outlive main() where nobody joined it
  return all;
}

/// Those that have come to their end are let go, so that only as many stay as are still under way.
template <class W>
void reap(std::vector<std::shared_ptr<W>>& workers) {
  std::erase_if(workers, [](const auto& worker) {
    if (!worker->ended()) return false;
    worker->join();
    return true;
  });
}

std::string dragKey(const Command& command) {
  return std::to_string(static_cast<int>(command.verb)) + " " + command.target;
}

}  // namespace

Session::Session(std::unique_ptr<Experiment> experiment, SessionOptions options, std::function<void()> notify)
    : worker_(std::make_shared<Worker>(std::move(experiment), options, std::move(notify))) {
  worker_->launch();
}

Session::~Session() {
  worker_->close();
  auto& all = retired<Worker>();
  const std::lock_guard lock(all.mutex);
  reap(all.workers);
  all.workers.push_back(std::move(worker_));
}

void Session::joinAll() {
  auto& all = retired<Worker>();
  std::vector<std::shared_ptr<Worker>> workers;
  {
    const std::lock_guard lock(all.mutex);
    workers.swap(all.workers);
  }
  for (const auto& worker : workers) worker->join();
}

void Session::setNotify(std::function<void()> notify) { worker_->setNotify(std::move(notify)); }

void Session::post(Command command, Edit edit) {
  if (command.verb == Verb::Run || command.verb == Verb::Step) {
    worker_->setPlaying(true, command.count);
    return;
  }
  const bool interrupts = worker_->rebuilds(command);
  // An update makes way for the next; the end of a drag takes the last one's place, and nothing takes its
  // own.
  std::string drag = edit == Edit::Whole ? std::string{} : dragKey(command);
  worker_->add({[command = std::move(command), edit](Engine& engine) { engine.apply(command, edit); },
                std::move(drag), edit == Edit::Update},
               interrupts);
}

void Session::play(Script script, bool fresh) {
  pause();
  worker_->add({[script = std::move(script), fresh](Engine& engine) { engine.play(script, fresh); }}, fresh);
}

void Session::start() { worker_->setPlaying(true, 0); }
void Session::pause() { worker_->setPlaying(false, 0); }
void Session::cancel() { worker_->cancel(); }
void Session::setSpeed(double stepsPerSecond) { worker_->setSpeed(stepsPerSecond); }

void Session::goTo(std::uint64_t step) {
  pause();
  worker_->add({[step](Engine& engine) { engine.goTo(step); }, "go to", true}, true);
}

void Session::undo() {
  pause();
  worker_->add({[](Engine& engine) { engine.undo(); }}, true);
}

void Session::redo() {
  pause();
  worker_->add({[](Engine& engine) { engine.redo(); }}, true);
}

void Session::want(const ObservableBase& observable, bool wanted) {
  worker_->want(observable.index(), wanted);
}

namespace {

/// Runs `work` on the worker and carries its result or its exception to the future.
template <class T, class Worker, class Work>
std::future<T> ask(Worker& worker, Work work) {
  auto promise = std::make_shared<std::promise<T>>();
  auto future = promise->get_future();
  worker.add({[promise, work = std::move(work)](Engine& engine) {
               try {
                 promise->set_value(work(engine));
               } catch (...) {
                 promise->set_exception(std::current_exception());
               }
             }},
             false);
  return future;
}

}  // namespace

std::future<Arithmetic> Session::ask(std::size_t query, Cell cell) {
  return lab::ask<Arithmetic>(*worker_, [query, cell](Engine& engine) {
    return engine.ask(*engine.experiment().queries().at(query), cell);
  });
}

std::future<std::string> Session::write(std::size_t artifact, Format format) {
  return lab::ask<std::string>(*worker_, [artifact, format](Engine& engine) {
    return engine.write(*engine.experiment().artifacts().at(artifact), format);
  });
}

std::future<Journal> Session::journal() {
  return lab::ask<Journal>(*worker_, [](Engine& engine) { return engine.journal(); });
}

std::shared_ptr<const Snapshot> Session::latest() const { return worker_->latest(); }
SessionState Session::state() const { return worker_->state(); }
std::vector<std::string> Session::takeErrors() { return worker_->takeErrors(); }
void Session::wait() { worker_->wait(); }

}  // namespace gradarium::lab
