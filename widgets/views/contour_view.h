// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/lab/command.h"
#include "widgets/views/axes.h"
#include "widgets/views/contour_levels.h"
#include "widgets/views/contour_path.h"
#include "widgets/views/legend.h"
#include "widgets/views/view.h"

namespace gradarium::lab {
enum class Edit;
}

namespace gradarium::widgets {

/// A function of two variables as a landscape of contours, and those who walk on it: their paths so far, a
/// mark where they are, arrows where they are pulled.
class GRADARIUM_WIDGETS ContourView : public ViewOf<ContourView> {
 public:
  ContourView(std::string name, const lab::Field& field);

  /// What the two axes and the height are called: "x", "y", "f".
  ContourView& names(std::string x, std::string y, std::string height);
  /// Cut at these heights instead of at chosen ones.
  ContourView& levels(std::vector<double> heights);
  /// Blue below this height and red above it, its line drawn strong: where the height has a border that
  /// matters. One of levels().
  ContourView& border(double height);
  /// Each cell of the field in one colour, without lines: for a few measured cells, where nothing is known
  /// between them.
  ContourView& cells();
  /// One scale for both axes, where they count the same and circles are to be circles: the middle of the field is seen,
  /// as much of it as fits.
  ContourView& oneScale();
  /// Somebody on the way: x and y of the series are the places, oldest first. `code` chooses colour and mark;
  /// by default, the next.
  ContourView& racer(const lab::Series& path, int code = -1);
  /// The same without a mark at its end: a line worth knowing.
  ContourView& trace(const lab::Series& path, int code = -1);
  /// Row i: x, y, dx, dy of an arrow from racer i. All arrows are drawn to one scale, the longest at a fixed
  /// length. The first set is drawn solid, others lighter.
  ContourView& arrows(const lab::Points& arrows, std::string noun);
  /// Quiet rings on places worth knowing: minima.
  ContourView& marks(const lab::Points& places, std::string noun);
  /// The border of a convex region, its corners in order: a ball of equal penalty, a region of confidence. `code` is
  /// its colour; names of its columns become those of the axes.
  ContourView& region(const lab::Points& corners, std::string noun, int code = 2);
  /// Where all begin (one row): a press or a drag on the plane, or the arrow keys, move it.
  ContourView& start(const lab::Points& place, const lab::Action<lab::Move>& move);
  /// A mark for something that parameters say (one row). Where `commands` is given, it can be dragged:
  /// letting go sends what they say for the new place.
  using Commands = std::function<std::vector<lab::Command>(QPointF place)>;
  ContourView& marker(const lab::Points& place, std::string noun, Commands commands = {});

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  /// The two halves of paint(), for a view of which this is a part: the names along the top, which leave the
  /// rest of the area, and the picture in that rest.
  QRectF paintNames(const Canvas& canvas) const;
  void paintPicture(const Canvas& canvas);
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  /// What the keys have moved, or where they read.
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  bool holdsAt(QPointF at, const lab::Snapshot& snapshot) const;
  struct Racer {
    const lab::Series* path;
    int code;
    bool head = true;
  };
  struct Arrows {
    const lab::Points* points;
    std::string noun;
  };
  /// The landscape as it was drawn last: only what walks on it is drawn anew.
  struct Layer {
    QImage image;
    std::shared_ptr<const lab::Value> field;
    QRectF plot;
    double pixelRatio = 1;
    bool dark = false, filled = true;
  };

  /// The paths as far as they have been drawn.
  struct Tracks {
    QImage image;
    std::vector<PathPen> pens;
    Mapping mapping;
    double pixelRatio = 1;
    bool dark = false;
  };

  // contour_view.cpp
  const lab::value::Field* fieldIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  const ContourLevels& levelsIn(const lab::Snapshot& snapshot) const;
  std::optional<QPointF> placeIn(const lab::Points* points, const lab::Snapshot& snapshot) const;
  QString axisIn(const lab::Snapshot& snapshot, bool up) const;
  std::optional<QPointF> headIn(const Racer& racer, const lab::Snapshot& snapshot) const;
  bool movesStart(const lab::Snapshot& snapshot) const { return move_ && placeIn(start_, snapshot); }
  void moveStart(QPointF to, Port& port, lab::Edit edit) const;
  void moveMarker(QPointF to, Port& port) const;

  // contour_paint.cpp
  QColor colourOf(const ContourLevels& levels, std::size_t band, const Theme& theme) const;
  QRectF paintBar(const Canvas& canvas, const QRectF& area) const;
  void paintBands(QImage& image, const Canvas& canvas, const Mapping& mapping) const;
  void paintLines(QPainter& painter, const Canvas& canvas, const Mapping& mapping) const;
  void paintLandscape(const Canvas& canvas, const Mapping& mapping);

  // contour_racers.cpp
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  QString note(const lab::Snapshot& snapshot) const;
  QString wordsAt(QPointF place, const lab::Snapshot& snapshot) const;
  void paintPaths(const Canvas& canvas, const Mapping& mapping);
  void paintArrows(const Canvas& canvas, const Mapping& mapping) const;
  void paintHead(const Canvas& canvas, const Mapping& mapping, const Racer& racer) const;
  void paintPlaces(const Canvas& canvas, const Mapping& mapping) const;
  void paintRegions(const Canvas& canvas, const Mapping& mapping) const;

  const lab::Field& field_;
  std::string xName_ = "x", yName_ = "y", heightName_ = "f";
  std::vector<double> given_;
  std::optional<double> border_;
  std::vector<Racer> racers_;
  std::vector<Arrows> arrows_;
  struct Region {
    const lab::Points* corners;
    std::string noun;
    int code;
  };
  std::vector<Region> regions_;
  const lab::Points *marks_ = nullptr, *start_ = nullptr, *marker_ = nullptr;
  std::string marksNoun_, markerNoun_;
  const lab::Action<lab::Move>* move_ = nullptr;
  Commands commands_;
  bool cells_ = false, oneScale_ = false, filled_ = true, showArrows_ = true, legend_ = true;

  // What was made of the value last. A value is immutable: the same pointer, the same levels.
  mutable std::shared_ptr<const lab::Value> known_;
  mutable ContourLevels levels_;
  Layer layer_;
  Tracks tracks_;
  Mapping mapping_;                 // as painted last on the screen
  std::optional<QPointF> hovered_;  // in the field's coordinates
  std::optional<QPointF> walked_;   // by keys
  std::optional<QPointF> held_;     // where the marker is dragged to, or where the start was sent last
  bool holdsMarker_ = false;
};

}  // namespace gradarium::widgets
