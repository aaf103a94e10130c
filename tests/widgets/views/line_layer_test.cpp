// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/line_layer.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

constexpr int side = 64;

/// How much ink an image of black lines on white holds, in pixels.
double ink(const QImage& image) {
  double sum = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) sum += (255 - qGray(image.pixel(x, y))) / 255.0;
  return sum;
}

QImage drawn(const std::vector<QPointF>& way, double width, QColor colour = Qt::black) {
  LineLayer layer(QRectF(0, 0, side, side), 1);
  layer.draw(way, width, colour);
  QImage image(side, side, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  layer.paint(painter);
  return image;
}

TEST(LineLayer, HasTheInkOfALineInEveryDirection) {
  for (int degrees = 0; degrees < 360; degrees += 15)
    for (const double width : {0.6, 1.0, 2.6}) {
      const double a = degrees * 3.14159265358979 / 180;
      const QPointF middle(side / 2.0, side / 2.0), reach(25 * std::cos(a), 25 * std::sin(a));
      EXPECT_NEAR(ink(drawn({middle - reach, middle + reach}, width)), 50 * width, 1.5 * width) << degrees << " " << width;
    }
}

TEST(LineLayer, LooksAsAPainterDrawsIt) {
  const std::vector<QPointF> way{{5.3, 9.1}, {50.2, 31.7}, {58.8, 60.4}};
  QImage image(side, side, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(Qt::black, 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  painter.drawPolyline(QPolygonF(QList<QPointF>(way.begin(), way.end())));
  painter.end();
  const QImage ours = drawn(way, 2);
  double most = 0, sum = 0;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const double apart = std::abs(qGray(ours.pixel(x, y)) - qGray(image.pixel(x, y))) / 255.0;
      sum += apart;
      const bool corner = std::ranges::any_of(
          way, [&](QPointF p) { return std::hypot(p.x() - x - 0.5, p.y() - y - 0.5) < 3; });
      if (!corner) most = std::max(most, apart);  // ends and bends are cut more simply
    }
  EXPECT_LT(sum / ink(image), 0.08);
  EXPECT_LT(most, 0.2);
}

TEST(LineLayer, PiecesOfAWayNeitherOverlapNorLeaveAGap) {
  const QImage whole = drawn({{4, 10}, {60, 38}}, 1.5, QColor(0, 0, 0, 120));
  const QImage pieces = drawn({{4, 10}, {17.3, 16.65}, {31.9, 23.95}, {60, 38}}, 1.5, QColor(0, 0, 0, 120));
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) EXPECT_NEAR(qGray(whole.pixel(x, y)), qGray(pieces.pixel(x, y)), 3);
}

TEST(LineLayer, KeepsInsideItsArea) {
  for (const auto& way : {std::vector<QPointF>{{-500, -300}, {900, 700}}, {{-10, 5}, {-10, 90}}, {{3, 70}, {70, 200}},
                          {{1e9, 1e9}, {-1e9, -1e9}}, {{std::nan(""), 3}, {4, 5}}, {{5, 5}, {5, 5}}})
    EXPECT_GE(ink(drawn(way, 2)), 0);
  LineLayer nowhere(QRectF(0, 0, 0, 0), 1);
  nowhere.draw({{0, 0}, {5, 5}}, 1, Qt::black);
  EXPECT_TRUE(nowhere.empty());
}

}  // namespace
}  // namespace gradarium::widgets
