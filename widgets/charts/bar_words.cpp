// SPDX-License-Identifier: GPL-3.0-or-later
// Bars in words and numbers.
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/charts/bar_view.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

QString BarView::rowName(const BarData& data, std::size_t row) const {
  if (row < data.names.size() && !data.names[row].empty()) return text(data.names[row]);
  return text(barNoun_) + ' ' + QString::number(row + 1);
}

QString BarView::groupName(const BarData& data, std::size_t group) const {
  const std::string& name = data.groups[group].name;
  return name.empty() ? QStringLiteral("group %1").arg(group + 1) : text(name);
}

QString BarView::valueName(const BarData& data) const {
  QString name = text(valueNoun_);
  if (name.isEmpty() && data.groups.size() == 1) name = text(data.groups.front().name);
  const std::string& unit = !unit_.empty() || data.groups.empty() ? unit_ : data.groups.front().unit;
  if (!unit.empty()) name += (name.isEmpty() ? "" : ", ") + text(unit);
  return name;
}

QString BarView::wordsOf(const lab::Snapshot& snapshot, std::size_t row) const {
  const BarData& data = dataIn(snapshot);
  QString result = rowName(data, row).toHtmlEscaped() + ": ";
  for (std::size_t g = 0; g < data.groups.size(); ++g) {
    const auto& group = data.groups[g];
    const std::string& unit = group.unit.empty() ? unit_ : group.unit;
    const QString noun = data.groups.size() > 1 ? groupName(data, g)
                         : !valueNoun_.empty()  ? text(valueNoun_)
                                                : text(group.name);
    result += (g ? ", " : "") + noun.toHtmlEscaped() + (noun.isEmpty() ? "" : " ") + "<b>" +
              readable(group.numbers[row], 5) + (unit.empty() ? QString() : ' ' + text(unit)) + "</b>";
  }
  if (const auto* labels = labelsIn(snapshot)) {
    const int code = labels->codes[row];
    const auto index = static_cast<std::size_t>(std::max(code, 0));
    result += ", " + (code < 0                         ? "no " + text(labelNoun_)
                      : index < labels->names.size() ? text(labels->names[index])
                                                     : text(labelNoun_) + ' ' + QString::number(qint64(code) + 1))
                         .toHtmlEscaped();
  }
  return result;
}

QString BarView::describe(const lab::Snapshot& snapshot) const {
  const BarData& data = dataIn(snapshot);
  if (data.rows() == 0) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + QStringLiteral(". %1 bars. ").arg(data.rows());
  for (std::size_t g = 0; g < data.groups.size(); ++g) {
    const auto& numbers = data.groups[g].numbers;
    std::size_t low = numbers.size(), high = low;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!std::isfinite(numbers[i])) continue;
      if (low == numbers.size() || numbers[i] < numbers[low]) low = i;
      if (high == numbers.size() || numbers[i] > numbers[high]) high = i;
    }
    if (low == numbers.size()) continue;
    if (data.groups.size() > 1) result += groupName(data, g) + ": ";
    result += QStringLiteral("highest %1 at %2, lowest %3 at %4. ")
                  .arg(readable(numbers[high]), rowName(data, high), readable(numbers[low]), rowName(data, low));
  }
  for (const Reference& reference : references_)
    if (const double at = reference.at(snapshot); std::isfinite(at) && !reference.words.empty())
      result += QStringLiteral("Line at %1: %2. ").arg(readable(at), text(reference.words));
  return result.trimmed();
}

lab::value::Table BarView::numbers(const lab::Snapshot& snapshot) const {
  const BarData& data = dataIn(snapshot);
  lab::value::Table table;
  if (data.rows() == 0) return table;
  table.columns.push_back({barNoun_, {}, {}, data.names});
  if (data.names.empty())
    for (std::size_t i = 0; i < data.rows(); ++i) table.columns[0].numbers.push_back(double(i + 1));
  for (std::size_t g = 0; g < data.groups.size(); ++g) {
    const auto& group = data.groups[g];
    const std::string name = !group.name.empty() ? group.name
                             : !valueNoun_.empty() && data.groups.size() == 1 ? valueNoun_
                             : data.groups.size() == 1                        ? source_.label()
                                                                              : groupName(data, g).toStdString();
    table.columns.push_back({name, group.unit.empty() ? unit_ : group.unit, group.numbers, {}});
  }
  if (const auto* labels = labelsIn(snapshot)) {
    table.columns.push_back({labelNoun_, {}, {}, {}});
    for (const int code : labels->codes) table.columns.back().numbers.push_back(code < 0 ? std::nan("") : code + 1.0);
  }
  return table;
}

std::vector<LegendEntry> BarView::legend(const lab::Snapshot& snapshot) const {
  const BarData& data = dataIn(snapshot);
  std::vector<LegendEntry> entries;
  if (const auto* labels = labelsIn(snapshot)) {
    const std::set<int> codes(labels->codes.begin(), labels->codes.end());
    if (codes.size() < 2) return {};
    for (const int code : codes) {
      const auto index = static_cast<std::size_t>(std::max(code, 0));
      entries.push_back({code < 0                         ? "no " + text(labelNoun_)
                         : index < labels->names.size() ? text(labels->names[index])
                                                        : text(labelNoun_) + ' ' + QString::number(qint64(code) + 1),
                         code});
    }
  } else if (!labels_ && data.groups.size() > 1) {
    for (std::size_t g = 0; g < data.groups.size(); ++g) entries.push_back({groupName(data, g), static_cast<int>(g)});
  }
  return entries;
}

}  // namespace gradarium::widgets
