// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/glyphs.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include "widgets/theme/contrast.h"

namespace gradarium::widgets {
namespace {

class Engine final : public QIconEngine {
 public:
  Engine(Glyph glyph, QColor Theme::*colour) : glyph_(glyph), colour_(colour) {}
  QIconEngine* clone() const override { return new Engine(*this); }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, pixmap.rect(), mode, state);
    return pixmap;
  }
  void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State) override {
    const Theme& t = theme();
    const QColor colour = mode == QIcon::Disabled ? mix(t.quiet, t.card, 0.5) : t.*colour_;
    const double side = std::min(area.width(), area.height());
    drawGlyph(*painter, glyph_,
              QRectF(area.center().x() + 0.5 - side / 2, area.center().y() + 0.5 - side / 2, side, side),
              colour);
  }

 private:
  Glyph glyph_;
  QColor Theme::*colour_;
};

}  // namespace

void drawGlyph(QPainter& painter, Glyph glyph, const QRectF& area, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(area.topLeft());
  painter.scale(area.width() / 16, area.height() / 16);
  painter.setBrush(colour);
  // A pen of the same colour rounds the corners.
  painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const auto triangle = [&](double from, double tip) {
    painter.drawPolygon(QPolygonF{{from, 3.5}, {tip, 8}, {from, 12.5}});
  };
  const QPen stroke(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  switch (glyph) {
    case Glyph::Play:
      triangle(4.5, 12.5);
      break;
    case Glyph::Back:
      triangle(11.5, 3.5);
      break;
    case Glyph::Step:
      triangle(3, 10);
      painter.setPen(stroke);
      painter.drawLine(QPointF(13, 3.5), QPointF(13, 12.5));
      break;
    case Glyph::ToStart:
      triangle(13, 6);
      painter.setPen(stroke);
      painter.drawLine(QPointF(3, 3.5), QPointF(3, 12.5));
      break;
    case Glyph::Pause:
      painter.setPen(QPen(colour, 3.2, Qt::SolidLine, Qt::RoundCap));
      painter.drawLine(QPointF(5, 4.2), QPointF(5, 11.8));
      painter.drawLine(QPointF(11, 4.2), QPointF(11, 11.8));
      break;
    case Glyph::Done:
      painter.setPen(stroke);
      painter.setBrush(Qt::NoBrush);
      painter.drawPolyline(QPolygonF{{3, 8.5}, {6.5, 12}, {13, 4.5}});
      break;
    case Glyph::Cross:
      painter.setPen(stroke);
      painter.drawLine(QPointF(4, 4), QPointF(12, 12));
      painter.drawLine(QPointF(12, 4), QPointF(4, 12));
      break;
    case Glyph::List:
      painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap));
      for (const double y : {4.0, 8.0, 12.0}) painter.drawLine(QPointF(2.5, y), QPointF(13.5, y));
      break;
    case Glyph::More:
      painter.setPen(QPen(colour, 2.4, Qt::SolidLine, Qt::RoundCap));
      for (const double x : {3.0, 8.0, 13.0}) painter.drawPoint(QPointF(x, 8));
      break;
    case Glyph::Undo:
    case Glyph::Redo: {
      if (glyph == Glyph::Redo) {
        painter.translate(16, 0);
        painter.scale(-1, 1);
      }
      painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      painter.setBrush(Qt::NoBrush);
      QPainterPath path(QPointF(3, 6.5));
      path.lineTo(10, 6.5);
      path.arcTo(QRectF(6.5, 6.5, 7, 7), 90, -180);
      path.lineTo(6, 13.5);
      painter.drawPath(path);
      painter.drawPolyline(QPolygonF{{6, 3.5}, {3, 6.5}, {6, 9.5}});
      break;
    }
    case Glyph::Larger:
    case Glyph::Smaller: {
      const bool out = glyph == Glyph::Larger;  // two corners point away from each other, or at each other
      painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      painter.setBrush(Qt::NoBrush);
      painter.drawPolyline(out ? QPolygonF{{9.5, 3}, {13, 3}, {13, 6.5}} : QPolygonF{{9.5, 3}, {9.5, 6.5}, {13, 6.5}});
      painter.drawPolyline(out ? QPolygonF{{6.5, 13}, {3, 13}, {3, 9.5}} : QPolygonF{{6.5, 13}, {6.5, 9.5}, {3, 9.5}});
      painter.drawLine(QPointF(13, 3), QPointF(9.5, 6.5));
      painter.drawLine(QPointF(3, 13), QPointF(6.5, 9.5));
      break;
    }
    case Glyph::Warning:
      painter.setBrush(Qt::NoBrush);
      painter.drawPolygon(QPolygonF{{8, 2}, {14.5, 13.5}, {1.5, 13.5}});
      painter.drawLine(QPointF(8, 6.5), QPointF(8, 9.5));
      painter.setPen(stroke);
      painter.drawPoint(QPointF(8, 11.5));
      break;
  }
  painter.restore();
}

QIcon glyphIcon(Glyph glyph, QColor Theme::*colour) { return QIcon(new Engine(glyph, colour)); }

}  // namespace gradarium::widgets
