// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/chart_frame.h"
#include "widgets/charts/histogram_bins.h"
#include "widgets/charts/line_strokes.h"
#include "widgets/views/legend.h"
#include "widgets/views/line_handle.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// How numbers are spread: counts in equal bins, whose number the menu offers.
class GRADARIUM_WIDGETS HistogramView : public ViewOf<HistogramView> {
 public:
  HistogramView(std::string name, const lab::Series& series);
  /// One column; the header offers the others.
  HistogramView(std::string name, const lab::Points& points, std::size_t column = 0);
  HistogramView(std::string name, const lab::Table& table, std::size_t column = 0);
  /// All entries.
  HistogramView(std::string name, const lab::Matrix& matrix);
  HistogramView(std::string name, const lab::Tensor& tensor);
  ~HistogramView() override;

  /// A vertical line at a number, named at its top.
  HistogramView& marker(const lab::Scalar& at, std::string words = {});
  HistogramView& marker(double at, std::string words);
  /// A line that can be dragged along the axis; the arrow keys move it as well.
  HistogramView& threshold(const lab::Real& parameter);
  HistogramView& threshold(const lab::Scalar& at, const lab::Action<lab::Move>& move);
  /// One histogram a label, see-through upon each other. As many labels as numbers.
  HistogramView& by(const lab::Labels& labels, std::string noun = "class");
  /// A density drawn over the bins, which then show densities too.
  HistogramView& curve(const lab::Series& density, std::string words = {});
  /// What a number is: "inertia".
  HistogramView& values(std::string noun, std::string unit = {});
  /// What is counted: "restarts".
  HistogramView& counts(std::string noun);
  /// So many bins instead of those of binsFor().
  HistogramView& bins(std::size_t count);
  /// The axis shows these numbers, whatever the values.
  HistogramView& range(double low, double high);

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  struct Marker {
    const lab::Scalar* scalar;
    double number;
    std::string words;
    double at(const lab::Snapshot& snapshot) const { return scalar ? scalar->numberIn(snapshot) : number; }
  };
  struct Group {
    int code = 0;
    std::vector<double> heights;  // counts, or densities
    std::size_t size = 0;
  };
  struct Spread {
    std::vector<double> numbers;  // finite
    Bins bins;
    std::vector<Group> groups;
    double highest = 0;
  };
  HistogramView(std::string name, const lab::ObservableBase& source, std::size_t column);

  const Spread& spreadIn(const lab::Snapshot& snapshot) const;
  QString valueName(const lab::Snapshot& snapshot) const;
  QString countName() const;
  QString groupName(const lab::Snapshot& snapshot, int code) const;
  QString words(const lab::Snapshot& snapshot, std::size_t bin) const;
  FrameWish wish(const lab::Snapshot& snapshot) const;
  void sendThreshold(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;
  void paintBins(const Canvas& canvas, const Mapping& mapping) const;
  void paintCurve(const Canvas& canvas, const Mapping& mapping);
  void paintMarkers(const Canvas& canvas, const Mapping& mapping) const;

  const lab::ObservableBase& source_;
  std::size_t column_ = 0, wanted_ = 0, asked_ = 0;  // bins; 0: by the rule. asked_: by the panel
  const lab::Labels* labels_ = nullptr;
  const lab::Series* curve_ = nullptr;
  std::optional<LineHandle> threshold_;
  std::vector<Marker> markers_;
  std::string valueNoun_, unit_, countNoun_ = "count", labelNoun_, curveWords_;
  std::optional<Span> range_;

  mutable std::shared_ptr<const lab::Value> known_, knownLabels_;
  mutable Spread spread_;
  mutable bool stale_ = true;
  std::unique_ptr<LineStrokes> strokes_;
  std::shared_ptr<const lab::Value> drawnCurve_;
  std::uint64_t version_ = 0;

  std::optional<Mapping> painted_;
  std::optional<std::size_t> hovered_, selected_;  // bins
  bool warm_ = false, held_ = false, dragged_ = false;  // the threshold: under the pointer, pressed, moved
};

}  // namespace gradarium::widgets
