// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/graph_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"

namespace gradarium::widgets {
namespace {

constexpr double edgeReach = 5;  // pixels from an edge to the pointer

double distance(QPointF at, QPointF a, QPointF b) {
  const QPointF way = b - a, off = at - a;
  const double length = QPointF::dotProduct(way, way);
  const double t = length > 0 ? std::clamp(QPointF::dotProduct(off, way) / length, 0.0, 1.0) : 0;
  const QPointF apart = off - t * way;
  return std::hypot(apart.x(), apart.y());
}

}  // namespace

GraphView::GraphView(std::string name, const lab::Graph& graph)
    : PointingViewOf(std::move(name)), graph_(graph), unit_(graph.traits().unit) {
  title(graph.label());
}

GraphView& GraphView::shape(GraphShape shape) {
  shape_ = shape;
  return *this;
}

GraphView& GraphView::nodes(std::string noun) {
  nodeNoun_ = std::move(noun);
  return *this;
}

GraphView& GraphView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

GraphView& GraphView::shaded(bool signedScale) {
  shaded_ = true;
  signed_ = signedScale;
  return *this;
}

GraphView& GraphView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

GraphView& GraphView::weights(std::string noun, std::string unit) {
  weightNoun_ = std::move(noun);
  weightUnit_ = std::move(unit);
  return *this;
}

GraphView& GraphView::weightRange(double most) {
  weightRange_ = most;
  return *this;
}

GraphView& GraphView::categories(std::vector<std::string> names) {
  categories_ = std::move(names);
  return *this;
}

GraphView& GraphView::colour(const lab::Labels& codes, std::string noun) {
  codes_ = &codes;
  codeNoun_ = std::move(noun);
  return *this;
}

GraphView& GraphView::cursor(const lab::Scalar& node) {
  cursor_ = &node;
  return *this;
}

GraphView& GraphView::moves(const lab::Action<lab::Move>& action) {
  move_ = &action;
  return movable();
}

GraphView& GraphView::movable() {
  movable_ = true;
  return *this;
}

std::vector<const lab::ObservableBase*> GraphView::observables() const {
  std::vector<const lab::ObservableBase*> all{&graph_};
  if (codes_) all.push_back(codes_);
  if (cursor_) all.push_back(cursor_);
  return all;
}

std::vector<ViewOption> GraphView::options(const lab::Snapshot& snapshot) const {
  const auto* graph = graphIn(snapshot);
  const bool written = graph && (!weightNoun_.empty() || std::ranges::any_of(graph->edges, [](const auto& e) {
                         return !e.label.empty();
                       }));
  std::vector<ViewOption> options(2);  // one without choices is not offered
  if (written) options[0] = {"Edge values", {"off", "on"}, edgeWords_ ? 1 : 0, false};
  if (!shifts_.empty()) options[1] = {"Moved nodes", {"back to their places", "as they stand"}, 1, false};
  return options;
}

void GraphView::choose(std::size_t option, int choice) {
  if (option == 0) edgeWords_ = choice != 0;
  if (option == 1 && choice == 0) shifts_.clear();
}

const lab::value::Graph* GraphView::graphIn(const lab::Snapshot& snapshot) const {
  const auto* graph = graph_.in(snapshot);
  return graph && !graph->nodes.empty() ? graph : nullptr;
}

bool GraphView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* graph = graphIn(snapshot);
  if (!graph || place.row < 0) return false;
  if (place.column == 0) return static_cast<std::size_t>(place.row) < graph->nodes.size();
  if (static_cast<std::size_t>(place.row) >= graph->edges.size()) return false;
  const auto& edge = graph->edges[static_cast<std::size_t>(place.row)];
  return has({edge.from, 0}, snapshot) && has({edge.to, 0}, snapshot);
}

std::optional<GraphView::Place> GraphView::placeAt(const Pointer& pointer,
                                                   const lab::Snapshot& snapshot) const {
  const auto* graph = graphIn(snapshot);
  if (!graph || painted_.boxes.size() != graph->nodes.size()) return std::nullopt;
  const double reach = painted_.detail == Detail::Dot ? 4 : 1;
  std::optional<Place> nearest;
  double best = INFINITY;
  for (std::size_t i = 0; i < painted_.boxes.size(); ++i) {
    if (!painted_.boxes[i].adjusted(-reach, -reach, reach, reach).contains(pointer.at)) continue;
    const QPointF apart = painted_.boxes[i].center() - pointer.at;
    if (const double d = std::hypot(apart.x(), apart.y()); d < best)
      best = d, nearest = Place{static_cast<int>(i), 0};
  }
  if (nearest || painted_.bends.size() != graph->edges.size()) return nearest;
  best = edgeReach;
  for (std::size_t i = 0; i < graph->edges.size(); ++i) {
    const auto way = wayOf(*graph, painted_, i);
    for (std::size_t k = 1; k < way.size(); ++k)
      if (const double d = distance(pointer.at, way[k - 1], way[k]); d < best)
        best = d, nearest = Place{static_cast<int>(i), 1};
  }
  return nearest;
}

QRectF GraphView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  const auto* graph = graphIn(snapshot);
  if (!graph || painted_.boxes.size() != graph->nodes.size() || painted_.bends.size() != graph->edges.size())
    return {};
  if (place.column == 0) return painted_.boxes[static_cast<std::size_t>(place.row)];
  const auto way = wayOf(*graph, painted_, static_cast<std::size_t>(place.row));
  if (way.empty()) return {};
  return {way[way.size() / 2] - QPointF(4, 4), QSizeF(8, 8)};
}

std::optional<GraphView::Place> GraphView::walk(std::optional<Place> from, int key, bool,
                                                const lab::Snapshot& snapshot) {
  const auto* graph = graphIn(snapshot);
  if (!graph || painted_.boxes.size() != graph->nodes.size()) return std::nullopt;
  const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
  if (key == Qt::Key_End) return Place{static_cast<int>(graph->nodes.size()) - 1, 0};
  if (key == Qt::Key_Home || (arrow && !from)) return Place{0, 0};
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
    const int n = static_cast<int>(graph->edges.size()), way = key == Qt::Key_PageDown ? 1 : -1;
    int edge = !from || from->column == 0 ? (way > 0 ? -1 : n) : from->row;
    if (from && from->column == 0) {  // the first edge of the node
      for (int i = 0; i < n; ++i) {
        const int e = way > 0 ? i : n - 1 - i;
        const auto& at = graph->edges[static_cast<std::size_t>(e)];
        if ((way > 0 ? at.from : at.to) == from->row) return Place{e, 1};
      }
    }
    for (int i = 0; i < n; ++i) {
      edge = (edge + way + n) % n;
      if (has({edge, 1}, snapshot)) return Place{edge, 1};
    }
    return std::nullopt;
  }
  if (!arrow) return std::nullopt;
  const QPointF way = key == Qt::Key_Left    ? QPointF(-1, 0)
                      : key == Qt::Key_Right ? QPointF(1, 0)
                      : key == Qt::Key_Up    ? QPointF(0, -1)
                                             : QPointF(0, 1);
  const QPointF start = rectOf(snapshot, *from).center();
  Place best = *from;
  double least = INFINITY;
  for (std::size_t i = 0; i < painted_.boxes.size(); ++i) {
    const QPointF apart = painted_.boxes[i].center() - start;
    const double along = QPointF::dotProduct(apart, way),
                 across = std::abs(apart.x() * way.y() - apart.y() * way.x());
    if (along < 1 || (from->column == 0 && across > 3 * along)) continue;
    if (const double d = along + 2 * across; d < least) least = d, best = {static_cast<int>(i), 0};
  }
  return best;
}

Touch GraphView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return movable_ && hovered() && hovered()->column == 0 ? Touch::Grab : PointingView::touch(pointer, snapshot);
}

bool GraphView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!PointingView::press(pointer, snapshot, port)) return false;
  if (movable_ && hovered() && hovered()->column == 0) {
    const QRectF box = rectOf(snapshot, *hovered());
    held_ = Held{hovered()->row, box.center() - pointer.at, false, painted_};
  }
  return true;
}

void GraphView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  held_->moved = true;
  moveTo(held_->node, pointer.at + held_->grip, snapshot, port, lab::Edit::Update);
}

void GraphView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  if (held_->moved) moveTo(held_->node, pointer.at + held_->grip, snapshot, port, lab::Edit::Commit);
  held_.reset();
}

void GraphView::moveTo(int node, QPointF at, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) {
  const auto* graph = graphIn(snapshot);
  if (!graph || !has({node, 0}, snapshot)) return;
  const Drawing& drawing = held_ ? held_->drawing : painted_;
  if (drawing.scale.x() <= 0 || drawing.scale.y() <= 0) return;
  const QPointF natural((at.x() - drawing.offset.x()) / drawing.scale.x(),
                        (at.y() - drawing.offset.y()) / drawing.scale.y());
  if (move_ && shape_ == GraphShape::Placed) {
    port.send(lab::Command::act(move_->name(),
                                lab::Arguments<lab::Move>::format({node, {natural.x(), -natural.y()}})),
              edit);
    return;
  }
  const auto& layout = layoutFor(*graph, drawing.detail);
  shifts_[node] = natural - layout.nodes[static_cast<std::size_t>(node)];
}

bool GraphView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const QPointF way = key == Qt::Key_Left    ? QPointF(-8, 0)
                      : key == Qt::Key_Right ? QPointF(8, 0)
                      : key == Qt::Key_Up    ? QPointF(0, -8)
                      : key == Qt::Key_Down  ? QPointF(0, 8)
                                             : QPointF();
  if (shift && movable_ && !way.isNull() && selected() && selected()->column == 0 &&
      has(*selected(), snapshot)) {
    const QRectF box = rectOf(snapshot, *selected());
    if (!box.isNull()) moveTo(selected()->row, box.center() + way, snapshot, port, lab::Edit::Whole);
    return !box.isNull();
  }
  return PointingView::key(key, shift, snapshot, port);
}

}  // namespace gradarium::widgets
