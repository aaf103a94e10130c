// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/contour_levels.h"
#include "widgets/views/legend.h"
#include "widgets/views/ticks.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// How the box around a surface is turned, in degrees, and where its corners fall on the canvas. Parallel
/// lines stay parallel: heights can be compared.
struct GRADARIUM_WIDGETS SurfacePose {
  double azimuth = 35, elevation = 32;
  QPointF middle;
  double across = 1, up = 1;  // pixels of half a side of the box

  /// u and v run over the floor, w upwards, each -1..1.
  QPointF at(double u, double v, double w) const;
  /// How far a place of the floor is from the reader; larger is farther.
  double depth(double u, double v) const;
  bool operator==(const SurfacePose&) const = default;
};

/// A function of two variables as a surface in space, contours on the floor below it, and those who walk on
/// it. A drag or the arrow keys turn it, Home turns it back.
class GRADARIUM_WIDGETS SurfaceView : public ViewOf<SurfaceView> {
 public:
  SurfaceView(std::string name, const lab::Field& field);

  /// What the two axes and the height are called: "x", "y", "f".
  SurfaceView& names(std::string x, std::string y, std::string height);
  /// Somebody on the way: x and y of the series are the places, oldest first. `code` chooses colour and mark;
  /// by default, the next.
  SurfaceView& racer(const lab::Series& path, int code = -1);
  /// Quiet rings on places worth knowing: minima.
  SurfaceView& marks(const lab::Points& places, std::string noun);
  /// Seen at first from there, in degrees.
  SurfaceView& from(double azimuth, double elevation);

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  /// What paint() leaves below the names of those who walk on it.
  void paintPicture(const Canvas& canvas);
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hovered_.reset(); }
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 private:
  struct Racer {
    const lab::Series* path;
    int code;
  };
  /// The field at the corners of a grid that is fine enough for eyes; heights in -1..1, NaN where there is
  /// none.
  struct Mesh {
    int side = 0;  // corners along a side
    std::vector<double> heights;
    ContourLevels levels;
    Span span;           // of the field
    bool steep = false;  // heights are fourth roots
    double at(int row, int column) const { return heights[static_cast<std::size_t>(row * side + column)]; }
    /// A value of the field as a height; clamped.
    double height(double value) const;
  };
  struct Spot {
    double u = 0, v = 0;
  };

  const lab::value::Field* fieldIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  const Mesh& meshIn(const lab::Snapshot& snapshot) const;
  SurfacePose poseIn(const QRectF& area) const;
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  QString words(const lab::Snapshot& snapshot, Spot spot) const;
  std::vector<QPointF> placesOf(const lab::Snapshot& snapshot, const Racer& racer) const;
  void paintBox(const Canvas& canvas, const SurfacePose& pose) const;
  void paintFloor(const Canvas& canvas, const SurfacePose& pose) const;
  void paintSurface(const Canvas& canvas, const SurfacePose& pose) const;
  void paintWalkers(const Canvas& canvas, const SurfacePose& pose) const;
  void paintLabels(const Canvas& canvas, const SurfacePose& pose) const;
  void paintSpot(const Canvas& canvas, const SurfacePose& pose) const;

  const lab::Field& field_;
  std::string xName_ = "x", yName_ = "y", heightName_ = "f";
  std::vector<Racer> racers_;
  const lab::Points* marks_ = nullptr;
  std::string marksNoun_;
  double azimuth_ = 35, elevation_ = 32, homeAzimuth_ = 35, homeElevation_ = 32;
  bool contours_ = true;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable Mesh mesh_;
  std::optional<SurfacePose> painted_;
  std::optional<Spot> hovered_;
  struct Held {
    QPointF at;
    double azimuth, elevation;
  };
  std::optional<Held> held_;
};

}  // namespace gradarium::widgets
