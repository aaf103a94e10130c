// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::lab::value {

/// An append-only curve of (x, y). A copy shares everything with its original, however long it is, and the
/// writer's next append never touches what a reader can see. One writer at a time; a copy taken by the writer
/// may be read from any thread.
class GRADARIUM_CORE Series {
 public:
  static constexpr std::string_view kind = "series";

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  double x(std::size_t i) const { return chunks_->of[i / chunkSize]->x[i % chunkSize]; }
  double y(std::size_t i) const { return chunks_->of[i / chunkSize]->y[i % chunkSize]; }
  double last() const { return y(size_ - 1); }

  void append(double x, double y);
  /// x counts from 0.
  void append(double y) { append(static_cast<double>(size_), y); }
  std::size_t bytes() const { return size_ * 2 * sizeof(double); }

 private:
  static constexpr std::size_t chunkSize = 512;
  // `owned`: how much has been written. Whoever finds that more has been written than it knows of is a copy
  // that was overtaken (a branch), and goes on in a copy of its own. Only writers look at it.
  struct Chunk {
    double x[chunkSize], y[chunkSize];
    std::size_t owned = 0;
  };
  struct Chunks {
    explicit Chunks(std::size_t room) : of(room) {}
    std::vector<std::shared_ptr<Chunk>> of;  // as long as there is room for; its places are written once
    std::size_t owned = 0;
  };
  void part(std::size_t keep, std::size_t room);

  std::shared_ptr<Chunks> chunks_;
  std::size_t size_ = 0;
};

}  // namespace gradarium::lab::value
