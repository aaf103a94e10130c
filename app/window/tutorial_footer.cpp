// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tutorial_footer.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "widgets/theme/theme.h"

namespace gradarium::app {

TutorialFooter::TutorialFooter(QWidget* parent) : QWidget(parent) {
  back_ = new QPushButton(tr("Back"));
  back_->setObjectName("tutorial.back");
  back_->setToolTip(tr("Previous step") + " (" + QKeySequence(Qt::ALT | Qt::Key_Left).toString(QKeySequence::NativeText) + ")");
  next_ = new QPushButton(tr("Next"));
  next_->setObjectName("tutorial.next");
  next_->setProperty(widgets::lookProperty, "primary");
  contents_ = new QToolButton;
  contents_->setObjectName("tutorial.contents");
  contents_->setProperty(widgets::lookProperty, "quiet");
  contents_->setToolTip(tr("All steps of this lesson"));
  contents_->setPopupMode(QToolButton::InstantPopup);
  contents_->setMenu(new QMenu(contents_));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(20, 0, 20, 0);
  row->addWidget(back_);
  row->addStretch();
  row->addWidget(contents_);
  row->addStretch();
  row->addWidget(next_);
}

QSize TutorialFooter::sizeHint() const { return {240, std::max(56, next_->sizeHint().height() + 20)}; }

void TutorialFooter::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.fillRect(rect(), theme.card);
  painter.fillRect(QRectF(0, 0, width(), 1), theme.line);
}

}  // namespace gradarium::app
