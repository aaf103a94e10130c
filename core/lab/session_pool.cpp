// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/session_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gradarium::lab {

/// Nobody looks at it and nothing happens in it.
bool SessionPool::Entry::idle() const {
  if (!session || !left || session.use_count() > 1) return false;
  const SessionState state = session->state();
  return !state.playing && !state.busy;
}

std::shared_ptr<Session> SessionPool::acquire(const SessionKey& key, const Factory& make) {
  Entry& entry = entries_[key];
  entry.left = false;
  entry.asked = {};
  if (entry.session) return entry.session;
  entry.session = make();
  if (!entry.journal.entries.empty() || entry.journal.steps > 0)
    entry.session->play(std::exchange(entry.journal, {}).script(), true);
  return entry.session;
}

void SessionPool::leave(const SessionKey& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !found->second.session) return;
  Entry& entry = found->second;
  entry.left = true;
  entry.leftAt = ++leavings_;
  entry.session->setNotify({});
  if (!entry.keepsRunning) entry.session->pause();
  tend();
}

void SessionPool::keepRunning(const SessionKey& key, bool keep) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  found->second.keepsRunning = keep;
  if (!keep && found->second.left && found->second.session) found->second.session->pause();
}

bool SessionPool::keepsRunning(const SessionKey& key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && found->second.keepsRunning;
}

std::vector<SessionPool::Job> SessionPool::jobs() const {
  std::vector<Job> jobs;
  for (const auto& [key, entry] : entries_) {
    if (!entry.session || !entry.left || !entry.keepsRunning) continue;
    SessionState state = entry.session->state();
    if (state.playing || state.busy) jobs.push_back({key, std::move(state)});
  }
  return jobs;
}

std::size_t SessionPool::idleBytes() const {
  std::size_t sum = 0;
  for (const auto& [key, entry] : entries_)
    if (entry.idle()) sum += entry.session->state().bytes;
  return sum;
}

bool SessionPool::isShrunk(const SessionKey& key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && !found->second.session;
}

void SessionPool::tend() {
  std::vector<Entry*> idle;
  std::size_t bytes = 0;
  for (auto& [key, entry] : entries_) {
    if (!entry.idle()) continue;
    idle.push_back(&entry);
    bytes += entry.session->state().bytes;
  }
  std::sort(idle.begin(), idle.end(), [](const Entry* a, const Entry* b) { return a->leftAt < b->leftAt; });
  for (Entry* entry : idle) {
    if (bytes <= limit_) return;
    bytes -= std::min(bytes, entry->session->state().bytes);
    shrink(*entry);
  }
}

/// Asks for the journal, or takes it and lets the session go.
void SessionPool::shrink(Entry& entry) {
  if (!entry.asked.valid()) entry.asked = entry.session->journal();
  if (entry.asked.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  entry.journal = entry.asked.get();
  entry.session.reset();
}

}  // namespace gradarium::lab
