// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "core/base/function_ref.h"
#include "core/export.h"

namespace gradarium::dist {

/// Ranks that work on one thing together, as in MPI: `size` of them, numbered from 0. What sums, broadcasts
/// or waits must be called by every rank, in the same order. A rank that cannot go on ends the others.
class GRADARIUM_CORE Communicator {
 public:
  virtual ~Communicator();
  [[nodiscard]] virtual int rank() const noexcept = 0;
  [[nodiscard]] virtual int size() const noexcept = 0;

  /// Every number becomes its sum over the ranks, with the same bits on each. All give equally many.
  virtual void sum(std::span<float> numbers) = 0;
  /// Every rank gets the bytes of rank `root`. All give equally many.
  virtual void broadcast(std::span<std::byte> bytes, int root) = 0;
  /// Returns when every rank has come here.
  virtual void barrier() = 0;
  /// Ends the work of all ranks after a failure that the others do not know of. Threads: the others' next
  /// call throws Error with the reason; MPI: says it and ends the job.
  virtual void abandon(const std::string& reason) noexcept = 0;

 protected:
  Communicator() = default;
  Communicator(const Communicator&) = delete;
  Communicator& operator=(const Communicator&) = delete;
};

/// Rank 0 of 1.
GRADARIUM_CORE std::unique_ptr<Communicator> alone();

/// Runs `body` on `size` threads, each a rank; returns when all have. A body that throws ends the others'
/// waiting; the first such exception is thrown on.
GRADARIUM_CORE void runOnThreads(int size, base::FunctionRef<void(Communicator&)> body);

/// The ranks of mpirun, where this process is one of them; else alone(). One object a process, made and
/// destroyed on the main thread, and not again. Throws Error where mpirun started several and this build has
/// no MPI.
GRADARIUM_CORE std::unique_ptr<Communicator> startedRanks();

/// How many of the ranks of mpirun run on this machine; 1 without it.
GRADARIUM_CORE int ranksOnThisMachine() noexcept;

/// Every rank gets the text of rank 0.
GRADARIUM_CORE std::string broadcast(Communicator& ranks, std::string text);

/// Work that may fail on some ranks only, such as reading a file: if it throws on any, then on all, with the
/// sentence (and the kind, BadCall or Error) of the lowest rank that failed.
GRADARIUM_CORE void together(Communicator& ranks, base::FunctionRef<void()> work);

}  // namespace gradarium::dist
