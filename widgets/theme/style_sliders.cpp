// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/contrast.h"
#include "widgets/theme/style_paint.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets::paint {

void slider(QPainter& painter, const QStyleOptionSlider& option, const QRectF& groove, const QRectF& handle) {
  const Theme& t = theme();
  const State s = stateOf(option);
  const bool across = option.orientation == Qt::Horizontal;
  const QPointF middle = handle.center();
  QRectF track = across ? QRectF(groove.left(), middle.y() - 2, groove.width(), 4)
                        : QRectF(middle.x() - 2, groove.top(), 4, groove.height());
  box(painter, track, mix(t.line, t.quiet, 0.12), {}, 2);
  // The part behind the knob: from the left, or from the bottom; the other way for an inverted one.
  QRectF done = track;
  if (across)
    option.upsideDown ? done.setLeft(middle.x()) : done.setRight(middle.x());
  else
    option.upsideDown ? done.setTop(middle.y()) : done.setBottom(middle.y());
  const QColor strong = s.enabled ? t.accent : mix(t.quiet, t.ground, 0.4);
  box(painter, done, strong, {}, 2);

  const bool held = s.pressed && option.activeSubControls.testFlag(QStyle::SC_SliderHandle);
  const double radius = 7;
  const auto disc = [&](double r, const QColor& fill) {
    box(painter, QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r), fill, {}, r);
  };
  if (s.focused) {
    disc(radius + 3, t.accent);
    disc(radius + 1.5, t.card);
  } else if (s.hovered || held) {
    disc(radius + 3, faded(t.accent, 0.22));
  }
  disc(radius, held ? mix(strong, t.ink, 0.12) : strong);
}

void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRectF& handle) {
  const Theme& t = theme();
  const State s = stateOf(option);
  if (option.minimum == option.maximum) return;
  const bool across = option.orientation == Qt::Horizontal;
  const QRectF bar = across ? handle.adjusted(1, 3, -1, -2) : handle.adjusted(3, 1, -2, -1);
  const bool held = s.pressed && option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
  box(painter, bar, held ? t.quiet : mix(t.line, t.quiet, s.hovered ? 0.7 : 0.35), {}, 2.5);
}

void progressBar(QPainter& painter, const QStyleOptionProgressBar& option) {
  const Theme& t = theme();
  const QRectF whole = option.rect;
  const double thickness = std::min(6.0, whole.height());
  QRectF track(whole.left(), whole.center().y() - thickness / 2, whole.width(), thickness);
  box(painter, track, mix(t.line, t.quiet, 0.12), {}, thickness / 2);
  if (option.maximum > option.minimum) {
    const double fraction = double(option.progress - option.minimum) / (option.maximum - option.minimum);
    if (fraction <= 0) return;
    track.setWidth(std::max(thickness, track.width() * std::min(1.0, fraction)));
  } else {  // busy, no end known: a still band in the middle
    track.adjust(track.width() * 0.35, 0, -track.width() * 0.35, 0);
  }
  box(painter, track, t.accent, {}, thickness / 2);
}

}  // namespace gradarium::widgets::paint
