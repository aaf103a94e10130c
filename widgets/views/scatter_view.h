// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/axes.h"
#include "widgets/views/field_layer.h"
#include "widgets/views/legend.h"
#include "widgets/views/trails.h"
#include "widgets/views/view.h"

namespace gradarium::lab {
enum class Edit;
}
namespace gradarium::ml {
struct PrincipalComponents;
}

namespace gradarium::widgets {

/// Samples as marks in two of their columns, or along two of their principal components; groups differ by colour and
/// shape. A drag over the plane chooses the samples in it, here and in linked views; a click or Escape lets them go.
class GRADARIUM_WIDGETS ScatterView : public ViewOf<ScatterView> {
 public:
  using Condition = std::function<bool(const lab::Snapshot&)>;

  ScatterView(std::string name, const lab::Points& points);

  /// One group per label; `noun` is what readers call one ("cluster 2").
  ScatterView& colour(const lab::Labels& labels, std::string noun = "cluster");
  /// Big marks that can be dragged, handle i in the colour of group i; with trails(), where they came from.
  ScatterView& handles(const lab::Points& centres, const lab::Action<lab::Move>& move,
                       std::string noun = "centre");
  /// The same marks, only to look at.
  ScatterView& handles(const lab::Points& centres, std::string noun = "centre");
  /// Big marks in no group's colour, only to look at.
  ScatterView& marks(const lab::Points& places, std::string noun);
  /// All of them in one colour: they are the ends of one thing, not of groups.
  ScatterView& handleCode(int code);
  ScatterView& trails();
  /// A click adds a point, a drag moves one, a right click or Delete removes it, while the condition holds:
  /// when the samples shown are the drawn ones, in their order. The digits choose the class of the next
  /// point.
  ScatterView& draws(const lab::PointsInput& drawn, Condition inForce);
  /// Faint cells of the points nearest to each handle, where the samples have two columns.
  ScatterView& voronoi();
  /// Convex hulls around the groups.
  ScatterView& hulls();
  /// The samples' own names beside them, where there is room for them. The menu offers it.
  ScatterView& names();
  /// Lines from a handle under the pointer to the samples of its group.
  ScatterView& links();
  /// A disc of that radius follows the pointer where the samples have two columns, and the words beside it count who
  /// is inside. Not while the parameter is hidden.
  ScatterView& disc(const lab::Real& radius);
  /// What a model says of every place, below the samples, while the columns of axes() are the ones shown: a field
  /// over those two. `noun` is what its number is: "probability of spam".
  ScatterView& field(const lab::Field& field, FieldLook look = FieldLook::Classes, std::string noun = "class");
  /// The arithmetic behind a sample: asked for its row and a handle, the chosen one or that of its group.
  ScatterView& asks(const lab::Query& query);
  /// The same, where what its numbers mean depends on the state.
  using LookOf = std::function<FieldLook(const lab::Snapshot&)>;
  ScatterView& field(const lab::Field& field, LookOf look, std::string noun);
  /// A line through places in the two columns of the samples: what a model says for every x. A row that is not
  /// finite breaks it. `code` is its colour; several are named at their right ends.
  ScatterView& curve(const lab::Points& places, std::string noun, int code = 1);
  /// Samples of two columns in one scale for both: a distance on the picture is one of the data.
  ScatterView& oneScale();
  /// Row i is where a model puts sample i: a line leads there, and on it stands a square, whose area is the squared
  /// residual. The menu hides the squares.
  ScatterView& residuals(const lab::Points& feet);
  /// No axes, and both directions to one scale: a drawing, in which lengths and angles are to be seen.
  ScatterView& bare();
  /// The columns shown first, counted from 0; the default is the last two.
  ScatterView& axes(int x, int y);

  std::vector<const lab::ObservableBase*> observables() const override;
  void see(const lab::Snapshot& snapshot) override;
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
  std::optional<Question> question(const lab::Snapshot& snapshot) const override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  struct Columns {
    std::size_t x = 0, y = 0;
    bool operator==(const Columns&) const = default;
  };
  /// What is under the pointer or held: a handle, or a drawn or shown sample.
  struct Target {
    enum class Kind { Handle, Sample } kind = Kind::Sample;
    std::size_t index = 0;
    bool operator==(const Target&) const = default;
  };
  struct Held {
    Target target;
    QPointF offset;  // from the pointer to the middle of the mark
    bool moved = false;
    Mapping mapping;  // the axes stand still during a drag
  };
  /// The cloud as it was rasterised last: hovering and dragging redraw only what is above it.
  struct Layer {
    QImage image;
    double pixelRatio = 1;
    std::shared_ptr<const lab::Value> points, labels;
    Columns columns;
    Mapping mapping;
    bool dark = false;
  };

  /// Principal components behind the columns of samples and handles, while one of them is an axis.
  struct Projection {
    std::shared_ptr<const lab::Value> of, ofHandles;
    std::size_t offered = 0;
    std::shared_ptr<const ml::PrincipalComponents> components;  // null: nobody has looked along one yet
    lab::value::Points points, handles;
  };

  // scatter_projection.cpp
  std::size_t componentsOffered(const lab::Snapshot& snapshot) const;
  const Projection& projectionIn(const lab::Snapshot& snapshot) const;
  lab::value::Points withComponents(const lab::value::Points& raw) const;
  Columns columnsIn(const lab::Snapshot& snapshot) const;
  bool alongComponents(const lab::Snapshot& snapshot) const;
  double coordinate(const lab::value::Points& raw, std::size_t row, std::size_t column) const;
  std::vector<double> moved(std::size_t handle, QPointF to, const lab::Snapshot& snapshot) const;
  QString axisName(const lab::value::Points& points, std::size_t column, const lab::Snapshot& snapshot) const;
  void offerColumns(const lab::Snapshot& snapshot, ViewOption& x, ViewOption& y) const;

  const lab::value::Points* pointsIn(const lab::Snapshot& snapshot) const;
  const lab::value::Labels* labelsIn(const lab::Snapshot& snapshot) const;
  const lab::value::Points* handlesIn(const lab::Snapshot& snapshot) const;
  std::shared_ptr<const lab::Value> valueOf(const lab::ObservableBase* observable,
                                            const lab::Snapshot& snapshot) const;
  bool drawing(const lab::Snapshot& snapshot) const;
  QString columnName(const lab::value::Points& points, std::size_t column) const;
  QString groupName(const lab::value::Labels& labels, int code) const;
  int codeOf(const lab::Snapshot& snapshot, std::size_t row) const;
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  QString note(const lab::Snapshot& snapshot) const;
  QString defaultTitle(const lab::Snapshot& snapshot) const;
  QString coordinates(const lab::Snapshot& snapshot, const lab::value::Points& points,
                      const lab::value::Points& names, std::size_t row) const;

  Axes axesFor(const lab::Snapshot& snapshot, const lab::value::Points& points, const QRectF& area) const;
  const lab::value::Field* fieldIn(const lab::Snapshot& snapshot) const;
  FieldLook lookIn(const lab::Snapshot& snapshot) const { return lookOf_ ? lookOf_(snapshot) : fieldLook_; }
  QString fieldWords(QPointF at, const lab::Snapshot& snapshot) const;
  void paintCells(const Canvas& canvas, const Mapping& mapping) const;
  void paintCloud(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping);
  void paintHulls(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;
  void paintNames(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;
  void paintBrush(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;
  void brushTo(QPointF at, const lab::Snapshot& snapshot);
  void brushRows(const lab::Snapshot& snapshot);
  bool unbrush();
  bool inItsPlane(const lab::Snapshot& snapshot) const;  // scatter_fit.cpp
  void strip(Axis& x, Axis& y, const QRectF& area, const lab::Snapshot& snapshot) const;
  void paintResiduals(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;
  void paintCurves(const Canvas& canvas, const Mapping& mapping) const;
  void paintLinks(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;
  void paintTrails(const Canvas& canvas, const Mapping& mapping) const;
  void paintHandles(const Canvas& canvas, const Mapping& mapping) const;
  bool discs(const lab::Snapshot& snapshot) const;
  void paintDisc(const Canvas& canvas) const;
  QString discWords(const lab::Snapshot& snapshot) const;
  void paintEmphasis(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) const;

  std::optional<QPointF> placeOf(const Target& target, const lab::Snapshot& snapshot) const;
  std::optional<Target> targetAt(QPointF at, const lab::Snapshot& snapshot) const;
  void moveTo(const Target& target, QPointF data, const lab::Snapshot& snapshot, Port& port,
              lab::Edit edit) const;
  QRectF rectOf(const Target& target, const lab::Snapshot& snapshot) const;
  QString words(const Target& target, const lab::Snapshot& snapshot) const;
  void hoverOn(std::optional<Target> target);
  bool movesHandles(const lab::Snapshot& snapshot) const;
  std::size_t targets(const lab::Snapshot& snapshot) const;
  void removeSample(std::size_t index, Port& port);
  QPointF dragPlace(const Pointer& pointer) const;

  const lab::Points& points_;
  const lab::Labels* labels_ = nullptr;
  const lab::Points* handles_ = nullptr;
  const lab::Action<lab::Move>* move_ = nullptr;
  const lab::PointsInput* drawn_ = nullptr;
  const lab::Real* radius_ = nullptr;
  const lab::Query* query_ = nullptr;
  const lab::Field* field_ = nullptr;
  struct Curve {
    const lab::Points* places;
    std::string noun;
    int code;
  };
  std::vector<Curve> curves_;
  const lab::Points* feet_ = nullptr;
  bool squares_ = true, bare_ = false, oneScale_ = false;
  FieldLook fieldLook_ = FieldLook::Classes;
  LookOf lookOf_;
  std::string noun_ = "cluster", handleNoun_ = "centre", fieldNoun_;
  Condition drawnInForce_;
  Span drawnRange_;
  bool ofGroups_ = true, hasTrails_ = false, voronoi_ = false, links_ = false, legend_ = true, hulls_ = false, names_ = false;
  int xColumn_ = -1, yColumn_ = -1;  // -1: the default; from firstComponent on, a principal component
  int xField_ = -1, yField_ = -1;    // the columns that the field is over
  int drawClass_ = 0, handleCode_ = -1;

  mutable Projection projection_;
  mutable std::vector<int> offered_;  // what a choice of axis stands for, as offered last
  Trails trails_;
  Mapping mapping_;  // as painted last
  std::optional<Target> hovered_, selected_;
  std::optional<QPointF> discAt_;  // data
  std::optional<Held> held_;
  std::optional<QRectF> brush_;        // data: what is chosen
  std::vector<std::size_t> brushed_;  // its rows
  QPointF brushFrom_;                 // pixels
  enum class Brushing { No, Pressed, Dragged } brushing_ = Brushing::No;
  Layer layer_;
  FieldLayer fieldLayer_;
};

}  // namespace gradarium::widgets
