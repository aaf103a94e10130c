// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/lab/inputs.h"
#include "widgets/views/axes.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// The numbers that several formats have, one lane each, as ticks on a stretch of the number line around x; a
/// lane too dense for ticks is a band that says how many it holds. A dot marks what each format makes of x. A
/// click on a tick, or Return, takes its value for x; + and − zoom; arrow keys walk along a lane and between
/// them.
class GRADARIUM_WIDGETS NumberLineView : public PointingViewOf<NumberLineView> {
 public:
  /// Ticks: offset from x, lane, value, and 1 where a binade begins. Lanes, by name: x,
  /// how far what the lane makes of x is from it, and how many values the window holds.
  NumberLineView(std::string name, const lab::Points& ticks, const lab::Points& lanes,
                 const lab::TextInput& x, const lab::Real& width);

  std::vector<const lab::ObservableBase*> observables() const override { return {&ticks_, &lanes_}; }
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 protected:
  // A place is a tick, by its row.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;
  bool acts() const override { return true; }
  void send(Place place, Port& port) const override;

 private:
  /// Where things were painted.
  struct Frame {
    Mapping mapping;
    double centre = 0;  // what an offset is counted from on the axis: 0 where the axis shows offsets
    std::size_t lanes = 1;
    QRectF lane(std::size_t index) const;
    double px(double offset) const { return mapping.px(centre + offset); }
  };
  QString laneName(const lab::Snapshot& snapshot, std::size_t lane) const;
  void paintLane(const Canvas& canvas, const Frame& frame, std::size_t lane) const;
  void paintX(const Canvas& canvas, const Frame& frame) const;

  const lab::Points& ticks_;
  const lab::Points& lanes_;
  const lab::TextInput& x_;
  const lab::Real& width_;

  std::optional<Frame> painted_;  // on the screen
  std::vector<double> values_;    // of the ticks there, for send()
};

}  // namespace gradarium::widgets
