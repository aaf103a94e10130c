// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/arithmetic_card.h"

#include <QGridLayout>
#include <QPainter>

#include "widgets/controls/text_label.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostLines = 24;  // a longer sum says how many lines it leaves out

TextLabel* figure(double number, TextRole role) {
  auto* label = new TextLabel(readable(number), &Theme::ink, role);
  label->setFigures();
  return label;
}

}  // namespace

ArithmeticCard::ArithmeticCard(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  column->setSizeConstraint(QLayout::SetMinimumSize);
}

void ArithmeticCard::show(const lab::Arithmetic& arithmetic) {
  delete content_;
  content_ = new QWidget;
  auto* grid = new QGridLayout(content_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(3 * Theme::unit);
  grid->setVerticalSpacing(Theme::unit);
  grid->addWidget(new TextLabel(QString::fromStdString(arithmetic.title), &Theme::ink, TextRole::Strong), 0,
                  0, 1, 3);
  QString spoken = QString::fromStdString(arithmetic.title);
  int row = 1;
  for (const auto& line : arithmetic.lines) {
    if (static_cast<std::size_t>(row) > mostLines) {
      grid->addWidget(
          new TextLabel(tr("… and %1 more lines").arg(arithmetic.lines.size() - mostLines), &Theme::quiet),
          row++, 0, 1, 3);
      break;
    }
    grid->addWidget(new TextLabel(QString::fromStdString(line.label), &Theme::quiet), row, 0);
    grid->addWidget(new TextLabel(QString::fromStdString(line.expression), &Theme::ink, TextRole::Code), row,
                    1);
    grid->addWidget(figure(line.number, TextRole::Body), row, 2);
    spoken += QStringLiteral("; %1 %2 = %3")
                  .arg(QString::fromStdString(line.label), QString::fromStdString(line.expression),
                       readable(line.number));
    ++row;
  }
  auto* rule = new QFrame;
  rule->setFrameShape(QFrame::HLine);
  rule->setForegroundRole(QPalette::Mid);
  grid->addWidget(rule, row++, 0, 1, 3);
  grid->addWidget(new TextLabel(tr("result"), &Theme::quiet), row, 0, 1, 2);
  grid->addWidget(figure(arithmetic.result, TextRole::Strong), row, 2);
  grid->setColumnStretch(1, 1);
  layout()->addWidget(content_);
  setAccessibleName(spoken + "; " + tr("result") + ' ' + readable(arithmetic.result));
  adjustSize();
}

void ArithmeticCard::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(t.line);
  painter.setBrush(t.card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
}

}  // namespace gradarium::widgets
