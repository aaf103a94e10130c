// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// What flows from where to where: the edges of a graph as ribbons as wide as their weights, its nodes as
/// bars of all that passes them, in layers from left to right. Arrow keys or a click choose a node, Page Down
/// a ribbon.
class GRADARIUM_WIDGETS SankeyView : public PointingViewOf<SankeyView> {
 public:
  SankeyView(std::string name, const lab::Graph& flows);

  /// What flows: "bytes", "tokens".
  SankeyView& values(std::string noun, std::string unit = {});
  /// Amounts are bytes: written as KiB, MiB.
  SankeyView& bytes();
  /// What a node is: "layer".
  SankeyView& nodes(std::string noun);

  std::vector<const lab::ObservableBase*> observables() const override { return {&flows_}; }
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 protected:
  // A place is a node (column 0) or a ribbon (column 1).
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;
  bool answers(Place place) const override { return place.column == 0; }

 private:
  struct Ribbon {
    QPointF from, to;  // the upper corners
    double height = 0;
    double yAt(double x) const;
  };
  struct Drawing {
    std::vector<QRectF> bars;
    std::vector<Ribbon> ribbons;
    std::vector<char>
        ends;  // of each node: whether it is in the last layer, so that its words stand at its left
  };
  const lab::value::Graph* flowsIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  QString nodeName(const lab::value::Graph& graph, std::size_t node) const;
  QString amount(double flow) const;
  Drawing draw(const lab::value::Graph& graph, const QRectF& area) const;
  static double through(const lab::value::Graph& graph, std::size_t node);
  int codeOf(const lab::value::Graph& graph, std::size_t node) const;

  const lab::Graph& flows_;
  std::string noun_, unit_, nodeNoun_ = "node";
  bool bytes_ = false;
  Drawing painted_;
};

}  // namespace gradarium::widgets
