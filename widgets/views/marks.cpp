// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/marks.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "widgets/theme/contrast.h"

namespace gradarium::widgets {
namespace {

using Shape = MarkStyle::Shape;

QPolygonF regular(int corners, double radius, double turned) {
  using std::numbers::pi;
  // The circumscribed radius that gives the area of the disc.
  const double r = radius * std::sqrt(2 * pi / (corners * std::sin(2 * pi / corners)));
  QPolygonF polygon;
  for (int i = 0; i < corners; ++i) {
    const double angle = turned + 2 * pi * i / corners;
    polygon << QPointF(r * std::cos(angle), r * std::sin(angle));
  }
  return polygon;
}

double outlineWidth(double radius) { return radius >= 4 ? 1.0 : 0.75; }

}  // namespace

MarkStyle markStyle(const Theme& theme, int code) {
  if (code < 0) return {Shape::Ring, theme.quiet, theme.quiet};
  static constexpr Shape shapes[] = {Shape::Disc,    Shape::Square,   Shape::Triangle,
                                     Shape::Diamond, Shape::Pentagon, Shape::TriangleDown};
  // From the seventh group on colours return, with other shapes.
  return {shapes[(code % 6 + code / 6 % 6) % 6], theme.seriesColour(code), theme.outline(code)};
}

QPainterPath markPath(Shape shape, double radius) {
  using std::numbers::pi;
  QPainterPath path;
  QPolygonF polygon;
  switch (shape) {
    case Shape::Disc:
      path.addEllipse(QPointF(0, 0), radius, radius);
      return path;
    case Shape::Ring:
      path.addEllipse(QPointF(0, 0), radius * 0.85, radius * 0.85);
      return path;
    case Shape::Square:
      polygon = regular(4, radius, pi / 4);
      break;
    case Shape::Triangle:
      polygon = regular(3, radius * 0.95, -pi / 2);
      break;
    case Shape::TriangleDown:
      polygon = regular(3, radius * 0.95, pi / 2);
      break;
    case Shape::Diamond:
      polygon = regular(4, radius, 0);
      break;
    case Shape::Pentagon:
      polygon = regular(5, radius, -pi / 2);
      break;
  }
  path.addPolygon(polygon);
  path.closeSubpath();
  return path;
}

void paintMark(QPainter& painter, const MarkStyle& style, QPointF at, double radius, double opacity,
               double width) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(at);
  painter.setPen(QPen(style.outline, style.shape == Shape::Ring ? width * 1.5 : width, Qt::SolidLine,
                      Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(style.shape == Shape::Ring ? QBrush(Qt::NoBrush) : QBrush(faded(style.fill, opacity)));
  painter.drawPath(markPath(style.shape, radius));
  painter.restore();
}

double markRadius(std::size_t n) { return n <= 400 ? 5 : n <= 2000 ? 4 : n <= 8000 ? 3 : 2.25; }

void stampMarks(QImage& image, double dpr, const std::vector<PlacedMark>& marks, const Theme& theme,
                double radius, double opacity) {
  const int phases = dpr < 1.5 ? 4 : 2;
  struct Kind {
    int half = 0;  // of the side of its sprites, no larger than the shape needs
    std::vector<QImage> sprites;
  };
  std::map<int, Kind> kinds;
  const auto rasterise = [&](int code) {
    const MarkStyle style = markStyle(theme, code);
    const QRectF bounds = markPath(style.shape, radius).boundingRect();
    const double reach = std::max({-bounds.left(), bounds.right(), -bounds.top(), bounds.bottom()});
    Kind kind{static_cast<int>(std::ceil((reach + outlineWidth(radius)) * dpr)) + 1, {}};
    for (int phase = 0; phase < phases * phases; ++phase) {
      QImage sprite(2 * kind.half, 2 * kind.half, QImage::Format_ARGB32_Premultiplied);
      sprite.fill(Qt::transparent);
      QPainter p(&sprite);
      p.translate(kind.half + double(phase % phases) / phases, kind.half + double(phase / phases) / phases);
      p.scale(dpr, dpr);
      paintMark(p, style, {0, 0}, radius, opacity, outlineWidth(radius));
      kind.sprites.push_back(std::move(sprite));
    }
    return kind;
  };
  QPainter painter(&image);
  for (const PlacedMark& mark : marks) {
    const auto place = [&](double v) {
      const int quarter = static_cast<int>(std::lround(v * dpr * phases));
      const int whole = quarter >= 0 ? quarter / phases : -((-quarter + phases - 1) / phases);
      return std::pair(whole, quarter - whole * phases);
    };
    const auto [x, xPhase] = place(mark.at.x());
    const auto [y, yPhase] = place(mark.at.y());
    auto kind = kinds.find(mark.code);
    if (kind == kinds.end()) kind = kinds.emplace(mark.code, rasterise(mark.code)).first;
    const int half = kind->second.half;
    painter.drawImage(x - half, y - half,
                      kind->second.sprites[static_cast<std::size_t>(yPhase * phases + xPhase)]);
  }
}

}  // namespace gradarium::widgets
