// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/line_view.h"

#include <gtest/gtest.h>

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <cmath>

#include "tests/widgets/controls/every_kind.h"
#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Series = lab::value::Series;

Series series(std::size_t n, double (*y)(std::size_t)) {
  Series result;
  for (std::size_t i = 0; i < n; ++i) result.append(y(i));
  return result;
}

std::vector<QList<QPointF>> lines(const Series& s, int columns, bool log = false) {
  const SeriesExtent extent = extentOf(s, log);
  return linesOf(s, extent, {extent.x0, extent.x1}, columns, log);
}

TEST(LineData, KeepsEveryExtreme) {
  const Series s = series(100'000, [](std::size_t i) {
    return i == 31'415 ? 50.0 : i == 77'777 ? -50.0 : std::sin(static_cast<double>(i));
  });
  const auto all = lines(s, 400);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_LE(all[0].size(), 4 * 402);
  EXPECT_TRUE(all[0].contains(QPointF(31'415, 50)));
  EXPECT_TRUE(all[0].contains(QPointF(77'777, -50)));
  EXPECT_EQ(all[0].front().x(), 0);
  EXPECT_EQ(all[0].back().x(), 99'999);
  for (qsizetype i = 1; i < all[0].size(); ++i) ASSERT_GT(all[0][i].x(), all[0][i - 1].x());
}

TEST(LineData, LeavesFewPointsAlone) {
  EXPECT_EQ(lines(series(300, [](std::size_t i) { return std::cos(static_cast<double>(i)); }), 400)[0].size(),
            300);
}

TEST(LineData, BreaksAtGaps) {
  const Series s = series(10, [](std::size_t i) { return i == 3 || i == 7 ? NAN : i == 8 ? INFINITY : 1.0; });
  const auto all = lines(s, 400);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].size(), 3);
  EXPECT_EQ(all[2].size(), 1);
  EXPECT_EQ(extentOf(s, false).finite, 7U);
}

TEST(LineData, DenseGapsShowOnlyWhereAPixelIsEmpty) {
  EXPECT_EQ(lines(series(100'000, [](std::size_t i) { return i % 2 ? 1.0 : NAN; }), 100).size(), 1U);
  EXPECT_EQ(
      lines(series(100'000, [](std::size_t i) { return i > 40'000 && i < 60'000 ? NAN : 1.0; }), 100).size(),
      2U);
}

TEST(LineData, LogarithmsLeaveOutWhatHasNone) {
  const auto all =
      lines(series(5, [](std::size_t i) { return i == 2 ? 0.0 : std::pow(10.0, static_cast<double>(i)); }),
            100, true);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_DOUBLE_EQ(all[1].back().y(), 4);
}

TEST(LineData, FindsTheNearestFinitePoint) {
  const Series s = series(1000, [](std::size_t i) { return i == 500 ? NAN : 1.0; });
  EXPECT_EQ(nearestIndex(s, true, 12.4), 12U);
  EXPECT_NE(nearestIndex(s, true, 500), 500U);
  EXPECT_EQ(nearestIndex(s, true, 1e9), 999U);
  EXPECT_EQ(nearestIndex(s, true, -5), 0U);
  EXPECT_EQ(nearestIndex(Series(), true, 0), 0U);
}

struct LineViewTest : testing::Test {
  test::EveryKind e;
  const QRectF area{10, 10, 380, 180};

  QImage painted(View& view, bool onScreen = false, double dpr = 1) {
    QImage image(QSizeF(400 * dpr, 200 * dpr).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(dpr);
    image.fill(theme().ground);
    QPainter painter(&image);
    const lab::Snapshot snapshot = e.snapshot();
    view.paint({painter, area, theme(), snapshot, onScreen});
    return image;
  }
  /// How many pixels differ from the ground.
  static int ink(const QImage& image, const QRect& where) {
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
      for (int x = where.left(); x <= where.right(); ++x) count += image.pixelColor(x, y) != theme().ground;
    return count;
  }
  void fall(int n) {
    e.loss.set({});
    for (int i = 0; i < n; ++i) e.loss.append(200 - 10.0 * i);
  }
};

TEST_F(LineViewTest, PaintsOnlyInsideItsArea) {
  for (const int n : {0, 1, 2, 12, 5000}) {
    fall(n);
    LineView view("v", e.loss);
    view.and_(e.other).marker().steps();
    const QImage image = painted(view);
    QImage copy = image;
    {
      QPainter p(&copy);
      p.fillRect(area, theme().ground);
    }
    EXPECT_EQ(ink(copy, copy.rect()), 0) << n;
    EXPECT_GT(ink(image, image.rect()), 100) << n;
  }
}

TEST_F(LineViewTest, CodesGiveColoursAndDashesTellEqualOnesApart) {
  fall(12);
  e.other.set(series(12, [](std::size_t i) { return 150.0 + 40 * std::sin(static_cast<double>(i)); }));
  const auto hasColour = [](const QImage& image, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        if (image.pixelColor(x, y) == colour) return true;
    return false;
  };
  LineView plain("v", e.loss), coded("v", e.loss), twice("v", e.loss);
  plain.and_(e.other);
  coded.and_(e.other).codes({5, 8});  // 8 has the colour of 2
  twice.and_(e.other).codes({5, 11});
  const QImage coloured = painted(coded), dashed = painted(twice);
  EXPECT_FALSE(hasColour(painted(plain), theme().seriesColour(5)));
  EXPECT_TRUE(hasColour(coloured, theme().seriesColour(5)));
  EXPECT_TRUE(hasColour(coloured, theme().seriesColour(2)));
  EXPECT_FALSE(hasColour(dashed, theme().seriesColour(2)));
  EXPECT_LT(ink(dashed, dashed.rect()), ink(coloured, coloured.rect()));
}

TEST_F(LineViewTest, LargePowersAreWrittenAsPowers) {
  for (int i = 0; i < 10; ++i) e.loss.append(i, std::pow(10.0, i + 5));
  LineView view("v", e.loss);
  view.logY();
  painted(view);
  // With all their zeros the labels would push the plot far to the right.
  EXPECT_FALSE(view.hover({QPointF(75, 100), area}, e.snapshot()).isEmpty());
}

TEST_F(LineViewTest, SvgLooksLikePng) {
  fall(12);
  e.other.set(series(12, [](std::size_t i) { return 150.0 + 40 * std::sin(static_cast<double>(i)); }));
  LineView view("v", e.loss);
  view.and_(e.other);
  QBuffer buffer;
  {
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize({400, 200});
    svg.setViewBox(QRect(0, 0, 400, 200));
    QPainter painter(&svg);
    const lab::Snapshot snapshot = e.snapshot();
    view.paint({painter, area, theme(), snapshot, false});
  }
  QSvgRenderer renderer(buffer.data());
  QImage fromSvg(400, 200, QImage::Format_RGB32);
  fromSvg.fill(theme().ground);
  {
    QPainter painter(&fromSvg);
    renderer.render(&painter);
  }
  const QImage png = painted(view);
  int far = 0;
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 400; ++x) far += std::abs(qGray(png.pixel(x, y)) - qGray(fromSvg.pixel(x, y))) > 96;
  EXPECT_LT(far, 400 * 200 / 100);
}

TEST_F(LineViewTest, HoverNamesThePoint) {
  fall(12);
  LineView view("v", e.loss);
  view.yLabel("inertia");
  const QImage still = painted(view, true);
  const QString words = view.hover({QPointF(240, 100), area}, e.snapshot());
  EXPECT_TRUE(words.startsWith("half-step ")) << words.toStdString();
  EXPECT_TRUE(words.contains("inertia <b>")) << words.toStdString();
  EXPECT_NE(painted(view, true), still);
  EXPECT_EQ(painted(view, false), still);
  view.leave();
  EXPECT_EQ(painted(view, true), still);
  EXPECT_TRUE(view.hover({QPointF(1, 1), area}, e.snapshot()).isEmpty());
}

TEST_F(LineViewTest, FollowsTheSnapshotThroughTime) {
  LineView view("v", e.loss);
  fall(12);
  const QImage twelve = painted(view);
  fall(30);
  EXPECT_NE(painted(view), twelve);
  fall(12);  // back, or another run of the same length
  EXPECT_EQ(painted(view), twelve);
}

TEST_F(LineViewTest, SaysItInWordsAndNumbers) {
  fall(12);
  LineView view("v", e.loss);
  const QString words = view.describe(e.snapshot());
  EXPECT_TRUE(words.contains("from 200 at half-step 0 to 90 at half-step 11, never rises"))
      << words.toStdString();
  EXPECT_EQ(view.caption(e.snapshot()), "90");
  e.other.set(series(3, [](std::size_t) { return 1.0; }));
  view.and_(e.other);
  const auto table = view.numbers(e.snapshot());
  ASSERT_EQ(table.columns.size(), 3U);  // of different lengths: below each other
  EXPECT_EQ(table.rows(), 15U);
  fall(3);
  const auto aligned = view.numbers(e.snapshot());
  EXPECT_EQ(aligned.columns[0].name, "half-step");
  EXPECT_EQ(aligned.columns[2].numbers, (std::vector<double>{1, 1, 1}));
}

struct Levelled final : lab::Experiment {
  Levelled() : Experiment("levelled", "Levelled") {}
  lab::Bool on{this, "on", "On", true};
  lab::Real at{this,
               "at",
               "Level",
               {.value = 0.5, .min = 0, .max = 0.8, .traits = {.visible = [this] { return bool(on); }}}};
  lab::Series curve{this, "curve", "Curve"};
  void reset() override {
    for (const double y : {1.0, 0.6, 0.3, 0.1, 0.0}) curve.append(y);
  }
};

class LineLevel : public testing::Test {
 protected:
  /// The pixel of the level's line, found as a reader finds it.
  double lineAt(const lab::Snapshot& snapshot) {
    test::painted(view, snapshot, {400, 260}, true);
    for (double y = 0; y < 260; ++y)
      if (view.hover({{200, y}, test::areaOf({400, 260})}, snapshot).startsWith("Level")) return y + 6;
    return -1;
  }
  double sent(std::size_t i) const { return std::stod(port.sent.at(i).command.value); }

  Levelled schema;
  lab::Engine engine{std::make_unique<Levelled>()};
  test::NotingPort port;
  LineView view{"curve", schema.curve};
};

TEST_F(LineLevel, IsDraggedInsideItsBounds) {
  view.level(schema.at);
  const auto snapshot = engine.snapshot();
  const double y = lineAt(*snapshot);
  ASSERT_GT(y, 0);
  const auto pointer = [&](double at) { return Pointer{{200, at}, test::areaOf({400, 260}), true}; };
  EXPECT_FALSE(view.press(pointer(y + 30), *snapshot, port));
  EXPECT_TRUE(view.press(pointer(y), *snapshot, port));
  view.drag(pointer(y - 20), *snapshot, port);
  view.release(pointer(-500), *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2U);
  EXPECT_EQ(port.sent[0].command.target, "at");
  EXPECT_GT(sent(0), 0.52);
  EXPECT_EQ(sent(1), 0.8);  // no farther than the parameter goes
  EXPECT_TRUE(view.key(Qt::Key_Down, true, *snapshot, port));
  EXPECT_LT(sent(2), 0.5);
  EXPECT_FALSE(view.key(Qt::Key_Down, false, *snapshot, port));
}

TEST_F(LineLevel, KeysReadFromPointToPoint) {
  const auto snapshot = engine.snapshot();
  test::painted(view, *snapshot, {400, 260}, true);
  EXPECT_FALSE(view.selection(*snapshot));
  EXPECT_FALSE(view.key(Qt::Key_Up, false, *snapshot, port));
  const auto said = [&](int key) {
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
    const auto selection = view.selection(*snapshot);
    EXPECT_TRUE(selection && test::areaOf({400, 260}).contains(selection->at.center()));
    return selection ? selection->words : QString();
  };
  EXPECT_EQ(said(Qt::Key_Right), "step 0: Curve <b>1</b>");
  EXPECT_EQ(said(Qt::Key_Right), "step 1: Curve <b>0.6</b>");
  EXPECT_EQ(said(Qt::Key_End), "step 4: Curve <b>0</b>");
  EXPECT_EQ(said(Qt::Key_Left), "step 3: Curve <b>0.1</b>");
  EXPECT_TRUE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_FALSE(view.selection(*snapshot));
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(LineLevel, StandsInEveryPictureAndHidesWithItsParameter) {
  view.level(schema.at);
  const auto snapshot = engine.snapshot();
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  EXPECT_GT(lineAt(*snapshot), 0);
  engine.apply(lab::Command::set("on", "off"));
  EXPECT_LT(lineAt(*engine.snapshot()), 0);
  EXPECT_FALSE(view.key(Qt::Key_Up, true, *engine.snapshot(), port));
}

}  // namespace
}  // namespace gradarium::widgets
