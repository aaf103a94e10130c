// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/theme/contrast.h"
#include "widgets/views/image_grid_view.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

constexpr double between = 8, most = 112, least = 24;  // pixels: between images; the side of one

}  // namespace

QRectF ImageGridView::Grid::at(std::size_t image) const {
  if (image < first || image >= first + shown) return {};
  const std::size_t place = image - first;
  return {area.topLeft() + QPointF(static_cast<double>(place % columns) * step.width(),
                                   static_cast<double>(place / columns) * step.height()),
          tile};
}

ImageGridView::Grid ImageGridView::gridFor(const Stack& stack, const QRectF& area) const {
  const double line = QFontMetricsF(font(TextRole::Small)).height();
  const double below = captioned(stack) ? line + 2 : 0;
  const double aspect = static_cast<double>(stack.width) / static_cast<double>(stack.height);
  const double height = area.height();
  Grid best;
  // The widest tiles with which all images fit; where none do, small tiles and pages of them.
  const std::size_t upTo = across_ ? std::min(across_, stack.images) : std::min<std::size_t>(stack.images, 400);
  for (std::size_t columns = 1; columns <= upTo; ++columns) {
    const std::size_t rows = (stack.images + columns - 1) / columns;
    double width = (area.width() - 4 - between * double(columns - 1)) / double(columns);
    width = std::min({width, ((height - 4 - between * double(rows - 1)) / double(rows) - below) * aspect, most * std::max(1.0, aspect)});
    if (width <= best.tile.width()) continue;
    best.columns = columns;
    best.shown = stack.images;
    best.tile = {width, width / aspect};
  }
  // Whole screen pixels to a pixel of the image, or they would not be equally large.
  const auto whole = [&](double width) {
    const double scale = width / static_cast<double>(stack.width);
    if (scale >= 1) width = std::floor(scale) * double(stack.width);
    return QSizeF(width, width / aspect);
  };
  const double small = least * std::max(1.0, aspect);
  const bool pages = best.tile.width() < small;
  best.tile = whole(pages ? small : best.tile.width());
  if (pages) {
    best.columns = std::max<std::size_t>(1, static_cast<std::size_t>((area.width() - 4 + between) / (best.tile.width() + between)));
    if (across_) best.columns = std::min(best.columns, across_);
    const double step = best.tile.height() + below + between;
    const auto rows = static_cast<std::size_t>(std::max(0.0, (height - line - 6 + between) / step));
    best.shown = std::min(stack.images, best.columns * rows);
  }
  best.step = {std::floor(best.tile.width() + between), std::floor(best.tile.height() + below + between)};
  best.first = page_ < stack.images ? page_ / std::max<std::size_t>(1, best.shown) * best.shown : 0;
  best.shown = std::min(best.shown, stack.images - best.first);
  best.area = QRectF(QPointF(std::ceil(area.left() + 2), std::ceil(area.top() + 2)), area.bottomRight());
  return best;
}

Span ImageGridView::spanOfAll(const lab::Snapshot& snapshot, const Stack& stack) const {
  const auto& value = snapshot.values[source_.index()];
  if (value != known_) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::size_t i = 0; i < stack.images * stack.pixels(); ++i)
      if (const double v = stack.at(i); std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    extent_ = low <= high ? spanOf({low, high}, 0) : Span{0, 1};
    known_ = value;
  }
  return range_ ? *range_ : stack.channels == 3 ? Span{0, 1} : extent_;
}

QImage ImageGridView::imageOf(const Stack& stack, std::size_t image, const Span& span, const Theme& theme) const {
  QImage result(static_cast<int>(stack.width), static_cast<int>(stack.height), QImage::Format_RGB32);
  const double reach = std::max(std::abs(span.low), std::abs(span.high));
  const std::size_t start = image * stack.pixels();
  const auto share = [&](double v) { return std::isfinite(v) ? std::clamp((v - span.low) / span.length(), 0.0, 1.0) : 0.0; };
  for (std::size_t y = 0; y < stack.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(result.scanLine(static_cast<int>(y)));
    for (std::size_t x = 0; x < stack.width; ++x) {
      const std::size_t at = start + (y * stack.width + x) * stack.channels;
      const double v = stack.at(at);
      if (stack.channels == 3)
        line[x] = qRgb(int(255 * share(v)), int(255 * share(stack.at(at + 1))), int(255 * share(stack.at(at + 2))));
      else
        line[x] = (signed_ ? signedColour(theme, v / reach) : mix(theme.card, theme.ink, share(v))).rgb();
    }
  }
  return result;
}

void ImageGridView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const Stack stack = stackIn(canvas.snapshot);
  if (stack.images == 0) return paintEmpty(canvas);
  const Grid grid = gridFor(stack, canvas.area);
  if (canvas.onScreen) painted_ = grid;
  if (grid.shown == 0 || grid.tile.width() + 4 > canvas.area.width() || grid.tile.height() + 4 > canvas.area.height()) return;
  const Span span = spanOfAll(canvas.snapshot, stack);
  const auto* labels = labelsIn(canvas.snapshot, stack);
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double ratio = canvas.onScreen ? std::max(0.5, canvas.painter.deviceTransform().m11()) : 2.0;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  painter.setBrush(Qt::NoBrush);
  for (std::size_t image = grid.first; image < grid.first + grid.shown; ++image) {
    const QRectF tile = grid.at(image);
    const bool dense = tile.width() * ratio < static_cast<double>(stack.width);
    painter.drawImage(tile, imageOf(stack, image, span, canvas.theme)
                                .scaled((tile.size() * ratio).toSize(), Qt::IgnoreAspectRatio,
                                        dense ? Qt::SmoothTransformation : Qt::FastTransformation));
    const bool marked = canvas.onScreen && linked() && linked()->contains(image);
    const bool hovered = canvas.onScreen && this->hovered() && this->hovered()->row == static_cast<int>(image);
    const bool selected = canvas.onScreen && this->selected() && this->selected()->row == static_cast<int>(image);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(selected            ? canvas.theme.accent
                        : hovered || marked ? canvas.theme.ink
                        : labels            ? markStyle(canvas.theme, labels->codes[image]).outline
                                            : canvas.theme.line,
                        selected || hovered || marked ? 2 : 1));
    painter.drawRect(selected || hovered || marked ? tile.adjusted(-1, -1, 1, 1) : tile.adjusted(-1, -1, 0, 0));
    if (!captioned(stack)) continue;
    QString words = labels ? labelOf(canvas.snapshot, stack, image) : imageName(stack, image);
    // "class 3" under a small image is "3".
    if (labels && metrics.horizontalAdvance(words) > grid.step.width() - 2)
      words = words.section(' ', -1);
    words = metrics.elidedText(words, Qt::ElideRight, grid.step.width() - 2);
    painter.setPen(selected || hovered ? canvas.theme.ink : canvas.theme.quiet);
    const double x = std::clamp(tile.center().x() - metrics.horizontalAdvance(words) / 2, canvas.area.left(),
                                std::max(canvas.area.left(), canvas.area.right() - metrics.horizontalAdvance(words)));
    painter.drawText(QPointF(x, tile.bottom() + 2 + metrics.ascent()), words);
  }
  if (grid.shown < stack.images) {
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(canvas.area.left(), canvas.area.bottom() - metrics.descent()),
                     metrics.elidedText(QStringLiteral("%1 to %2 of %3; Page Down for more")
                                            .arg(grid.first + 1).arg(grid.first + grid.shown).arg(stack.images),
                                        Qt::ElideRight, canvas.area.width()));
  }
  painter.restore();
}

QString ImageGridView::describe(const lab::Snapshot& snapshot) const {
  const Stack stack = stackIn(snapshot);
  if (stack.images == 0) return QString::fromStdString(empty_);
  QString text = View::describe(snapshot) + QStringLiteral(". %1 images of %2 × %3 pixels.").arg(stack.images).arg(stack.width).arg(stack.height);
  if (!captioned(stack)) return text;
  QStringList names;
  for (std::size_t i = 0; i < std::min<std::size_t>(stack.images, 12); ++i)
    names << (labels_ ? labelOf(snapshot, stack, i) : imageName(stack, i));
  return text + ' ' + names.join(", ") + (stack.images > 12 ? " …" : ".");
}

lab::value::Table ImageGridView::numbers(const lab::Snapshot& snapshot) const {
  const Stack stack = stackIn(snapshot);
  lab::value::Table table;
  if (stack.images == 0) return table;
  table.columns.push_back({noun_, {}, {}, {}});
  for (std::size_t i = 0; i < stack.images; ++i) table.columns[0].texts.push_back(imageName(stack, i).toStdString());
  if (labelsIn(snapshot, stack)) {
    table.columns.push_back({labelNoun_, {}, {}, {}});
    for (std::size_t i = 0; i < stack.images; ++i) table.columns[1].texts.push_back(labelOf(snapshot, stack, i).toStdString());
  }
  for (std::size_t p = 0; p < stack.pixels(); ++p) {
    table.columns.push_back({"pixel " + std::to_string(p + 1), {}, {}, {}});
    for (std::size_t i = 0; i < stack.images; ++i) table.columns.back().numbers.push_back(stack.at(i * stack.pixels() + p));
  }
  return table;
}

}  // namespace gradarium::widgets
