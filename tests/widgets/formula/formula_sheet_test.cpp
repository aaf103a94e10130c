// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/formula_sheet.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <cmath>

#include "core/base/error.h"
#include "tests/paths.h"
#include "widgets/formula/outline.h"

namespace gradarium::widgets {
namespace {

QString fixture() { return QString::fromStdString(tests::paths::fixtures) + "/formulas/formulas.svg"; }

TEST(Outline, FollowsEachCommand) {
  const QPainterPath path = outlineOf(u"M0 0H10V10L0 10Z");
  EXPECT_EQ(path.boundingRect(), QRectF(0, 0, 10, 10));
  EXPECT_TRUE(path.contains(QPointF(5, 5)));
  // T reflects the bend before it: up to y = 5, then down to y = -5.
  const QRectF wave = outlineOf(u"M0 0Q5 10 10 0T20 0").boundingRect();
  EXPECT_NEAR(wave.bottom(), 5, 1e-9);
  EXPECT_NEAR(wave.top(), -5, 1e-9);
  const QRectF cubic = outlineOf(u"M0,0C0,8 10,8 10,0S20,-8 20,0").boundingRect();
  EXPECT_NEAR(cubic.bottom(), 6, 1e-9);
  EXPECT_NEAR(cubic.top(), -6, 1e-9);
  EXPECT_EQ(outlineOf(u"M0 0 10 0 10 5").boundingRect(), QRectF(0, 0, 10, 5));
  EXPECT_TRUE(outlineOf(u"").isEmpty());
}

TEST(Outline, SaysWhatItCannotRead) {
  EXPECT_THROW(outlineOf(u"M0"), base::Error);
  EXPECT_THROW(outlineOf(u"5 5"), base::Error);
  EXPECT_THROW(outlineOf(u"M0 0A1 1 0 0 0 5 5"), base::Error);
  EXPECT_THROW(outlineOf(u"M0 0Z1 1"), base::Error);
}

TEST(FormulaSheet, KnowsItsFormulasByTexAndByName) {
  const FormulaSheet sheet = FormulaSheet::read(fixture());
  EXPECT_EQ(sheet.formulas().size(), 5U);
  ASSERT_NE(sheet.find("x^2", false), nullptr);
  EXPECT_EQ(sheet.find("x^2", true), nullptr);
  EXPECT_EQ(sheet.find("x^3", false), nullptr);
  EXPECT_EQ(sheet.find("x^2", false)->spoken, "x squared");
  const Formula* inertia = sheet.named("inertia");
  ASSERT_NE(inertia, nullptr);
  EXPECT_TRUE(inertia->display);
  EXPECT_EQ(sheet.find(" J = \\sum_{i=1}^n\n \\norm{x_i - \\mu_{z(i)}}^2 = \\live{cost}{000.00} \\label{inertia}", true), inertia);
  ASSERT_EQ(inertia->slots.size(), 1U);
  EXPECT_EQ(inertia->slots[0].live, "cost");
  EXPECT_EQ(inertia->slots[0].figures, "000.00");
  // Five figures of half an em and a point of 0.278; the slot is the last thing of the formula.
  EXPECT_NEAR(inertia->slots[0].room.width(), 2.778, 1e-6);
  EXPECT_NEAR(inertia->slots[0].room.right(), inertia->width, 1e-3);
  EXPECT_NEAR(inertia->slots[0].room.bottom(), 0, 1e-9);
  ASSERT_EQ(inertia->breaks.size(), 2U);
  EXPECT_EQ(inertia->breaks[0].kind, Formula::Break::Relation);
  for (const QChar c : QString("0123456789.-+e–∞")) EXPECT_TRUE(sheet.figures().count(c)) << QString(c).toStdString();
}

/// The share of pixels that two readers of the file paint clearly differently, a slot's room left out.
double disagreement(const QImage& ours, const QImage& theirs) {
  int different = 0, inked = 0;
  for (int y = 0; y < ours.height(); ++y)
    for (int x = 0; x < ours.width(); ++x) {
      const int a = qGray(ours.pixel(x, y)), b = qGray(theirs.pixel(x, y));
      inked += a < 128 || b < 128;
      different += std::abs(a - b) > 96;
    }
  return inked ? static_cast<double>(different) / inked : 1;
}

TEST(FormulaSheet, DrawsWhatQtsOwnReaderDraws) {
  const FormulaSheet sheet = FormulaSheet::read(fixture());
  QSvgRenderer renderer(fixture());
  ASSERT_TRUE(renderer.isValid());
  const double scale = 0.05;
  QImage theirs((QSizeF(renderer.viewBox().size()) * scale).toSize(), QImage::Format_RGB32), ours = theirs;
  theirs.fill(Qt::white);
  ours = theirs;
  QPainter painter(&theirs);
  painter.setRenderHint(QPainter::Antialiasing);
  renderer.render(&painter, QRectF(QPointF(), QSizeF(renderer.viewBox().size()) * scale));
  painter.end();
  painter.begin(&ours);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale * 1000, scale * 1000);
  double top = 0.4;  // as the script lays them out
  for (const Formula& formula : sheet.formulas()) {
    painter.save();
    painter.translate(0.4, top + formula.ascent);
    for (const Formula::Mark& mark : formula.marks) painter.fillPath(mark.outline, Qt::black);
    for (const FormulaSlot& slot : formula.slots) painter.fillRect(slot.room, QColor(0xe9, 0xed, 0xff));
    painter.restore();
    top += formula.ascent + formula.descent + 0.8;
  }
  painter.end();
  EXPECT_LT(disagreement(ours, theirs), 0.01);
}

TEST(FormulaSheet, NoMarkLeavesItsFormula) {
  const FormulaSheet sheet = FormulaSheet::read(fixture());
  for (const Formula& formula : sheet.formulas()) {
    const QRectF box = QRectF(0, -formula.ascent, formula.width, formula.ascent + formula.descent).adjusted(-0.2, -0.2, 0.2, 0.2);
    for (const Formula::Mark& mark : formula.marks) EXPECT_TRUE(box.contains(mark.outline.boundingRect())) << formula.tex.toStdString();
  }
}

TEST(FormulaSheet, SaysWhereAFileIsWrong) {
  const auto error = [](const QByteArray& svg) -> std::string {
    try {
      FormulaSheet::parse(svg, "f.svg");
    } catch (const base::Error& e) {
      return e.what();
    }
    return "read";
  };
  const QByteArray head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n";
  const QByteArray group = head + "<g id=\"a\" data-tex=\"x\" data-mode=\"inline\" data-size=\"1 2 3\">\n";
  EXPECT_EQ(error(head + "</svg>"), "read");
  EXPECT_NE(error("").find("f.svg"), std::string::npos);
  EXPECT_NE(error("<html/>").find("<html> is not expected"), std::string::npos);
  EXPECT_NE(error(head + "<g id=\"a\" data-size=\"1 2\"/></svg>").find("line 2"), std::string::npos);
  EXPECT_NE(error(group + "<use xlink:href=\"#no\"/></g></svg>").find("there is no glyph '#no'"), std::string::npos);
  EXPECT_NE(error(group + "<circle/></g></svg>").find("<circle>"), std::string::npos);
  EXPECT_NE(error(group + "<rect x=\"a\" y=\"0\" width=\"1\" height=\"1\"/></g></svg>").find("not a number"), std::string::npos);
  EXPECT_NE(error(group).find("f.svg, line"), std::string::npos);
}

TEST(FormulaSheet, AFolderWithoutOneHasAnEmptySheet) {
  const QTemporaryDir folder;
  EXPECT_TRUE(FormulaSheet::of(folder.path())->formulas().empty());
  QTemporaryDir broken;
  QFile file(broken.filePath("formulas.svg"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("no");
  file.close();
  EXPECT_TRUE(FormulaSheet::of(broken.path())->formulas().empty());
  EXPECT_EQ(FormulaSheet::of(folder.path()), FormulaSheet::of(folder.path()));
}

}  // namespace
}  // namespace gradarium::widgets
