// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/summary_editor.h"

#include <QBoxLayout>

#include "widgets/controls/json_values.h"
#include "widgets/controls/link_button.h"
#include "widgets/controls/text_label.h"

namespace gradarium::widgets {
namespace {

QString counted(int count, const QString& one, const QString& many) {
  return QString::number(count) + ' ' + (count == 1 ? one : many);
}

}  // namespace

SummaryEditor::SummaryEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent),
      words_(new TextLabel({}, &Theme::quiet)),
      clear_(new LinkButton(tr("Clear"))) {
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * Theme::unit);
  row->addWidget(words_, 1);
  row->addWidget(clear_);
  body()->setSpacing(0);
  body()->insertLayout(1, row);
  introduce(clear_);
  clear_->setAccessibleName(tr("Clear %1").arg(QString::fromStdString(info().label)));
  connect(clear_, &QPushButton::clicked, this, [this] {
    info().kind == "graph" ? send(R"({"edges":[],"nodes":[]})") : patch(R"({"clear": true})");
  });
  SummaryEditor::display(state());
}

void SummaryEditor::display(const lab::ParameterState& state) {
  const std::string& kind = info().kind;
  if (kind == "matrix") {
    const auto rows = rowsIn(state.text);
    words_->setText(tr("%1 × %2 numbers").arg(rows.size()).arg(rows.empty() ? 0 : rows.front().size()));
    clear_->hide();
    return;
  }
  const int count = countIn(state.text, kind == "graph" ? "nodes" : nullptr);
  if (kind == "graph") {
    words_->setText(counted(count, tr("node"), tr("nodes")) + ", " +
                    counted(countIn(state.text, "edges"), tr("edge"), tr("edges")));
  } else {
    words_->setText(counted(count, tr("point"), tr("points")));
  }
  clear_->setEnabled(count > 0);
}

}  // namespace gradarium::widgets
