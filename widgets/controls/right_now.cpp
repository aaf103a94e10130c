// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/right_now.h"

#include <QHBoxLayout>
#include <cmath>

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
    if (!observable->traits().help.empty()) {
      label->setToolTip(QString::fromStdString(observable->traits().help));
      value->setToolTip(label->toolTip());
    }
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (words) value->setElided();  // they may be long: they take what the label leaves
    auto* row = new QHBoxLayout;    // of its own: a long number elsewhere takes nothing from this label
    row->setSpacing(2 * Theme::unit);
    row->addWidget(label, words ? 0 : 1);
    row->addWidget(value, words ? 1 : 0);
    column->addLayout(row);
    rows_.push_back({scalar, words, value});
  }
}

QString RightNow::written(const Row& row, const lab::Snapshot& snapshot) {
  const QString none = QStringLiteral("–");
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
  for (const Row& row : rows_) {
    const QString text = written(row, snapshot);
    if (row.value->text() == text) continue;
    row.value->setText(text);
    if (row.words) row.value->setToolTip(text);
    const lab::ObservableBase& shown = row.words ? static_cast<const lab::ObservableBase&>(*row.words) : *row.scalar;
    row.value->setAccessibleName(QString::fromStdString(shown.label()) + ": " + text);
  }
}

}  // namespace gradarium::widgets
