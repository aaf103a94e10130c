// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/linked.h"
#include "widgets/views/token_strip_view.h"

namespace gradarium::widgets {
namespace {

constexpr double padding = 3, between = 1, lineGap = 6;

}  // namespace

double TokenStripView::lineHeight() const {
  const double code = QFontMetricsF(font(TextRole::Code)).height() + 4;
  return code + (ids_ ? QFontMetricsF(font(TextRole::Small)).height() : 0) + lineGap;
}

std::vector<TokenStripView::Placed> TokenStripView::wrap(const lab::value::Tokens& tokens, double width) const {
  const QFontMetricsF code(font(TextRole::Code)), small(font(TextRole::Small));
  const double height = code.height() + 4, step = lineHeight();
  std::vector<Placed> all;
  all.reserve(tokens.tokens.size());
  double x = 0;
  std::size_t line = 0;
  for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
    const auto& token = tokens.tokens[i];
    double wide = code.horizontalAdvance(visible(token.text)) + 2 * padding;
    if (ids_ && token.id >= 0) wide = std::max(wide, small.horizontalAdvance(QString::number(token.id)) + 2 * padding);
    wide = std::min(std::max(wide, 8.0), width);
    if (x > 0 && x + wide > width) {
      x = 0;
      ++line;
    }
    all.push_back({i, line, QRectF(x, static_cast<double>(line) * step, wide, height)});
    x += wide + between;
    if (!token.text.empty() && token.text.back() == '\n') {
      x = 0;
      ++line;
    }
  }
  return all;
}

void TokenStripView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.clear(), linesShown_ = lines_ = 0;
  const auto* tokens = tokensIn(canvas.snapshot);
  if (!tokens) return paintEmpty(canvas);
  std::optional<ColourScale> scale;
  QRectF area = canvas.area;
  if (weighted_) {
    std::vector<double> weights;
    for (const auto& token : tokens->tokens) weights.push_back(token.weight);
    scale.emplace(signed_ ? Ramp::Signed : Ramp::Viridis, range_ ? *range_ : spanOf(weights, 0), canvas.theme);
    QString name = QString::fromStdString(weightNoun_);
    if (!unit_.empty()) name += (name.isEmpty() ? "" : ", ") + QString::fromStdString(unit_);
    const auto pointed = canvas.onScreen && hovered() && has(*hovered(), canvas.snapshot)
                             ? std::optional(tokens->tokens[static_cast<std::size_t>(hovered()->row)].weight)
                             : std::nullopt;
    if (area.height() >= 120) area = paintColourBar(canvas, area, *scale, name, pointed);
  }
  if (area.width() < 24) return;
  const auto placed = wrap(*tokens, area.width() - 2);
  const std::size_t lines = placed.back().line + 1;
  const QFontMetricsF small(font(TextRole::Small));
  const auto fitting = [&](double height) { return static_cast<std::size_t>(std::max(0.0, (height + lineGap - 2) / lineHeight())); };
  std::size_t shown = fitting(area.height());
  if (shown < lines) shown = fitting(area.height() - small.height() - 2);
  shown = std::min(shown, lines);
  if (shown == 0) return;
  std::size_t first = std::min(firstLine_, lines - shown);
  if (followEnd_ && !turned_) first = lines - shown;
  const double cursor = cursor_ ? cursor_->numberIn(canvas.snapshot) : -1;
  if (cursor >= 0 && cursor < static_cast<double>(placed.size())) {
    const std::size_t line = placed[static_cast<std::size_t>(cursor)].line;
    const bool there = line >= first && line < first + shown;
    if (there && !walked_ && canvas.onScreen) turned_ = false;  // the reader is back where the cursor is
    if (!there && !turned_) first = std::min(line, lines - shown);
  }
  if (canvas.onScreen && walked_ && selected() && has(*selected(), canvas.snapshot)) {
    const std::size_t line = placed[static_cast<std::size_t>(selected()->row)].line;
    if (line < first || line >= first + shown) first = std::min(line, lines - shown);
  }
  if (canvas.onScreen) {
    firstLine_ = first;
    linesShown_ = shown;
    lines_ = lines;
  }
  const QPointF corner = area.topLeft() + QPointF(1, 1 - static_cast<double>(first) * lineHeight());
  for (Placed at : placed) {
    if (at.line < first || at.line >= first + shown) continue;
    at.box.translate(corner);
    paintToken(canvas, *tokens, at, scale ? &*scale : nullptr);
    if (canvas.onScreen) painted_.push_back(at);
  }
  paintGap(canvas);
  if (shown < lines) {
    canvas.painter.save();
    canvas.painter.setFont(font(TextRole::Small));
    canvas.painter.setPen(canvas.theme.quiet);
    canvas.painter.drawText(QPointF(area.left(), area.bottom() - small.descent()),
                            small.elidedText(QStringLiteral("lines %1 to %2 of %3").arg(first + 1).arg(first + shown).arg(lines), Qt::ElideRight, area.width()));
    canvas.painter.restore();
  }
}

void TokenStripView::paintToken(const Canvas& canvas, const lab::value::Tokens& tokens, const Placed& placed, const ColourScale* scale) const {
  const Theme& t = canvas.theme;
  const auto& token = tokens.tokens[placed.token];
  const QFontMetricsF code(font(TextRole::Code)), small(font(TextRole::Small));
  // Without weights, neighbours take turns: where one token ends is what is to be seen.
  const QColor fill = scale ? QColor(scale->at(token.weight))
                            : mix(t.ground, t.seriesColour(static_cast<int>(placed.token % 6)), 0.26);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  painter.drawRoundedRect(placed.box, 3, 3);
  const Place place{static_cast<int>(placed.token), 0};
  const bool marked = canvas.onScreen && (hovered() == place || (linked() && linked()->contains(placed.token)));
  const bool cursor = cursor_ && cursor_->numberIn(canvas.snapshot) == static_cast<double>(placed.token);
  if (marked || cursor || (canvas.onScreen && selected() == place)) {
    painter.setPen(QPen(marked ? t.ink : t.accent, marked ? 1.5 : 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(placed.box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
  }
  const QColor ink = readableOn(t, fill);
  painter.setFont(font(TextRole::Code));
  const QString text = code.elidedText(visible(token.text), Qt::ElideRight, placed.box.width() - 2 * padding + 1);
  double x = placed.box.center().x() - code.horizontalAdvance(text) / 2;
  const double base = placed.box.center().y() + (code.ascent() - code.descent()) / 2;
  // The signs for what cannot be seen are fainter than the text.
  const QColor faint = mix(ink, fill, 0.45);
  for (const uint c : text.toUcs4()) {
    const QString letter = QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
    painter.setPen(c == u'·' || c == u'⏎' || c == u'⇥' ? faint : ink);
    painter.drawText(QPointF(x, base), letter);
    x += code.horizontalAdvance(letter);
  }
  if (ids_ && token.id >= 0) {
    painter.setFont(font(TextRole::Small));
    painter.setPen(t.quiet);
    const QString id = small.elidedText(QString::number(token.id), Qt::ElideRight, placed.box.width());
    painter.drawText(QPointF(placed.box.center().x() - small.horizontalAdvance(id) / 2, placed.box.bottom() + small.ascent()), id);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
