// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/dist/communicator.h"

namespace gradarium::dist {

namespace {

/// What the threads share.
struct Table {
  explicit Table(int size) : numbers(static_cast<std::size_t>(size)) {}

  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  std::uint64_t round = 0;
  bool broken = false;
  std::string reason;
  std::vector<std::span<float>> numbers;  ///< of each rank in sum()
  std::vector<float> sums;
  std::span<const std::byte> bytes;  ///< of the root in broadcast()
};

class ThreadRank final : public Communicator {
 public:
  ThreadRank(Table& table, int rank) : table_(table), rank_(rank) {}
  [[nodiscard]] int rank() const noexcept override { return rank_; }
  [[nodiscard]] int size() const noexcept override { return static_cast<int>(table_.numbers.size()); }

  void sum(std::span<float> numbers) override {
    table_.numbers[static_cast<std::size_t>(rank_)] = numbers;
    if (rank_ == 0) table_.sums.resize(numbers.size());
    barrier();
    // Each rank adds up a part of the numbers, over all ranks in order.
    const std::size_t ranks = table_.numbers.size(), mine = static_cast<std::size_t>(rank_);
    const bool fits = table_.sums.size() == numbers.size();
    const std::size_t begin = numbers.size() * mine / ranks, end = numbers.size() * (mine + 1) / ranks;
    for (std::size_t i = begin; fits && i < end; ++i) {
      float total = 0;
      for (const std::span<float> other : table_.numbers) total += i < other.size() ? other[i] : 0;
      table_.sums[i] = total;
    }
    barrier();
    if (fits) std::ranges::copy(table_.sums, numbers.begin());
    barrier();
    if (!fits) throw base::BadCall("every rank must give equally many numbers");
  }

  void broadcast(std::span<std::byte> bytes, int root) override {
    if (rank_ == root) table_.bytes = bytes;
    barrier();
    const bool fits = table_.bytes.size() == bytes.size();
    if (fits && rank_ != root) std::ranges::copy(table_.bytes, bytes.begin());
    barrier();
    if (!fits) throw base::BadCall("every rank must give equally many bytes");
  }

  void barrier() override {
    std::unique_lock lock(table_.mutex);
    const std::uint64_t round = table_.round;
    if (++table_.waiting == size()) {
      table_.waiting = 0;
      ++table_.round;
      table_.changed.notify_all();
    } else {
      table_.changed.wait(lock, [&] { return table_.round != round || table_.broken; });
    }
    if (table_.broken) throw base::Error("another rank has failed: " + table_.reason);
  }

  void abandon(const std::string& reason) noexcept override {
    const std::lock_guard lock(table_.mutex);
    if (!table_.broken) table_.reason = reason;
    table_.broken = true;
    table_.changed.notify_all();
  }

 private:
  Table& table_;
  int rank_;
};

}  // namespace

void runOnThreads(int size, base::FunctionRef<void(Communicator&)> body) {
  if (size < 1) throw base::BadCall("ranks must be at least 1");
  Table table(size);
  std::exception_ptr failure;  // the first to happen, not what it makes the others throw
  const auto work = [&](int rank) {
    ThreadRank self(table, rank);
    try {
      body(self);
    } catch (const std::exception& error) {
      {
        const std::lock_guard lock(table.mutex);
        if (!failure) failure = std::current_exception();
      }
      self.abandon(error.what());
    }
  };
  std::vector<std::thread> threads;
  for (int rank = 1; rank < size; ++rank) threads.emplace_back(work, rank);
  work(0);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gradarium::dist
