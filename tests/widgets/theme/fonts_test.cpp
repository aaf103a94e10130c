// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFontInfo>
#include <QFontMetricsF>

#include "widgets/theme/sfnt.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

TEST(Fonts, FiguresAreOfEqualWidth) {
  for (const TextRole role :
       {TextRole::Body, TextRole::Small, TextRole::Strong, TextRole::Title, TextRole::Code}) {
    const QFontMetricsF metrics(font(role));
    for (char digit = '0'; digit <= '9'; ++digit)
      // Inter kerns a pair of fours by a few hundredths of a pixel: nothing that an eye could see.
      EXPECT_NEAR(metrics.horizontalAdvance(QString(6, digit)), metrics.horizontalAdvance("000000"), 0.3)
          << digit;
    EXPECT_NEAR(metrics.horizontalAdvance("111.11"), metrics.horizontalAdvance("888.88"), 0.01);
  }
}

TEST(Fonts, RolesDiffer) {
  EXPECT_GT(QFontInfo(font(TextRole::Title)).pixelSize(), QFontInfo(font(TextRole::Body)).pixelSize());
  EXPECT_GT(font(TextRole::Strong).weight(), font(TextRole::Body).weight());
  const QFontMetricsF strong(font(TextRole::Strong)), body(font(TextRole::Body));
  EXPECT_GT(strong.horizontalAdvance("Gradarium"), body.horizontalAdvance("Gradarium"));
  EXPECT_TRUE(QFontInfo(font(TextRole::Code)).fixedPitch());
}

TEST(Sfnt, BrokenTablesLeadToNothing) {
  QByteArray noise;
  for (int i = 0; i < 997; ++i) noise.append(static_cast<char>(i * 73 + i / 7));
  for (int cut = 0; cut < noise.size(); cut += 41) {
    sfnt::substitutions(noise.left(cut), "tnum");
    sfnt::characters(noise.left(cut));
  }
  EXPECT_TRUE(sfnt::substitutions({}, "tnum").empty());
  EXPECT_TRUE(sfnt::characters({}).empty());
}

TEST(Sfnt, CharactersSurviveWriting) {
  const std::map<quint32, quint16> glyphs{{'0', 7}, {'1', 8}, {'2', 20}, {0x1f600, 21}, {0x1f601, 22}};
  EXPECT_EQ(sfnt::characters(sfnt::writeCharacters(glyphs)), glyphs);
}

}  // namespace
}  // namespace gradarium::widgets
