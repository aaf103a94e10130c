// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tutorial_block.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/theme/theme.h"

namespace gradarium::app {

TutorialBlock::TutorialBlock(const QString& label, const lab::Script& script)
    : button_(new QPushButton(label)), changed_(new QLabel) {
  button_->setObjectName("tutorial.block");
  button_->setToolTip(QString::fromStdString(lab::format(script)));
  changed_->setObjectName("tutorial.changed");
  changed_->setFont(widgets::font(widgets::TextRole::Small));
  changed_->setForegroundRole(QPalette::PlaceholderText);
  changed_->setWordWrap(true);
  changed_->hide();
  auto* row = new QHBoxLayout;
  row->addWidget(button_);
  row->addStretch();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(row);
  layout->addWidget(changed_);
  connect(button_, &QPushButton::clicked, this, [this] { delete begin_; });
}

void TutorialBlock::inviteNewcomer() {
  begin_ = new QLabel(tr("\u2190 begin here"));
  begin_->setObjectName("tutorial.begin");
  begin_->setForegroundRole(QPalette::Highlight);
  static_cast<QHBoxLayout*>(layout()->itemAt(0)->layout())->insertWidget(1, begin_);
}

void TutorialBlock::setChanged(const QStringList& labels) {
  constexpr qsizetype most = 3;
  const QString named = labels.mid(0, most).join(", ");
  changed_->setText(labels.size() > most ? tr("Since changed: %1 and %2 more").arg(named).arg(labels.size() - most)
                                         : tr("Since changed: %1").arg(named));
  changed_->setVisible(!labels.isEmpty());
}

}  // namespace gradarium::app
