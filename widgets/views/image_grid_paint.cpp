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
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double between = 8, most = 112, least = 24;  // pixels: between images; the side of one
constexpr double dot = 8;  // a pixel of an image need be no larger, but to fill `most`

}  // namespace

QRectF ImageGridView::Grid::at(std::size_t image) const {
  if (image < first || image >= first + shown) return {};
  const std::size_t place = image - first;
  return {area.topLeft() + QPointF(static_cast<double>(place % columns) * step.width(),
                                   static_cast<double>(place / columns) * step.height()),
          tile};
}

ImageGridView::Grid ImageGridView::gridFor(const Stack& stack, const QRectF& area, int lines,
                                           std::size_t group) const {
  const double line = QFontMetricsF(font(TextRole::Small)).height();
  const double below = lines > 0 ? lines * line + 2 : 0;
  const double aspect = static_cast<double>(stack.width) / static_cast<double>(stack.height);
  const double height = area.height();
  const double few = stack.images <= 4 ? 2 : 1;  // they may be larger than those of a crowd
  const double widest = few * std::max(most * std::max(1.0, aspect), dot * static_cast<double>(stack.width));
  Grid best;
  best.lines = lines;
  // The widest tiles with which all images fit; where none do, small tiles and pages of them.
  const std::size_t upTo =
      across_ ? std::min(across_, stack.images) : std::min<std::size_t>(stack.images, 400);
  for (std::size_t columns = 1; columns <= upTo; ++columns) {
    if (group > 1 && group % columns != 0 && columns % group != 0) continue;
    const std::size_t rows = (stack.images + columns - 1) / columns;
    double width = (area.width() - 4 - between * double(columns - 1)) / double(columns);
    width = std::min(
        {width, ((height - 4 - between * double(rows - 1)) / double(rows) - below) * aspect, widest});
    if (width <= best.tile.width()) continue;
    best.columns = columns;
    best.shown = stack.images;
    best.tile = {width, width / aspect};
  }
  // Whole screen pixels to a pixel of the image, or one would be seen to be twice as large as the next; from
  // three on the room is worth more.
  const auto whole = [&](double width) {
    const double scale = width / static_cast<double>(stack.width);
    if (scale >= 1) width = scale < 2.5 ? std::floor(scale) * double(stack.width) : std::floor(width);
    return QSizeF(width, width / aspect);
  };
  const double small = least * std::max(1.0, aspect);
  const bool pages = best.tile.width() < small;
  best.tile = whole(pages ? small : best.tile.width());
  if (pages) {
    best.columns = std::max<std::size_t>(
        1, static_cast<std::size_t>((area.width() - 4 + between) / (best.tile.width() + between)));
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

/// At most `pixels` large; smaller where the image is.
QImage ImageGridView::imageOf(const Stack& stack, std::size_t image, const Span& span, const Theme& theme,
                              QSize pixels) const {
  const bool pooled = stack.channels == 1 && (stack.numbers || signed_);
  const auto side = [&](std::size_t own, int most) {
    return pooled ? std::min(own, static_cast<std::size_t>(std::max(1, most))) : own;
  };
  const std::size_t width = side(stack.width, pixels.width()), height = side(stack.height, pixels.height());
  QImage result(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
  const double reach = std::max(std::abs(span.low), std::abs(span.high));
  const std::size_t start = image * stack.pixels();
  const auto share = [&](double v) {
    return std::isfinite(v) ? std::clamp((v - span.low) / span.length(), 0.0, 1.0) : 0.0;
  };
  // Of the numbers behind a pixel, each behind one pixel only, the one farthest from the colour of paper.
  const auto strongest = [&](std::size_t x, std::size_t y) {
    const auto from = [](std::size_t at, std::size_t own, std::size_t n) { return (at * own + n - 1) / n; };
    double best = stack.at(start + from(y, stack.height, height) * stack.width + from(x, stack.width, width));
    for (std::size_t r = from(y, stack.height, height); r < from(y + 1, stack.height, height); ++r)
      for (std::size_t c = from(x, stack.width, width); c < from(x + 1, stack.width, width); ++c)
        if (const double v = stack.at(start + r * stack.width + c);
            std::isfinite(v) && (!std::isfinite(best) || (signed_ ? std::abs(v) > std::abs(best) : v > best)))
          best = v;
    return best;
  };
  for (std::size_t y = 0; y < height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(result.scanLine(static_cast<int>(y)));
    for (std::size_t x = 0; x < width; ++x) {
      if (stack.channels == 3) {
        const std::size_t at = start + (y * stack.width + x) * 3;
        line[x] = qRgb(int(255 * share(stack.at(at))), int(255 * share(stack.at(at + 1))),
                       int(255 * share(stack.at(at + 2))));
        continue;
      }
      const double v = strongest(x, y);
      line[x] = (signed_ ? signedColour(theme, v / reach) : mix(theme.card, theme.ink, share(v))).rgb();
    }
  }
  return result;
}

/// What stands below an image: "class 3" below a small one is "3".
QString ImageGridView::captionOf(const lab::Snapshot& snapshot, const Stack& stack, std::size_t image,
                                 double width) const {
  const QString words = labelsIn(snapshot, stack) ? labelOf(snapshot, stack, image) : imageName(stack, image);
  const bool wide = QFontMetricsF(font(TextRole::Small)).horizontalAdvance(words) > width;
  return wide && labels_ ? words.section(' ', -1) : words;
}

void ImageGridView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const Stack stack = stackIn(canvas.snapshot);
  if (stack.images == 0) return paintEmpty(canvas);
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const std::size_t group = group_ ? group_(canvas.snapshot) : 0;
  Grid grid = gridFor(stack, canvas.area, captioned(stack) ? 1 : 0, group);
  double widest = 0;
  for (std::size_t image = grid.first; captioned(stack) && image < grid.first + grid.shown; ++image)
    widest = std::max(
        widest, metrics.horizontalAdvance(captionOf(canvas.snapshot, stack, image, grid.step.width() - 2)));
  if (widest > grid.step.width() - 2) grid = gridFor(stack, canvas.area, 2, group);
  if (canvas.onScreen) painted_ = grid;
  if (grid.shown == 0 || grid.tile.width() + 4 > canvas.area.width() ||
      grid.tile.height() + 4 > canvas.area.height())
    return;
  const Span span = spanOfAll(canvas.snapshot, stack);
  const auto* labels = labelsIn(canvas.snapshot, stack);
  const double ratio = canvas.onScreen ? std::max(0.5, canvas.painter.deviceTransform().m11()) : 2.0;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  painter.setBrush(Qt::NoBrush);
  for (std::size_t image = grid.first; image < grid.first + grid.shown; ++image) {
    const QRectF tile = grid.at(image);
    const QSize pixels = (tile.size() * ratio).toSize();
    const QImage its = imageOf(stack, image, span, canvas.theme, pixels);
    const bool dense = pixels.width() < its.width();
    painter.drawImage(tile, its.scaled(pixels, Qt::IgnoreAspectRatio,
                                       dense ? Qt::SmoothTransformation : Qt::FastTransformation));
    const bool marked = canvas.onScreen && linked() && linked()->contains(image);
    const bool hovered =
        canvas.onScreen && this->hovered() && this->hovered()->row == static_cast<int>(image);
    const bool selected =
        canvas.onScreen && this->selected() && this->selected()->row == static_cast<int>(image);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(selected            ? canvas.theme.accent
                        : hovered || marked ? canvas.theme.ink
                        : labels            ? markStyle(canvas.theme, labels->codes[image]).outline
                                            : canvas.theme.line,
                        selected || hovered || marked ? 2 : 1));
    painter.drawRect(selected || hovered || marked ? tile.adjusted(-1, -1, 1, 1)
                                                   : tile.adjusted(-1, -1, 0, 0));
    if (!captioned(stack)) continue;
    painter.setPen(selected || hovered ? canvas.theme.ink : canvas.theme.quiet);
    double base = tile.bottom() + 2 + metrics.ascent();
    const double most = grid.step.width() - 2;
    const QString words = captionOf(canvas.snapshot, stack, image, most);
    for (const QString& line :
         grid.lines > 1 ? fittedInTwo(words, metrics, most) : QStringList{fitted(words, metrics, most)}) {
      const double wide = metrics.horizontalAdvance(line);
      const double x = std::clamp(tile.center().x() - wide / 2, canvas.area.left(),
                                  std::max(canvas.area.left(), canvas.area.right() - wide));
      painter.drawText(QPointF(x, base), line);
      base += metrics.height();
    }
  }
  if (grid.shown < stack.images) {
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(canvas.area.left(), canvas.area.bottom() - metrics.descent()),
                     metrics.elidedText(QStringLiteral("%1 to %2 of %3; Page Down for more")
                                            .arg(grid.first + 1)
                                            .arg(grid.first + grid.shown)
                                            .arg(stack.images),
                                        Qt::ElideRight, canvas.area.width()));
  }
  painter.restore();
}

QString ImageGridView::describe(const lab::Snapshot& snapshot) const {
  const Stack stack = stackIn(snapshot);
  if (stack.images == 0) return emptyWords(snapshot);
  QString text =
      View::describe(snapshot) +
      QStringLiteral(". %1 images of %2 × %3 pixels.").arg(stack.images).arg(stack.width).arg(stack.height);
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
  for (std::size_t i = 0; i < stack.images; ++i)
    table.columns[0].texts.push_back(imageName(stack, i).toStdString());
  if (labelsIn(snapshot, stack)) {
    table.columns.push_back({labelNoun_, {}, {}, {}});
    for (std::size_t i = 0; i < stack.images; ++i)
      table.columns[1].texts.push_back(labelOf(snapshot, stack, i).toStdString());
  }
  for (std::size_t p = 0; p < stack.pixels(); ++p) {
    table.columns.push_back({"pixel " + std::to_string(p + 1), {}, {}, {}});
    for (std::size_t i = 0; i < stack.images; ++i)
      table.columns.back().numbers.push_back(stack.at(i * stack.pixels() + p));
  }
  return table;
}

}  // namespace gradarium::widgets
