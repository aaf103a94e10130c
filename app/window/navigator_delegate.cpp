// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/navigator_delegate.h"

#include <QPainter>
#include <QPainterPath>
#include <QTreeView>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

void paintStanding(QPainter& painter, const QPointF& centre, Standing::Kind kind) {
  const widgets::Theme& theme = widgets::theme();
  const double radius = 4;
  const QRectF dot(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
  painter.setPen(QPen(kind == Standing::Kind::Untouched ? widgets::mix(theme.line, theme.quiet, 0.35) : theme.done, 1.5));
  painter.setBrush(kind == Standing::Kind::Done ? QBrush(theme.done) : QBrush(Qt::NoBrush));
  painter.drawEllipse(dot);
  if (kind != Standing::Kind::Begun) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.done);
  painter.drawPie(dot, 90 * 16, 180 * 16);
}

namespace {

void paintChevron(QPainter& painter, const QPointF& centre, bool open, const QColor& colour) {
  QPainterPath path;
  if (open) {
    path.moveTo(centre + QPointF(-3.5, -2));
    path.lineTo(centre + QPointF(0, 2));
    path.lineTo(centre + QPointF(3.5, -2));
  } else {
    path.moveTo(centre + QPointF(-2, -3.5));
    path.lineTo(centre + QPointF(2, 0));
    path.lineTo(centre + QPointF(-2, 3.5));
  }
  painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
}

}  // namespace

void NavigatorDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const widgets::Theme& theme = widgets::theme();
  const auto row = static_cast<NavigatorRow>(index.data(rowRole).toInt());
  const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const QRectF area = QRectF(option.rect).adjusted(8, 0, -8, 0);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (enabled && (selected || option.state.testFlag(QStyle::State_MouseOver))) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? theme.accentSoft : widgets::mix(theme.card, theme.accentSoft, 0.6));
    painter->drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6);
  }
  if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
    painter->setPen(QPen(theme.accent, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6);
  }
  const QPointF sign(area.left() + 10, area.center().y());
  double left = area.left() + 22;
  QColor ink = theme.ink;
  if (row == NavigatorRow::Module) {
    painter->setFont(widgets::font(widgets::TextRole::Small));
    QFont bold = painter->font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    ink = theme.quiet;
    const auto* tree = qobject_cast<const QTreeView*>(option.widget);
    paintChevron(*painter, sign, tree && tree->isExpanded(index), theme.quiet);
  } else {
    painter->setFont(widgets::font(selected ? widgets::TextRole::Strong : widgets::TextRole::Body));
    if (!enabled) ink = widgets::mix(theme.quiet, theme.card, 0.25);
    if (selected) ink = theme.accent;
    if (enabled) paintStanding(*painter, sign, static_cast<Standing::Kind>(index.data(standingRole).toInt()));
  }
  const QRectF text(left, area.top(), area.right() - left - 4, area.height());
  painter->setPen(ink);
  painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                    painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, static_cast<int>(text.width())));
  painter->restore();
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto row = static_cast<NavigatorRow>(index.data(rowRole).toInt());
  return {option.rect.width(), QFontMetrics(widgets::font(widgets::TextRole::Body)).height() + (row == NavigatorRow::Module ? 14 : 10)};
}

}  // namespace gradarium::app
