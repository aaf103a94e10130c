// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/contour_view.h"

#include <gtest/gtest.h>

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QTest>
#include <cmath>
#include <limits>
#include <numbers>

#include "tests/widgets/views/sample_kmeans.h"
#include "widgets/export/plot_export.h"
#include "widgets/views/contour_lines.h"
#include "widgets/views/view_canvas.h"
#include "widgets/views/view_frame.h"

namespace gradarium::widgets {
namespace {

using test::NotingPort;
using test::snapshotOf;

/// f sampled over [-2, 2] x [-1, 3].
template <class F>
lab::value::Field fieldOf(F f, std::size_t n = 64) {
  lab::value::Field field{n, n, -2, 2, -1, 3, {}};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      field.values.push_back(
          float(f(-2 + 4 * (double(j) + 0.5) / double(n), -1 + 4 * (double(i) + 0.5) / double(n))));
  return field;
}

double rosenbrock(double x, double y) { return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x); }

class Walk final : public lab::Experiment {
 public:
  Walk() : Experiment("walk", "Walk") {}
  lab::Real rate{this, "rate", "Rate", {.value = 0.5, .min = -2, .max = 2}};
  lab::Real momentum{this, "momentum", "Momentum", {.value = 0.5, .min = -1, .max = 3}};
  lab::Field field{this, "field", "Landscape"};
  lab::Series one{this, "one", "Adam"}, two{this, "two", "Lion"};
  lab::Points pull{this, "pull", "Pull"}, minima{this, "minima", "Minima"}, begin{this, "begin", "Start"};
  lab::Action<lab::Move> start{this, "start", "Start here", [](const lab::Move&) {}, {0, {0.5, 0.5}}};
  void reset() override {}
};

lab::value::Series pathOf(std::initializer_list<QPointF> places) {
  lab::value::Series path;
  for (const QPointF& p : places) path.append(p.x(), p.y());
  return path;
}

std::shared_ptr<lab::Snapshot> sampleOf(const Walk& schema) {
  return snapshotOf(schema, std::pair(&schema.field, fieldOf(rosenbrock)),
                    std::pair(&schema.one, pathOf({{-1.2, 1}, {-1, 1.2}, {0, 0.5}})),
                    std::pair(&schema.two, pathOf({{-1.2, 1}, {5, 9}})),
                    std::pair(&schema.pull, lab::value::Points{2, 4, {0, 0.5, 0.1, 0.2, 5, 9, 1, 1}, {}, {}}),
                    std::pair(&schema.minima, lab::value::Points{1, 2, {1, 1}, {}, {}}),
                    std::pair(&schema.begin, lab::value::Points{1, 2, {-1.2, 1}, {}, {}}));
}

class Contours : public testing::Test {
 protected:
  void open(const std::shared_ptr<lab::Snapshot>& snapshot) {
    frame = std::make_unique<ViewFrame>(view, port);
    frame->resize(700, 560);
    frame->show(snapshot);
    frame->show();
    QCoreApplication::processEvents();
    frame->grab();
    canvas = frame->findChild<ViewCanvas*>();
  }
  QPoint find(const lab::Snapshot& snapshot, const QString& words) {
    for (int y = 0; y < canvas->height(); y += 3)
      for (int x = 0; x < canvas->width(); x += 3)
        if (view.hover({QPointF(x, y), canvas->area()}, snapshot).contains(words)) return {x + 4, y + 4};
    ADD_FAILURE() << "nothing says " << words.toStdString();
    return {};
  }

  Walk schema;
  NotingPort port;
  ContourView view{"landscape", schema.field};
  std::unique_ptr<ViewFrame> frame;
  ViewCanvas* canvas = nullptr;
};

TEST_F(Contours, KeysReadWhereThereIsNothingToMove) {
  const auto snapshot = sampleOf(schema);
  view.racer(schema.one);
  open(snapshot);
  EXPECT_FALSE(view.selection(*snapshot));
  QPointF last;
  for (const int key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Up}) {
    EXPECT_TRUE(view.key(key, true, *snapshot, port));
    const auto selection = view.selection(*snapshot);
    ASSERT_TRUE(selection);
    double x = 0, y = 0, f = 0;
    ASSERT_EQ(std::sscanf(selection->words.toUtf8().constData(), "x %lf, y %lf: <b>f %lf", &x, &y, &f), 3)
        << selection->words.toStdString();
    EXPECT_NEAR(f, rosenbrock(x, y), 0.05 * (1 + rosenbrock(x, y)));
    EXPECT_GT(x + y, last.x() + last.y());
    last = {x, y};
  }
  EXPECT_TRUE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_FALSE(view.selection(*snapshot));
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(Contours, APressAnywhereStartsThereAndADragGoesOn) {
  view.start(schema.begin, schema.start);
  open(sampleOf(schema));
  QTest::mousePress(canvas, Qt::LeftButton, {}, {300, 200});
  QTest::mouseMove(canvas, {340, 230});
  QTest::qWait(40);
  QTest::mouseRelease(canvas, Qt::LeftButton, {}, {340, 230});
  ASSERT_GE(port.sent.size(), 2u);
  EXPECT_EQ(port.sent.front().edit, lab::Edit::Update);
  EXPECT_EQ(port.sent.back().edit, lab::Edit::Commit);
  const auto first = lab::Arguments<lab::Move>::parse(port.sent.front().command.value, "start");
  const auto last = lab::Arguments<lab::Move>::parse(port.sent.back().command.value, "start");
  ASSERT_EQ(last.to.size(), 2u);
  EXPECT_GT(last.to[0], first.to[0]);
  EXPECT_LT(last.to[1], first.to[1]);
  port.sent.clear();
  QTest::keyClick(canvas, Qt::Key_Right);
  ASSERT_EQ(port.sent.size(), 1u);
  const auto stepped = lab::Arguments<lab::Move>::parse(port.sent[0].command.value, "start");
  EXPECT_NEAR(stepped.to[0], -1.2 + 0.04, 0.01);
  EXPECT_NEAR(stepped.to[1], 1, 0.01);
}

TEST_F(Contours, AMarkerSaysItsCommandsWhenLetGo) {
  view.marker(schema.begin, "now", [](QPointF p) {
    return std::vector{lab::Command::set("rate", std::to_string(p.x())),
                       lab::Command::set("momentum", std::to_string(p.y()))};
  });
  const auto snapshot = sampleOf(schema);
  open(snapshot);
  const QPoint at = find(*snapshot, "now: drag it");
  QTest::mousePress(canvas, Qt::LeftButton, {}, at);
  QTest::mouseMove(canvas, at + QPoint(80, -30));
  QTest::qWait(40);
  EXPECT_TRUE(port.sent.empty());
  QTest::mouseRelease(canvas, Qt::LeftButton, {}, at + QPoint(80, -30));
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_EQ(port.played, std::vector<std::size_t>{2});  // one deed, and one undo
  EXPECT_EQ(port.sent[0].command.target, "rate");
  EXPECT_GT(std::stod(port.sent[0].command.value), -1.1);
  EXPECT_GT(std::stod(port.sent[1].command.value), 1.05);
}

TEST_F(Contours, SaysTheHeightAndWhoIsThere) {
  view.names("w", "v", "loss")
      .racer(schema.one)
      .racer(schema.two)
      .marks(schema.minima, "minimum")
      .start(schema.begin, schema.start);
  const auto snapshot = sampleOf(schema);
  open(snapshot);
  find(*snapshot, "<b>loss ");
  find(*snapshot, "Adam after 2 steps: w 0, v 0.5");
  find(*snapshot, "minimum: w 1, v 1");
  find(*snapshot, "the start: drag it");
  const QString words = view.describe(*snapshot);
  EXPECT_TRUE(words.contains("Adam is at (0, 0.5) after 2 steps")) << words.toStdString();
  EXPECT_TRUE(words.contains("w from -2 to 2")) << words.toStdString();
  const auto table = view.numbers(*snapshot);
  ASSERT_EQ(table.columns.size(), 4u);
  EXPECT_EQ(table.rows(), 5u);
  EXPECT_EQ(table.columns[0].texts[4], "Lion");
  EXPECT_EQ(table.columns[2].numbers[4], 5);
}

TEST_F(Contours, RedrawsTheLandscapeOnlyWhenItChanges) {
  view.racer(schema.one);
  const auto snapshot = sampleOf(schema);
  open(snapshot);
  const QImage before = frame->grab().toImage();
  auto later = std::make_shared<lab::Snapshot>(*snapshot);
  later->version = 2;
  later->values[schema.one.index()] = std::make_shared<const lab::Value>(pathOf({{-1.2, 1}, {1.5, 2.5}}));
  frame->show(later);
  EXPECT_NE(frame->grab().toImage(), before);
  frame->show(snapshot);
  EXPECT_EQ(frame->grab().toImage(), before);
}

TEST_F(Contours, APathThatGrowsLooksLikeOneDrawnAtOnce) {
  view.racer(schema.one).racer(schema.two, 7);
  auto snapshot = sampleOf(schema);
  const auto with = [&](int steps) {
    lab::value::Series path;
    for (int t = 0; t <= steps; ++t) path.append(-1.5 + 0.06 * t, 1 + std::sin(0.4 * t));
    auto next = std::make_shared<lab::Snapshot>(*snapshot);
    next->version = static_cast<std::uint64_t>(steps) + 10;
    next->values[schema.one.index()] = std::make_shared<const lab::Value>(path);
    next->values[schema.two.index()] = std::make_shared<const lab::Value>(lab::value::Series{});
    return next;
  };
  open(with(0));
  for (int steps = 1; steps <= 40; ++steps) {
    frame->show(with(steps));
    frame->grab();
  }
  const QImage grown = frame->grab().toImage();
  frame->show(with(0));  // shorter: all is drawn anew
  frame->grab();
  frame->show(with(40));
  const QImage atOnce = frame->grab().toImage();
  int far = 0;
  for (int y = 0; y < grown.height(); ++y)
    for (int x = 0; x < grown.width(); ++x)
      far += std::abs(qGray(grown.pixel(x, y)) - qGray(atOnce.pixel(x, y))) > 96;
  EXPECT_LT(far, 60);  // the dots of steps lie a little deeper
}

TEST_F(Contours, CellsAreEvenAndKnowNothingBetweenThem) {
  const float nan = std::nanf("");
  view.cells().levels({1.5, 2.5}).names("x", "y", "f");
  const auto snapshot =
      snapshotOf(schema, std::pair(&schema.field, lab::value::Field{2, 2, 0, 2, 0, 2, {1, 2, 3, nan}}));
  open(snapshot);
  const QImage image = plotImage(view, *snapshot, lightTheme(), {400, 400}, 1);
  const auto count = [&](const QColor& colour) {
    int n = 0;
    for (int y = 0; y < 400; ++y)
      for (int x = 0; x < 400; ++x) n += image.pixelColor(x, y) == colour;
    return n;
  };
  // Three cells in three colours of one size, and one that says nothing; the bar is small.
  const int low = count(ordered(0)), middle = count(ordered(0.5)), high = count(ordered(1));
  EXPECT_GT(low, 10000);
  EXPECT_NEAR(middle, low, 0.1 * low);
  EXPECT_NEAR(high, low, 0.1 * low);
  EXPECT_GT(count(lightTheme().line), 10000);
  find(*snapshot, "<b>f 1</b>");
  find(*snapshot, "<b>f 3</b>");
}

TEST(ContourLines, ACircleIsOneRing) {
  const auto field = fieldOf([](double x, double y) { return std::hypot(x, y - 1); });
  const auto lines = contourLines(field, 1);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].isClosed());
  EXPECT_GT(lines[0].size(), 40);
  double length = 0;
  for (qsizetype k = 0; k < lines[0].size(); ++k) {
    EXPECT_NEAR(std::hypot(lines[0][k].x(), lines[0][k].y() - 1), 1, 2e-3);
    if (k > 0) length += QLineF(lines[0][k - 1], lines[0][k]).length();
  }
  EXPECT_NEAR(length, 2 * std::numbers::pi, 0.02);
}

TEST(ContourLines, APlaneIsCutOnceFromBorderToBorder) {
  const auto lines = contourLines(fieldOf([](double x, double y) { return x + 0 * y; }), 0.25);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_FALSE(lines[0].isClosed());
  for (const QPointF& p : lines[0]) EXPECT_NEAR(p.x(), 0.25, 1e-6);
}

TEST(ContourLines, ASaddleIsTwoLinesThatDoNotCross) {
  for (const double level : {0.1, -0.1}) {
    const auto lines = contourLines(fieldOf([](double x, double y) { return x * (y - 1); }), level);
    ASSERT_EQ(lines.size(), 2u);
    for (const auto& line : lines) {
      EXPECT_FALSE(line.isClosed());
      for (const QPointF& p : line) EXPECT_NEAR(p.x() * (p.y() - 1), level, 0.02);
    }
  }
}

TEST(ContourLines, KeepAwayFromWhatIsNotFinite) {
  auto field = fieldOf([](double x, double y) { return x + y; });
  for (std::size_t k = 0; k < field.values.size(); k += 7) field.values[k] = std::nanf("");
  for (const auto& line : contourLines(field, 1))
    for (const QPointF& p : line) EXPECT_TRUE(std::isfinite(p.x() + p.y()));
}

TEST(ContourLevels, GrowByFactorsWhereTheRangeDemands) {
  const auto steep = contourLevels(fieldOf(rosenbrock));
  EXPECT_TRUE(steep.log);
  EXPECT_GE(steep.at.size(), 6u);
  EXPECT_TRUE(std::is_sorted(steep.at.begin(), steep.at.end()));
  const auto gentle = contourLevels(fieldOf([](double x, double y) { return 3 + x + 0.3 * y; }));
  EXPECT_FALSE(gentle.log);
  EXPECT_GE(gentle.at.size(), 6u);
  EXPECT_GE(gentle.at.front(), gentle.low);
  const auto shifted = contourLevels(fieldOf([](double x, double y) { return rosenbrock(x, y) - 1000; }));
  EXPECT_TRUE(shifted.log);  // powers above the lowest value
  EXPECT_NEAR(shifted.base, -1000, 2);
  const auto flat = contourLevels(fieldOf([](double, double) { return 7.0; }));
  EXPECT_TRUE(flat.any);
  EXPECT_TRUE(flat.at.empty());
  EXPECT_EQ(contourLevels(fieldOf(rosenbrock), {1, 2}).at, (std::vector<double>{1, 2}));
}

TEST(ContourLevels, SamplesTheNearestCell) {
  const lab::value::Field field{2, 2, 0, 2, 0, 2, {1, 2, 3, std::nanf("")}};
  EXPECT_EQ(sample(field, 0.9, 0.9, true), 1);
  EXPECT_EQ(sample(field, 1.1, 0.2, true), 2);
  EXPECT_EQ(sample(field, -5, 9, true), 3);
  EXPECT_TRUE(std::isnan(sample(field, 1.9, 1.9, true)));
}

TEST(ContourLevels, SamplesBetweenTheCells) {
  const auto field = fieldOf([](double x, double y) { return 2 * x - y; });
  EXPECT_NEAR(sample(field, 0.123, 1.77), 2 * 0.123 - 1.77, 1e-5);
  EXPECT_NEAR(sample(field, -2, 3), 2 * -2 + 0.0625 - 3 + 0.03125,
              1e-5);  // held beyond the outermost centres
}

TEST_F(Contours, ExportsAsItLooks) {
  view.racer(schema.one).racer(schema.two).arrows(schema.pull, "velocity").marks(schema.minima, "minimum");
  const auto snapshot = sampleOf(schema);
  const QImage picture = plotImage(view, *snapshot, lightTheme(), {600, 400}, 1);
  QImage blank = picture;
  blank.fill(lightTheme().ground);
  EXPECT_NE(picture, blank);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator svg;
  svg.setOutputDevice(&buffer);
  svg.setSize({600, 400});
  QPainter painter(&svg);
  paintPlot(painter, view, *snapshot, lightTheme(), {600, 400});
  painter.end();
  EXPECT_TRUE(bytes.contains("<image"));
  EXPECT_GT(bytes.count("<path"), 6);  // the lines stay vectors
}

class NastyContours : public testing::TestWithParam<int> {};

TEST_P(NastyContours, PaintWhateverComes) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  Walk schema;
  const lab::value::Field fields[] = {{},
                                      {1, 1, 0, 1, 0, 1, {3}},
                                      {2, 2, 0, 1, 0, 1, {1, 2, 3}},  // too few numbers
                                      {2, 2, 1, 1, 0, 1, {1, 2, 3, 4}},
                                      fieldOf([&](double, double) { return nan; }, 8),
                                      fieldOf([&](double x, double) { return x > 0 ? inf : -x; }, 8),
                                      fieldOf([](double x, double y) { return 1e30 * x * y; }, 8),
                                      fieldOf([](double, double) { return 0.0; }, 8)};
  const auto snapshot =
      snapshotOf(schema, std::pair(&schema.field, fields[GetParam()]),
                 std::pair(&schema.one, pathOf({{nan, 1}, {0, inf}, {1e300, -1e300}, {0, 0}})),
                 std::pair(&schema.two, lab::value::Series{}),
                 std::pair(&schema.pull, lab::value::Points{2, 4, {0, 0, inf, nan, 0, 0, 0, 0}, {}, {}}),
                 std::pair(&schema.minima, lab::value::Points{1, 1, {1}, {}, {}}),
                 std::pair(&schema.begin, lab::value::Points{0, 2, {}, {}, {}}));
  ContourView view("nasty", schema.field);
  view.racer(schema.one)
      .racer(schema.two)
      .arrows(schema.pull, "pull")
      .marks(schema.minima, "minimum")
      .start(schema.begin, schema.start)
      .border(0);
  NotingPort port;
  ViewFrame frame(view, port);
  for (const QSize size : {QSize(700, 560), QSize(160, 100), QSize(20, 20)}) {
    frame.resize(size);
    frame.show(snapshot);
    frame.grab();
    plotImage(view, *snapshot, darkTheme(), size, 1);
    QTest::mouseMove(frame.findChild<ViewCanvas*>(), QPoint(80, 60));
    QTest::keyClick(frame.findChild<ViewCanvas*>(), Qt::Key_Left);
  }
  EXPECT_FALSE(view.describe(*snapshot).isEmpty());
  view.numbers(*snapshot);
  auto empty = snapshotOf(schema);
  plotImage(view, *empty, lightTheme(), {300, 200}, 1);
}
INSTANTIATE_TEST_SUITE_P(Cases, NastyContours, testing::Range(0, 8));

}  // namespace
}  // namespace gradarium::widgets
