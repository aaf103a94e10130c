// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::lab::value {

/// An append-only curve of (x, y). A copy shares every chunk with its original: handing a snapshot a series of a
/// million steps costs a few hundred pointers, and the writer's next append never touches what a reader can see.
/// One writer at a time; a copy taken by the writer may be read from any thread.
class GRADARIUM_CORE Series {
 public:
  static constexpr std::string_view kind = "series";

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  double x(std::size_t i) const { return (*chunks_[i / chunkSize]).x[i % chunkSize]; }
  double y(std::size_t i) const { return (*chunks_[i / chunkSize]).y[i % chunkSize]; }
  double last() const { return y(size_ - 1); }

  void append(double x, double y);
  /// x counts from 0.
  void append(double y) { append(static_cast<double>(size_), y); }
  std::size_t bytes() const;

 private:
  static constexpr std::size_t chunkSize = 512;
  struct Chunk {
    double x[chunkSize], y[chunkSize];
    std::size_t owned = 0;  // slots written so far; only writers look at it
  };
  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace gradarium::lab::value
