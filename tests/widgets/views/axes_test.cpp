// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/axes.h"

#include <gtest/gtest.h>

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <cmath>
#include <limits>

#include "widgets/views/clip.h"
#include "widgets/views/voronoi.h"

namespace gradarium::widgets {
namespace {

TEST(SpanOf, TakesInWhatIsFinite) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(spanOf({}), (Span{0, 1}));
  EXPECT_EQ(spanOf({nan, inf}), (Span{0, 1}));
  EXPECT_EQ(spanOf({1, nan, 3, inf}, 0), (Span{1, 3}));
  for (const double same : {0.0, 5.0, -1e-9, 1e300, -1e300}) {
    const Span span = spanOf({same, same});
    EXPECT_LT(span.low, same);
    EXPECT_GT(span.high, same);
  }
  EXPECT_TRUE(std::isfinite(spanOf({-1e308, 1e308}).length()));
}

TEST(Ticks, AreRoundAndFew) {
  const double spans[][2] = {{0, 1},   {0.85, 7.15},          {-3, 4},         {1e-9, 3e-9},
                             {0, 1e9}, {999.9999, 1000.0001}, {-1e300, 1e300}, {5e-310, 9e-310}};
  for (const auto& s : spans)
    for (int most = 1; most < 12; ++most) {
      const Ticks ticks = ticksFor({s[0], s[1]}, most);
      EXPECT_LE(static_cast<int>(ticks.at.size()), most) << s[0];
      for (const double at : ticks.at) {
        EXPECT_GE(at, s[0] - 1e-6 * (s[1] - s[0]));
        EXPECT_LE(at, s[1] + 1e-6 * (s[1] - s[0]));
      }
      for (std::size_t i = 1; i < ticks.at.size(); ++i)
        EXPECT_NE(ticks.label(ticks.at[i]), ticks.label(ticks.at[i - 1])) << s[0];
    }
  EXPECT_GE(ticksFor({0.85, 7.15}, 3).at.size(), 2u);
}

TEST(Ticks, SayWhatTheStepSays) {
  const Ticks halves = ticksFor({-1.1, 1.1}, 5);
  EXPECT_EQ(halves.label(-0.5), QString("−0.5"));
  EXPECT_EQ(halves.label(-1e-17), "0.0");
  const Ticks millions = ticksFor({0, 4e6}, 5);
  EXPECT_EQ(millions.label(2e6), "2");
  EXPECT_EQ(millions.factor(), QString("×10⁶"));
  EXPECT_EQ(ticksFor({0, 3e-4}, 5).factor(), QString("×10⁻⁶"));
  EXPECT_EQ(ticksFor({0, 9000}, 5).label(2000), "2000");
}

TEST(Axes, LeaveRoomForEveryLabel) {
  // Whatever the numbers, no ink may touch the border of the area.
  const Span spans[] = {{0, 1}, {-123456, 98765}, {1e-7, 2e-7}, {999.9, 1000.1}};
  for (const Span& x : spans)
    for (const Span& y : spans)
      for (const QSize size : {QSize(120, 90), QSize(300, 200), QSize(900, 500)}) {
        QImage image(size.width() + 20, size.height() + 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const Axes axes({"petal length", "cm", x}, {"petal width", "cm", y},
                        QRectF(10, 10, size.width(), size.height()));
        axes.paint(painter, lightTheme());
        painter.end();
        for (int i = 0; i < image.height(); ++i)
          for (int j = 0; j < image.width(); ++j)
            if (i < 9 || j < 9 || i >= image.height() - 9 || j >= image.width() - 9) {
              ASSERT_EQ(image.pixel(j, i), 0xffffffff) << j << ", " << i << " of " << size.width();
            }
      }
}

TEST(Mapping, GoesThereAndBack) {
  const Mapping m{QRectF(50, 20, 400, 300), {1, 7}, {0, 2.5}};
  EXPECT_EQ(m.toPixel(1, 0), QPointF(50, 320));
  EXPECT_EQ(m.toPixel(7, 2.5), QPointF(450, 20));
  const QPointF data = m.toData(m.toPixel(4.2, 1.3));
  EXPECT_NEAR(data.x(), 4.2, 1e-12);
  EXPECT_NEAR(data.y(), 1.3, 1e-12);
  // 6 / 400 = 0.015 a pixel: hundredths are all that a pointer can mean.
  EXPECT_EQ(m.toRoundData({124, 77}), QPointF(2.11, 2.025));
}

TEST(Clip, CutsLinesAndPolygons) {
  const QRectF rect(0, 0, 10, 10);
  EXPECT_EQ(*clipped(QLineF(-5, 5, 15, 5), rect), QLineF(0, 5, 10, 5));
  EXPECT_FALSE(clipped(QLineF(-5, -5, -1, 20), rect));
  EXPECT_FALSE(clipped(QLineF(0, 0, std::nan(""), 3), rect));
  const QPolygonF cut = clipped(QPolygonF{{-10, -10}, {20, -10}, {20, 5}, {-10, 5}}, rect);
  EXPECT_EQ(cut.boundingRect(), QRectF(0, 0, 10, 5));
}

TEST(Voronoi, CellsHoldThePointsNearestToTheirSite) {
  const Mapping m{QRectF(0, 0, 200, 100), {1000, 1010}, {-5, 5}};  // unequal scales
  const std::vector<QPointF> sites{{1002, -2}, {1007, 1}, {1004, 4}, {1007, 1}, {std::nan(""), 0}};
  const auto cells = voronoiCells(sites, m);
  ASSERT_EQ(cells.size(), sites.size());
  EXPECT_TRUE(cells[3].isEmpty());  // a twin of the second
  EXPECT_TRUE(cells[4].isEmpty());
  for (double x = 1000.1; x < 1010; x += 0.37)
    for (double y = -4.9; y < 5; y += 0.41) {
      std::size_t nearest = 0;
      const auto d = [&](std::size_t i) { return std::hypot(sites[i].x() - x, sites[i].y() - y); };
      for (std::size_t i = 1; i < 3; ++i)
        if (d(i) < d(nearest)) nearest = i;
      for (std::size_t i = 0; i < 3; ++i)
        if (std::abs(d(i) - d(nearest)) > 0.05 || i == nearest) {
          EXPECT_EQ(cells[i].containsPoint(m.toPixel(x, y), Qt::OddEvenFill), i == nearest) << x << ", " << y;
        }
    }
}

}  // namespace
}  // namespace gradarium::widgets
