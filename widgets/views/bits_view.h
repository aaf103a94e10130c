// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/lab/inputs.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Numbers as their bits, one below the other, with the names of their fields above and what each comes to
/// below. Where a number is too long to be read in one row, it goes on in the next, by whole bytes. A click or Return chooses a bit, or turns it where that is allowed; arrow keys walk.
class GRADARIUM_WIDGETS BitsView : public PointingViewOf<BitsView> {
 public:
  BitsView(std::string name, const lab::Bits& bits);

  /// A click on a bit turns it in this parameter, which holds the same bits.
  BitsView& turns(const lab::BitsInput& input);

  std::vector<const lab::ObservableBase*> observables() const override { return {&bits_}; }
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 protected:
  // A place is a bit, by its index.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;

 private:
  using Group = lab::value::Bits::Group;
  /// One line of bits and its fields; field[i] is that of bit i, -1 where it has none.
  struct Line {
    Group number;
    std::vector<int> field;
    std::vector<Group> fields;
  };
  const lab::value::Bits* bitsIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  static std::vector<Line> linesOf(const lab::value::Bits& bits);
  static std::vector<Line> wrapped(const std::vector<Line>& lines, std::size_t most);
  void paintLine(const Canvas& canvas, const lab::value::Bits& bits, const Line& line,
                 const std::vector<QRectF>& cells, bool named, bool noted, double left) const;
  void turn(Place place, Port& port) const;

  const lab::Bits& bits_;
  const lab::BitsInput* input_ = nullptr;
  std::vector<QRectF> painted_;  // of each bit
};

}  // namespace gradarium::widgets
