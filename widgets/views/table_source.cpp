// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/table_source.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

std::shared_ptr<const lab::Value> valueIn(const lab::ObservableBase* observable,
                                          const lab::Snapshot& snapshot) {
  if (!observable || observable->index() >= snapshot.values.size()) return nullptr;
  return snapshot.values[observable->index()];
}

int decimalsIn(const QString& number) {
  if (number.contains('e')) return -1;
  const auto point = number.indexOf('.');
  return point < 0 ? 0 : static_cast<int>(number.size() - point - 1);
}

}  // namespace

TableSource::TableSource(const TableKeys& keys, const lab::Snapshot& snapshot)
    : main_(
          valueIn(keys.table ? static_cast<const lab::ObservableBase*>(keys.table) : keys.points, snapshot)),
      extra_(valueIn(keys.labels, snapshot)) {
  if (main_) {
    table_ = std::get_if<lab::value::Table>(main_.get());
    points_ = std::get_if<lab::value::Points>(main_.get());
  }
  if (extra_) labels_ = std::get_if<lab::value::Labels>(extra_.get());
  if (table_) {
    columns_ = table_->columns.size();
    rows_ = table_->rows();
  } else if (points_) {
    columns_ = points_->columns + (labels_ ? 1 : 0);
    rows_ = points_->rows;
  } else if (labels_) {
    columns_ = 1;
    rows_ = labels_->codes.size();
  }
  for (std::size_t c = 0; c < columns_; ++c) decimals_.push_back(isNumber(c) ? decimalsOf(c) : 0);
}

int TableSource::decimalsOf(std::size_t column) const {
  constexpr std::size_t looks = 64;  // spread over all rows: enough for the digits, and as fast for a million
  int most = 0;
  const std::size_t stride = std::max<std::size_t>(1, rows_ / looks);
  for (std::size_t row = 0; row < rows_; row += stride) {
    const double value = number(row, column);
    if (!std::isfinite(value)) continue;
    const int decimals = decimalsIn(readable(value));
    if (decimals < 0) return -1;
    most = std::max(most, decimals);
  }
  return std::min(most, 6);
}

QString TableSource::header(std::size_t column) const {
  if (table_) {
    const auto& c = table_->columns[column];
    return QString::fromStdString(c.unit.empty() ? c.name : c.name + ", " + c.unit);
  }
  if (points_ && column < points_->columns) {
    const auto at = [&](const std::vector<std::string>& names) {
      return column < names.size() ? names[column] : std::string();
    };
    const std::string name = at(points_->columnNames), unit = at(points_->units);
    if (name.empty()) return QStringLiteral("x%1").arg(column + 1);
    return QString::fromStdString(unit.empty() ? name : name + ", " + unit);
  }
  return QStringLiteral("label");
}

bool TableSource::isNumber(std::size_t column) const {
  if (table_) return table_->columns[column].texts.empty();
  return points_ && column < points_->columns;
}

double TableSource::number(std::size_t row, std::size_t column) const {
  if (!table_) return points_->at(row, column);
  const auto& numbers = table_->columns[column].numbers;
  return row < numbers.size() ? numbers[row] : NAN;
}

const std::string& TableSource::word(std::size_t row, std::size_t column) const {
  static const std::string none;
  if (table_) {
    const auto& texts = table_->columns[column].texts;
    return row < texts.size() ? texts[row] : none;
  }
  const int code = labels_ && row < labels_->codes.size() ? labels_->codes[row] : -1;
  return code >= 0 && static_cast<std::size_t>(code) < labels_->names.size()
             ? labels_->names[static_cast<std::size_t>(code)]
             : none;
}

QString TableSource::text(std::size_t row, std::size_t column) const {
  if (!isNumber(column)) {
    const std::string& name = word(row, column);
    if (!table_ && name.empty() && labels_ && row < labels_->codes.size())
      return labels_->codes[row] < 0 ? QStringLiteral("–") : QString::number(labels_->codes[row]);
    return QString::fromStdString(name);
  }
  const double value = number(row, column);
  if (!std::isfinite(value) || decimals_[column] < 0 || std::abs(value) >= 1e9) return readable(value);
  return QString::number(value, 'f', decimals_[column]);
}

QString TableSource::exact(std::size_t row, std::size_t column) const {
  return isNumber(column) ? QString::fromStdString(base::shortest(number(row, column))) : text(row, column);
}

int TableSource::compare(std::size_t a, std::size_t b, std::size_t column) const {
  if (!isNumber(column)) {
    if (!table_) {
      const auto code = [&](std::size_t row) {
        return row < labels_->codes.size() ? labels_->codes[row] : -1;
      };
      return code(a) - code(b);
    }
    return word(a, column).compare(word(b, column));
  }
  const double x = number(a, column), y = number(b, column);
  if (std::isnan(x) || std::isnan(y))
    return static_cast<int>(std::isnan(x)) - static_cast<int>(std::isnan(y));
  return x < y ? -1 : x > y ? 1 : 0;
}

lab::value::Table TableSource::table() const {
  if (table_) return *table_;
  lab::value::Table result;
  for (std::size_t c = 0; c < columns_; ++c) {
    lab::value::Table::Column column{header(c).toStdString(), {}, {}, {}};
    for (std::size_t row = 0; row < rows_; ++row) {
      if (isNumber(c))
        column.numbers.push_back(number(row, c));
      else
        column.texts.push_back(text(row, c).toStdString());
    }
    result.columns.push_back(std::move(column));
  }
  return result;
}

}  // namespace gradarium::widgets
