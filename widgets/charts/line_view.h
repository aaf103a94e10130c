// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "widgets/charts/chart_frame.h"
#include "widgets/charts/line_data.h"
#include "widgets/charts/line_strokes.h"
#include "widgets/views/line_handle.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Series as lines. Up to three are named at their ends, more in a legend. Left and Right read from point to point.
class GRADARIUM_WIDGETS LineView : public ViewOf<LineView> {
 public:
  LineView(std::string name, const lab::Series& series);
  /// The first column is x, each other one a line of its name: as many as there are.
  LineView(std::string name, const lab::Table& table);
  ~LineView() override;

  LineView& and_(const lab::Series& series) { return with(series, series.label()); }
  LineView& with(const lab::Series& series, std::string label);
  /// The colours of the lines, in order, by the codes that markStyle() knows: as the same things have
  /// elsewhere. Lines of one colour differ by their dashes.
  LineView& codes(std::vector<int> codes);
  LineView& xLabel(std::string words);
  LineView& yLabel(std::string words);
  LineView& logY();
  /// A dot on each point while they stand apart.
  LineView& steps();
  /// A dot and the number at the last point.
  LineView& marker();
  /// A horizontal line at a parameter's number that can be dragged; Shift and the arrow keys move it as well. Not
  /// while the parameter is hidden.
  LineView& level(const lab::Real& parameter);

  /// The same upright, at a place on the x axis: for a parameter of logarithmic scale, at its power of ten.
  LineView& upright(const lab::Real& parameter);
  /// Whiskers on the points of the first line, so far up and down: a standard error.
  LineView& bars(const lab::Series& halves);

  std::vector<const lab::ObservableBase*> observables() const override;
  void compare(const std::vector<PinnedRun>& runs) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 private:
  /// One series, and what was made of its value last. A value is immutable: the same pointer, the same line.
  struct Line {
    const lab::Series* series;
    std::string label;
    std::shared_ptr<const lab::Value> value = {};
    SeriesExtent extent = {};
    Span span = {};
    int columns = 0;
    std::vector<QList<QPointF>> lines = {};
  };
  static std::vector<Line> tableLines(const std::shared_ptr<const lab::Value>& table);  // line_table.cpp
  void readTable(const lab::Snapshot& snapshot);
  static std::shared_ptr<const lab::Value> valueOf(const Line& line, const lab::Snapshot& snapshot);
  bool read(const lab::Snapshot& snapshot);
  bool anyAboveZero(const lab::Snapshot& snapshot) const;
  void take(Line& line, std::shared_ptr<const lab::Value> value) const;
  FrameWish wish(const Canvas& canvas) const;
  void fillLines(const Mapping& mapping);
  QRectF paintLegend(const Canvas& canvas) const;
  void paintDots(const Canvas& canvas, const Mapping& mapping) const;
  void paintEnds(const Canvas& canvas, const Mapping& mapping) const;
  void paintHover(const Canvas& canvas, const Mapping& mapping) const;
  double levelIn(const lab::Snapshot& snapshot) const;  // on the axis; NaN where there is none
  bool onLevel(const Pointer& pointer, const lab::Snapshot& snapshot) const;
  QString levelWords(const lab::Snapshot& snapshot) const;
  QString wordsAt(double x) const;
  bool walk(int key, bool shift);
  double uprightIn(const lab::Snapshot& snapshot) const;  // line_upright.cpp; on the axis, NaN where there is none
  bool onUpright(const Pointer& pointer, const lab::Snapshot& snapshot) const;
  void sendUpright(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;
  void paintUpright(const Canvas& canvas, const Mapping& mapping) const;
  void paintBars(const Canvas& canvas, const Mapping& mapping) const;
  void sendLevel(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;
  void paintLevel(const Canvas& canvas, const Mapping& mapping) const;
  QString endLabel(const Line& line) const;
  std::string xWord() const;
  std::size_t colourOf(std::size_t line) const;
  Qt::PenStyle styleOf(std::size_t line) const;

  std::vector<Line> lines_;
  std::vector<int> codes_;
  std::vector<Line> pinned_;  // of earlier runs: their values stay
  std::string xLabel_, yLabel_;
  bool log_ = false, wantsLog_ = false, steps_ = false, marker_ = false;
  std::uint64_t version_ = 0;
  LineStrokes strokes_;
  std::optional<Mapping> painted_;
  std::optional<double> hovered_;  // x
  bool walked_ = false;            // by keys, not by the pointer
  std::optional<LineHandle> level_;
  std::optional<LineHandle> upright_;
  const lab::Real* uprightOf_ = nullptr;
  const lab::Table* table_ = nullptr;
  std::shared_ptr<const lab::Value> knownTable_;
  const lab::Series* bars_ = nullptr;
  bool warmUpright_ = false, heldUpright_ = false;
  bool warm_ = false, held_ = false, dragged_ = false;  // the level: under the pointer, pressed, moved
};

}  // namespace gradarium::widgets
