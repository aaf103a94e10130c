// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/chart_frame.h"
#include "widgets/views/legend.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Parts of a whole over time, one upon the other. What is negative or not finite counts as nothing.
class GRADARIUM_WIDGETS StackedAreaView : public ViewOf<StackedAreaView> {
 public:
  /// Series with the same x; the shortest ends the picture.
  StackedAreaView(std::string name, const lab::Series& first);
  /// Rows are moments, columns are parts.
  StackedAreaView(std::string name, const lab::Matrix& matrix);

  StackedAreaView& and_(const lab::Series& series) { return with(series, series.label()); }
  StackedAreaView& with(const lab::Series& series, std::string label);
  /// Shares of 1 instead of amounts.
  StackedAreaView& shares();
  StackedAreaView& xLabel(std::string words);
  StackedAreaView& yLabel(std::string words);

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hovered_.reset(); }
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  struct Part {
    const lab::Series* series;  // null: a column of the matrix
    std::string label;
  };
  struct Stack {
    std::vector<std::string> names;
    std::vector<double> x;
    std::vector<std::vector<double>> amounts;  // part by moment, at least 0
    std::vector<double> totals;
    double height(std::size_t part, std::size_t moment) const { return amounts[part][moment]; }
  };
  const Stack& stackIn(const lab::Snapshot& snapshot) const;
  std::string xWord() const;
  double shown(const Stack& stack, std::size_t part, std::size_t moment) const;
  QString words(const Stack& stack, std::size_t moment) const;
  void paintParts(const Canvas& canvas, const Stack& stack, const Mapping& mapping) const;

  const lab::Matrix* matrix_ = nullptr;
  std::vector<Part> parts_;
  std::string xLabel_, yLabel_, unit_;
  bool shares_ = false;

  mutable std::vector<std::shared_ptr<const lab::Value>> known_;
  mutable Stack stack_;
  std::optional<Mapping> painted_;
  std::optional<std::size_t> hovered_, selected_;  // moments
};

}  // namespace gradarium::widgets
