// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/right_now.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "widgets/controls/text_label.h"

namespace gradarium::widgets {

RightNow::RightNow(const lab::Experiment& schema, const std::vector<const lab::ObservableBase*>& chosen,
                   QWidget* parent)
    : QWidget(parent) {
  setAccessibleName(tr("Right now"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(Theme::unit);
  auto* title = new TextLabel(tr("Right now"), &Theme::ink, TextRole::Strong);
  title->setMinimumHeight(24);
  column->addWidget(title);
  const std::vector<const lab::ObservableBase*> all(schema.observables().begin(), schema.observables().end());
  for (const lab::ObservableBase* observable : chosen.empty() ? all : chosen) {
    const auto* scalar = dynamic_cast<const lab::Scalar*>(observable);
    const auto* words = chosen.empty() ? nullptr : dynamic_cast<const lab::Text*>(observable);
    if (!scalar && !words) continue;
    auto* label = new TextLabel(QString::fromStdString(observable->label()), &Theme::quiet);
    if (!words) label->setElided();
    auto* value = new TextLabel("–", &Theme::ink, TextRole::Strong);
    if (!words) value->setFigures();
    value->setObjectName(QString::fromStdString("now." + observable->name()));
    label->setToolTip(QString::fromStdString(observable->traits().help));
    value->setToolTip((label->toolTip() + "\n" + tr("A click copies it with all its digits")).trimmed());
    value->setCursor(Qt::PointingHandCursor);
    value->installEventFilter(this);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (words) value->setElided();  // they may be long: they take what the label leaves
    auto* row = new QHBoxLayout;    // of its own: a long number elsewhere takes nothing from this label
    row->setSpacing(2 * Theme::unit);
    row->addWidget(label, words ? 0 : 1);
    row->addWidget(value, words ? 1 : 0);
    column->addLayout(row);
    rows_.push_back({scalar, words, value, {}});
  }
}

const lab::ObservableBase& RightNow::shownIn(const Row& row) {
  return row.words ? static_cast<const lab::ObservableBase&>(*row.words) : *row.scalar;
}

void RightNow::cover(std::vector<const lab::ObservableBase*> hidden) { hidden_ = std::move(hidden); }

QString RightNow::written(const Row& row, const lab::Snapshot& snapshot) const {
  const QString none = QStringLiteral("–");
  if (std::ranges::count(hidden_, &shownIn(row)) > 0) return QStringLiteral("?");
  if (row.words) {
    const auto* words = row.words->in(snapshot);
    return words && !words->text.empty() ? QString::fromStdString(words->text) : none;
  }
  const auto* number = row.scalar->in(snapshot);
  // NaN says that something went wrong; before the first step, or where it may be, it only says "not yet".
  const bool mayBe = snapshot.step == 0 || row.scalar->traits().nonFinite;
  if (!number || (mayBe && std::isnan(number->number))) return none;
  const std::string& unit = row.scalar->traits().unit;
  return readable(number->number) + (unit.empty() ? QString() : QChar(0x2009) + QString::fromStdString(unit));
}

void RightNow::show(const lab::Snapshot& snapshot) {
  for (Row& row : rows_) {
    const QString text = written(row, snapshot);
    row.exact = text == QStringLiteral("–") || text == QStringLiteral("?") ? QString()
                : row.words                 ? text
                                            : QString::fromStdString(base::shortest(row.scalar->in(snapshot)->number));
    if (row.value->text() == text) continue;
    row.value->setText(text);
    row.value->setAccessibleName(QString::fromStdString(shownIn(row).label()) + ": " + text);
  }
}

QString RightNow::text() const {
  QString all;
  for (const Row& row : rows_) {
    all += QString::fromStdString(shownIn(row).label()) + "\t" + row.exact + "\n";
  }
  return all;
}

const RightNow::Row* RightNow::rowAt(const QObject* label) const {
  const auto found = std::ranges::find(rows_, label, &Row::value);
  return found == rows_.end() || found->exact.isEmpty() ? nullptr : &*found;
}

bool RightNow::eventFilter(QObject* watched, QEvent* event) {
  const Row* row = event->type() == QEvent::MouseButtonRelease ? rowAt(watched) : nullptr;
  if (!row) return QWidget::eventFilter(watched, event);
  const auto* mouse = static_cast<QMouseEvent*>(event);
  if (mouse->button() != Qt::LeftButton) return QWidget::eventFilter(watched, event);
  QGuiApplication::clipboard()->setText(row->exact);
  QToolTip::showText(mouse->globalPosition().toPoint(), tr("Copied %1").arg(row->exact), row->value);
  return true;
}

void RightNow::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  if (const Row* row = rowAt(childAt(event->pos())))
    menu.addAction(tr("Copy %1").arg(row->exact), this, [text = row->exact] { QGuiApplication::clipboard()->setText(text); });
  menu.addAction(tr("Copy all"), this, [this] { QGuiApplication::clipboard()->setText(text()); });
  menu.exec(event->globalPos());
}

}  // namespace gradarium::widgets
