// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/theme/contrast.h"
#include "widgets/views/bytes.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/marks.h"
#include "widgets/views/memory_view.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 8, tallest = 56, thinnest = 9;

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

QRectF MemoryView::Frame::row(int bank, int row) const {
  const double top = plot.top() + bank * (rows * rowHeight + bankGap) + row * rowHeight;
  return {QPointF(plot.left(), std::round(top)),
          QPointF(plot.right(), std::round(top + rowHeight) - (rowHeight >= 12 ? 2 : 1))};
}

std::vector<QRectF> MemoryView::Frame::pieces(int bank, std::uint64_t offset, std::uint64_t bytes) const {
  std::vector<QRectF> all;
  const std::uint64_t end = offset + bytes;
  for (std::uint64_t r = offset / perRow; r < static_cast<std::uint64_t>(rows) && r * perRow < end; ++r) {
    const QRectF line = row(bank, static_cast<int>(r));
    const auto x = [&](std::uint64_t at) {
      const std::uint64_t within = std::min(std::max(at, r * perRow) - r * perRow, perRow);
      return line.left() + line.width() * (static_cast<double>(within) / static_cast<double>(perRow));
    };
    const double left = std::round(x(offset)), right = std::round(x(end));
    all.emplace_back(QPointF(left, line.top()), QPointF(std::max(right, left + 1), line.bottom()));
  }
  return all;
}

MemoryView::Frame MemoryView::frameFor(const Canvas&, const lab::value::Memory& memory,
                                       const QRectF& area) const {
  const QFontMetricsF small(font(TextRole::Small));
  Frame frame;
  frame.banks = std::max(1, static_cast<int>(memory.banks.size()));
  frame.bankGap = frame.banks > 1 ? 6 : 0;
  const auto wrapped = [&](int rows) {
    // Whole pages, or a power of two, in a row: addresses that can be read.
    const auto share = [](std::uint64_t all, std::uint64_t parts) {
      return all / parts + (all % parts != 0);
    };
    std::uint64_t each = share(memory.capacity, static_cast<std::uint64_t>(rows));
    if (rows > 1 && memory.page > 0 && each < memory.capacity - memory.page)
      each = share(each, memory.page) * memory.page;
    if (rows > 1 && memory.page == 0) {
      std::uint64_t power = 1;
      while (power < each && power < (std::uint64_t{1} << 62)) power *= 2;
      each = power;
    }
    return each;
  };
  const double height = std::max(1.0, area.height() - small.height() - 4);
  const double perBank = (height - frame.bankGap * (frame.banks - 1)) / frame.banks;
  int rows = rows_;
  if (rows <= 0) {
    // As few rows as show every block, and no thinner ones than a finger can point at.
    std::vector<std::uint64_t> sizes;
    for (const auto& block : memory.blocks)
      if (block.bytes > 0) sizes.push_back(block.bytes);
    std::ranges::sort(sizes);
    const double fine =
        sizes.empty() ? static_cast<double>(memory.capacity) : static_cast<double>(sizes[sizes.size() / 10]);
    const double wide = area.width() * 0.8 * (memory.page > 0 ? static_cast<double>(memory.page) : fine) /
                        static_cast<double>(memory.capacity);
    const int most = std::max(1, static_cast<int>(perBank / 20));
    rows = static_cast<int>(
        std::clamp(std::ceil((memory.page > 0 ? 26 : 30) / std::max(wide, 1e-9)), 1.0, double(most)));
  }
  frame.perRow = wrapped(rows);
  frame.rows = static_cast<int>(memory.capacity / frame.perRow + (memory.capacity % frame.perRow != 0));
  double left = 0;
  if (frame.rows > 1 || memory.banks.size() > 1) {
    for (const std::string& bank : memory.banks) left = std::max(left, small.horizontalAdvance(text(bank)));
    if (memory.banks.size() <= 1)
      for (int r = 0; r < frame.rows; ++r)
        left = std::max(
            left, small.horizontalAdvance(
                      countNoun_.empty() ? bytesText(static_cast<std::uint64_t>(r) * frame.perRow)
                                         : QString::number(static_cast<std::uint64_t>(r) * frame.perRow)));
    left = std::min(left, area.width() * 0.3) + gap;
  }
  frame.rowHeight = std::min(tallest, perBank / frame.rows);
  const double used = frame.banks * frame.rows * frame.rowHeight + frame.bankGap * (frame.banks - 1);
  const double right = std::min(
      small.horizontalAdvance(countNoun_.empty() ? bytesText(frame.perRow) : QString::number(frame.perRow)) /
              2 +
          1,
      40.0);
  frame.plot = QRectF(QPointF(std::ceil(area.left() + left), area.top()),
                      QPointF(std::floor(area.right() - right), area.top() + used));
  return frame;
}

void MemoryView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const auto* memory = memory_.in(canvas.snapshot);
  if (!memory || memory->capacity == 0) return paintEmpty(canvas);
  const Map& map = mapIn(canvas.snapshot);
  std::set<int> used;
  for (const int i : map.order) used.insert(memory->blocks[static_cast<std::size_t>(i)].category);
  std::vector<LegendEntry> entries;
  for (const int category : used)
    if (const QString name = categoryName(category); !name.isEmpty()) entries.push_back({name, category});
  const double whole = static_cast<double>(memory->capacity) * map.banks;
  const QString note =
      QStringLiteral("%1 % used").arg(QString::number(100 * static_cast<double>(map.used) / whole, 'f', 0));
  const QRectF area = paintLegend(canvas, entries, canvas.area.width() > 260 ? note : QString());
  const Frame frame = frameFor(canvas, *memory, area);
  if (frame.plot.width() < 24 || frame.rowHeight < 3) return;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (int bank = 0; bank < frame.banks; ++bank)
    for (const QRectF& piece : frame.pieces(bank, 0, memory->capacity)) {  // free: a trough
      painter.fillRect(piece, mix(canvas.theme.ground, canvas.theme.line, 0.55));
      painter.setPen(QPen(mix(canvas.theme.line, canvas.theme.quiet, 0.35), 1));
      painter.drawRect(piece.adjusted(0.5, 0.5, -0.5, -0.5));
    }
  if (memory->page > 0) {
    const double wide =
        frame.plot.width() * static_cast<double>(memory->page) / static_cast<double>(frame.perRow);
    painter.setPen(QPen(mix(canvas.theme.line, canvas.theme.quiet, 0.35), 1));
    for (int bank = 0; bank < frame.banks && wide >= 4; ++bank)
      for (std::uint64_t at = memory->page; at < memory->capacity; at += memory->page)
        if (at % frame.perRow)
          for (const QRectF& piece : frame.pieces(bank, at, 1))
            painter.drawLine(piece.topLeft() + QPointF(0.5, 1), piece.bottomLeft() + QPointF(0.5, -1));
  }
  for (const int i : map.order) paintBlock(canvas, *memory, frame, i);
  for (const auto& [place, colour] :
       {std::pair(selected(), canvas.theme.accent), std::pair(hovered(), canvas.theme.ink)}) {
    if (!canvas.onScreen || !place || !has(*place, canvas.snapshot)) continue;
    const auto* hole = place->column == 1 ? &map.holes[static_cast<std::size_t>(place->row)] : nullptr;
    const auto* block = hole ? nullptr : &memory->blocks[static_cast<std::size_t>(place->row)];
    painter.setPen(QPen(colour, 2));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF& piece : hole ? frame.pieces(hole->bank, hole->offset, hole->bytes)
                                    : frame.pieces(block->bank, block->offset, block->bytes))
      painter.drawRect(piece.adjusted(1, 1, -1, -1));
  }
  paintAddresses(canvas, *memory, frame, area);
  painter.restore();
  if (canvas.onScreen) painted_ = frame;
}

void MemoryView::paintBlock(const Canvas& canvas, const lab::value::Memory& memory, const Frame& frame,
                            int index) const {
  const auto& block = memory.blocks[static_cast<std::size_t>(index)];
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const MarkStyle style = markStyle(canvas.theme, block.category);
  const QColor fill = mix(canvas.theme.ground, block.category < 0 ? canvas.theme.quiet : style.fill,
                          block.category < 0 ? 0.4 : 0.8);
  const auto pieces = frame.pieces(block.bank, block.offset, block.bytes);
  QPainter& painter = canvas.painter;
  painter.setFont(small);
  QRectF widest;
  for (const QRectF& piece : pieces) {
    painter.fillRect(piece, fill);
    if (piece.width() >= 4) {
      painter.setPen(QPen(style.outline, 1));
      painter.drawRect(piece.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (piece.width() > widest.width()) widest = piece;
  }
  const QString label = text(block.label);
  if (label.isEmpty() || widest.height() < metrics.height() - 1 || widest.width() < 14) return;
  const QString words = metrics.elidedText(label, Qt::ElideRight, widest.width() - 6);
  if (words != label && widest.width() < 44) return;  // a letter and dots say nothing
  painter.setPen(readableOn(canvas.theme, fill));
  const bool second = widest.height() >= 2 * metrics.height() + 2 &&
                      metrics.horizontalAdvance(sizeText(block.bytes)) < widest.width() - 6;
  const double middle = widest.center().y() + metrics.capHeight() / 2 - (second ? metrics.height() / 2 : 0);
  painter.drawText(QPointF(widest.left() + 4, middle), words);
  if (second) painter.drawText(QPointF(widest.left() + 4, middle + metrics.height()), sizeText(block.bytes));
}

void MemoryView::paintAddresses(const Canvas& canvas, const lab::value::Memory& memory, const Frame& frame,
                                const QRectF& area) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.setFont(small);
  painter.setPen(canvas.theme.quiet);
  const auto beside = [&](QString words, const QRectF& line) {
    const double room = frame.plot.left() - gap - area.left();
    words = metrics.elidedText(words, Qt::ElideRight, room);
    painter.drawText(QPointF(frame.plot.left() - gap - metrics.horizontalAdvance(words),
                             line.center().y() + metrics.capHeight() / 2),
                     words);
  };
  const auto address = [&](std::uint64_t at) {
    return countNoun_.empty() ? bytesText(at) : QString::number(at);
  };
  if (memory.banks.size() > 1) {
    for (int bank = 0; bank < frame.banks; ++bank)
      if (frame.rows * frame.rowHeight + frame.bankGap >= metrics.height() - 2)
        beside(bankName(memory, bank), frame.row(bank, 0).united(frame.row(bank, frame.rows - 1)));
  } else if (frame.rows > 1) {
    const int stride = std::max(1, static_cast<int>(std::ceil(metrics.height() / frame.rowHeight)));
    for (int r = 0; r < frame.rows; r += stride)
      beside(address(static_cast<std::uint64_t>(r) * frame.perRow), frame.row(0, r));
  }
  const double base = frame.plot.bottom() + 2 + metrics.ascent();
  if (base + metrics.descent() > area.bottom() + 1) return;
  double free = area.left() - 1e9;
  for (const std::uint64_t at : byteTicks(frame.perRow, static_cast<int>(frame.plot.width() / 76))) {
    const QString words = (frame.rows > 1 && at > 0 ? "+" : "") + address(at);
    const double x = frame.plot.left() +
                     frame.plot.width() * (static_cast<double>(at) / static_cast<double>(frame.perRow)),
                 width = metrics.horizontalAdvance(words);
    const double left = std::clamp(x - width / 2, area.left(), std::max(area.left(), area.right() - width));
    if (left < free) continue;
    painter.drawText(QPointF(left, base), words);
    free = left + width + 10;
  }
}

}  // namespace gradarium::widgets
