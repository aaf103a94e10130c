// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/right_now.h"

#include <QGridLayout>
#include <cmath>

#include "widgets/controls/text_label.h"

namespace gradarium::widgets {

RightNow::RightNow(const lab::Experiment& schema, const std::vector<const lab::ObservableBase*>& chosen,
                   QWidget* parent)
    : QWidget(parent) {
  setAccessibleName(tr("Right now"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(Theme::unit);
  grid->setHorizontalSpacing(2 * Theme::unit);
  grid->setColumnStretch(0, 1);
  grid->addWidget(new TextLabel(tr("Right now"), &Theme::ink, TextRole::Strong), 0, 0, 1, 2);
  grid->setRowMinimumHeight(0, 24);
  const std::vector<const lab::ObservableBase*> all(schema.observables().begin(), schema.observables().end());
  for (const lab::ObservableBase* observable : chosen.empty() ? all : chosen) {
    const auto* scalar = dynamic_cast<const lab::Scalar*>(observable);
    if (!scalar) continue;
    auto* label = new TextLabel(QString::fromStdString(scalar->label()), &Theme::quiet);
    label->setElided();
    auto* value = new TextLabel("–", &Theme::ink, TextRole::Strong);
    value->setFigures();
    value->setObjectName(QString::fromStdString("now." + scalar->name()));
    if (!scalar->traits().help.empty()) {
      label->setToolTip(QString::fromStdString(scalar->traits().help));
      value->setToolTip(label->toolTip());
    }
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(value, row, 1);
    rows_.push_back({scalar, value});
  }
}

void RightNow::show(const lab::Snapshot& snapshot) {
  for (const Row& row : rows_) {
    const auto* number = row.scalar->in(snapshot);
    // NaN says that something went wrong; before the first step, or where it may be, it only says "not yet".
    const bool mayBe = snapshot.step == 0 || row.scalar->traits().nonFinite;
    const bool known = number && !(mayBe && std::isnan(number->number));
    QString text = known ? readable(number->number) : QStringLiteral("–");
    if (known && !row.scalar->traits().unit.empty())
      text += QChar(0x2009) + QString::fromStdString(row.scalar->traits().unit);
    if (row.value->text() == text) continue;
    row.value->setText(text);
    row.value->setAccessibleName(QString::fromStdString(row.scalar->label()) + ": " + text);
  }
}

}  // namespace gradarium::widgets
