// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "widgets/views/legend.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Memory as it is given out: blocks in the order of their addresses, wrapped into rows like text where one
/// row would be too fine, one or several memories below each other. What no block takes is free. Arrow keys
/// or a click choose a block.
class GRADARIUM_WIDGETS MemoryView : public PointingViewOf<MemoryView> {
 public:
  MemoryView(std::string name, const lab::Memory& memory);

  /// What a block is: "tensor", "page".
  MemoryView& blocks(std::string noun);
  /// What the categories of blocks are called, in a legend: their owners.
  MemoryView& categories(std::vector<std::string> names);
  /// So many rows for each memory, whatever the room.
  MemoryView& rows(int rows);
  /// What an address counts, where it is not bytes: "slot". Sizes are written as plain numbers then.
  MemoryView& counts(std::string noun);

  std::vector<const lab::ObservableBase*> observables() const override { return {&memory_}; }
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 protected:
  // A place is a block (column 0) or a hole (column 1).
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;
  bool answers(Place place) const override { return place.column == 0; }

 private:
  struct Hole {
    int bank = 0;
    std::uint64_t offset = 0, bytes = 0;
  };
  /// What was made of a value.
  struct Map {
    std::vector<int> order;  // blocks that can be shown, by memory and then by address
    std::vector<Hole> holes;
    std::uint64_t used = 0, largestHole = 0;
    int banks = 1;
  };
  /// The rows on a canvas.
  struct Frame {
    QRectF plot;
    int banks = 1, rows = 1;   // rows of each memory
    std::uint64_t perRow = 1;  // bytes
    double rowHeight = 0, bankGap = 0;
    QRectF row(int bank, int row) const;
    /// One rectangle a row that the stretch is in.
    std::vector<QRectF> pieces(int bank, std::uint64_t offset, std::uint64_t bytes) const;
  };

  const Map& mapIn(const lab::Snapshot& snapshot) const;
  QString sizeText(std::uint64_t bytes) const;
  QString categoryName(int category) const;
  QString bankName(const lab::value::Memory& memory, int bank) const;
  Frame frameFor(const Canvas& canvas, const lab::value::Memory& memory, const QRectF& area) const;
  void paintAddresses(const Canvas& canvas, const lab::value::Memory& memory, const Frame& frame,
                      const QRectF& area) const;
  void paintBlock(const Canvas& canvas, const lab::value::Memory& memory, const Frame& frame,
                  int block) const;

  const lab::Memory& memory_;
  std::string blockNoun_ = "block", countNoun_;
  std::vector<std::string> categories_;
  int rows_ = 0;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable Map map_;
  std::optional<Frame> painted_;
};

}  // namespace gradarium::widgets
