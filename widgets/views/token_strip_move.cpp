// SPDX-License-Identifier: GPL-3.0-or-later
// Clicks on tokens, and tokens that are dragged to another place.
#include <QPainter>
#include <algorithm>

#include "widgets/port.h"
#include "widgets/views/token_strip_view.h"

namespace gradarium::widgets {

Touch TokenStripView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  const auto* tokens = text_ && hovered() ? tokensIn(snapshot) : nullptr;
  const bool moves = tokens && static_cast<std::size_t>(hovered()->row) < movable(*tokens, snapshot);
  return moves ? Touch::Grab : PointingView::touch(pointer, snapshot);
}

bool TokenStripView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  held_.reset();
  gap_.reset();
  walked_ = false;
  const auto place = placeAt(pointer, snapshot);
  const auto* tokens = tokensIn(snapshot);
  const bool moves = text_ && tokens && place && static_cast<std::size_t>(place->row) < movable(*tokens, snapshot);
  if (!moves || !pointer.leftButton) return PointingView::press(pointer, snapshot, port);
  // Whether it is a click or the begin of a drag shows when it is let go.
  hoverOn(place);
  select(place);
  held_ = static_cast<std::size_t>(place->row);
  return true;
}

void TokenStripView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  const auto* tokens = tokensIn(snapshot);
  if (!held_ || !tokens) return;
  gap_ = gapAt(pointer.at, movable(*tokens, snapshot));
  if (gap_ && (*gap_ == *held_ || *gap_ == *held_ + 1)) gap_.reset();  // it would stay where it is
}

void TokenStripView::release(const Pointer&, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  const std::size_t held = *held_;
  held_.reset();
  if (!gap_) return send({static_cast<int>(held), 0}, port);
  move(held, *gap_, snapshot, port);
  gap_.reset();
}

/// How many tokens, from the first, spell the parameter's text.
std::size_t TokenStripView::movable(const lab::value::Tokens& tokens, const lab::Snapshot& snapshot) const {
  std::size_t left = text_ ? text_->textIn(snapshot).size() : 0, count = 0;
  for (const auto& token : tokens.tokens) {
    if (token.text.size() > left) break;
    left -= token.text.size();
    ++count;
  }
  return count;
}

/// Before which token a drop here goes: of those painted, the nearest edge on the pointer's line.
std::optional<std::size_t> TokenStripView::gapAt(QPointF at, std::size_t gaps) const {
  std::optional<std::size_t> best;
  double least = 1e9;
  for (const Placed& placed : painted_) {
    if (placed.token >= gaps || at.y() < placed.box.top() - 4 || at.y() > placed.box.bottom() + 4) continue;
    for (const auto& [edge, gap] : {std::pair(placed.box.left(), placed.token), std::pair(placed.box.right(), placed.token + 1)}) {
      if (std::abs(at.x() - edge) >= least) continue;
      least = std::abs(at.x() - edge);
      best = gap;
    }
  }
  return best;
}

void TokenStripView::move(std::size_t token, std::size_t gap, const lab::Snapshot& snapshot, Port& port) {
  const auto* tokens = tokensIn(snapshot);
  const std::size_t count = tokens ? movable(*tokens, snapshot) : 0;
  if (token >= count || gap > count) return;
  std::string text;
  for (std::size_t i = 0; i <= count; ++i) {
    if (i == gap) text += tokens->tokens[token].text;
    if (i < count && i != token) text += tokens->tokens[i].text;
  }
  select(Place{static_cast<int>(gap > token ? gap - 1 : gap), 0});
  port.send(lab::Command::set(text_->name(), text));
}

void TokenStripView::paintGap(const Canvas& canvas) const {
  if (!canvas.onScreen || !gap_) return;
  for (const Placed& placed : painted_) {
    const bool before = placed.token == *gap_;
    if (!before && placed.token + 1 != *gap_) continue;
    const double x = before ? placed.box.left() - 0.5 : placed.box.right() + 0.5;
    canvas.painter.setPen(QPen(canvas.theme.accent, 3, Qt::SolidLine, Qt::RoundCap));
    canvas.painter.drawLine(QPointF(x, placed.box.top() - 2), QPointF(x, placed.box.bottom() + 2));
    return;
  }
}

}  // namespace gradarium::widgets
