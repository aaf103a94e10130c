// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/band_frame.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Five numbers and what lies beyond them (Tukey 1977): whiskers reach to the last number within 1.5
/// interquartile ranges of the box. Quartiles by linear interpolation (definition 7 of Hyndman & Fan 1996).
struct GRADARIUM_WIDGETS BoxSummary {
  std::size_t count = 0;  // finite numbers
  double lowWhisker = 0, q1 = 0, median = 0, q3 = 0, highWhisker = 0, mean = 0;
  std::vector<std::size_t> outliers;  // indices into the numbers
};
GRADARIUM_WIDGETS BoxSummary boxSummary(const std::vector<double>& numbers);

/// Groups of numbers as boxes side by side. Arrow keys or a click choose a box.
class GRADARIUM_WIDGETS BoxView : public ViewOf<BoxView> {
 public:
  /// One box a column of numbers.
  BoxView(std::string name, const lab::Table& table);
  BoxView(std::string name, const lab::Points& points);
  BoxView(std::string name, const lab::Matrix& matrix);

  /// One box a label instead, of one column; the header offers the others.
  BoxView& by(const lab::Labels& labels, std::string noun = "class", std::size_t column = 0);
  BoxView& horizontal();
  /// What one box is: "model"; the axis carries it.
  BoxView& boxes(std::string noun);
  /// What a number is: "accuracy".
  BoxView& values(std::string noun, std::string unit = {});
  /// A diamond at the mean.
  BoxView& means();

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hovered_.reset(); }
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  struct Box {
    std::string name;
    int code = 0;
    std::vector<double> numbers;
    BoxSummary summary;
  };
  struct Boxes {
    std::vector<Box> all;
    std::vector<std::string> columns;
    std::string name, unit;  // of the numbers
  };
  BoxView(std::string name, const lab::ObservableBase& source, int);
  const Boxes& boxesIn(const lab::Snapshot& snapshot) const;
  QString words(const lab::Snapshot& snapshot, std::size_t box) const;
  QString valueName(const Boxes& boxes) const;
  void paintBox(const Canvas& canvas, const BandFrame& frame, std::size_t index, const Box& box) const;

  const lab::ObservableBase& source_;
  const lab::Labels* labels_ = nullptr;
  std::string boxNoun_, labelNoun_, valueNoun_, unit_;
  std::size_t column_ = 0;
  bool horizontal_ = false, means_ = false;

  mutable std::shared_ptr<const lab::Value> known_, knownLabels_;
  mutable Boxes boxes_;
  mutable bool stale_ = true;
  std::optional<BandFrame> painted_;
  std::optional<std::size_t> hovered_, selected_;
};

}  // namespace gradarium::widgets
