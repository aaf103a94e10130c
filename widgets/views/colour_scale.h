// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QRgb>
#include <QString>
#include <array>
#include <optional>

#include "widgets/export.h"
#include "widgets/theme/theme.h"
#include "widgets/views/ticks.h"

class QPainter;

namespace gradarium::widgets {

struct Canvas;

enum class Ramp { Viridis, Cividis, Signed };

/// The theme's ink or card, whichever reads on a colour; black or white where neither does.
GRADARIUM_WIDGETS QColor readableOn(const Theme& theme, const QColor& behind);

/// Numbers as colours. A signed ramp is symmetric about 0, whatever the span; beyond the ends the end
/// colours hold; what is not finite has the theme's line colour.
class GRADARIUM_WIDGETS ColourScale {
 public:
  ColourScale(Ramp ramp, const Span& span, const Theme& theme);

  const Span& span() const { return span_; }
  QRgb at(double value) const;
  QColor inkOn(double value) const { return readableOn(theme_, at(value)); }

 private:
  const Theme& theme_;
  Span span_;
  std::array<QRgb, 256> table_;
};

/// The bar that says which colour is which number, along the right side of the area: name at the top, ticks
/// beside. `pointed` marks one number on it. Returns what is left of the area.
GRADARIUM_WIDGETS QRectF paintColourBar(const Canvas& canvas, const QRectF& area, const ColourScale& scale,
                                        const QString& name, std::optional<double> pointed = std::nullopt);

}  // namespace gradarium::widgets
