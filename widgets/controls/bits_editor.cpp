// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/bits_editor.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

constexpr int bytes = 8, oneRow = 10;

class Bit final : public QAbstractButton {
 public:
  Bit() {
    setCheckable(true);
    setFont(gradarium::widgets::font(TextRole::Code));
    setFixedHeight(24);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(16);
  }
  QSize sizeHint() const override { return {22, 24}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(isChecked() ? t.accent : t.line, 1));
    painter.setBrush(isChecked() ? t.accentSoft : t.card);
    painter.drawRoundedRect(area, 4, 4);
    painter.setPen(isChecked() ? t.accent : t.quiet);
    painter.setFont(font());
    painter.drawText(rect(), Qt::AlignCenter, isChecked() ? "1" : "0");
  }
};

}  // namespace

BitsEditor::BitsEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent) {
  auto* row = new QWidget;
  auto* grid = new QGridLayout(row);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(2);
  const int count = static_cast<int>(info().fallback.size());
  columns_ = count <= oneRow ? std::max(1, count) : bytes;
  for (int i = 0; i < count; ++i) {
    auto* bit = new Bit;
    bit->setObjectName(QString::fromStdString("param." + info().name + ".") + QString::number(i));
    bit->setAccessibleName(tr("%1, bit %2").arg(QString::fromStdString(info().label)).arg(i));
    bit->setFocusPolicy(i == 0 ? Qt::StrongFocus : Qt::ClickFocus);
    bit->installEventFilter(this);
    connect(bit, &QAbstractButton::clicked, this,
            [this, i] { patch("{\"flip\": " + std::to_string(i) + "}"); });
    grid->addWidget(bit, i / columns_, i % columns_);
    bits_.push_back(bit);
  }
  body()->insertWidget(1, row);
  introduce(row);
  row->setFocusProxy(bits_.empty() ? nullptr : bits_.front());
  BitsEditor::display(state());
}

void BitsEditor::display(const lab::ParameterState& state) {
  for (std::size_t i = 0; i < bits_.size() && i < state.text.size(); ++i)
    bits_[i]->setChecked(state.text[i] == '1');
}

bool BitsEditor::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return Editor::eventFilter(watched, event);
  const auto at = std::find(bits_.begin(), bits_.end(), watched) - bits_.begin();
  auto to = at;
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Left:
      to -= 1;
      break;
    case Qt::Key_Right:
      to += 1;
      break;
    case Qt::Key_Up:
      to -= columns_;
      break;
    case Qt::Key_Down:
      to += columns_;
      break;
    default:
      return Editor::eventFilter(watched, event);
  }
  if (to >= 0 && to < static_cast<std::ptrdiff_t>(bits_.size()))
    bits_[static_cast<std::size_t>(to)]->setFocus();
  return true;
}

}  // namespace gradarium::widgets
