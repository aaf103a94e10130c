// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/series_value.h"

namespace gradarium::lab::value {

void Series::append(double x, double y) {
  const std::size_t slot = size_ % chunkSize;
  if (slot == 0) {
    chunks_.push_back(std::make_shared<Chunk>());
  } else if (chunks_.back()->owned != slot) {
    // Another copy has gone on from here (a branch): what it wrote stays its own.
    auto copy = std::make_shared<Chunk>();
    for (std::size_t i = 0; i < slot; ++i) {
      copy->x[i] = chunks_.back()->x[i];
      copy->y[i] = chunks_.back()->y[i];
    }
    chunks_.back() = std::move(copy);
  }
  Chunk& chunk = *chunks_.back();
  chunk.x[slot] = x;
  chunk.y[slot] = y;
  chunk.owned = slot + 1;
  ++size_;
}

std::size_t Series::bytes() const { return size_ * 2 * sizeof(double); }

}  // namespace gradarium::lab::value
