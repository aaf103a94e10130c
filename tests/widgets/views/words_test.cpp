// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/words.h"

#include <gtest/gtest.h>

#include <QFontMetricsF>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

const QFontMetricsF metrics() { return QFontMetricsF(font(TextRole::Small)); }
double widthOf(const QString& words) { return metrics().horizontalAdvance(words); }

TEST(Words, AreCutWhereOneCanStillGuessThem) {
  const auto at = [](const QString& words, const QString& room) {
    return fitted(words, metrics(), widthOf(room) + 0.5);
  };
  EXPECT_EQ(at("gradient descent", "gradient descent"), "gradient descent");
  EXPECT_EQ(at("gradient descent", "grad. descent"), "grad. descent");
  EXPECT_EQ(at("gradient descent", "grad. desc."), "grad. desc.");
  EXPECT_EQ(at("previous", "prev."), "prev.");
  EXPECT_EQ(at("induction", "induct."), "induct.");
  EXPECT_EQ(at("induction", "ind."), "ind.");
  EXPECT_EQ(at("PC 1 (92.5 % of the variance)", "PC 1 of"), "PC 1");
  EXPECT_EQ(at("loss, nats", "loss,…"), "loss,…") << "short words are not cut";
}

TEST(Words, NeverTakeMoreThanTheirRoom) {
  for (const QString& words : {QString("Sharpness of first and second"), QString("1.4 prev 64%"),
                               QString("λ₁ probability"), QString(60, 'w'), QString("a (b)"), QString()})
    for (double width = 0; width < 260; width += 7) {
      const QString text = fitted(words, metrics(), width);
      EXPECT_TRUE(widthOf(text) <= width + 0.01 || text.size() <= 1) << text.toStdString() << " in " << width;
      const QStringList lines = fittedInTwo(words, metrics(), width);
      EXPECT_LE(lines.size(), 2);
      for (const QString& line : lines) EXPECT_TRUE(widthOf(line) <= width + 0.01 || line.size() <= 1);
    }
}

TEST(Words, BreakWhereBothLinesAreShortest) {
  EXPECT_EQ(fittedInTwo("1.4 prev 64%", metrics(), widthOf("1.4 prev")), (QStringList{"1.4 prev", "64%"}));
  EXPECT_EQ(fittedInTwo("1.4 prev 64%", metrics(), 1000), QStringList{"1.4 prev 64%"});
  EXPECT_EQ(fittedInTwo("patched", metrics(), widthOf("patched") - 1), QStringList{"patch."});
}

}  // namespace
}  // namespace gradarium::widgets
