// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/storage.h"

#include <array>
#include <atomic>
#include <bit>
#include <mutex>
#include <new>

#include "core/base/error.h"

namespace gradarium::tensor {

/// Stands in the 64 bytes before the floats.
struct alignas(64) Storage::Block {
  std::atomic<std::size_t> users{1};
  std::size_t sizeClass = 0;
  Block* next = nullptr;
};

namespace {

using Block = Storage::Block;
constexpr std::size_t idleLimit = std::size_t{1} << 30;
constexpr std::align_val_t alignment{64};

// Sizes in bytes: 64, and then four steps between a power of two and the next, at most a fifth wasted.
constexpr std::size_t classes = 4 * 58;

std::size_t classOf(std::size_t bytes) noexcept {
  if (bytes <= 256) return (bytes + 63) / 64 - (bytes == 0 ? 0 : 1);
  const auto power =
      static_cast<std::size_t>(std::bit_width(bytes - 1) - 1);  // 2^power < bytes <= 2^(power+1)
  const std::size_t quarter = ((bytes - 1) >> (power - 2)) & 3;
  return (power - 7) * 4 + quarter;
}

std::size_t bytesOf(std::size_t sizeClass) noexcept {
  return sizeClass < 4 ? (sizeClass + 1) * 64 : (4 + sizeClass % 4 + 1) << (sizeClass / 4 + 5);
}

class Pool {
 public:
  Block* take(std::size_t bytes) {
    const std::size_t sizeClass = classOf(bytes);
    {
      const std::lock_guard lock(mutex_);
      if (Block* block = idle_[sizeClass]) {
        idle_[sizeClass] = block->next;
        statistics_.bytesIdle -= bytesOf(sizeClass);
        statistics_.bytesInUse += bytesOf(sizeClass);
        block->users.store(1, std::memory_order_relaxed);
        return block;
      }
    }
    void* const memory = ::operator new(sizeof(Block) + bytesOf(sizeClass), alignment, std::nothrow);
    if (memory == nullptr) {
      throw base::Error("there is no memory for a tensor of " + std::to_string(bytes / 4) + " numbers");
    }
    Block* const block = new (memory) Block;
    block->sizeClass = sizeClass;
    const std::lock_guard lock(mutex_);
    statistics_.bytesInUse += bytesOf(sizeClass);
    ++statistics_.systemCalls;
    return block;
  }

  void giveBack(Block* block) noexcept {
    const std::size_t bytes = bytesOf(block->sizeClass);
    {
      const std::lock_guard lock(mutex_);
      statistics_.bytesInUse -= bytes;
      if (statistics_.bytesIdle + bytes <= idleLimit) {
        block->next = idle_[block->sizeClass];
        idle_[block->sizeClass] = block;
        statistics_.bytesIdle += bytes;
        return;
      }
    }
    destroy(block);
  }

  void trim() noexcept {
    for (std::size_t i = 0; i < classes; ++i) {
      Block* list = nullptr;
      {
        const std::lock_guard lock(mutex_);
        list = idle_[i];
        idle_[i] = nullptr;
        for (const Block* block = list; block != nullptr; block = block->next)
          statistics_.bytesIdle -= bytesOf(i);
      }
      while (list != nullptr) {
        Block* const next = list->next;
        destroy(list);
        list = next;
      }
    }
  }

  PoolStatistics statistics() noexcept {
    const std::lock_guard lock(mutex_);
    return statistics_;
  }

 private:
  static void destroy(Block* block) noexcept {
    block->~Block();
    ::operator delete(block, alignment);
  }

  std::mutex mutex_;
  std::array<Block*, classes> idle_{};
  PoolStatistics statistics_;
};

/// Never destroyed: tensors in static variables may outlive everything.
Pool& pool() {
  static Pool* const instance = new Pool;
  return *instance;
}

}  // namespace

Storage::Storage(std::size_t floats) : block_(pool().take(floats * sizeof(float))) {}

Storage::Storage(const Storage& other) noexcept : block_(other.block_) {
  if (block_ != nullptr) block_->users.fetch_add(1, std::memory_order_relaxed);
}

Storage::~Storage() {
  if (block_ != nullptr && block_->users.fetch_sub(1, std::memory_order_acq_rel) == 1)
    pool().giveBack(block_);
}

float* Storage::data() const noexcept {
  return block_ == nullptr ? nullptr : reinterpret_cast<float*>(block_ + 1);
}

bool Storage::unique() const noexcept {
  return block_ != nullptr && block_->users.load(std::memory_order_acquire) == 1;
}

PoolStatistics poolStatistics() noexcept { return pool().statistics(); }

void trimPool() noexcept { pool().trim(); }

}  // namespace gradarium::tensor
