// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "widgets/views/legend.h"
#include "widgets/views/pointing_view.h"
#include "widgets/views/ticks.h"

namespace gradarium::widgets {

/// Samples with many columns: an axis for each column, a line across all of them for each sample (Inselberg
/// 1985). A drag along an axis keeps the samples within; a click on the axis lets them go. Page Down or a
/// click chooses a sample, and linked views mark what is kept.
class GRADARIUM_WIDGETS ParallelView : public PointingViewOf<ParallelView> {
 public:
  ParallelView(std::string name, const lab::Points& points);

  /// Lines in the colours of these labels; `noun` is what readers call one.
  ParallelView& colour(const lab::Labels& labels, std::string noun = "class");
  /// What a line is: "run".
  ParallelView& samples(std::string noun);
  /// These columns are drawn on a logarithmic axis where all their numbers are above 0.
  ParallelView& logarithmic(std::vector<int> columns);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 protected:
  // A place is a sample, by its row.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;

 private:
  struct Frame {
    QRectF plot;
    std::vector<Span> spans;  // of each column; logarithms where the axis is one
    std::vector<char> logs;
    double x(std::size_t column) const;
    double y(std::size_t column, double value) const;  // NaN where it is none
    double value(std::size_t column, double y) const;
  };
  const lab::value::Points* pointsIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  const lab::value::Labels* labelsIn(const lab::Snapshot& snapshot) const;
  QString columnName(const lab::value::Points& points, std::size_t column) const;
  QString codeName(const lab::Snapshot& snapshot, int code) const;
  int codeOf(const lab::Snapshot& snapshot, std::size_t row) const;
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  Frame frameFor(const lab::value::Points& points, const QRectF& area) const;
  bool kept(const lab::value::Points& points, std::size_t row) const;
  void tellLinked(const lab::Snapshot& snapshot) const;
  int axisAt(QPointF at) const;

  const lab::Points& points_;
  const lab::Labels* labels_ = nullptr;
  std::string noun_ = "class", sampleNoun_ = "sample";
  std::vector<int> logarithmic_;
  std::map<std::size_t, Span> brushes_;  // by column: what is kept
  std::optional<Frame> painted_;
  struct Held {
    std::size_t column = 0;
    double y = 0;
    bool moved = false;
  };
  std::optional<Held> held_;
};

}  // namespace gradarium::widgets
