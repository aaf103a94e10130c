// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/series_value.h"

#include <algorithm>

namespace gradarium::lab::value {

/// A list of chunks of its own, which shares the first `keep` of them.
void Series::part(std::size_t keep, std::size_t room) {
  auto own = std::make_shared<Chunks>(room);
  for (std::size_t i = 0; i < keep; ++i) own->of[i] = chunks_->of[i];
  own->owned = keep;
  chunks_ = std::move(own);
}

void Series::append(double x, double y) {
  const std::size_t at = size_ / chunkSize, slot = size_ % chunkSize;
  if (slot == 0) {
    if (!chunks_) {
      part(0, 4);
    } else if (chunks_->owned != at || at == chunks_->of.size()) {
      part(at, std::max(2 * at, chunks_->of.size()));
    }
    chunks_->of[at] = std::make_shared<Chunk>();
    chunks_->owned = at + 1;
  } else if (chunks_->of[at]->owned != slot) {
    const std::shared_ptr<const Chunk> theirs = chunks_->of[at];
    part(at, chunks_->of.size());
    chunks_->of[at] = std::make_shared<Chunk>();
    chunks_->owned = at + 1;
    std::copy_n(theirs->x, slot, chunks_->of[at]->x);
    std::copy_n(theirs->y, slot, chunks_->of[at]->y);
  }
  Chunk& chunk = *chunks_->of[at];
  chunk.x[slot] = x;
  chunk.y[slot] = y;
  chunk.owned = slot + 1;
  ++size_;
}

}  // namespace gradarium::lab::value
