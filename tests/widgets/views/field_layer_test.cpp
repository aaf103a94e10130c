// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/field_layer.h"

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

struct Decisions : lab::Experiment {
  Decisions() : Experiment("decisions", "Decisions") {}
  lab::Points points{this, "points", "Samples"};
  lab::Labels labels{this, "labels", "Class"};
  lab::Field field{this, "field", "Decision"};
  void reset() override {}
};

/// 1 right of x = 0, 0 left of it, over [-2, 2] x [-1, 1].
lab::value::Field halves() {
  lab::value::Field field{10, 20, -2, 2, -1, 1, {}};
  for (std::size_t i = 0; i < 200; ++i) field.values.push_back(i % 20 >= 10 ? 1.0f : 0.0f);
  return field;
}

struct FieldUnderScatter : testing::Test {
  Decisions schema;
  ScatterView view{"scatter", schema.points};
  lab::value::Points points{2, 2, {-1.5, -0.5, 1.5, 0.5}, {"x1", "x2"}, {}};
  std::shared_ptr<lab::Snapshot> of(lab::value::Field field) {
    return test::snapshotOf(schema, std::pair(&schema.points, points), std::pair(&schema.labels, lab::value::Labels{{0, 1}, {"no", "yes"}}),
                            std::pair(&schema.field, std::move(field)));
  }
};

TEST_F(FieldUnderScatter, KeepsToItsAreaAndSurvivesTheFile) {
  for (const FieldLook look : {FieldLook::Classes, FieldLook::Probability, FieldLook::Signed, FieldLook::Ordered}) {
    view.colour(schema.labels).field(schema.field, look);
    for (auto field : {halves(), halves()}) {
      field.x1 = 3;  // and once beyond the plot
      test::expectInsideItsArea(view, *of(field));
      test::expectSvgLooksLikePng(view, *of(halves()));
    }
  }
}

TEST_F(FieldUnderScatter, HasTheColoursOfItsClassesInTheirPlaces) {
  view.colour(schema.labels).field(schema.field);
  const auto snapshot = of(halves());
  const QImage image = test::painted(view, *snapshot, {400, 260}, true);
  const QPointF left = test::pointAt(view, *snapshot, "here: <b>no</b>"), right = test::pointAt(view, *snapshot, "here: <b>yes</b>");
  EXPECT_LT(left.x(), right.x());
  const auto near = [&](QPointF at) { return image.pixelColor(at.toPoint() + QPoint(6, 7)); };
  EXPECT_GT(near(left).blue(), near(left).red());     // the first group is blue
  EXPECT_GT(near(right).red(), near(right).blue());   // the second orange
}

TEST_F(FieldUnderScatter, GoesAwayWithItsColumns) {
  points = {2, 3, {-1.5, -0.5, 9, 1.5, 0.5, 8}, {"a", "b", "c"}, {}};
  view.axes(0, 1).field(schema.field, FieldLook::Probability, "probability of yes");
  const auto snapshot = of(halves());
  test::painted(view, *snapshot, {400, 260}, true);
  test::pointAt(view, *snapshot, "probability of yes <b>0</b>");
  view.choose(1, 2);  // over other columns it would tell nonsense
  test::painted(view, *snapshot, {400, 260}, true);
  for (int x = 0; x < 400; x += 5) EXPECT_FALSE(view.hover({QPointF(x, 120), {}}, *snapshot).contains("probability"));
}

TEST_F(FieldUnderScatter, PaintsWhateverComes) {
  view.field(schema.field, FieldLook::Signed);
  for (const auto& field : {lab::value::Field{}, lab::value::Field{2, 2, 0, 0, 0, 1, {1, 2, 3, 4}}, lab::value::Field{2, 2, 0, 1, 0, 1, {1}},
                            lab::value::Field{1, 1, -1e9, 1e9, -1e9, 1e9, {std::nanf("")}}}) {
    const auto snapshot = of(field);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.hover({{200, 100}, {}}, *snapshot);
  }
}

}  // namespace
}  // namespace gradarium::widgets
