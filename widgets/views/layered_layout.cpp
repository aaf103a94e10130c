// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/views/graph_layout.h"

namespace gradarium::widgets {
namespace {

using Index = std::size_t;
constexpr double layerGap = 44, nodeGap = 14, bendGap = 8;

/// The graph as it is layered: every edge goes from one layer to the next, over bends where it is long.
struct Net {
  struct Stop {
    int layer = 0;
    bool bend = false;
    double across = 0;  // its height
    std::vector<Index> before, after;
    double place = 0;
  };
  std::vector<Stop> stops;                 // nodes first
  std::vector<std::vector<Index>> ranks;   // layer -> stops in order
  std::vector<std::vector<Index>> chains;  // edge -> its bends, from its first node to its last
};

struct Arrow {
  Index from = 0, to = 0, edge = 0;
};

bool valid(const lab::value::Graph& graph, const lab::value::Graph::Edge& e) {
  const int n = static_cast<int>(graph.nodes.size());
  return e.from >= 0 && e.to >= 0 && e.from < n && e.to < n && e.from != e.to;
}

/// Every edge once, those that close a ring turned round.
std::vector<Arrow> acyclic(const lab::value::Graph& graph) {
  const Index n = graph.nodes.size();
  std::vector<std::vector<Arrow>> out(n);
  std::vector<int> entering(n, 0);
  for (Index i = 0; i < graph.edges.size(); ++i) {
    const auto& e = graph.edges[i];
    if (!valid(graph, e)) continue;
    out[static_cast<Index>(e.from)].push_back({static_cast<Index>(e.from), static_cast<Index>(e.to), i});
    ++entering[static_cast<Index>(e.to)];
  }
  std::vector<Index> starts(n);
  std::iota(starts.begin(), starts.end(), Index{0});
  std::stable_partition(starts.begin(), starts.end(), [&](Index i) { return entering[i] == 0; });
  std::vector<char> state(n, 0);  // 1: on the way, 2: done
  std::vector<Arrow> arrows;
  for (const Index start : starts) {
    if (state[start]) continue;
    std::vector<std::pair<Index, Index>> way{{start, 0}};
    state[start] = 1;
    while (!way.empty()) {
      auto& [at, next] = way.back();
      if (next == out[at].size()) {
        state[at] = 2;
        way.pop_back();
        continue;
      }
      const Arrow arrow = out[at][next++];
      arrows.push_back(state[arrow.to] == 1 ? Arrow{arrow.to, arrow.from, arrow.edge} : arrow);
      if (state[arrow.to] == 0) {
        state[arrow.to] = 1;
        way.emplace_back(arrow.to, 0);
      }
    }
  }
  return arrows;
}

std::vector<int> layersOf(const lab::value::Graph& graph, const std::vector<Arrow>& arrows) {
  const Index n = graph.nodes.size();
  std::vector<std::vector<Index>> after(n), before(n);
  std::vector<Index> waiting(n, 0);
  for (const Arrow& arrow : arrows) {
    after[arrow.from].push_back(arrow.to);
    before[arrow.to].push_back(arrow.from);
    ++waiting[arrow.to];
  }
  std::vector<Index> order;
  for (Index i = 0; i < n; ++i)
    if (waiting[i] == 0) order.push_back(i);
  for (Index k = 0; k < order.size(); ++k)
    for (const Index to : after[order[k]])
      if (--waiting[to] == 0) order.push_back(to);
  std::vector<int> layers(n, 0);
  for (const Index i : order) {
    for (const Index from : before[i]) layers[i] = std::max(layers[i], layers[from] + 1);
    if (graph.nodes[i].layer >= 0) layers[i] = graph.nodes[i].layer;
  }
  for (Index k = order.size(); k-- > 0;) {  // a source stands right before the first that it feeds
    const Index i = order[k];
    if (!before[i].empty() || after[i].empty() || graph.nodes[i].layer >= 0) continue;
    int nearest = layers[after[i].front()];
    for (const Index to : after[i]) nearest = std::min(nearest, layers[to]);
    layers[i] = std::max(0, nearest - 1);
  }
  // Layers that nobody stands in are none.
  std::vector<int> used(layers);
  std::ranges::sort(used);
  used.erase(std::unique(used.begin(), used.end()), used.end());
  for (int& layer : layers) layer = static_cast<int>(std::ranges::lower_bound(used, layer) - used.begin());
  return layers;
}

Net netOf(const lab::value::Graph& graph, const std::vector<QSizeF>& sizes) {
  const std::vector<Arrow> arrows = acyclic(graph);
  const std::vector<int> layers = layersOf(graph, arrows);
  Net net;
  net.stops.resize(graph.nodes.size());
  net.chains.resize(graph.edges.size());
  for (Index i = 0; i < net.stops.size(); ++i) {
    net.stops[i].layer = layers[i];
    net.stops[i].across = i < sizes.size() ? sizes[i].height() : 0;
  }
  for (const Arrow& arrow : arrows) {
    const int from = layers[arrow.from], to = layers[arrow.to];
    if (to <= from) continue;  // the graph names layers against its edges
    Index last = arrow.from;
    for (int layer = from + 1; layer < to; ++layer) {
      const Index bend = net.stops.size();
      net.stops.push_back({layer, true, 0, {last}, {}, 0});
      net.stops[last].after.push_back(bend);
      net.chains[arrow.edge].push_back(bend);
      last = bend;
    }
    net.stops[last].after.push_back(arrow.to);
    net.stops[arrow.to].before.push_back(last);
    if (graph.edges[arrow.edge].from != static_cast<int>(arrow.from))
      std::ranges::reverse(net.chains[arrow.edge]);
  }
  int deepest = -1;
  for (const auto& stop : net.stops) deepest = std::max(deepest, stop.layer);
  net.ranks.resize(static_cast<Index>(deepest + 1));
  // At first in the order of a walk along the edges: what belongs together begins together.
  std::vector<char> seen(net.stops.size(), 0);
  const bool named = std::ranges::all_of(graph.nodes, [](const auto& node) { return node.layer >= 0; });
  const auto visit = [&](Index start) {
    std::vector<Index> way{start};
    while (!way.empty()) {
      const Index at = way.back();
      way.pop_back();
      if (seen[at]) continue;
      seen[at] = 1;
      net.ranks[static_cast<Index>(net.stops[at].layer)].push_back(at);
      if (named) continue;
      const auto& after = net.stops[at].after;
      way.insert(way.end(), after.rbegin(), after.rend());
    }
  };
  for (Index i = 0; i < net.stops.size(); ++i)
    if (named || net.stops[i].before.empty()) visit(i);
  for (Index i = 0; i < net.stops.size(); ++i) visit(i);
  return net;
}

/// Crossings between a layer and the next, by counting inversions.
std::size_t crossings(const Net& net, Index layer, const std::vector<Index>& places) {
  if (layer + 1 >= net.ranks.size()) return 0;
  std::vector<Index> ends;
  for (const Index stop : net.ranks[layer]) {
    std::vector<Index> its;
    for (const Index to : net.stops[stop].after)
      if (net.stops[to].layer == static_cast<int>(layer) + 1) its.push_back(places[to]);
    std::ranges::sort(its);
    ends.insert(ends.end(), its.begin(), its.end());
  }
  const Index n = net.ranks[layer + 1].size();
  std::vector<std::size_t> tree(n + 1, 0);
  std::size_t count = 0, seen = 0;
  for (const Index end : ends) {
    std::size_t notAbove = 0;
    for (Index i = end + 1; i > 0; i -= i & (~i + 1)) notAbove += tree[i];
    count += seen++ - notAbove;
    for (Index i = end + 1; i <= n; i += i & (~i + 1)) ++tree[i];
  }
  return count;
}

std::size_t crossings(const Net& net) {
  std::vector<Index> places(net.stops.size(), 0);
  for (const auto& rank : net.ranks)
    for (Index k = 0; k < rank.size(); ++k) places[rank[k]] = k;
  std::size_t sum = 0;
  for (Index layer = 0; layer < net.ranks.size(); ++layer) sum += crossings(net, layer, places);
  return sum;
}

void orderByBarycentres(Net& net) {
  auto best = net.ranks;
  std::size_t fewest = crossings(net);
  std::vector<double> at(net.stops.size(), 0), centre(net.stops.size(), 0);
  const auto note = [&](const std::vector<Index>& rank) {
    for (Index k = 0; k < rank.size(); ++k) at[rank[k]] = static_cast<double>(k);
  };
  for (const auto& rank : net.ranks) note(rank);
  for (int sweep = 0; sweep < 16 && fewest > 0; ++sweep) {
    const bool forth = sweep % 2 == 0;
    for (Index step = 1; step < net.ranks.size(); ++step) {
      auto& rank = net.ranks[forth ? step : net.ranks.size() - 1 - step];
      for (const Index stop : rank) {
        const auto& neighbours = forth ? net.stops[stop].before : net.stops[stop].after;
        centre[stop] = at[stop];
        if (neighbours.empty()) continue;
        double sum = 0;
        for (const Index other : neighbours) sum += at[other];
        centre[stop] = sum / static_cast<double>(neighbours.size());
      }
      std::ranges::stable_sort(rank, {}, [&](Index stop) { return centre[stop]; });
      note(rank);
    }
    if (const std::size_t now = crossings(net); now < fewest) fewest = now, best = net.ranks;
  }
  net.ranks = std::move(best);
}

void place(Net& net) {
  for (int round = 0; round < 12; ++round)
    for (Index step = 0; step < net.ranks.size(); ++step) {
      const bool forth = round % 2 == 0;
      const auto& rank = net.ranks[forth ? step : net.ranks.size() - 1 - step];
      std::vector<double> wanted, weights, apart;
      for (Index k = 0; k < rank.size(); ++k) {
        const auto& stop = net.stops[rank[k]];
        double sum = 0, weight = 0;
        const auto draw = [&](const std::vector<Index>& neighbours, double force) {
          for (const Index other : neighbours) {
            const double w = force * (stop.bend ? (net.stops[other].bend ? 8 : 2) : 1);
            sum += w * net.stops[other].place;
            weight += w;
          }
        };
        draw(stop.before, forth || round > 7 ? 1 : 0.05);
        draw(stop.after, !forth || round > 7 ? 1 : 0.05);
        wanted.push_back(weight > 0 && round > 0 ? sum / weight : stop.place);
        weights.push_back(std::max(weight, 0.1));
        if (k == 0) continue;
        const auto& above = net.stops[rank[k - 1]];
        apart.push_back((above.across + stop.across) / 2 + (above.bend || stop.bend ? bendGap : nodeGap));
      }
      const std::vector<double> places = keptApart(wanted, weights, apart);
      for (Index k = 0; k < rank.size(); ++k) net.stops[rank[k]].place = places[k];
    }
}

}  // namespace

std::vector<double> keptApart(const std::vector<double>& wanted, const std::vector<double>& weights,
                              const std::vector<double>& apart) {
  struct Pool {
    double sum, weight;
    Index count;
    double mean() const { return sum / weight; }
  };
  std::vector<Pool> pools;
  std::vector<double> shift(wanted.size(), 0);
  for (Index i = 1; i < wanted.size(); ++i) shift[i] = shift[i - 1] + apart[i - 1];
  for (Index i = 0; i < wanted.size(); ++i) {
    pools.push_back({weights[i] * (wanted[i] - shift[i]), weights[i], 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().weight += last.weight;
      pools.back().count += last.count;
    }
  }
  std::vector<double> result;
  for (const Pool& pool : pools)
    for (Index i = 0; i < pool.count; ++i) result.push_back(pool.mean() + shift[result.size()]);
  return result;
}

GraphLayout layeredLayout(const lab::value::Graph& graph, const std::vector<QSizeF>& sizes) {
  Net net = netOf(graph, sizes);
  if (!std::ranges::all_of(graph.nodes, [](const auto& node) { return node.layer >= 0; }))
    orderByBarycentres(net);
  place(net);
  std::vector<double> centres;
  double edge = 0;
  for (const auto& rank : net.ranks) {
    double width = 0;
    for (const Index stop : rank)
      if (stop < sizes.size()) width = std::max(width, sizes[stop].width());
    centres.push_back(edge + width / 2);
    edge += width + layerGap;
  }
  const auto at = [&](Index stop) {
    return QPointF(centres[static_cast<Index>(net.stops[stop].layer)], net.stops[stop].place);
  };
  GraphLayout layout;
  for (Index i = 0; i < graph.nodes.size(); ++i) layout.nodes.push_back(at(i));
  for (const auto& chain : net.chains) {
    layout.bends.emplace_back();
    for (const Index stop : chain) layout.bends.back().push_back(at(stop));
  }
  return layout;
}

std::size_t crossingsOf(const lab::value::Graph& graph, const GraphLayout& layout) {
  std::vector<std::pair<QPointF, QPointF>> pieces;
  for (Index i = 0; i < graph.edges.size(); ++i) {
    if (!valid(graph, graph.edges[i])) continue;
    QPointF last = layout.nodes[static_cast<Index>(graph.edges[i].from)];
    for (const QPointF& bend : layout.bends[i]) pieces.emplace_back(last, bend), last = bend;
    pieces.emplace_back(last, layout.nodes[static_cast<Index>(graph.edges[i].to)]);
  }
  const auto side = [](QPointF a, QPointF b, QPointF c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  };
  std::size_t count = 0;
  for (Index i = 0; i < pieces.size(); ++i)
    for (Index j = i + 1; j < pieces.size(); ++j) {
      const auto& [a, b] = pieces[i];
      const auto& [c, d] = pieces[j];
      count += side(a, b, c) * side(a, b, d) < -1e-9 && side(c, d, a) * side(c, d, b) < -1e-9;
    }
  return count;
}

}  // namespace gradarium::widgets
