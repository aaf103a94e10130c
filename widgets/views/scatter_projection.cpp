// SPDX-License-Identifier: GPL-3.0-or-later
// What the two axes of the scatter plot are: columns of the samples, or their principal components.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/ml/decomposition/pca.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

constexpr int firstComponent = 1 << 20;  // in xColumn_ and yColumn_
// Of more columns, an experiment adds directions of its own to them, which a view must not count twice.
constexpr std::size_t mostComponents = 6, mostColumns = 20;
constexpr double mostWork = 4e7;  // multiplications, on the window's thread: a frame or two, once for a data set

}  // namespace

std::size_t ScatterView::componentsOffered(const lab::Snapshot& snapshot) const {
  const auto value = valueOf(&points_, snapshot);
  if (value == projection_.of) return projection_.offered;
  projection_ = {};
  projection_.of = value;
  const auto* points = points_.in(snapshot);
  if (!points || points->columns < 3 || points->columns > mostColumns || points->rows < 3) return 0;
  const auto n = static_cast<double>(points->rows), d = static_cast<double>(points->columns);
  const bool good = n * d * std::min(n, d) <= mostWork &&
                    points->data.size() == points->rows * points->columns &&
                    std::ranges::all_of(points->data, [](double v) { return std::isfinite(v); });
  return projection_.offered = good ? std::min({mostComponents, points->columns, points->rows - 1}) : 0;
}

/// With the components computed; only where some are offered.
const ScatterView::Projection& ScatterView::projectionIn(const lab::Snapshot& snapshot) const {
  const std::size_t offered = componentsOffered(snapshot);
  if (!projection_.components && offered > 0) {
    const auto& raw = *points_.in(snapshot);
    projection_.components = std::make_shared<const ml::PrincipalComponents>(
        ml::principalComponents(ml::Samples::borrowed(raw.data, raw.columns), offered));
    projection_.points = withComponents(raw);
  }
  return projection_;
}

lab::value::Points ScatterView::withComponents(const lab::value::Points& raw) const {
  const ml::PrincipalComponents& pca = *projection_.components;
  lab::value::Points wide{raw.rows, raw.columns + projection_.offered, {}, {}, {}, raw.rowNames};
  wide.data.reserve(wide.rows * wide.columns);
  for (std::size_t i = 0; i < raw.rows; ++i) {
    const auto row = std::span(raw.data).subspan(i * raw.columns, raw.columns);
    wide.data.insert(wide.data.end(), row.begin(), row.end());
    for (std::size_t c = 0; c < projection_.offered; ++c)
      wide.data.push_back(c < pca.count() ? pca.project(row, c)
                                          : 0);  // nothing varies along the missing ones
  }
  const auto unit = [&](std::size_t column) {
    return column < raw.units.size() ? raw.units[column] : std::string();
  };
  bool oneUnit = true;
  for (std::size_t c = 0; c < raw.columns; ++c) {
    wide.columnNames.push_back(columnName(raw, c).toStdString());
    wide.units.push_back(unit(c));
    oneUnit = oneUnit && unit(c) == unit(0);
  }
  for (std::size_t c = 0; c < projection_.offered; ++c) {
    wide.columnNames.push_back("PC " + std::to_string(c + 1));
    wide.units.push_back(oneUnit ? unit(0) : std::string());
  }
  return wide;
}

ScatterView::Columns ScatterView::columnsIn(const lab::Snapshot& snapshot) const {
  const auto* points = points_.in(snapshot);
  const std::size_t d = points ? points->columns : 2;
  if (d < 2) return {0, 0};
  const std::size_t offered = componentsOffered(snapshot);
  const auto fitting = [&](int wanted, std::size_t otherwise) {
    if (wanted < 0) return otherwise;
    const auto at = static_cast<std::size_t>(wanted < firstComponent ? wanted : wanted - firstComponent);
    if (wanted >= firstComponent) return at < offered ? d + at : otherwise;
    return at < d ? at : otherwise;
  };
  return {fitting(xColumn_, d - 2), fitting(yColumn_, d - 1)};
}

bool ScatterView::alongComponents(const lab::Snapshot& snapshot) const {
  const auto* points = points_.in(snapshot);
  const Columns c = columnsIn(snapshot);
  return points && points->columns > 2 && std::max(c.x, c.y) >= points->columns;
}

const lab::value::Points* ScatterView::pointsIn(const lab::Snapshot& snapshot) const {
  return alongComponents(snapshot) ? &projectionIn(snapshot).points : points_.in(snapshot);
}

const lab::value::Points* ScatterView::handlesIn(const lab::Snapshot& snapshot) const {
  const auto* handles = handles_ ? handles_->in(snapshot) : nullptr;
  const auto* points = points_.in(snapshot);
  if (!handles || !points || handles->columns != points->columns) return nullptr;
  if (!alongComponents(snapshot)) return handles;
  projectionIn(snapshot);
  if (const auto value = valueOf(handles_, snapshot); value != projection_.ofHandles) {
    projection_.handles = withComponents(*handles);
    projection_.ofHandles = value;
  }
  return &projection_.handles;
}

/// Of samples as the experiment has them, along a column or a component.
double ScatterView::coordinate(const lab::value::Points& raw, std::size_t row, std::size_t column) const {
  if (column < raw.columns) return raw.at(row, column);
  const std::size_t component = column - raw.columns;
  if (!projection_.components || component >= projection_.components->count()) return 0;
  return projection_.components->project(std::span(raw.data).subspan(row * raw.columns, raw.columns),
                                         component);
}

/// Where a handle is, in all coordinates, once it has been dragged to that place of the plane. What is at
/// right angles to the plane stays as it is.
std::vector<double> ScatterView::moved(std::size_t handle, QPointF to, const lab::Snapshot& snapshot) const {
  const auto& raw = *handles_->in(snapshot);
  const Columns c = columnsIn(snapshot);
  const std::size_t d = raw.columns;
  const auto from = std::span(raw.data).subspan(handle * d, d);
  std::vector<double> place(from.begin(), from.end());
  if (!alongComponents(snapshot)) {
    if (d > 1) place[c.y] = to.y();
    place[c.x] = to.x();
    return place;
  }
  const auto along = [&](std::size_t column) {
    std::vector<double> axis(d, 0.0);
    if (column < d)
      axis[column] = 1;
    else if (column - d < projection_.components->count())
      std::ranges::copy(projection_.components->axis(column - d), axis.begin());
    return axis;
  };
  // A column and a component lean on each other: what one moves, the other sees.
  const auto a = along(c.x), b = along(c.y);
  const double dx = to.x() - coordinate(raw, handle, c.x), dy = to.y() - coordinate(raw, handle, c.y);
  const double lean = std::inner_product(a.begin(), a.end(), b.begin(), 0.0), apart = 1 - lean * lean;
  const double alongX = apart > 1e-9 ? (dx - lean * dy) / apart : dx;
  const double alongY = apart > 1e-9 ? (dy - lean * dx) / apart : 0;
  for (std::size_t i = 0; i < d; ++i) place[i] += alongX * a[i] + alongY * b[i];
  return place;
}

/// A component says how much of the variance lies along it.
QString ScatterView::axisName(const lab::value::Points& points, std::size_t column,
                              const lab::Snapshot& snapshot) const {
  const QString name = columnName(points, column);
  const auto* raw = points_.in(snapshot);
  if (!raw || !alongComponents(snapshot) || column < raw->columns) return name;
  const auto& pca = *projectionIn(snapshot).components;
  const std::size_t component = column - raw->columns;
  const double share = component < pca.count() ? pca.share(component) : 0;
  return QStringLiteral("%1 (%2 % of the variance)").arg(name, readable(100 * share, 3));
}

void ScatterView::offerColumns(const lab::Snapshot& snapshot, ViewOption& x, ViewOption& y) const {
  const auto* points = points_.in(snapshot);
  if (!points || points->columns <= 2) return;
  const std::size_t d = points->columns, components = componentsOffered(snapshot);
  QStringList names;
  offered_.clear();
  const auto offer = [&](std::size_t column) {
    const bool own = column < d;
    names << (own ? columnName(*points, column) : QStringLiteral("PC %1").arg(column - d + 1));
    offered_.push_back(own ? static_cast<int>(column) : firstComponent + static_cast<int>(column - d));
  };
  for (std::size_t c = 0; c < d + components; ++c) offer(c);
  const Columns shown = columnsIn(snapshot);
  x = {QStringLiteral("x"), names, static_cast<int>(shown.x), true};
  y = {QStringLiteral("y"), names, static_cast<int>(shown.y), true};
}

}  // namespace gradarium::widgets
