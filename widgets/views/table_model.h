// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <vector>

#include "widgets/views/table_source.h"

namespace gradarium::widgets {

/// Reads straight from the shared value; sorting is an order of row numbers beside it.
class GRADARIUM_WIDGETS TableModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setSource(TableSource source);
  const TableSource& source() const { return source_; }
  std::size_t sourceRow(int row) const {
    return order_.empty() ? static_cast<std::size_t>(row) : order_[static_cast<std::size_t>(row)];
  }
  /// Tab-separated, in full precision, the header first.
  QString asText(const QModelIndexList& cells) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// column -1: as the experiment gave them.
  void sort(int column, Qt::SortOrder order) override;

 private:
  void arrange();
  TableSource source_;
  std::vector<std::uint32_t> order_;
  int sortedBy_ = -1;
  Qt::SortOrder direction_ = Qt::AscendingOrder;
};

}  // namespace gradarium::widgets
