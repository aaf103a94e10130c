// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/memory_view.h"

#include <Qt>
#include <algorithm>

#include "widgets/views/bytes.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

MemoryView::MemoryView(std::string name, const lab::Memory& memory)
    : PointingViewOf(std::move(name)), memory_(memory) {
  title(memory.label());
}

MemoryView& MemoryView::blocks(std::string noun) {
  blockNoun_ = std::move(noun);
  return *this;
}

MemoryView& MemoryView::categories(std::vector<std::string> names) {
  categories_ = std::move(names);
  return *this;
}

MemoryView& MemoryView::rows(int rows) {
  rows_ = rows;
  return *this;
}

MemoryView& MemoryView::counts(std::string noun) {
  countNoun_ = std::move(noun);
  return *this;
}

const MemoryView::Map& MemoryView::mapIn(const lab::Snapshot& snapshot) const {
  const auto value = memory_.index() < snapshot.values.size() ? snapshot.values[memory_.index()] : nullptr;
  if (value == known_) return map_;
  known_ = value;
  map_ = {};
  const auto* memory = memory_.in(snapshot);
  if (!memory || memory->capacity == 0) return map_;
  map_.banks = std::max(1, static_cast<int>(memory->banks.size()));
  const auto& blocks = memory->blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    const bool inside =
        block.bytes > 0 && block.offset < memory->capacity && block.bytes <= memory->capacity - block.offset;
    if (inside && block.bank >= 0 && block.bank < map_.banks) map_.order.push_back(static_cast<int>(i));
  }
  const auto at = [&](int i) -> const lab::value::Memory::Block& {
    return blocks[static_cast<std::size_t>(i)];
  };
  std::ranges::stable_sort(map_.order, [&](int a, int b) {
    return at(a).bank != at(b).bank ? at(a).bank < at(b).bank : at(a).offset < at(b).offset;
  });
  std::size_t next = 0;
  for (int bank = 0; bank < map_.banks; ++bank) {
    std::uint64_t end = 0;
    const auto hole = [&](std::uint64_t to) {
      if (to <= end) return;
      map_.holes.push_back({bank, end, to - end});
      map_.largestHole = std::max(map_.largestHole, to - end);
    };
    for (; next < map_.order.size() && at(map_.order[next]).bank == bank; ++next) {
      const auto& block = at(map_.order[next]);
      hole(block.offset);
      const std::uint64_t last = block.offset + block.bytes;
      map_.used += last > end ? last - std::max(end, block.offset) : 0;
      end = std::max(end, last);
    }
    hole(memory->capacity);
  }
  return map_;
}

QString MemoryView::sizeText(std::uint64_t bytes) const {
  return countNoun_.empty() ? bytesText(bytes)
                            : QString::number(bytes) + ' ' + text(countNoun_) + (bytes == 1 ? "" : "s");
}

QString MemoryView::categoryName(int category) const {
  const auto index = static_cast<std::size_t>(std::max(category, 0));
  return category >= 0 && index < categories_.size() ? text(categories_[index]) : QString();
}

QString MemoryView::bankName(const lab::value::Memory& memory, int bank) const {
  const auto at = static_cast<std::size_t>(bank);
  return at < memory.banks.size() ? text(memory.banks[at]) : QString();
}

bool MemoryView::has(Place place, const lab::Snapshot& snapshot) const {
  const Map& map = mapIn(snapshot);
  if (place.row < 0) return false;
  if (place.column == 1) return static_cast<std::size_t>(place.row) < map.holes.size();
  return std::ranges::count(map.order, place.row) > 0;
}

QString MemoryView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& memory = *memory_.in(snapshot);
  const auto where = [&](int bank, std::uint64_t offset) {
    const QString name = bankName(memory, bank);
    return (name.isEmpty() ? QString() : QStringLiteral(" of ") + name.toHtmlEscaped()) +
           QStringLiteral(", from ") + sizeText(offset);
  };
  if (place.column == 1) {
    const Hole& hole = mapIn(snapshot).holes[static_cast<std::size_t>(place.row)];
    return "free: <b>" + sizeText(hole.bytes) + "</b>" + where(hole.bank, hole.offset);
  }
  const auto& block = memory.blocks[static_cast<std::size_t>(place.row)];
  const QString label =
      block.label.empty() ? text(blockNoun_) + ' ' + QString::number(place.row + 1) : text(block.label);
  const QString category = categoryName(block.category);
  return label.toHtmlEscaped() +
         (category.isEmpty() || category == label ? QString() : ", " + category.toHtmlEscaped()) + ": <b>" +
         sizeText(block.bytes) + "</b>" + where(block.bank, block.offset);
}

std::optional<MemoryView::Place> MemoryView::placeAt(const Pointer& pointer,
                                                     const lab::Snapshot& snapshot) const {
  const auto* memory = memory_.in(snapshot);
  const Map& map = mapIn(snapshot);
  if (!memory || !painted_ || painted_->banks != map.banks) return std::nullopt;
  const auto holds = [&](int bank, std::uint64_t offset, std::uint64_t bytes) {
    return std::ranges::any_of(painted_->pieces(bank, offset, bytes), [&](const QRectF& piece) {
      return piece.adjusted(-0.5, 0, 0.5, 0).contains(pointer.at);
    });
  };
  for (auto i = map.order.rbegin(); i != map.order.rend(); ++i) {  // the last painted is on top
    const auto& block = memory->blocks[static_cast<std::size_t>(*i)];
    if (holds(block.bank, block.offset, block.bytes)) return Place{*i, 0};
  }
  for (std::size_t i = 0; i < map.holes.size(); ++i)
    if (holds(map.holes[i].bank, map.holes[i].offset, map.holes[i].bytes))
      return Place{static_cast<int>(i), 1};
  return std::nullopt;
}

QRectF MemoryView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  const auto* memory = memory_.in(snapshot);
  if (!memory || !painted_ || painted_->banks != mapIn(snapshot).banks) return {};
  const Hole hole = place.column == 1 ? mapIn(snapshot).holes[static_cast<std::size_t>(place.row)] : Hole{};
  const auto& block = memory->blocks[place.column == 0 ? static_cast<std::size_t>(place.row) : 0];
  const auto pieces = place.column == 1 ? painted_->pieces(hole.bank, hole.offset, hole.bytes)
                                        : painted_->pieces(block.bank, block.offset, block.bytes);
  return pieces.empty() ? QRectF() : pieces.front();
}

std::optional<MemoryView::Place> MemoryView::walk(std::optional<Place> from, int key, bool shift,
                                                  const lab::Snapshot& snapshot) {
  const auto& order = mapIn(snapshot).order;
  if (order.empty()) return std::nullopt;
  if ((key == Qt::Key_Up || key == Qt::Key_Down) && painted_) {  // the next block in that direction
    if (!from || from->column == 1) return Place{order.front(), 0};
    const QRectF now = rectOf(snapshot, *from);
    const double step =
        (painted_->rowHeight + (painted_->rows == 1 ? painted_->bankGap : 0)) * (key == Qt::Key_Up ? -1 : 1);
    for (double y = now.center().y() + step; y > painted_->plot.top() && y < painted_->plot.bottom();
         y += step / 2)
      if (const auto there = placeAt({QPointF(now.left() + 1, y), {}}, snapshot);
          there && there->column == 0 && *there != *from)
        return there;
    return from;
  }
  const auto found = from && from->column == 0 ? std::ranges::find(order, from->row) : order.end();
  const auto now =
      found == order.end() ? std::nullopt : std::optional(static_cast<int>(found - order.begin()));
  const auto to = walkAlong(now, key, shift, static_cast<int>(order.size()), Qt::Key_Left, Qt::Key_Right);
  return to ? std::optional(Place{order[static_cast<std::size_t>(*to)], 0}) : std::nullopt;
}

QString MemoryView::describe(const lab::Snapshot& snapshot) const {
  const auto* memory = memory_.in(snapshot);
  if (!memory || memory->capacity == 0) return emptyWords(snapshot);
  const Map& map = mapIn(snapshot);
  QString result =
      View::describe(snapshot) + QStringLiteral(". %1 %2s take %3 of %4.")
                                     .arg(map.order.size())
                                     .arg(text(blockNoun_), sizeText(map.used),
                                          sizeText(memory->capacity * static_cast<std::uint64_t>(map.banks)));
  if (!map.holes.empty())
    result +=
        QStringLiteral(" %1 holes, the largest %2.").arg(map.holes.size()).arg(sizeText(map.largestHole));
  for (int bank = 0; bank < map.banks && map.banks > 1; ++bank) {
    std::uint64_t sum = 0;
    for (const int i : map.order)
      if (memory->blocks[static_cast<std::size_t>(i)].bank == bank)
        sum += memory->blocks[static_cast<std::size_t>(i)].bytes;
    result += ' ' + bankName(*memory, bank) + ": " + sizeText(sum) + '.';
  }
  return result;
}

lab::value::Table MemoryView::numbers(const lab::Snapshot& snapshot) const {
  const auto* memory = memory_.in(snapshot);
  lab::value::Table table;
  if (!memory || mapIn(snapshot).order.empty()) return table;
  const bool banks = memory->banks.size() > 1;
  const std::string unit = countNoun_.empty() ? "bytes" : countNoun_ + "s";
  if (banks) table.columns.push_back({"memory", {}, {}, {}});
  const std::size_t first = table.columns.size();
  table.columns.insert(
      table.columns.end(),
      {{blockNoun_, {}, {}, {}}, {"owner", {}, {}, {}}, {"offset", unit, {}, {}}, {"size", unit, {}, {}}});
  for (const int i : mapIn(snapshot).order) {
    const auto& block = memory->blocks[static_cast<std::size_t>(i)];
    if (banks) table.columns[0].texts.push_back(bankName(*memory, block.bank).toStdString());
    table.columns[first].texts.push_back(block.label.empty() ? std::to_string(i + 1) : block.label);
    const QString category = categoryName(block.category);
    table.columns[first + 1].texts.push_back(category.isEmpty() ? std::to_string(block.category)
                                                                : category.toStdString());
    table.columns[first + 2].numbers.push_back(static_cast<double>(block.offset));
    table.columns[first + 3].numbers.push_back(static_cast<double>(block.bytes));
  }
  return table;
}

}  // namespace gradarium::widgets
