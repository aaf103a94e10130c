// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/lab/journal.h"
#include "core/lab/session.h"

namespace gradarium::lab {

struct SessionKey {
  std::string lesson, experiment;
  auto operator<=>(const SessionKey&) const = default;
};

/// Keeps sessions beyond their page, so that who comes back finds what they left. For one thread, the
/// window's; no call waits. Only what idle sessions remember is limited: beyond the limit those that were
/// left longest ago shrink to their journals, from which they are played anew when somebody comes back. What
/// goes then is their undo, their branches and the steps beyond the present one.
class GRADARIUM_CORE SessionPool {
 public:
  using Factory = std::function<std::shared_ptr<Session>()>;
  struct Job {
    SessionKey key;
    SessionState state;
  };

  explicit SessionPool(std::size_t memoryLimit = 512u << 20) : limit_(memoryLimit) {}

  /// The session of a page that opens: kept, waked or made. The page holds it until it calls leave(), and
  /// gives it its own notification with setNotify().
  std::shared_ptr<Session> acquire(const SessionKey& key, const Factory& make);
  /// The page closes. Its session pauses and tells nobody, unless it is to keep running.
  void leave(const SessionKey& key);
  /// Whether it goes on when its page is left.
  void keepRunning(const SessionKey& key, bool keep);
  bool keepsRunning(const SessionKey& key) const;

  /// Sessions that run although their page is closed.
  std::vector<Job> jobs() const;
  /// Shrinks what is beyond the limit. A session first has to hand out its journal, so it may take two calls:
  /// leave() calls it, and a timer or the status bar should now and then.
  void tend();
  /// What idle sessions keep in memory, roughly.
  std::size_t idleBytes() const;
  bool isShrunk(const SessionKey& key) const;
  void clear() { entries_.clear(); }

 private:
  struct Entry {
    std::shared_ptr<Session> session;  // null: shrunk
    Journal journal;                   // of a shrunk one
    std::future<Journal> asked;        // on its way, from an idle one
    bool left = false, keepsRunning = false;
    std::uint64_t leftAt = 0;
    bool idle() const;
  };
  static void shrink(Entry& entry);

  std::size_t limit_;
  std::uint64_t leavings_ = 0;
  std::map<SessionKey, Entry> entries_;
};

}  // namespace gradarium::lab
