// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/view_frame.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include "widgets/port.h"
#include "widgets/views/view_canvas.h"
#include "widgets/views/view_header.h"

namespace gradarium::widgets {

ViewFrame::ViewFrame(View& view, Port& port, QWidget* parent)
    : QWidget(parent), view_(view), port_(port), header_(new ViewHeader(this)), reads_(view.observables()) {
  setObjectName(QString::fromStdString(view.name()));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  content_ = view.makeWidget(port);
  if (content_)
    content_->setParent(this);
  else
    content_ = canvas_ = new ViewCanvas(view, port, this);
  column->addWidget(content_, 1);
  setFocusProxy(content_);
  connect(header_, &ViewHeader::chosen, this, &ViewFrame::choose);
  connect(header_, &ViewHeader::sizeToggled, this, &ViewFrame::sizeToggled);
  connect(header_->more(), &QToolButton::clicked, this, [this] {
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(header_->more()->mapToGlobal(QPoint(0, header_->more()->height())));
  });
}

ViewFrame::~ViewFrame() { want(false); }

bool ViewFrame::concerns(const lab::Snapshot& snapshot) const {
  if (!shown_ || shown_->parameters != snapshot.parameters) return true;
  const auto value = [](const lab::Snapshot& s, std::size_t i) {
    return i < s.values.size() ? s.values[i].get() : nullptr;
  };
  for (const lab::ObservableBase* observable : reads_)
    if (value(*shown_, observable->index()) != value(snapshot, observable->index())) return true;
  return false;
}

void ViewFrame::show(std::shared_ptr<const lab::Snapshot> snapshot) {
  if (!snapshot || snapshot == shown_) return;
  const bool news = concerns(*snapshot);
  view_.see(*snapshot);
  shown_ = snapshot;
  header_->setWords(view_.title(*shown_), covered() ? QString() : view_.caption(*shown_));
  if (canvas_)
    canvas_->setSnapshot(shown_);
  else
    view_.show(*content_, shown_);
  if (news) refresh();
}

void ViewFrame::compare(const std::vector<PinnedRun>& runs) {
  view_.compare(runs);
  refresh();
}

void ViewFrame::refresh() {
  if (!shown_) return;
  header_->setWords(view_.title(*shown_), covered() ? QString() : view_.caption(*shown_));
  header_->setOptions(view_.options(*shown_));
  content_->setAccessibleName(view_.title(*shown_));
  content_->setAccessibleDescription(view_.describe(*shown_));
  content_->update();
}

void ViewFrame::cover(bool covered) {
  if (covered == this->covered()) return;
  if (!cover_) {
    cover_ = new QLabel(tr("Hidden until you have answered"));
    cover_->setObjectName("view.cover");
    cover_->setAlignment(Qt::AlignCenter);
    cover_->setWordWrap(true);
    cover_->setForegroundRole(QPalette::PlaceholderText);
    layout()->addWidget(cover_);
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(cover_, 1);
  }
  cover_->setVisible(covered);
  content_->setVisible(!covered);
  header_->setEnabled(!covered);  // its menu would show the numbers
  if (shown_) header_->setWords(view_.title(*shown_), covered ? QString() : view_.caption(*shown_));
}

bool ViewFrame::covered() const { return cover_ && !cover_->isHidden(); }

void ViewFrame::choose(int option, int choice) {
  view_.choose(static_cast<std::size_t>(option), choice);
  refresh();
}

void ViewFrame::setLarge(bool large) {
  large_ = large;
  header_->setLarge(large);
}

void ViewFrame::want(bool wanted) {
  if (wanted == wanting_) return;
  wanting_ = wanted;
  for (const lab::ObservableBase* observable : reads_)
    if (observable->onDemand()) port_.want(*observable, wanted);
}

void ViewFrame::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  want(true);
}

void ViewFrame::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  want(false);
}

void ViewFrame::enterEvent(QEnterEvent* event) {
  QWidget::enterEvent(event);
  header_->setLively(true);
}

void ViewFrame::leaveEvent(QEvent* event) {
  QWidget::leaveEvent(event);
  header_->setLively(false);
}

void ViewFrame::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refresh();
}

}  // namespace gradarium::widgets
