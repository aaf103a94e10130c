// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/export.h"

namespace gradarium::tensor {

/// A shared block of floats from the pool, aligned to 64 bytes, its contents undefined at first. Copies share
/// the block; the last one gives it back to the pool, where the next tensor of that size finds it. So a
/// training step that makes the same tensors as the step before it asks the system for nothing.
class GRADARIUM_CORE Storage {
 public:
  Storage() noexcept = default;
  /// At least `floats` floats. Throws Error when the memory is not there.
  explicit Storage(std::size_t floats);
  Storage(const Storage& other) noexcept;
  Storage(Storage&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
  Storage& operator=(Storage other) noexcept {
    Block* const mine = block_;
    block_ = other.block_;
    other.block_ = mine;
    return *this;
  }
  ~Storage();

  [[nodiscard]] float* data() const noexcept;
  [[nodiscard]] explicit operator bool() const noexcept { return block_ != nullptr; }
  [[nodiscard]] bool unique() const noexcept;  ///< no other tensor shares the block
  bool operator==(const Storage& other) const noexcept { return block_ == other.block_; }

  struct Block;  ///< private to storage.cpp

 private:
  Block* block_ = nullptr;
};

struct PoolStatistics {
  std::size_t bytesInUse = 0;   ///< in blocks that tensors hold
  std::size_t bytesIdle = 0;    ///< in blocks that wait for a tensor
  std::size_t systemCalls = 0;  ///< blocks asked from the system since the program began
};

/// As it stands now, over all threads.
GRADARIUM_CORE PoolStatistics poolStatistics() noexcept;

/// Gives every idle block back to the system, as does the pool itself with what exceeds 1 GiB.
GRADARIUM_CORE void trimPool() noexcept;

}  // namespace gradarium::tensor
