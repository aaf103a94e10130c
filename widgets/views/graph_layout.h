// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Where the nodes of a graph stand, in pixels of its own. The same graph gives the same picture.
struct GraphLayout {
  std::vector<QPointF> nodes;               // centres; x runs along the edges where there are layers
  std::vector<std::vector<QPointF>> bends;  // of each edge, between its ends: where it passes other layers
};

/// Layers along the edges, after Sugiyama, Tagawa & Toda 1981: edges against a ring's direction are turned,
/// nodes take the longest way from a source (sources stand right before what they feed), layers are ordered
/// by barycentres to avoid crossings, and places within a layer are the least squares to the neighbours'
/// under the order (pool adjacent violators). Where every node names its layer, their order in it stays
/// theirs. `sizes`: of each node, its width along and its height across the layers.
GRADARIUM_WIDGETS GraphLayout layeredLayout(const lab::value::Graph& graph, const std::vector<QSizeF>& sizes);

/// Nodes as far apart as edges are between them, by stress majorisation (Gansner, Koren & North 2004) from a
/// start by pivots (Brandes & Pich 2007). Edges are 1 long; parts that nothing joins stand aside.
GRADARIUM_WIDGETS GraphLayout distanceLayout(const lab::value::Graph& graph);

/// Edges crossing each other between the layers of a layered drawing; for tests.
GRADARIUM_WIDGETS std::size_t crossingsOf(const lab::value::Graph& graph, const GraphLayout& layout);

/// The nearest values to `wanted`, weighted, that rise by at least `apart[i]` from i to i + 1.
GRADARIUM_WIDGETS std::vector<double> keptApart(const std::vector<double>& wanted,
                                                const std::vector<double>& weights,
                                                const std::vector<double>& apart);

}  // namespace gradarium::widgets
