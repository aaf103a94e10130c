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

QFont fontOf(NavigatorRow row, bool selected) {
  if (row == NavigatorRow::Module) {
    QFont bold = widgets::font(widgets::TextRole::Small);
    bold.setWeight(QFont::DemiBold);
    return bold;
  }
  if (row == NavigatorRow::More) return widgets::font(widgets::TextRole::Small);
  return widgets::font(selected ? widgets::TextRole::Strong : widgets::TextRole::Body);
}

constexpr int side = 8, signRoom = 22, mapRoom = 8;  // the first row keeps off the head

/// The words of a row in at most two lines.
QStringList linesOf(const QString& text, const QFont& font, int width) {
  const QFontMetrics metrics(font);
  if (metrics.horizontalAdvance(text) <= width) return {text};
  QString first;
  for (qsizetype at = text.indexOf(u' '); at >= 0; at = text.indexOf(u' ', at + 1)) {
    if (metrics.horizontalAdvance(text.left(at)) > width) break;
    first = text.left(at);
  }
  if (first.trimmed().isEmpty()) return {metrics.elidedText(text, Qt::ElideRight, width)};
  return {first, metrics.elidedText(text.mid(first.size()).trimmed(), Qt::ElideRight, width)};
}

}  // namespace

void NavigatorDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const widgets::Theme& theme = widgets::theme();
  const auto row = static_cast<NavigatorRow>(index.data(rowRole).toInt());
  const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
  const bool selected = option.state.testFlag(QStyle::State_Selected) && row != NavigatorRow::More;
  const QRectF area = QRectF(option.rect).adjusted(side, row == NavigatorRow::Map ? mapRoom : 0, -side, 0);
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
  const QFont font = fontOf(row, selected);
  const QFontMetrics metrics(font);
  const QStringList lines = linesOf(index.data().toString(), font, static_cast<int>(area.width()) - signRoom - 4);
  const QRectF words(area.left() + signRoom, area.center().y() - metrics.height() * lines.size() / 2.0, area.width() - signRoom - 4,
                     static_cast<double>(metrics.height() * lines.size()));
  const QPointF sign(area.left() + 10, words.top() + metrics.height() / 2.0);
  QColor ink = selected ? theme.accent : theme.ink;
  if (row == NavigatorRow::Module || row == NavigatorRow::More)
    ink = theme.quiet;
  else if (!enabled)
    ink = widgets::mix(theme.quiet, theme.card, 0.25);
  if (row == NavigatorRow::Module) {
    const auto* tree = qobject_cast<const QTreeView*>(option.widget);
    paintChevron(*painter, sign, tree && tree->isExpanded(index), theme.quiet);
  } else if (enabled && row != NavigatorRow::More) {
    paintStanding(*painter, sign, static_cast<Standing::Kind>(index.data(standingRole).toInt()));
  }
  painter->setFont(font);
  painter->setPen(ink);
  for (int i = 0; i < lines.size(); ++i)
    painter->drawText(words.translated(0, i * metrics.height()), Qt::AlignTop | Qt::AlignLeft | Qt::TextSingleLine, lines[i]);
  if (const QString note = index.data(noteRole).toString(); !note.isEmpty()) {
    painter->setFont(widgets::font(widgets::TextRole::Small));
    painter->setPen(theme.quiet);
    painter->drawText(area.adjusted(0, 0, -6, 0), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, note);
  }
  painter->restore();
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto row = static_cast<NavigatorRow>(index.data(rowRole).toInt());
  const auto* tree = qobject_cast<const QTreeView*>(option.widget);
  const int width = (tree ? tree->viewport()->width() : option.rect.width()) - 2 * side - signRoom - 4;
  // As the words are when they are chosen, so that choosing moves nothing.
  const QFont font = fontOf(row, true);
  const auto lines = linesOf(index.data().toString(), font, width).size();
  const int air = row == NavigatorRow::Module ? 16 : row == NavigatorRow::Map ? 10 + mapRoom : 10;
  return {0, static_cast<int>(lines) * QFontMetrics(font).height() + air};
}

}  // namespace gradarium::app
