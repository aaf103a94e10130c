// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/formula_layout.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <limits>

#include "core/base/error.h"
#include "core/lab/engine.h"
#include "tests/paths.h"
#include "tests/widgets/views/sample_kmeans.h"
#include "widgets/formula/live_number.h"
#include "widgets/theme/theme.h"
#include "widgets/views/formula_view.h"

namespace gradarium::widgets {
namespace {

const FormulaSheet& sheet() {
  static const FormulaSheet all = FormulaSheet::read(QString::fromStdString(tests::paths::fixtures) + "/formulas/formulas.svg");
  return all;
}
const Formula& inertia() { return *sheet().named("inertia"); }

TEST(FormulaLayout, TakesOneLineWhereThereIsRoom) {
  const FormulaLayout free(sheet(), inertia(), 20), roomy(sheet(), inertia(), 20, 400);
  EXPECT_EQ(free.lines(), 1U);
  EXPECT_EQ(roomy.lines(), 1U);
  EXPECT_DOUBLE_EQ(free.size().width(), inertia().width * 20);
  EXPECT_EQ(roomy.size(), free.size());
  EXPECT_NEAR(free.ascent(), inertia().ascent * 20, 1e-9);
}

TEST(FormulaLayout, ShrinksALittleThenBreaksBeforeARelation) {
  const double natural = inertia().width * 20;
  const FormulaLayout smaller(sheet(), inertia(), 20, natural * 0.9);
  EXPECT_EQ(smaller.lines(), 1U);
  EXPECT_NEAR(smaller.size().width(), natural * 0.9, 1e-6);
  const FormulaLayout broken(sheet(), inertia(), 20, natural * 0.75);
  EXPECT_EQ(broken.lines(), 2U);
  EXPECT_LE(broken.size().width(), natural * 0.75 + 1e-6);
  EXPECT_DOUBLE_EQ(broken.em(), 20);
  EXPECT_GT(broken.roomOf(0).top(), smaller.size().height() / 2);  // the number went to the second line
  EXPECT_LT(broken.roomOf(0).right(), broken.size().width() + 4);
}

TEST(FormulaLayout, StaysInsideAnyRoom) {
  for (const Formula& formula : sheet().formulas())
    for (const double room : {30.0, 60.0, 120.0, 188.0, 250.0, 1000.0}) {
      const FormulaLayout layout(sheet(), formula, 17, room);
      EXPECT_LE(layout.size().width(), room + 1e-6) << formula.tex.toStdString();
      EXPECT_GT(layout.size().height(), 0);
    }
}

/// What is painted lies within the size that was measured.
TEST(FormulaLayout, PaintsWithinItsSize) {
  for (const Formula& formula : sheet().formulas())
    for (const double room : {0.0, 90.0, 180.0}) {
      const FormulaLayout layout(sheet(), formula, 20, room);
      const QRect inner(QPoint(20, 20), (layout.size() + QSizeF(1, 1)).toSize());
      QImage image(inner.size() + QSize(40, 40), QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      layout.paint(painter, inner.topLeft(), lightTheme(), Qt::black, {"81.36"});
      painter.end();
      int inside = 0, outside = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          if (image.pixel(x, y) != 0xffffffff) (inner.adjusted(-5, -4, 5, 4).contains(x, y) ? inside : outside) += 1;
      EXPECT_GT(inside, 20) << formula.tex.toStdString();
      EXPECT_EQ(outside, 0) << formula.tex.toStdString() << " in " << room;
    }
}

TEST(FormulaLayout, ANewNumberChangesOnlyItsRoom) {
  const FormulaLayout layout(sheet(), inertia(), 30);
  const auto picture = [&](const QString& number) {
    QImage image((layout.size() + QSizeF(20, 20)).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    layout.paint(painter, QPointF(8, 8), lightTheme(), lightTheme().ink, {number});
    return image;
  };
  const QImage before = picture("81.36"), after = picture("142.80"), wide = picture("k-means++");
  EXPECT_NE(before, after);
  const QRect room = layout.roomOf(0).translated(8, 8).toAlignedRect().adjusted(-2, -2, 2, 2);
  for (int y = 0; y < before.height(); ++y)
    for (int x = 0; x < before.width(); ++x)
      if (!room.contains(x, y)) {
        ASSERT_EQ(before.pixel(x, y), after.pixel(x, y)) << x << "," << y;
        ASSERT_EQ(before.pixel(x, y), wide.pixel(x, y)) << x << "," << y;
      }
}

TEST(FormulaLayout, IsSpokenWithTodaysNumber) {
  EXPECT_TRUE(spoken(inertia(), {"81.36"}).endsWith("equals 81.36"));
  EXPECT_TRUE(spoken(inertia(), {}).endsWith("equals nothing yet"));
}

TEST(LiveNumber, FitsItsRoom) {
  EXPECT_EQ(fitted(81.357, "000.00"), "81.36");
  EXPECT_EQ(fitted(-0.5, "-0.00"), "-0.50");
  EXPECT_EQ(fitted(3, "00"), "3");
  EXPECT_EQ(fitted(1234.567, "000.00"), "1234.6");
  EXPECT_EQ(fitted(123456789, "000.00"), "1e8");
  EXPECT_EQ(fitted(0, "0.000"), "0.000");
  EXPECT_EQ(fitted(0.00001, "0.000"), "1e-5");
  EXPECT_EQ(fitted(-0.00001, "0.0"), "0.0");
  EXPECT_EQ(fitted(std::numeric_limits<double>::quiet_NaN(), "0.0"), "–");
  EXPECT_EQ(fitted(std::numeric_limits<double>::infinity(), "0.0"), "∞");
}

TEST(LiveNumber, ReadsScalarsCellsAndParameters) {
  const test::SampleExperiment schema;
  lab::Engine engine(std::make_unique<test::SampleExperiment>());
  engine.apply(lab::Command::set("k", "2"));
  const auto snapshot = engine.snapshot();
  const double cost = schema.inertia.numberIn(*snapshot);
  EXPECT_DOUBLE_EQ(LiveNumber("inertia", schema).number(*snapshot), cost);
  EXPECT_EQ(LiveNumber("k", schema).text(*snapshot, "0"), "2");
  EXPECT_EQ(LiveNumber("data", schema).text(*snapshot, "0"), "iris");
  EXPECT_EQ(LiveNumber("step", schema).text(*snapshot, "00"), "0");
  const auto* centres = schema.centres.in(*snapshot);
  EXPECT_DOUBLE_EQ(LiveNumber("centres[1,2]", schema).number(*snapshot), centres->at(1, 2));
  EXPECT_EQ(LiveNumber("centres[7,0]", schema).text(*snapshot, "0.0"), "–");  // k = 2: not there today
  EXPECT_EQ(LiveNumber("labels[0]", schema).number(*snapshot), schema.labels.in(*snapshot)->codes[0]);
  for (const char* wrong : {"cost", "centres", "centres[1]", "inertia[0]", "labels", "k[1]", "", "a b", "centres[-1,0]"})
    EXPECT_THROW(LiveNumber(wrong, schema), base::BadCall) << wrong;
}

TEST(FormulaView, ShowsTheLabelledFormulaWithTodaysNumber) {
  class Costed final : public lab::Experiment {
   public:
    Costed() : Experiment("costed", "Costed") {}
    lab::Real rate{this, "rate", "Rate", {.value = 1, .min = 0, .max = 10}};
    lab::Scalar cost{this, "cost", "Cost"};
    void reset() override { cost = 40 * rate; }
  };
  const Costed schema;
  lab::Engine engine(std::make_unique<Costed>());
  const auto before = engine.snapshot();
  engine.apply(lab::Command::set("rate", "2"));
  const auto after = engine.snapshot();

  FormulaView view("loss", "inertia", schema);
  EXPECT_FALSE(view.problem().empty());  // no sheet yet: it says so, and draws that
  const auto picture = [&](const lab::Snapshot& snapshot, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    view.paint({painter, QRectF(QPointF(), QSizeF(size)), lightTheme(), snapshot, false});
    return image;
  };
  EXPECT_NE(picture(*before, {300, 100}), QImage());
  view.setSheet(std::make_shared<FormulaSheet>(sheet()));
  EXPECT_EQ(view.problem(), "");
  ASSERT_EQ(view.observables().size(), 1U);
  EXPECT_EQ(view.observables()[0], &schema.cost);
  EXPECT_TRUE(view.describe(*after).endsWith("equals 80.00"));
  EXPECT_NE(picture(*before, {300, 100}), picture(*after, {300, 100}));
  EXPECT_EQ(view.numbers(*after).columns.at(0).numbers.at(0), 80);
  for (const QSize size : {QSize(60, 30), QSize(200, 60), QSize(900, 600)}) EXPECT_EQ(picture(*after, size).size(), size);

  FormulaView missing("loss", "nowhere", schema);
  missing.setSheet(std::make_shared<FormulaSheet>(sheet()));
  EXPECT_NE(missing.problem().find("'nowhere'"), std::string::npos);
  const test::SampleExperiment other;  // has no observable called cost
  FormulaView unbound("loss", "inertia", other);
  unbound.setSheet(std::make_shared<FormulaSheet>(sheet()));
  EXPECT_NE(unbound.problem().find("'cost'"), std::string::npos);
}

}  // namespace
}  // namespace gradarium::widgets
