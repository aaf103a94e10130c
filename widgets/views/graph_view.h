// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/colour_scale.h"
#include "widgets/views/graph_layout.h"
#include "widgets/views/legend.h"
#include "widgets/views/line_layer.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::lab {
enum class Edit;
}

namespace gradarium::widgets {

/// Where nodes stand: in layers along the edges, from left to right or downwards; as far apart as edges are
/// between them; or where their x and y say.
enum class GraphShape { Layers, LayersDown, Distances, Placed };

/// Nodes and edges: a computation, a network with its weights, a chain of states. Node labels are shown in
/// full, by their first line, or under the pointer alone, as room gets scarce. Arrow keys go to the next node
/// in that direction, Page Down along the edges; a click or Return chooses.
class GRADARIUM_WIDGETS GraphView : public PointingViewOf<GraphView> {
 public:
  GraphView(std::string name, const lab::Graph& graph);

  GraphView& shape(GraphShape shape);
  /// What a node is: "neuron".
  GraphView& nodes(std::string noun);
  /// What a node's number is: "activation"; it is written below the label, or colours the node.
  GraphView& values(std::string noun, std::string unit = {});
  /// Nodes without words have the colours of their numbers; signed: red above 0, blue below.
  GraphView& shaded(bool signedScale = true);
  GraphView& range(double low, double high);
  /// What an edge's weight is: "weight". Edges are as thick as their weights; red above 0, blue below.
  GraphView& weights(std::string noun, std::string unit = {});
  /// Weights that fill the scale, so that a thickness means the same in every step.
  GraphView& weightRange(double most);
  /// What the categories of nodes are called, in a legend.
  GraphView& categories(std::vector<std::string> names);
  /// Nodes in the colours of these codes, one a node.
  GraphView& colour(const lab::Labels& codes, std::string noun = "class");
  /// This node stands out, counted from 0: where a pass or a walk is.
  GraphView& cursor(const lab::Scalar& node);
  /// A node can be dragged: with Distances and the layers to look at, with Placed to move its x and y.
  GraphView& moves(const lab::Action<lab::Move>& action);
  GraphView& movable();

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 protected:
  // A place is a node (column 0) or an edge (column 1).
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;
  bool answers(Place place) const override { return place.column == 0; }

 private:
  enum class Detail { All, FirstLine, Dot };
  /// What stands where on a canvas.
  struct Drawing {
    Detail detail = Detail::Dot;
    bool fits = false;
    QPointF scale{1, 1}, offset;  // pixel = natural * scale + offset
    std::vector<QRectF> boxes;
    std::vector<std::vector<QPointF>> bends;
  };
  /// A layout, kept while the edges stay: numbers that change leave the nodes where they are.
  struct Kept {
    std::vector<QSizeF> sizes;
    GraphLayout layout;
    std::vector<std::pair<int, int>> edges;
    std::vector<int> layers;
    std::vector<QPointF> placed;
    GraphShape shape = GraphShape::Layers;
  };

  /// The many edges of a picture, kept while only the pointer moves.
  struct Still {
    std::shared_ptr<const lab::Value> value;
    std::vector<QRectF> boxes;
    QRectF area;
    double ratio = 1;
    bool dark = false;
    LineLayer edges;
    bool like(const Still& other) const {
      return value == other.value && boxes == other.boxes && area == other.area && ratio == other.ratio &&
             dark == other.dark;
    }
  };

  const lab::value::Graph* graphIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  int codeOf(const lab::Snapshot& snapshot, std::size_t node) const;
  QString codeName(const lab::Snapshot& snapshot, int code) const;
  std::vector<LegendEntry> legend(const lab::Snapshot& snapshot) const;
  QStringList linesOf(const lab::value::Graph& graph, std::size_t node, Detail detail) const;
  QString nodeName(const lab::value::Graph& graph, std::size_t node) const;
  std::vector<QSizeF> sizesFor(const lab::value::Graph& graph, Detail detail) const;
  const GraphLayout& layoutFor(const lab::value::Graph& graph, Detail detail) const;
  Drawing draw(const lab::value::Graph& graph, const QRectF& area, Detail detail) const;
  ColourScale nodeScale(const lab::value::Graph& graph, const Theme& theme) const;
  double mostWeight(const lab::value::Graph& graph) const;
  bool signedWeights(const lab::value::Graph& graph) const;
  std::vector<QPointF> wayOf(const lab::value::Graph& graph, const Drawing& drawing, std::size_t edge) const;
  void paintEdges(const Canvas& canvas, const lab::value::Graph& graph, const Drawing& drawing);
  void paintEdgeWords(const Canvas& canvas, const lab::value::Graph& graph, const Drawing& drawing) const;
  void paintNode(const Canvas& canvas, const lab::value::Graph& graph, const Drawing& drawing, std::size_t node,
                 const std::optional<ColourScale>& scale) const;
  /// How strongly an edge is shown beside a node that is pointed at.
  double emphasis(const Canvas& canvas, const lab::value::Graph& graph, std::size_t edge) const;
  void moveTo(int node, QPointF at, const lab::Snapshot& snapshot, Port& port, lab::Edit edit);

  const lab::Graph& graph_;
  const lab::Labels* codes_ = nullptr;
  const lab::Scalar* cursor_ = nullptr;
  const lab::Action<lab::Move>* move_ = nullptr;
  std::string nodeNoun_ = "node", valueNoun_, unit_, weightNoun_, weightUnit_, codeNoun_ = "class";
  std::vector<std::string> categories_;
  GraphShape shape_ = GraphShape::Layers;
  std::optional<Span> range_;
  double weightRange_ = 0;
  bool shaded_ = false, signed_ = true, movable_ = false, edgeWords_ = true;

  mutable std::map<Detail, Kept> kept_;
  std::map<int, QPointF> shifts_;  // in natural pixels: what the reader has moved to look at
  Drawing painted_;
  Still still_;
  struct Held {
    int node = 0;
    QPointF grip;  // from the pointer to the middle of the node
    bool moved = false;
    Drawing drawing;  // the picture stands still during a drag
  };
  std::optional<Held> held_;
};

}  // namespace gradarium::widgets
