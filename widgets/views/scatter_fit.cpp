// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says of the samples: its line, and how far they are from it.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/marks.h"
#include "widgets/views/plate.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {

ScatterView& ScatterView::curve(const lab::Points& places, std::string noun, int code) {
  curves_.push_back({&places, std::move(noun), code});
  return *this;
}

ScatterView& ScatterView::field(const lab::Field& field, LookOf look, std::string noun) {
  lookOf_ = std::move(look);
  return this->field(field, FieldLook::Classes, std::move(noun));
}

ScatterView& ScatterView::handleCode(int code) {
  ofGroups_ = false;
  handleCode_ = code;
  return *this;
}

ScatterView& ScatterView::bare() {
  bare_ = true;
  return *this;
}

/// Room for the curves as well, and as many pixels to a unit in both directions.
void ScatterView::strip(Axis& x, Axis& y, const QRectF& area, const lab::Snapshot& snapshot) const {
  std::vector<double> across{x.span.low, x.span.high}, up{y.span.low, y.span.high};
  for (const Curve& curve : curves_)
    if (const auto* places = curve.places->in(snapshot); places && places->columns >= 2)
      for (std::size_t i = 0; i < places->rows; ++i) {
        across.push_back(places->at(i, 0));
        up.push_back(places->at(i, 1));
      }
  x = {{}, {}, spanOf(across), false, false};
  y = {{}, {}, spanOf(up), false, false};
  widenToOneScale(x, y, area);
}

ScatterView& ScatterView::oneScale() {
  oneScale_ = true;
  return *this;
}

ScatterView& ScatterView::residuals(const lab::Points& feet) {
  feet_ = &feet;
  return *this;
}

bool ScatterView::inItsPlane(const lab::Snapshot& snapshot) const {
  const Columns c = columnsIn(snapshot);
  return c.x == 0 && c.y == 1;
}

void ScatterView::paintResiduals(const Canvas& canvas, const lab::value::Points& points,
                                 const Mapping& mapping) const {
  const auto* feet = feet_ ? feet_->in(canvas.snapshot) : nullptr;
  if (!feet || feet->rows != points.rows || feet->columns < 2 || !inItsPlane(canvas.snapshot)) return;
  const QColor colour = canvas.theme.outline(5);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool squares : {true, false}) {
    if (squares && !squares_) continue;
    for (std::size_t i = 0; i < points.rows; ++i) {
      const QPointF at = mapping.toPixel(points.at(i, 0), points.at(i, 1)),
                    foot = mapping.toPixel(feet->at(i, 0), feet->at(i, 1));
      if (!std::isfinite(at.x() + at.y() + foot.x() + foot.y())) continue;
      if (squares) {
        // On the side where there is room.
        const double side = std::abs(at.y() - foot.y()),
                     right = at.x() + side <= mapping.plot.right() ? side : -side;
        const QPolygonF square =
            clipped(QPolygonF{at, {at.x() + right, at.y()}, {at.x() + right, foot.y()}, foot}, mapping.plot);
        painter.setPen(QPen(faded(colour, 0.55), 1));
        painter.setBrush(faded(colour, canvas.theme.dark ? 0.16 : 0.12));
        if (!square.isEmpty()) painter.drawPolygon(square);
      } else if (const auto line = clipped(QLineF(at, foot), mapping.plot)) {
        painter.setPen(QPen(colour, 1.5));
        painter.drawLine(*line);
      }
    }
  }
  painter.restore();
}

void ScatterView::paintCurves(const Canvas& canvas, const Mapping& mapping) const {
  if (!inItsPlane(canvas.snapshot)) return;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small);
  double taken = -1e9;  // the baseline of the name before
  for (const Curve& curve : curves_) {
    const auto* places = curve.places->in(canvas.snapshot);
    if (!places || places->columns < 2) continue;
    const QColor colour = canvas.theme.outline(curve.code);
    painter.setPen(QPen(colour, 2.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPointF last, end;
    bool any = false, known = false;
    for (std::size_t i = 0; i < places->rows; ++i) {
      const QPointF at = mapping.toPixel(places->at(i, 0), places->at(i, 1));
      const bool good = std::isfinite(at.x() + at.y());
      if (good && known)
        if (const auto line = clipped(QLineF(last, at), mapping.plot)) {
          painter.drawLine(*line);
          end = line->p2();
          any = true;
        }
      last = at;
      known = good;
    }
    const QString name = QString::fromStdString(curve.noun);
    if (!any || name.isEmpty()) continue;
    const double width = metrics.horizontalAdvance(name);
    double x = std::min(end.x(), mapping.plot.right()) - width - 6, y = end.y() - 8;
    if (y - metrics.ascent() < mapping.plot.top()) y = end.y() + metrics.ascent() + 8;
    if (std::abs(y - taken) < metrics.height()) y = taken + metrics.height();
    taken = y;
    paintPlate(canvas, {x, y}, name, colour);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
