// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/surface_view.h"

#include <cmath>

#include "core/optim/objective.h"
#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Field = lab::value::Field;

struct Landscapes : lab::Experiment {
  Landscapes() : Experiment("landscapes", "Landscapes") {}
  lab::Field field{this, "field", "A landscape"};
  lab::Series path{this, "path", "gradient descent"};
  lab::Points minima{this, "minima", "Minima"};
  void reset() override {}
};

Field fieldOf(optim::Surface surface) {
  const optim::Objective objective(surface);
  const auto w = objective.window();
  return {60, 80, w.x0, w.x1, w.y0, w.y1, objective.grid(60, 80, w)};
}

struct SurfaceTest : testing::Test {
  Landscapes schema;
  test::NotingPort port;
  SurfaceView view{"surface", schema.field};
  /// A descent that really walks.
  std::shared_ptr<lab::Snapshot> of(optim::Surface surface, double rate = 0.01) {
    const optim::Objective objective(surface);
    lab::value::Series path;
    optim::Place at = objective.start();
    for (int i = 0; i < 150; ++i) {
      path.append(at.x, at.y);
      const auto jet = objective.jet(at);
      at = {at.x - rate * jet.x, at.y - rate * jet.y};
    }
    lab::value::Points minima{0, 2, {}, {}, {}};
    for (const auto& m : objective.minima()) minima.data.insert(minima.data.end(), {m.x, m.y}), ++minima.rows;
    return test::snapshotOf(schema, std::pair(&schema.field, fieldOf(surface)), std::pair(&schema.path, path),
                            std::pair(&schema.minima, minima));
  }
};

TEST_F(SurfaceTest, KeepsToItsAreaAndSurvivesTheFile) {
  view.racer(schema.path).marks(schema.minima, "minimum");
  for (const auto surface : {optim::Surface::Himmelblau, optim::Surface::Rosenbrock}) {
    const auto snapshot = of(surface, 0.001);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(SurfaceTest, HoverSaysTheValueThere) {
  const auto snapshot = of(optim::Surface::Saddle);
  test::painted(view, *snapshot, {500, 360}, true);
  const QString words = view.hover({{250, 150}, test::areaOf({500, 360})}, *snapshot);
  // "x 0.1, y -0.2: f <b>...": what is said is what the function gives.
  double x = 0, y = 0, f = 0;
  ASSERT_EQ(std::sscanf(words.toUtf8().constData(), "x %lf, y %lf: f <b>%lf", &x, &y, &f), 3)
      << words.toStdString();
  EXPECT_NEAR(f, optim::Objective(optim::Surface::Saddle).value({x, y}), 0.08);
}

TEST_F(SurfaceTest, TurnsByDragAndKeys) {
  const auto snapshot = of(optim::Surface::Saddle);
  const QImage before = test::painted(view, *snapshot, {400, 260}, true);
  const QRectF area = test::areaOf({400, 260});
  EXPECT_TRUE(view.press({{200, 130}, area, true}, *snapshot, port));
  view.drag({{260, 130}, area, true}, *snapshot, port);
  view.release({{260, 130}, area, true}, *snapshot, port);
  EXPECT_NE(test::painted(view, *snapshot, {400, 260}, true), before);
  EXPECT_TRUE(view.key(Qt::Key_Home, false, *snapshot, port));
  EXPECT_EQ(test::painted(view, *snapshot, {400, 260}, true), before);
  for (int i = 0; i < 72; ++i) EXPECT_TRUE(view.key(Qt::Key_Right, false, *snapshot, port));
  EXPECT_EQ(test::painted(view, *snapshot, {400, 260}, true), before) << "once round";
  EXPECT_TRUE(port.sent.empty());
}

TEST(SurfacePoses, TurnRigidly) {
  // Seen from above, the floor's corners are as far from its middle whatever the azimuth.
  for (double azimuth = -180; azimuth <= 180; azimuth += 15) {
    const SurfacePose pose{azimuth, 90, {0, 0}, 1, 1};
    for (const auto& [u, v] : {std::pair(1.0, 1.0), std::pair(1.0, -1.0)}) {
      const QPointF at = pose.at(u, v, 0.5);
      EXPECT_NEAR(std::hypot(at.x(), at.y()), std::sqrt(2.0), 1e-9);
    }
  }
  const SurfacePose low{20, 8, {0, 0}, 1, 1};
  EXPECT_LT(low.at(0, 0, 1).y(), low.at(0, 0, -1).y()) << "up is up";
}

TEST_F(SurfaceTest, PaintsWhateverComes) {
  view.racer(schema.path).marks(schema.minima, "minimum");
  const float nan = NAN, inf = INFINITY;
  for (const Field& field :
       {Field{}, Field{2, 2, 0, 1, 0, 1, {1, 1, 1, 1}}, Field{2, 2, 0, 1, 0, 1, {nan, nan, inf, nan}},
        Field{2, 3, 0, 1, 0, 1, {1, nan, 3, 1e38F, -1e38F, 2}}, Field{2, 2, 1, 1, 0, 1, {1, 2, 3, 4}},
        Field{1, 4, 0, 1, 0, 1, {1, 2, 3, 4}}, Field{9, 9, 0, 1, 0, 1, {}}}) {
    lab::value::Series path;
    path.append(0.5, 0.5);
    path.append(1e300, std::nan(""));
    path.append(0.1, 0.9);
    const auto snapshot =
        test::snapshotOf(schema, std::pair(&schema.field, field), std::pair(&schema.path, path),
                         std::pair(&schema.minima, lab::value::Points{1, 1, {3}, {}, {}}));
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Up, true, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(SurfaceTest, Pictures) {
  view.racer(schema.path).marks(schema.minima, "minimum");
  test::savePictures(view, *of(optim::Surface::Himmelblau), "surface-himmelblau");
  test::savePictures(view, *of(optim::Surface::Rosenbrock, 0.001), "surface-rosenbrock");
  test::savePictures(view, *of(optim::Surface::Rastrigin, 0.001), "surface-rastrigin");
  view.from(-60, 20);
  test::savePictures(view, *of(optim::Surface::Saddle, 0.1), "surface-saddle");
}

}  // namespace
}  // namespace gradarium::widgets
