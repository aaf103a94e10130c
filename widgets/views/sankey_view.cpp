// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/sankey_view.h"

#include <Qt>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "widgets/views/bytes.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

SankeyView::SankeyView(std::string name, const lab::Graph& flows)
    : PointingViewOf(std::move(name)), flows_(flows), unit_(flows.traits().unit) {
  title(flows.label());
}

SankeyView& SankeyView::values(std::string noun, std::string unit) {
  noun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

SankeyView& SankeyView::bytes() {
  bytes_ = true;
  return *this;
}

SankeyView& SankeyView::nodes(std::string noun) {
  nodeNoun_ = std::move(noun);
  return *this;
}

const lab::value::Graph* SankeyView::flowsIn(const lab::Snapshot& snapshot) const {
  const auto* graph = flows_.in(snapshot);
  if (!graph) return nullptr;
  for (std::size_t i = 0; i < graph->edges.size(); ++i)
    if (has({static_cast<int>(i), 1}, snapshot)) return graph;
  return nullptr;
}

bool SankeyView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* graph = flows_.in(snapshot);
  if (!graph || place.row < 0) return false;
  const auto index = static_cast<std::size_t>(place.row);
  if (place.column == 0) return index < graph->nodes.size() && through(*graph, index) > 0;
  if (index >= graph->edges.size()) return false;
  const auto& edge = graph->edges[index];
  const int n = static_cast<int>(graph->nodes.size());
  return edge.from >= 0 && edge.to >= 0 && edge.from < n && edge.to < n && edge.from != edge.to &&
         edge.weight > 0 && std::isfinite(edge.weight);
}

/// What passes a node: all that comes in, or all that goes out, whichever is more.
double SankeyView::through(const lab::value::Graph& graph, std::size_t node) {
  double in = 0, out = 0;
  for (const auto& edge : graph.edges) {
    if (edge.from == edge.to || !(edge.weight > 0) || !std::isfinite(edge.weight)) continue;
    if (edge.to == static_cast<int>(node)) in += edge.weight;
    if (edge.from == static_cast<int>(node)) out += edge.weight;
  }
  return std::max(in, out);
}

int SankeyView::codeOf(const lab::value::Graph& graph, std::size_t node) const {
  const bool named = std::ranges::any_of(graph.nodes, [](const auto& n) { return n.category >= 0; });
  return named ? graph.nodes[node].category : static_cast<int>(node);
}

QString SankeyView::nodeName(const lab::value::Graph& graph, std::size_t node) const {
  const QString first = text(graph.nodes[node].label).section('\n', 0, 0);
  return first.isEmpty() ? text(nodeNoun_) + ' ' + QString::number(node + 1) : first;
}

QString SankeyView::amount(double flow) const {
  if (bytes_) return bytesText(static_cast<std::uint64_t>(std::llround(std::min(flow, 9e18))));
  // Millions and more in short, as people say them.
  static constexpr std::array<std::pair<double, const char*>, 3> steps{
      {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}}};
  QString number = readable(flow);
  for (const auto& [size, sign] : steps)
    if (flow >= size) {
      number = readable(flow / size) + sign;
      break;
    }
  return number + (unit_.empty() ? QString() : ' ' + text(unit_));
}

double SankeyView::Ribbon::yAt(double x) const {
  const double t = std::clamp((x - from.x()) / std::max(1e-9, to.x() - from.x()), 0.0, 1.0);
  return from.y() + (to.y() - from.y()) * t * t * (3 - 2 * t);
}

std::optional<SankeyView::Place> SankeyView::placeAt(const Pointer& pointer,
                                                     const lab::Snapshot& snapshot) const {
  const auto* graph = flowsIn(snapshot);
  if (!graph || painted_.bars.size() != graph->nodes.size() || painted_.ribbons.size() != graph->edges.size())
    return std::nullopt;
  for (std::size_t i = 0; i < painted_.bars.size(); ++i)
    if (!painted_.bars[i].isNull() && painted_.bars[i].adjusted(-2, -1, 2, 1).contains(pointer.at))
      return Place{static_cast<int>(i), 0};
  std::optional<Place> thinnest;
  double least = INFINITY;
  for (std::size_t i = 0; i < painted_.ribbons.size(); ++i) {
    const Ribbon& ribbon = painted_.ribbons[i];
    if (ribbon.height <= 0 || pointer.at.x() < ribbon.from.x() || pointer.at.x() > ribbon.to.x()) continue;
    const double y = ribbon.yAt(pointer.at.x());
    if (pointer.at.y() >= y - 1 && pointer.at.y() <= y + ribbon.height + 1 && ribbon.height < least)
      least = ribbon.height, thinnest = Place{static_cast<int>(i), 1};
  }
  return thinnest;
}

QRectF SankeyView::rectOf(const lab::Snapshot&, Place place) const {
  const auto index = static_cast<std::size_t>(place.row);
  if (place.column == 0) return index < painted_.bars.size() ? painted_.bars[index] : QRectF();
  if (index >= painted_.ribbons.size()) return {};
  const Ribbon& ribbon = painted_.ribbons[index];
  const double x = (ribbon.from.x() + ribbon.to.x()) / 2;
  return {QPointF(x - 4, ribbon.yAt(x)), QSizeF(8, std::max(1.0, ribbon.height))};
}

QString SankeyView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& graph = *flowsIn(snapshot);
  const auto index = static_cast<std::size_t>(place.row);
  const QString noun = noun_.empty() ? QString() : text(noun_).toHtmlEscaped() + ' ';
  if (place.column == 0) {
    double in = 0, out = 0;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      if (!has({static_cast<int>(i), 1}, snapshot)) continue;
      if (graph.edges[i].to == place.row) in += graph.edges[i].weight;
      if (graph.edges[i].from == place.row) out += graph.edges[i].weight;
    }
    QString result = "<b>" + nodeName(graph, index).toHtmlEscaped() + "</b>: " + noun;
    if (in > 0) result += amount(in).toHtmlEscaped() + " in";
    if (out > 0) result += (in > 0 ? ", " : "") + amount(out).toHtmlEscaped() + " out";
    return result;
  }
  const auto& edge = graph.edges[index];
  const auto from = static_cast<std::size_t>(edge.from);
  QString result =
      (nodeName(graph, from) + QStringLiteral(" → ") + nodeName(graph, static_cast<std::size_t>(edge.to)))
          .toHtmlEscaped() +
      ": " + noun + "<b>" + amount(edge.weight).toHtmlEscaped() + "</b>";
  if (!edge.label.empty()) result += ", " + text(edge.label).toHtmlEscaped();
  return result + QStringLiteral(", %1 % of its source")
                      .arg(QString::number(100 * edge.weight / through(graph, from), 'f', 0));
}

std::optional<SankeyView::Place> SankeyView::walk(std::optional<Place> from, int key, bool,
                                                  const lab::Snapshot& snapshot) {
  const auto* graph = flowsIn(snapshot);
  if (!graph || painted_.bars.size() != graph->nodes.size()) return std::nullopt;
  const int nodes = static_cast<int>(graph->nodes.size()), edges = static_cast<int>(graph->edges.size());
  const auto first = [&](int i, int way, int n, int column) -> std::optional<Place> {
    for (; i >= 0 && i < n; i += way)
      if (has({i, column}, snapshot)) return Place{i, column};
    return std::nullopt;
  };
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
    const int way = key == Qt::Key_PageDown ? 1 : -1;
    const bool onEdge = from && from->column == 1;
    const auto next = first(onEdge ? from->row + way : way > 0 ? 0 : edges - 1, way, edges, 1);
    return next ? next : from;
  }
  const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
  if (key == Qt::Key_End) return first(nodes - 1, -1, nodes, 0);
  if (key == Qt::Key_Home || (arrow && !from)) return first(0, 1, nodes, 0);
  if (!arrow) return std::nullopt;
  const QPointF start = rectOf(snapshot, *from).center();
  const QPointF way = key == Qt::Key_Left    ? QPointF(-1, 0)
                      : key == Qt::Key_Right ? QPointF(1, 0)
                      : key == Qt::Key_Up    ? QPointF(0, -1)
                                             : QPointF(0, 1);
  Place best = *from;
  double least = INFINITY;
  for (int i = 0; i < nodes; ++i) {
    if (!has({i, 0}, snapshot)) continue;
    const QPointF apart = painted_.bars[static_cast<std::size_t>(i)].center() - start;
    const double along = QPointF::dotProduct(apart, way),
                 across = std::abs(apart.x() * way.y() - apart.y() * way.x());
    if (along < 1) continue;
    const double d = way.x() != 0 ? 4 * along + across : along + 4 * across;
    if (d < least) least = d, best = {i, 0};
  }
  return best;
}

QString SankeyView::describe(const lab::Snapshot& snapshot) const {
  const auto* graph = flowsIn(snapshot);
  if (!graph) return emptyWords(snapshot);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < graph->edges.size(); ++i)
    if (has({static_cast<int>(i), 1}, snapshot)) order.push_back(i);
  QString result = View::describe(snapshot) +
                   QStringLiteral(". %1 flows between %2 nodes.").arg(order.size()).arg(graph->nodes.size());
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return graph->edges[i].weight; });
  for (std::size_t k = 0; k < std::min<std::size_t>(order.size(), 6); ++k) {
    const auto& edge = graph->edges[order[k]];
    result += QStringLiteral(" %1 to %2: %3.")
                  .arg(nodeName(*graph, static_cast<std::size_t>(edge.from)),
                       nodeName(*graph, static_cast<std::size_t>(edge.to)), amount(edge.weight));
  }
  return result;
}

lab::value::Table SankeyView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* graph = flowsIn(snapshot);
  if (!graph) return table;
  table.columns = {{"from", {}, {}, {}},
                   {"to", {}, {}, {}},
                   {noun_.empty() ? "amount" : noun_, bytes_ ? "bytes" : unit_, {}, {}}};
  for (std::size_t i = 0; i < graph->edges.size(); ++i) {
    if (!has({static_cast<int>(i), 1}, snapshot)) continue;
    const auto& edge = graph->edges[i];
    table.columns[0].texts.push_back(nodeName(*graph, static_cast<std::size_t>(edge.from)).toStdString());
    table.columns[1].texts.push_back(nodeName(*graph, static_cast<std::size_t>(edge.to)).toStdString());
    table.columns[2].numbers.push_back(edge.weight);
  }
  return table;
}

}  // namespace gradarium::widgets
