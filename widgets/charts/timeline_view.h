// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/band_frame.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Spans on lanes along a clock, coloured by category. Arrow keys or a click choose a span.
class GRADARIUM_WIDGETS TimelineView : public ViewOf<TimelineView> {
 public:
  TimelineView(std::string name, const lab::Timeline& timeline);

  /// What the categories are called, in a legend.
  TimelineView& categories(std::vector<std::string> names);
  /// What the clock counts: "time", "ms".
  TimelineView& clock(std::string noun, std::string unit = {});
  /// A line at the moment of the snapshot's clock, or of a scalar.
  TimelineView& now();
  TimelineView& now(const lab::Scalar& moment);
  /// The arithmetic behind a span, asked for its index.
  TimelineView& asks(const lab::Query& query);
  /// A click on a span, or Return, sends its index.
  TimelineView& picks(const lab::Action<lab::Pick>& action);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hovered_.reset(); }
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Question> question(const lab::Snapshot& snapshot) const override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  const lab::value::Timeline* timelineIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  /// Spans that can be shown, by lane and then by their beginning.
  const std::vector<std::size_t>& orderIn(const lab::Snapshot& snapshot) const;
  QString categoryName(int category) const;
  QString laneName(const lab::value::Timeline& timeline, int lane) const;
  QString words(const lab::Snapshot& snapshot, std::size_t span) const;
  double nowIn(const lab::Snapshot& snapshot) const;
  void paintSpans(const Canvas& canvas, const BandFrame& frame, const lab::value::Timeline& timeline) const;
  void send(std::size_t span, Port& port) const;

  const lab::Timeline& timeline_;
  const lab::Scalar* moment_ = nullptr;
  const lab::Query* query_ = nullptr;
  const lab::Action<lab::Pick>* pick_ = nullptr;
  std::vector<std::string> categories_;
  std::string clockNoun_ = "time", unit_;
  bool now_ = false;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable std::vector<std::size_t> order_;
  std::optional<BandFrame> painted_;
  std::optional<std::size_t> hovered_, selected_;  // spans
};

}  // namespace gradarium::widgets
