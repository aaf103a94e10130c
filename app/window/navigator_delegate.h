// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "app/progress/standing.h"

namespace gradarium::app {

/// What the rows of the course are.
enum class NavigatorRow { Map, Module, Lesson, More };
/// noteRole: a few quiet words at the right end.
inline constexpr int rowRole = Qt::UserRole + 1, standingRole = Qt::UserRole + 2, noteRole = Qt::UserRole + 3;

/// A dot, empty, half or full.
void paintStanding(QPainter& painter, const QPointF& centre, Standing::Kind kind);

class NavigatorDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace gradarium::app
