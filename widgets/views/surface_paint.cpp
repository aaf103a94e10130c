// SPDX-License-Identifier: GPL-3.0-or-later
// The box, the floor, the surface from the back to the front, and who walks on it.
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/contour_lines.h"
#include "widgets/views/marks.h"
#include "widgets/views/surface_view.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostSteps = 4000;  // of a path; a longer one is thinned

QString text(const std::string& s) { return QString::fromStdString(s); }

bool inside(QPointF at) { return std::abs(at.x()) <= 1 && std::abs(at.y()) <= 1; }

/// Bilinear between the corners of the mesh.
double heightAt(int side, const std::vector<double>& heights, QPointF at) {
  const double c = std::clamp((at.x() + 1) / 2 * (side - 1), 0.0, side - 1.0),
               r = std::clamp((at.y() + 1) / 2 * (side - 1), 0.0, side - 1.0);
  const int c0 = std::min(static_cast<int>(c), side - 2), r0 = std::min(static_cast<int>(r), side - 2);
  const auto h = [&](int row, int column) { return heights[static_cast<std::size_t>(row * side + column)]; };
  const double s = c - c0, t = r - r0;
  return (1 - t) * ((1 - s) * h(r0, c0) + s * h(r0, c0 + 1)) +
         t * ((1 - s) * h(r0 + 1, c0) + s * h(r0 + 1, c0 + 1));
}

/// Of the two ends of an axis of the floor, the one that is farther from the reader.
double farEnd(const SurfacePose& pose, bool alongU) {
  return (alongU ? pose.depth(1, 0) - pose.depth(-1, 0) : pose.depth(0, 1) - pose.depth(0, -1)) > 0 ? 1 : -1;
}

}  // namespace

void SurfaceView::paint(const Canvas& canvas) {
  const bool any = fieldIn(canvas.snapshot) != nullptr;
  paintPicture(any ? canvas.within(paintLegend(canvas, legend(canvas.snapshot))) : canvas);
}

void SurfaceView::paintPicture(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  if (!fieldIn(canvas.snapshot)) return paintEmpty(canvas);
  if (canvas.area.width() < 60 || canvas.area.height() < 50) return;
  const SurfacePose pose = poseIn(canvas.area);
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  paintBox(canvas, pose);
  paintFloor(canvas, pose);
  paintSurface(canvas, pose);
  paintWalkers(canvas, pose);
  if (canvas.onScreen) paintSpot(canvas, pose);
  paintLabels(canvas, pose);
  canvas.painter.restore();
  if (canvas.onScreen) painted_ = pose;
}

void SurfaceView::paintBox(const Canvas& canvas, const SurfacePose& pose) const {
  const double u = farEnd(pose, true), v = farEnd(pose, false);
  QPainter& painter = canvas.painter;
  const QColor line = mix(canvas.theme.line, canvas.theme.quiet, 0.25);
  painter.setPen(Qt::NoPen);
  painter.setBrush(mix(canvas.theme.ground, canvas.theme.line, 0.35));
  painter.drawPolygon(
      QPolygonF{pose.at(-1, -1, -1), pose.at(1, -1, -1), pose.at(1, 1, -1), pose.at(-1, 1, -1)});
  painter.setPen(QPen(line, 1));
  painter.setBrush(Qt::NoBrush);
  // The two walls behind.
  painter.drawPolyline(QPolygonF{pose.at(u, -v, -1), pose.at(u, -v, 1), pose.at(u, v, 1), pose.at(-u, v, 1),
                                 pose.at(-u, v, -1)});
  painter.drawLine(pose.at(u, v, -1), pose.at(u, v, 1));
  for (const double w : {-0.5, 0.0, 0.5})
    painter.drawPolyline(QPolygonF{pose.at(u, -v, w), pose.at(u, v, w), pose.at(-u, v, w)});
  painter.drawPolygon(
      QPolygonF{pose.at(-1, -1, -1), pose.at(1, -1, -1), pose.at(1, 1, -1), pose.at(-1, 1, -1)});
}

void SurfaceView::paintFloor(const Canvas& canvas, const SurfacePose& pose) const {
  if (!contours_) return;
  const auto& field = *fieldIn(canvas.snapshot);
  const Mesh& mesh = meshIn(canvas.snapshot);
  QPainter& painter = canvas.painter;
  painter.setBrush(Qt::NoBrush);
  for (const double level : mesh.levels.at) {
    painter.setPen(QPen(
        mix(mix(canvas.theme.ground, canvas.theme.quiet, 0.6), ordered((mesh.height(level) + 1) / 2), 0.6),
        1));
    for (QPolygonF line : contourLines(field, level)) {
      for (QPointF& p : line)
        p = pose.at(std::clamp(2 * (p.x() - field.x0) / (field.x1 - field.x0) - 1, -1.0, 1.0),
                    std::clamp(2 * (p.y() - field.y0) / (field.y1 - field.y0) - 1, -1.0, 1.0), -1);
      painter.drawPolyline(line);
    }
  }
}

void SurfaceView::paintSurface(const Canvas& canvas, const SurfacePose& pose) const {
  const Mesh& mesh = meshIn(canvas.snapshot);
  const auto place = [&](int i) { return 2.0 * i / (mesh.side - 1) - 1; };
  QPainter& painter = canvas.painter;
  // A height field needs no sorting: from the far rows to the near ones nothing is hidden by what comes
  // before.
  const bool rowsBack = farEnd(pose, false) > 0, columnsBack = farEnd(pose, true) > 0;
  const double cell = 2.0 / (mesh.side - 1), light[3] = {-0.45, -0.35, 0.82};
  const int n = mesh.side - 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      const int r = rowsBack ? n - 1 - i : i, c = columnsBack ? n - 1 - j : j;
      const double a = mesh.at(r, c), b = mesh.at(r, c + 1), d = mesh.at(r + 1, c + 1), e = mesh.at(r + 1, c);
      if (!std::isfinite(a + b + d + e)) continue;
      const double slopeX = 0.62 * (b - a + d - e) / 2 / cell, slopeY = 0.62 * (e - a + d - b) / 2 / cell;
      const double lit = (-slopeX * light[0] - slopeY * light[1] + light[2]) /
                         std::sqrt(slopeX * slopeX + slopeY * slopeY + 1);
      QColor colour = ordered(((a + b + d + e) / 4 + 1) / 2);
      colour = mix(colour, lit < 0.8 ? Qt::black : Qt::white, std::min(0.4, std::abs(lit - 0.8) * 0.55));
      painter.setBrush(colour);
      painter.setPen(QPen(mix(colour, lit < 0.5 ? Qt::white : Qt::black, 0.16), 0.6));
      painter.drawPolygon(QPolygonF{pose.at(place(c), place(r), a), pose.at(place(c + 1), place(r), b),
                                    pose.at(place(c + 1), place(r + 1), d),
                                    pose.at(place(c), place(r + 1), e)});
    }
}

void SurfaceView::paintWalkers(const Canvas& canvas, const SurfacePose& pose) const {
  const auto& field = *fieldIn(canvas.snapshot);
  const Mesh& mesh = meshIn(canvas.snapshot);
  QPainter& painter = canvas.painter;
  const auto lifted = [&](QPointF at) {
    return pose.at(at.x(), at.y(), std::min(1.0, heightAt(mesh.side, mesh.heights, at) + 0.02));
  };
  // Whether the surface stands between a place and the reader: going towards him, something is higher on the
  // canvas.
  const auto hidden = [&](QPointF at) {
    const double h = lifted(at).y();
    const double du = pose.depth(1, 0) - pose.depth(0, 0), dv = pose.depth(0, 1) - pose.depth(0, 0);
    const double step = 2.0 / (mesh.side - 1);
    for (QPointF p = at - QPointF(du, dv) * 2.5 * step; inside(p); p -= QPointF(du, dv) * step)
      if (const double w = heightAt(mesh.side, mesh.heights, p);
          std::isfinite(w) && pose.at(p.x(), p.y(), w).y() < h - 3)
        return true;
    return false;
  };
  const auto* marks = marks_ ? marks_->in(canvas.snapshot) : nullptr;
  for (std::size_t i = 0; marks && marks->columns >= 2 && i < marks->rows; ++i) {
    const QPointF at(2 * (marks->at(i, 0) - field.x0) / (field.x1 - field.x0) - 1,
                     2 * (marks->at(i, 1) - field.y0) / (field.y1 - field.y0) - 1);
    if (!inside(at) || !std::isfinite(lifted(at).y())) continue;
    painter.setBrush(Qt::NoBrush);
    for (const auto& [colour, width] :
         {std::pair(canvas.theme.card, 4.0), std::pair(canvas.theme.ink, 1.5)}) {
      painter.setPen(QPen(colour, width));
      painter.drawEllipse(lifted(at), 5, 5);
    }
  }
  for (const Racer& racer : racers_) {
    const auto places = placesOf(canvas.snapshot, racer);
    const MarkStyle style = markStyle(canvas.theme, racer.code);
    const std::size_t stride = places.size() / mostSteps + 1;
    std::vector<QPolygonF> seen, behind, shadow;
    bool last = false, joined = false;
    QPointF before;
    for (std::size_t i = 0; i < places.size(); i += stride) {
      const QPointF from = joined ? before : places[i], to = places[i];
      before = to;
      // A long step goes over the surface, not through it.
      const int pieces =
          joined
              ? std::clamp(static_cast<int>(std::hypot(to.x() - from.x(), to.y() - from.y()) / 0.05), 1, 60)
              : 1;
      for (int k = 1; k <= pieces; ++k) {
        const QPointF at = from + (to - from) * (double(k) / pieces);
        if (!inside(at) || !std::isfinite(lifted(at).y())) {
          joined = false;
          continue;
        }
        const bool hides = hidden(at);
        if (!joined || hides != last) {
          auto& other = hides ? behind : seen;
          other.emplace_back();
          if (joined && k + i > 0) {
            const auto& earlier = last ? behind : seen;
            if (!earlier.empty() && !earlier.back().isEmpty()) other.back() << earlier.back().back();
          }
          if (!joined) shadow.emplace_back();
        }
        (hides ? behind : seen).back() << lifted(at);
        shadow.back() << pose.at(at.x(), at.y(), -1);
        last = hides;
        joined = true;
      }
    }
    painter.setBrush(Qt::NoBrush);
    const auto stroke = [&](const std::vector<QPolygonF>& lines, const QPen& pen) {
      painter.setPen(pen);
      for (const QPolygonF& line : lines) painter.drawPolyline(line);
    };
    stroke(behind, QPen(faded(style.fill, 0.55), 1.2, Qt::DotLine));
    stroke(seen, QPen(canvas.theme.card, 4.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    stroke(seen, QPen(style.outline, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    stroke(seen, QPen(style.fill, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (!places.empty() && inside(places.back()) && std::isfinite(lifted(places.back()).y())) {
      MarkStyle ring = style;
      ring.outline = canvas.theme.card;
      paintMark(painter, ring, lifted(places.back()), 7, 1, 3);
      paintMark(painter, style, lifted(places.back()), 6);
    }
  }
}

void SurfaceView::paintSpot(const Canvas& canvas, const SurfacePose& pose) const {
  if (!hovered_) return;
  const Mesh& mesh = meshIn(canvas.snapshot);
  const double w = heightAt(mesh.side, mesh.heights, {hovered_->u, hovered_->v});
  if (!std::isfinite(w)) return;
  QPainter& painter = canvas.painter;
  const QPointF top = pose.at(hovered_->u, hovered_->v, w), foot = pose.at(hovered_->u, hovered_->v, -1);
  painter.setPen(QPen(canvas.theme.ink, 1, Qt::DotLine));
  painter.drawLine(top, foot);
  painter.setPen(QPen(canvas.theme.card, 1.5));
  painter.setBrush(canvas.theme.ink);
  painter.drawEllipse(top, 4, 4);
}

void SurfaceView::paintLabels(const Canvas& canvas, const SurfacePose& pose) const {
  const auto& field = *fieldIn(canvas.snapshot);
  const Mesh& mesh = meshIn(canvas.snapshot);
  const QFont small = font(TextRole::Small), body = font(TextRole::Body);
  const QFontMetricsF metrics(small), names(body);
  QPainter& painter = canvas.painter;
  std::vector<QRectF> taken;
  const auto write = [&](const QString& words, QPointF foot, QPointF away, bool name) {
    const QFontMetricsF& used = name ? names : metrics;
    const QSizeF size(used.horizontalAdvance(words), used.ascent());
    // Outwards from the edge, so far that the words do not touch it.
    const double reach =
        4 + std::abs(away.x()) * size.width() / 2 + std::abs(away.y()) * size.height() / 2 + (name ? 24 : 3);
    QPointF centre = foot + away * reach;
    centre.setX(
        std::clamp(centre.x(), canvas.area.left() + size.width() / 2,
                   std::max(canvas.area.left() + size.width() / 2, canvas.area.right() - size.width() / 2)));
    centre.setY(std::clamp(
        centre.y(), canvas.area.top() + size.height() / 2,
        std::max(canvas.area.top() + size.height() / 2, canvas.area.bottom() - size.height() / 2 - 1)));
    const QRectF box(centre - QPointF(size.width() / 2 + 3, size.height() / 2), size + QSizeF(6, 0));
    for (const QRectF& other : taken)
      if (other.intersects(box)) return;
    taken.push_back(box);
    painter.setFont(name ? body : small);
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(centre.x() - size.width() / 2, centre.y() + used.capHeight() / 2), words);
  };
  const double u = farEnd(pose, true), v = farEnd(pose, false);
  const auto outward = [&](QPointF at) {
    const QPointF way = at - pose.at(0, 0, -1);
    return way / std::max(1e-9, std::hypot(way.x(), way.y()));
  };
  // The two edges of the floor in front, and the wall's edge at the left.
  for (const bool x : {true, false}) {
    const Span span = x ? Span{field.x0, field.x1} : Span{field.y0, field.y1};
    const QPointF first = x ? pose.at(-1, -v, -1) : pose.at(-u, -1, -1),
                  second = x ? pose.at(1, -v, -1) : pose.at(-u, 1, -1);
    const QPointF away = outward((first + second) / 2);
    write(text(x ? xName_ : yName_), (first + second) / 2, away, true);
    const double length = std::hypot((second - first).x(), (second - first).y());
    if (length < 30) continue;  // seen from its end
    const Ticks ticks = ticksFor(span, std::clamp(static_cast<int>(length / 46), 2, 7));
    for (const double tick : ticks.at) {
      const double place = 2 * (tick - span.low) / span.length() - 1;
      const QPointF foot = x ? pose.at(place, -v, -1) : pose.at(-u, place, -1);
      painter.setPen(QPen(canvas.theme.quiet, 1));
      painter.drawLine(foot, foot + away * 4);
      write(ticks.label(tick), foot, away, false);
    }
  }
  const QPointF wallA = pose.at(u, -v, -1), wallB = pose.at(-u, v, -1);
  const bool first = wallA.x() < wallB.x();
  const auto wall = [&](double w) { return first ? pose.at(u, -v, w) : pose.at(-u, v, w); };
  const QPointF left(-1, 0);
  const double tall = wall(-1).y() - wall(1).y();
  const QString heightName = text(heightName_) + (mesh.steep ? QStringLiteral(", root scale") : QString());
  const QPointF top = wall(1);
  const double width = names.horizontalAdvance(heightName);
  const QPointF nameAt(std::clamp(top.x() - width - 6, canvas.area.left(),
                                  std::max(canvas.area.left(), canvas.area.right() - width)),
                       std::max(canvas.area.top() + names.ascent(), top.y() - 4));
  painter.setFont(body);
  painter.setPen(canvas.theme.quiet);
  painter.drawText(nameAt, heightName);
  taken.emplace_back(nameAt - QPointF(2, names.ascent()), QSizeF(width + 4, names.height()));
  const auto tick = [&](double value, const QString& label) {
    const QPointF foot = wall(mesh.height(value));
    painter.setPen(QPen(canvas.theme.quiet, 1));
    painter.drawLine(foot, foot + left * 4);
    write(label, foot, left, false);
  };
  if (mesh.steep) {
    for (std::size_t i = mesh.levels.at.size(); i-- > 0;) tick(mesh.levels.at[i], mesh.levels.label(i));
  } else {
    const Ticks ticks = ticksFor(mesh.span, std::clamp(static_cast<int>(tall / 34), 2, 6));
    for (const double at : ticks.at) tick(at, ticks.label(at));
  }
}

}  // namespace gradarium::widgets
