// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/band_frame.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Spans on lanes along a clock, coloured by category. Arrow keys or a click choose a span.
class GRADARIUM_WIDGETS TimelineView : public PointingViewOf<TimelineView> {
 public:
  TimelineView(std::string name, const lab::Timeline& timeline);

  /// What the categories are called, in a legend.
  TimelineView& categories(std::vector<std::string> names);
  /// What the clock counts: "time", "ms".
  TimelineView& clock(std::string noun, std::string unit = {});
  /// A line at the moment of the snapshot's clock, or of a scalar.
  TimelineView& now();
  TimelineView& now(const lab::Scalar& moment);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 protected:
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) override;

 private:
  const lab::value::Timeline* timelineIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  /// Spans that can be shown, by lane and then by their beginning.
  const std::vector<std::size_t>& orderIn(const lab::Snapshot& snapshot) const;
  QString categoryName(int category) const;
  QString laneName(const lab::value::Timeline& timeline, int lane) const;
  double nowIn(const lab::Snapshot& snapshot) const;
  void paintSpans(const Canvas& canvas, const BandFrame& frame, const lab::value::Timeline& timeline) const;

  const lab::Timeline& timeline_;
  const lab::Scalar* moment_ = nullptr;
  std::vector<std::string> categories_;
  std::string clockNoun_ = "time", unit_;
  bool now_ = false;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable std::vector<std::size_t> order_;
  std::optional<BandFrame> painted_;
};

}  // namespace gradarium::widgets
