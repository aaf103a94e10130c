// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/band_frame.h"
#include "widgets/charts/bar_data.h"
#include "widgets/views/legend.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Numbers as bars from zero, one a row; several columns stand in groups. Arrow keys or a click choose a bar.
class GRADARIUM_WIDGETS BarView : public PointingViewOf<BarView> {
 public:
  /// The first column of words names the bars.
  BarView(std::string name, const lab::Table& table);
  BarView(std::string name, const lab::Matrix& matrix);
  BarView(std::string name, const lab::Points& points);
  BarView(std::string name, const lab::Series& series);
  BarView(std::string name, const lab::Distribution& distribution);

  BarView& horizontal();
  /// Largest first; the menu offers it anyway.
  BarView& sorted();
  /// What one bar is: "sample"; the axis carries it.
  BarView& bars(std::string noun);
  /// What a number is: "silhouette".
  BarView& values(std::string noun, std::string unit = {});
  /// Only these columns of a table.
  BarView& only(std::vector<std::string> columns);
  /// Bars in the colours of their labels; each label's bars stand together, sorted or not.
  BarView& colour(const lab::Labels& labels, std::string noun = "cluster");
  /// The axis spans at least these numbers.
  BarView& range(double low, double high);
  /// A dashed line across the bars.
  BarView& line(double at, std::string words = {});
  BarView& line(const lab::Scalar& at, std::string words = {});
  /// The bar of that row stands out, counted from 0.
  BarView& highlight(const lab::Scalar& row);

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
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
  struct Reference {
    const lab::Scalar* scalar;
    double number;
    std::string words;
    double at(const lab::Snapshot& snapshot) const { return scalar ? scalar->numberIn(snapshot) : number; }
  };
  BarView(std::string name, const lab::ObservableBase& source, int);

  const BarData& dataIn(const lab::Snapshot& snapshot) const;
  const std::vector<std::size_t>& orderIn(const lab::Snapshot& snapshot) const;
  const lab::value::Labels* labelsIn(const lab::Snapshot& snapshot) const;
  int codeOf(const lab::Snapshot& snapshot, std::size_t row, std::size_t group) const;
  QString rowName(const BarData& data, std::size_t row) const;
  QString valueName(const BarData& data) const;
  QString groupName(const BarData& data, std::size_t group) const;
  QString wordsOf(const lab::Snapshot& snapshot, std::size_t row) const;
  Span spanFor(const lab::Snapshot& snapshot, bool room) const;
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  void paintBars(const Canvas& canvas, const BandFrame& frame) const;
  void paintFigures(const Canvas& canvas, const BandFrame& frame) const;
  void paintReferences(const Canvas& canvas, const BandFrame& frame) const;

  const lab::ObservableBase& source_;
  const lab::Labels* labels_ = nullptr;
  const lab::Scalar* highlight_ = nullptr;
  std::vector<std::string> only_;
  std::vector<Reference> references_;
  std::string barNoun_ = "row", labelNoun_, valueNoun_, unit_;
  std::optional<Span> range_;
  bool horizontal_ = false, sorted_ = false, namedBars_ = false;

  // What was made of the values last.
  mutable std::shared_ptr<const lab::Value> known_, knownLabels_;
  mutable BarData data_;
  static constexpr auto gap = static_cast<std::size_t>(-1);  // a band left free between two labels
  mutable std::vector<std::size_t> order_;                   // place -> row, or gap
  mutable bool ordered_ = false;

  std::optional<BandFrame> painted_;
};

}  // namespace gradarium::widgets
