// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/drawing_editor.h"

#include <QBoxLayout>

#include "widgets/controls/draw_pad.h"
#include "widgets/controls/json_values.h"
#include "widgets/controls/link_button.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

DrawingEditor::DrawingEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent),
      pad_(new DrawPad),
      back_(new LinkButton(tr("Take back"))),
      clear_(new LinkButton(tr("Clear"))) {
  const QString label = QString::fromStdString(info().label);
  back_->setAccessibleName(tr("Take back the last stroke of %1").arg(label));
  clear_->setAccessibleName(tr("Clear %1").arg(label));
  auto* row = new QHBoxLayout;
  row->setSpacing(3 * Theme::unit);
  row->addWidget(back_);
  row->addWidget(clear_);
  row->addStretch();
  body()->insertWidget(1, pad_);
  body()->insertLayout(2, row);
  introduce(pad_);
  connect(back_, &QPushButton::clicked, pad_, &DrawPad::takeBack);
  connect(clear_, &QPushButton::clicked, pad_, &DrawPad::clear);
  // The whole drawing each time: the updates of one stroke would replace each other on their way.
  connect(pad_, &DrawPad::changed, this, [this](bool finished) {
    showButtons();
    send(rowsOf(pad_->strokes()), finished ? lab::Edit::Commit : lab::Edit::Update);
  });
  DrawingEditor::display(state());
}

bool DrawingEditor::inHand() const { return pad_->drawing(); }

void DrawingEditor::showButtons() {
  const auto count = static_cast<int>(pad_->strokes().size());
  back_->setEnabled(count > 0);
  clear_->setEnabled(count > 0);
  pad_->setAccessibleDescription(count == 1 ? tr("One stroke") : tr("%1 strokes").arg(count));
}

void DrawingEditor::display(const lab::ParameterState& state) {
  pad_->setStrokes(rowsIn(state.text));
  showButtons();
}

}  // namespace gradarium::widgets
