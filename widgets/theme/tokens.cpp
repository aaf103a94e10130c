// SPDX-License-Identifier: GPL-3.0-or-later
// The one file of colours. tests/widgets/theme holds them to their contrasts, colour-blind readers included.
#include <QRgb>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

/// Towards the ink as far as neighbouring marks need to stand apart, and on until 3:1 holds on ground and
/// card.
void deriveOutlines(Theme& theme) {
  for (std::size_t i = 0; i < theme.series.size(); ++i) {
    double t = 0.40;
    do {
      theme.seriesOutline[i] = mix(theme.series[i], theme.ink, t);
      t += 0.02;
    } while (t < 1 && (contrast(theme.seriesOutline[i], theme.ground) < 3.2 ||
                       contrast(theme.seriesOutline[i], theme.card) < 3.2));
  }
}

Theme makeLight() {
  Theme t;
  t.ground = QRgb(0xfff6f7f9);
  t.card = QRgb(0xffffffff);
  t.ink = QRgb(0xff1b1f24);
  t.quiet = QRgb(0xff667085);
  t.line = QRgb(0xffe3e6eb);
  t.accent = QRgb(0xff3355dd);
  t.accentSoft = QRgb(0xffe9edff);
  t.onAccent = QRgb(0xffffffff);
  t.done = QRgb(0xff137a4b);
  t.wrong = QRgb(0xffb42318);
  t.series = {QRgb(0xff0072b2), QRgb(0xffe69f00), QRgb(0xff009e73),
              QRgb(0xffcc79a7), QRgb(0xff56b4e9), QRgb(0xffd55e00)};
  t.negative = QRgb(0xff2166ac);
  t.positive = QRgb(0xffb2182b);
  deriveOutlines(t);
  return t;
}

Theme makeDark() {
  Theme t;
  t.dark = true;
  t.ground = QRgb(0xff14171c);
  t.card = QRgb(0xff1c2027);
  t.ink = QRgb(0xffe6e9ee);
  t.quiet = QRgb(0xff98a2b3);
  t.line = QRgb(0xff2b313b);
  t.accent = QRgb(0xff8aa2ff);
  t.accentSoft = QRgb(0xff262f52);
  t.onAccent = QRgb(0xff14171c);
  t.done = QRgb(0xff4cc38a);
  t.wrong = QRgb(0xffff8a80);
  // Okabe-Ito, lightened to 4.5:1 and moved as little as keeps all six apart for colour-blind eyes as well.
  t.series = {QRgb(0xff3e8dca), QRgb(0xfffba202), QRgb(0xff00bc86),
              QRgb(0xffcfa3cf), QRgb(0xff8fdfff), QRgb(0xffe45e00)};
  t.negative = QRgb(0xff6aaee8);
  t.positive = QRgb(0xfff47c6c);
  deriveOutlines(t);
  return t;
}

}  // namespace

const Theme& lightTheme() {
  static const Theme theme = makeLight();
  return theme;
}

const Theme& darkTheme() {
  static const Theme theme = makeDark();
  return theme;
}

}  // namespace gradarium::widgets
