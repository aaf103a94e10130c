// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/bands.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::lab {
enum class Edit;
}

namespace gradarium::widgets {

/// A matrix as coloured cells, row 1 at the top, with the numbers in them where they fit. Arrow keys or a
/// click choose a cell.
class GRADARIUM_WIDGETS HeatMapView : public PointingViewOf<HeatMapView> {
 public:
  HeatMapView(std::string name, const lab::Matrix& matrix);

  /// What one row or column is, for the axes and the readout: "sample", "centre".
  HeatMapView& rows(std::string noun);
  HeatMapView& columns(std::string noun);
  /// What a number is, for the colour bar and the readout: "distance", "cm".
  HeatMapView& values(std::string noun, std::string unit = {});
  /// Red above 0, blue below; otherwise viridis, or cividis by the menu.
  HeatMapView& signedScale();
  /// Colours for these numbers, whatever the matrix holds, so that they mean the same in every step.
  HeatMapView& range(double low, double high);
  /// Cells as wide as high.
  HeatMapView& square();
  /// A click on a cell, or Return, sends it.
  HeatMapView& picks(const lab::Action<lab::Cell>& action);
  /// A click on a cell, or Return, sets this parameter to the name of its row.
  HeatMapView& sets(const lab::TextInput& rowName);
  /// A cell dragged up or down changes its number, never below 0; so do + and - on the chosen one, by tens with Shift.
  HeatMapView& edits(const lab::Action<lab::CellEdit>& action);

  std::vector<const lab::ObservableBase*> observables() const override { return {&matrix_}; }
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;

 protected:
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) override;
  bool acts() const override { return PointingView::acts() || rowName_; }
  void send(Place place, Port& port) const override;

 private:
  /// What one pass over a matrix tells of it.
  struct Extent {
    Span span;
    double low = 0, high = 0;
    std::size_t missing = 0;  // not finite
    Place lowest, highest;
    int decimals = 0;  // for numbers in cells; -1: each number for itself
  };

  const lab::value::Matrix* matrixIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  const Extent& extentIn(const lab::Snapshot& snapshot) const;
  ColourScale scaleFor(const Canvas& canvas) const;
  Bands bands(const lab::value::Matrix& matrix, bool rows) const;
  QString wordsOf(const lab::value::Matrix& matrix, Place place, bool rich) const;
  QString written(double value, int decimals) const;
  QRectF cell(const lab::value::Matrix& matrix, Place place) const;

  void paintCells(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                  const QRectF& plot) const;
  void paintImage(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                  const QRectF& plot);
  void paintNumbers(const Canvas& canvas, const lab::value::Matrix& matrix, const ColourScale& scale,
                    const QRectF& plot) const;
  void paintEmphasis(const Canvas& canvas, const lab::value::Matrix& matrix) const;

  // heat_map_edit.cpp
  struct Held {
    Place place;
    double start = 0, span = 1, y = 0;  // the number and the extent at the press, and where it was
    bool whole = false, moved = false;
  };
  double heldNumber(const Pointer& pointer) const;
  void sendEdit(Place place, double number, Port& port, lab::Edit edit) const;

  const lab::Matrix& matrix_;
  const lab::TextInput* rowName_ = nullptr;
  const lab::Action<lab::CellEdit>* edit_ = nullptr;
  std::optional<Held> held_;
  mutable std::vector<std::string> rowNames_;  // as seen last, for send()
  std::string rowNoun_ = "row", columnNoun_ = "column", valueNoun_, unit_;
  bool namedRows_ = false, namedColumns_ = false;  // the nouns were given: the axes carry them
  Ramp ramp_ = Ramp::Viridis;
  std::optional<Span> range_;
  bool square_ = false, figures_ = true;

  // What was made of the value last. A value is immutable: the same pointer, the same numbers.
  mutable std::shared_ptr<const lab::Value> known_;
  mutable Extent extent_;
  struct Layer {
    QImage image;
    std::shared_ptr<const lab::Value> value;
    Ramp ramp = Ramp::Viridis;
    Span span;
    bool dark = false;
  } layer_;

  QRectF plot_;  // as painted last on the screen
};

}  // namespace gradarium::widgets
