// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/contrast.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "widgets/controls/figures.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
Vector times(const Matrix& m, const Vector& v) {
  Vector out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) out[i] += m[i][j] * v[j];
  return out;
}

// Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
struct Vision {
  const char* name;
  Matrix seen;
};
const Vision visions[] = {
    {"full", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protan",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deutan",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritan",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}}};

/// Oklab (Ottosson 2020): equal distances look about equally far apart.
Vector oklab(const QColor& colour, const Matrix& vision) {
  Vector rgb = times(vision, {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())});
  for (double& c : rgb) c = std::clamp(c, 0.0, 1.0);
  Vector lms = times({{{0.4122214708, 0.5363325363, 0.0514459929},
                       {0.2119034982, 0.6806995451, 0.1073969566},
                       {0.0883024619, 0.2817188376, 0.6299787005}}},
                     rgb);
  for (double& c : lms) c = std::cbrt(c);
  return times({{{0.2104542553, 0.7936177850, -0.0040720468},
                 {1.9779984951, -2.4285922050, 0.4505937099},
                 {0.0259040371, 0.7827717662, -0.8086757660}}},
               lms);
}

double apart(const QColor& a, const QColor& b, const Matrix& vision) {
  const Vector x = oklab(a, vision), y = oklab(b, vision);
  return std::sqrt(std::pow(x[0] - y[0], 2) + std::pow(x[1] - y[1], 2) + std::pow(x[2] - y[2], 2));
}

class Themes : public testing::TestWithParam<const Theme*> {};
INSTANTIATE_TEST_SUITE_P(Both, Themes, testing::Values(&lightTheme(), &darkTheme()),
                         [](const auto& info) { return info.param->dark ? "Dark" : "Light"; });

TEST(Contrast, IsWhatWcagSays) {
  EXPECT_DOUBLE_EQ(contrast(Qt::black, Qt::white), 21);
  EXPECT_DOUBLE_EQ(contrast(Qt::white, Qt::black), 21);
  EXPECT_DOUBLE_EQ(contrast(Qt::red, Qt::red), 1);
  EXPECT_NEAR(contrast(QColor("#767676"), Qt::white), 4.54, 0.01);  // the well-known lightest grey for text
}

TEST_P(Themes, TextReads) {
  const Theme& t = *GetParam();
  for (const QColor& behind : {t.ground, t.card}) {
    for (const QColor& text : {t.ink, t.quiet, t.accent, t.done, t.wrong})
      EXPECT_GE(contrast(text, behind), 4.5) << text.name().toStdString();
  }
  for (const QColor& text : {t.ink, t.accent, t.done}) EXPECT_GE(contrast(text, t.accentSoft), 4.5);
  EXPECT_GE(contrast(t.onAccent, t.accent), 4.5);
}

TEST_P(Themes, MarksStandOut) {
  const Theme& t = *GetParam();
  for (int i = 0; i < 6; ++i) {
    EXPECT_GE(contrast(t.outline(i), t.ground), 3) << i;
    EXPECT_GE(contrast(t.outline(i), t.card), 3) << i;
  }
  for (const QColor& colour : {t.accent, t.quiet, t.negative, t.positive}) {
    EXPECT_GE(contrast(colour, t.ground), 3) << colour.name().toStdString();
    EXPECT_GE(contrast(colour, t.card), 3) << colour.name().toStdString();
  }
}

TEST_P(Themes, SeriesStayApartForEveryEye) {
  const Theme& t = *GetParam();
  for (const Vision& vision : visions)
    for (int i = 0; i < 6; ++i)
      for (int j = 0; j < i; ++j)
        EXPECT_GE(apart(t.seriesColour(i), t.seriesColour(j), vision.seen), 0.07)
            << vision.name << ": " << j << " and " << i;
}

TEST_P(Themes, SignedScaleRunsThroughTheCard) {
  const Theme& t = *GetParam();
  EXPECT_EQ(signedColour(t, 0), t.card);
  EXPECT_EQ(signedColour(t, -1), t.negative);
  EXPECT_EQ(signedColour(t, 1), t.positive);
  EXPECT_EQ(signedColour(t, 7), t.positive);
  EXPECT_EQ(signedColour(t, std::nan("")), t.card);
  for (const Vision& vision : visions)
    EXPECT_GE(apart(t.negative, t.positive, vision.seen), 0.1) << vision.name;
}

TEST(Ordered, IsViridisAndGrowsLighter) {
  const std::pair<double, const char*> published[] = {
      {0, "#440154"}, {0.25, "#3b528b"}, {0.5, "#21918c"}, {0.75, "#5ec962"}, {1, "#fde725"}};
  for (const auto& [t, name] : published) {
    const QColor expected(name), found = ordered(t);
    EXPECT_NEAR(found.red(), expected.red(), 6) << t;
    EXPECT_NEAR(found.green(), expected.green(), 6) << t;
    EXPECT_NEAR(found.blue(), expected.blue(), 6) << t;
  }
  for (int i = 1; i <= 20; ++i) EXPECT_GT(luminance(ordered(i / 20.0)), luminance(ordered((i - 1) / 20.0)));
  EXPECT_EQ(ordered(-1), ordered(0));
  EXPECT_EQ(ordered(2), ordered(1));
  EXPECT_EQ(ordered(std::nan("")), ordered(0));
}

TEST(Cividis, IsThePublishedScaleAndGrowsLighter) {
  const std::pair<double, const char*> published[] = {
      {0, "#00204d"}, {0.25, "#414d6b"}, {0.5, "#7c7b78"}, {0.75, "#bcaf6f"}, {1, "#ffea46"}};
  for (const auto& [t, name] : published) {
    const QColor expected(name), found = cividis(t);
    EXPECT_NEAR(found.red(), expected.red(), 4) << t;
    EXPECT_NEAR(found.green(), expected.green(), 4) << t;
    EXPECT_NEAR(found.blue(), expected.blue(), 4) << t;
  }
  for (int i = 1; i <= 20; ++i) EXPECT_GT(luminance(cividis(i / 20.0)), luminance(cividis((i - 1) / 20.0)));
  EXPECT_EQ(cividis(-1), cividis(0));
  EXPECT_EQ(cividis(std::nan("")), cividis(0));
}

TEST(Readable, IsBriefWhereThereIsLittleRoom) {
  const std::pair<double, const char*> cases[] = {{81.3612, "81.36"}, {-1234.25, "-1234"}, {12471123.4, "1.247e7"},
                                                  {-12471123.4, "-1.247e7"}, {1e9, "1e9"}, {0, "0"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(briefly(number).toStdString(), text);
  EXPECT_EQ(briefly(INFINITY), QString("∞"));
}

TEST(Readable, KeepsWhatMeansSomething) {
  const std::pair<double, const char*> cases[] = {{81.3612, "81.36"},
                                                  {0, "0"},
                                                  {150, "150"},
                                                  {1.2e-5, "1.2e-5"},
                                                  {0.5, "0.5"},
                                                  {-0.25, "-0.25"},
                                                  {12345.678, "12346"},
                                                  {20000, "20000"},
                                                  {0.00012346, "0.0001235"},
                                                  {1e20, "1e20"},
                                                  {2.5e-300, "2.5e-300"},
                                                  {99.999, "100"},
                                                  {-3, "-3"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(readable(number).toStdString(), text);
  EXPECT_EQ(readable(std::nan("")), "NaN");
  EXPECT_EQ(readable(INFINITY), QString("∞"));
  EXPECT_EQ(readable(3.14159, 3), "3.14");
}

}  // namespace
}  // namespace gradarium::widgets
