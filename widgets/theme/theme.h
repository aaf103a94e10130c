// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <array>

#include "widgets/export.h"

namespace gradarium::widgets {

/// Every colour, font and measure that the laboratory is drawn with. No view names one of its own.
struct Theme {
  bool dark = false;
  QColor ground, card, ink, quiet, line, accent, accentSoft, onAccent, done, wrong;
  std::array<QColor, 6> series;         // Okabe-Ito
  std::array<QColor, 6> seriesOutline;  // at least 3:1 against the ground and the card
  QColor negative, positive;            // ends of the signed scale; its middle is `card`

  const QColor& seriesColour(int index) const {
    return series[static_cast<std::size_t>(index) % series.size()];
  }
  const QColor& outline(int index) const {
    return seriesOutline[static_cast<std::size_t>(index) % series.size()];
  }

  static constexpr int unit = 4;  // the grid, pixels
  static constexpr int radius = 8;
};

GRADARIUM_WIDGETS const Theme& lightTheme();
GRADARIUM_WIDGETS const Theme& darkTheme();

enum class TextRole { Body, Small, Strong, Title, Code };
/// Inter, else the system's; JetBrains Mono for code; figures of equal width throughout.
GRADARIUM_WIDGETS QFont font(TextRole role);

/// A number with as many digits as mean something to a reader: "81.36", "1.2e-05", "150".
GRADARIUM_WIDGETS QString readable(double number, int digits = 4);

/// The style, palette and fonts of the whole program in one theme. Called on the application once and at each
/// switch.
///
/// Stock widgets need no colours of their own: palette roles are Window = ground, Base and Button = card,
/// Text = ink, PlaceholderText = quiet, Mid = line, Highlight and Link = accent, AlternateBase = accentSoft,
/// BrightText = done. So a quiet label is `label->setForegroundRole(QPalette::PlaceholderText)`, and it
/// follows a switch by itself.
GRADARIUM_WIDGETS void apply(const Theme& theme);
/// The theme that was applied last.
GRADARIUM_WIDGETS const Theme& theme();

/// Dynamic property of a push button or tool button, "primary" or "quiet": button->setProperty(lookProperty,
/// "primary").
inline constexpr char lookProperty[] = "look";

/// viridis (Smith & van der Walt 2015) at t in 0..1.
GRADARIUM_WIDGETS QColor ordered(double t);
/// cividis (Nuñez, Anderton & Renslow 2018) at t in 0..1: looks the same to colour-blind readers.
GRADARIUM_WIDGETS QColor cividis(double t);
/// Blue to red through the card's colour at t in -1..1.
GRADARIUM_WIDGETS QColor signedColour(const Theme& theme, double t);

}  // namespace gradarium::widgets
