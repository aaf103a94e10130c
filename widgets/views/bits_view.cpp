// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/bits_view.h"

#include <QFontMetricsF>
#include <QPainter>
#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/marks.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double largest = 26, legible = 10, between = 6, gap = 10;

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

BitsView::BitsView(std::string name, const lab::Bits& bits) : PointingViewOf(std::move(name)), bits_(bits) {
  title(bits.label());
}

BitsView& BitsView::turns(const lab::BitsInput& input) {
  input_ = &input;
  return *this;
}

const lab::value::Bits* BitsView::bitsIn(const lab::Snapshot& snapshot) const {
  const auto* bits = bits_.in(snapshot);
  return bits && !bits->bits.empty() ? bits : nullptr;
}

std::vector<BitsView::Line> BitsView::linesOf(const lab::value::Bits& bits) {
  const std::size_t n = bits.bits.size();
  std::vector<Line> lines;
  for (Group number : bits.numbers.empty() ? std::vector<Group>{{0, n, {}, {}}} : bits.numbers) {
    if (number.begin >= n) continue;
    number.length = std::min(number.length, n - number.begin);
    Line line{number, std::vector<int>(number.length, -1), {}};
    for (const Group& field : bits.groups) {
      if (field.begin < number.begin || field.begin >= number.begin + number.length) continue;
      Group its = field;
      its.length = std::min(its.length, number.begin + number.length - its.begin);
      for (std::size_t i = 0; i < its.length; ++i)
        line.field[its.begin - number.begin + i] = static_cast<int>(line.fields.size());
      line.fields.push_back(std::move(its));
    }
    if (number.length > 0) lines.push_back(std::move(line));
  }
  return lines;
}

/// Lines of at most so many bits. Names and notes stand where their field begins.
std::vector<BitsView::Line> BitsView::wrapped(const std::vector<Line>& lines, std::size_t most) {
  std::vector<Line> rows;
  for (const Line& line : lines)
    for (std::size_t from = 0; from < line.number.length; from += most) {
      const std::size_t length = std::min(most, line.number.length - from), begin = line.number.begin + from;
      Line row{{begin, length, from == 0 ? line.number.label : std::string()}, {}, {}};
      const auto first = line.field.begin() + static_cast<std::ptrdiff_t>(from);
      row.field.assign(first, first + static_cast<std::ptrdiff_t>(length));
      for (Group field : line.fields) {
        if (field.begin < begin || field.begin >= begin + length) continue;
        field.length = std::min(field.length, begin + length - field.begin);
        row.fields.push_back(std::move(field));
      }
      rows.push_back(std::move(row));
    }
  return rows;
}

void BitsView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.clear();
  const auto* bits = bitsIn(canvas.snapshot);
  if (!bits) return paintEmpty(canvas);
  const auto whole = linesOf(*bits);
  const QFontMetricsF small(font(TextRole::Small));
  double names = 0, most = 0;  // widest name; most breaks between fields in a line
  std::size_t longest = 1;
  for (const Line& line : whole) {
    names = std::max(names, small.horizontalAdvance(text(line.number.label)));
    longest = std::max(longest, line.number.length);
    double breaks = 0;
    for (std::size_t i = 1; i < line.field.size(); ++i) breaks += line.field[i] != line.field[i - 1];
    most = std::max(most, breaks);
  }
  const double left = names > 0 ? std::min(names + gap, canvas.area.width() * 0.3) : 0;
  const double room = canvas.area.width() - left;
  // As few rows as let a digit be read; where there is no room for that, the largest cells that there are.
  const auto heightFor = [&](std::size_t rows) {
    return (canvas.area.height() + between) / std::max(1.0, double(rows)) - between;
  };
  const auto cellFor = [&](std::size_t length) {
    return std::min(largest, std::floor((room - std::min(most, double(length - 1)) * between) / double(length)));
  };
  std::size_t length = longest;
  double best = -1e9;
  for (std::size_t parts = 1; parts <= longest && best < legible; ++parts) {
    std::size_t part = (longest + parts - 1) / parts;
    if (parts > 1) part = (part + 7) / 8 * 8;
    std::size_t rows = 0;
    for (const Line& line : whole) rows += (line.number.length + part - 1) / part;
    const double size = std::min({cellFor(part), heightFor(rows), legible});
    if (size > best) best = size, length = part;
    if (part <= 8) break;
  }
  const auto lines = wrapped(whole, length);
  const double cell = cellFor(std::min(length, longest));
  const double each = heightFor(lines.size());
  const double row = small.height();
  const bool named = each >= cell + row, noted = each >= cell + 2 * row;
  const double height = std::min(cell + 4, each - (named ? row : 0) - (noted ? row : 0));
  if (cell < 2 || height < 4) return;
  // As close as they belong together, in the middle of what there is.
  const double step = std::min(each, height + (named ? row : 0) + (noted ? row + 8 : 4)) + between;
  const double above =
      std::max(0.0, std::min(24.0, (canvas.area.height() - step * double(lines.size()) + between) / 2));
  std::vector<QRectF> all(bits->bits.size());
  canvas.painter.save();
  canvas.painter.setClipRect(canvas.area, Qt::IntersectClip);  // an antialiased arc errs by a hair
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    const double top = canvas.area.top() + above + double(i) * step + (named ? row : 0);
    double x = canvas.area.left() + left;
    std::vector<QRectF> cells;
    for (std::size_t k = 0; k < line.number.length; ++k) {
      if (k > 0 && line.field[k] != line.field[k - 1]) x += between;
      cells.emplace_back(std::round(x), std::floor(top),
                         std::round(x + cell) - std::round(x) - (cell >= 7 ? 1 : 0), std::floor(height));
      all[line.number.begin + k] = cells.back();
      x += cell;
    }
    paintLine(canvas, *bits, line, cells, named, noted, left);
  }
  canvas.painter.restore();
  if (canvas.onScreen) painted_ = std::move(all);
}

void BitsView::paintLine(const Canvas& canvas, const lab::value::Bits& bits, const Line& line,
                         const std::vector<QRectF>& cells, bool named, bool noted, double left) const {
  const Theme& t = canvas.theme;
  const QFont small = font(TextRole::Small), code = font(TextRole::Code);
  const QFontMetricsF metrics(small), digits(code);
  QPainter& painter = canvas.painter;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small);
  painter.setPen(t.ink);
  if (left > 0) {
    // Beside cells that are lower than its letters a name keeps inside, too.
    const double low = canvas.area.top() + metrics.ascent(), high = canvas.area.bottom() - metrics.descent();
    const double base = std::clamp(cells.front().center().y() + metrics.capHeight() / 2, low, std::max(low, high));
    painter.drawText(QPointF(canvas.area.left(), base), fitted(text(line.number.label), metrics, left - gap));
  }
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const int index = static_cast<int>(line.number.begin + k), field = line.field[k];
    const bool set = bits.bits[line.number.begin + k] != 0;
    const MarkStyle style = markStyle(t, field);
    const QColor tint = field < 0 ? t.quiet : style.fill;
    const QColor fill = mix(t.card, tint, set ? 0.85 : 0.14);
    const bool isHovered = canvas.onScreen && hovered() == Place{index, 0},
               isSelected = canvas.onScreen && selected() == Place{index, 0};
    painter.setBrush(fill);
    painter.setPen(cells[k].width() < 5 ? QPen(Qt::NoPen)
                                        : QPen(isSelected  ? t.accent
                                               : isHovered ? t.ink
                                                           : mix(t.card, style.outline, set ? 1 : 0.55),
                                               isSelected || isHovered ? 2 : 1));
    const double inset = isSelected || isHovered ? 1 : 0.5;  // half the pen
    const QRectF box = cells[k].adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(box, std::min(3.0, box.width() / 4), std::min(3.0, box.width() / 4));
    if (cells[k].width() < digits.horizontalAdvance('0') + 1 || cells[k].height() < digits.capHeight() + 3)
      continue;
    painter.setFont(code);
    painter.setPen(readableOn(t, fill));
    painter.drawText(QPointF(cells[k].center().x() - digits.horizontalAdvance('0') / 2,
                             cells[k].center().y() + digits.capHeight() / 2),
                     set ? "1" : "0");
  }
  painter.setFont(small);
  double freeAbove = canvas.area.left(), freeBelow = canvas.area.left();
  for (std::size_t f = 0; f < line.fields.size(); ++f) {
    const std::size_t first = line.fields[f].begin - line.number.begin;
    const QRectF span = cells[first].united(cells[first + line.fields[f].length - 1]);
    // As far as the next field's words; a narrow field borrows from the room beside it.
    const auto write = [&](const QString& words, double base, double& free, const QColor& ink) {
      const double width = metrics.horizontalAdvance(words);
      const double x = std::clamp(span.center().x() - width / 2, canvas.area.left(),
                                  std::max(canvas.area.left(), canvas.area.right() - width));
      const double from = std::max(x, free);
      const double room = canvas.area.right() - from;
      if (words.isEmpty() || from > span.right() || (from > x + 1 && from + width > span.right() + 60))
        return;
      const QString fitting = fitted(words, metrics, room);
      if (metrics.horizontalAdvance(fitting) > room) return;
      painter.setPen(ink);
      painter.drawText(QPointF(from, base), fitting);
      free = from + metrics.horizontalAdvance(fitting) + 10;
    };
    if (named) write(text(line.fields[f].label), span.top() - metrics.descent() - 1, freeAbove, t.quiet);
    if (noted) write(text(line.fields[f].note), span.bottom() + metrics.ascent() + 1, freeBelow, t.ink);
  }
}

std::optional<BitsView::Place> BitsView::placeAt(const Pointer& pointer, const lab::Snapshot&) const {
  for (std::size_t i = 0; i < painted_.size(); ++i)
    if (painted_[i].adjusted(0, 0, 1, 0).contains(pointer.at)) return Place{static_cast<int>(i), 0};
  return std::nullopt;
}

bool BitsView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* bits = bitsIn(snapshot);
  return bits && place.row >= 0 && static_cast<std::size_t>(place.row) < bits->bits.size();
}

QString BitsView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& bits = *bitsIn(snapshot);
  const auto index = static_cast<std::size_t>(place.row);
  QString result = QStringLiteral("<b>%1</b>").arg(bits.bits[index] ? 1 : 0);
  for (const Line& line : linesOf(bits)) {
    if (index < line.number.begin || index >= line.number.begin + line.number.length) continue;
    const int field = line.field[index - line.number.begin];
    const Group* its = field < 0 ? nullptr : &line.fields[static_cast<std::size_t>(field)];
    const Group& within = its ? *its : line.number;
    // Bits count from the right, from 0: the power of two that each stands for.
    result += QStringLiteral(", bit %1").arg(within.begin + within.length - 1 - index);
    if (its) result += QStringLiteral(" of ") + text(its->label).toHtmlEscaped();
    if (!line.number.label.empty()) result += ", " + text(line.number.label).toHtmlEscaped();
    if (its && !its->note.empty()) result += ": " + text(its->note).toHtmlEscaped();
    break;
  }
  return result;
}

QRectF BitsView::rectOf(const lab::Snapshot&, Place place) const {
  const auto index = static_cast<std::size_t>(place.row);
  return index < painted_.size() ? painted_[index] : QRectF();
}

std::optional<BitsView::Place> BitsView::walk(std::optional<Place> from, int key, bool shift,
                                              const lab::Snapshot& snapshot) {
  const auto* bits = bitsIn(snapshot);
  if (!bits) return std::nullopt;
  if (from && (key == Qt::Key_Up || key == Qt::Key_Down)) {  // in the next row, the nearest
    const auto index = static_cast<std::size_t>(from->row);
    if (index >= painted_.size()) return from;
    const QPointF here = painted_[index].center();
    std::size_t best = index;
    std::pair<double, double> least{INFINITY, INFINITY};
    for (std::size_t i = 0; i < painted_.size(); ++i) {
      const double away = (painted_[i].center().y() - here.y()) * (key == Qt::Key_Up ? -1 : 1);
      if (const std::pair at{away, std::abs(painted_[i].center().x() - here.x())}; away > 1 && !painted_[i].isEmpty() && at < least)
        least = at, best = i;
    }
    return Place{static_cast<int>(best), 0};
  }
  const auto to = walkAlong(from ? std::optional(from->row) : std::nullopt, key, shift,
                            static_cast<int>(bits->bits.size()), Qt::Key_Left, Qt::Key_Right);
  return to ? std::optional(Place{*to, 0}) : std::nullopt;
}

void BitsView::turn(Place place, Port& port) const {
  if (input_) port.send(lab::Command::patch(input_->name(), "{\"flip\": " + std::to_string(place.row) + "}"));
}

Touch BitsView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return hovered() && input_ ? Touch::Click : PointingView::touch(pointer, snapshot);
}

bool BitsView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  const auto before = selected();
  if (!PointingView::press(pointer, snapshot, port)) return false;
  if (hovered() && input_) {
    select(hovered());
    turn(*hovered(), port);
  }
  return hovered() || before;
}

bool BitsView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  if (enter && input_ && selected() && has(*selected(), snapshot)) {
    turn(*selected(), port);
    return true;
  }
  return PointingView::key(key, shift, snapshot, port);
}

QString BitsView::describe(const lab::Snapshot& snapshot) const {
  const auto* bits = bitsIn(snapshot);
  if (!bits) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + '.';
  for (const Line& line : linesOf(*bits)) {
    QString digits;
    for (std::size_t k = 0; k < line.number.length; ++k) {
      if (k > 0 && line.field[k] != line.field[k - 1]) digits += ' ';
      digits += bits->bits[line.number.begin + k] ? '1' : '0';
    }
    result += ' ' + (line.number.label.empty() ? QString() : text(line.number.label) + ": ") + digits + '.';
    for (const Group& field : line.fields)
      if (!field.note.empty()) result += ' ' + text(field.label) + ' ' + text(field.note) + '.';
  }
  return result;
}

lab::value::Table BitsView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* bits = bitsIn(snapshot);
  if (!bits) return table;
  table.columns = {
      {"number", {}, {}, {}}, {"field", {}, {}, {}}, {"bits", {}, {}, {}}, {"meaning", {}, {}, {}}};
  for (const Line& line : linesOf(*bits))
    for (const Group& field : line.fields.empty() ? std::vector{line.number} : line.fields) {
      std::string digits;
      for (std::size_t k = 0; k < field.length; ++k) digits += bits->bits[field.begin + k] ? '1' : '0';
      table.columns[0].texts.push_back(line.number.label);
      table.columns[1].texts.push_back(field.label);
      table.columns[2].texts.push_back(digits);
      table.columns[3].texts.push_back(field.note);
    }
  return table;
}

}  // namespace gradarium::widgets
