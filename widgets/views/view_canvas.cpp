// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/view_canvas.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocumentFragment>

#include "widgets/port.h"
#include "widgets/theme/theme.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

constexpr int frame = 16;  // ms: a drag says where it is once a frame

Qt::CursorShape shapeFor(Touch touch, bool pressed) {
  switch (touch) {
    case Touch::Look: return Qt::ArrowCursor;
    case Touch::Click: return Qt::PointingHandCursor;
    case Touch::Grab: return pressed ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
    case Touch::LeftRight: return Qt::SizeHorCursor;
    case Touch::UpDown: return Qt::SizeVerCursor;
    case Touch::Draw: return Qt::CrossCursor;
  }
  return Qt::ArrowCursor;
}

}  // namespace

ViewCanvas::ViewCanvas(View& view, Port& port, QWidget* parent)
    : QWidget(parent), view_(view), port_(port), asking_(port, *this) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(&asking_, &Asking::answered, this, [this] {
    if (readout_) readout_->hide();  // the card says it, and more
  });
  if (view_.linked()) listener_ = view_.linked()->listen([this] { update(); });
}

ViewCanvas::~ViewCanvas() {
  if (view_.linked()) view_.linked()->forget(listener_);
  delete readout_;
}

void ViewCanvas::setSnapshot(std::shared_ptr<const lab::Snapshot> snapshot) {
  snapshot_ = std::move(snapshot);
  if (asking_.wondering()) asking_.follow(view_.question(*snapshot_), snapshot_->version);
}

QRectF ViewCanvas::area() const { return QRectF(rect()).adjusted(16, 6, -16, -10); }

void ViewCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& t = theme();
  painter.fillRect(rect(), t.ground);
  if (snapshot_) {
    painter.setRenderHint(QPainter::Antialiasing);
    view_.paint({painter, area(), t, *snapshot_, true});
    painted_ = snapshot_;
  }
  if (ring_ && hasFocus()) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(3, 1, -3, -3), 6, 6);
  }
}

Pointer ViewCanvas::pointerOf(const QMouseEvent& event) const {
  const Qt::MouseButtons buttons = event.buttons() | event.button();
  return {event.position(), area(), buttons.testFlag(Qt::LeftButton), buttons.testFlag(Qt::RightButton),
          event.modifiers().testFlag(Qt::ShiftModifier)};
}

void ViewCanvas::mousePressEvent(QMouseEvent* event) {
  ring_ = false;
  const bool right = event->button() == Qt::RightButton;
  if (right) tookRightPress_ = false;
  if (!painted_ || dragging_ || (!right && event->button() != Qt::LeftButton)) return;
  const Pointer pointer = pointerOf(*event);
  const Touch touch = view_.touch(pointer, *painted_);
  if (!view_.press(pointer, *painted_, port_)) return;
  (right ? tookRightPress_ : dragging_) = true;
  unhover();
  if (dragging_) setCursor(shapeFor(touch, true));
  update();
}

void ViewCanvas::mouseMoveEvent(QMouseEvent* event) {
  const Pointer pointer = pointerOf(*event);
  if (!dragging_) return hoverAt(pointer);
  waiting_ = pointer;
  if (pace_.isActive()) return;
  sendDrag();
  pace_.start(frame, Qt::PreciseTimer, this);
}

void ViewCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (!dragging_ || event->button() != Qt::LeftButton) return;
  sendDrag();
  pace_.stop();
  dragging_ = false;
  if (painted_) view_.release(pointerOf(*event), *painted_, port_);
  rect().contains(event->position().toPoint()) ? hoverAt(pointerOf(*event)) : unhover();
  update();
}

void ViewCanvas::sendDrag() {
  if (!waiting_ || !painted_) return;
  const Pointer pointer = *waiting_;
  waiting_.reset();
  view_.drag(pointer, *painted_, port_);
  update();  // what is dragged may be the view's own: how a surface is turned
}

void ViewCanvas::timerEvent(QTimerEvent* event) {
  if (event->timerId() != pace_.timerId()) return QWidget::timerEvent(event);
  if (waiting_)
    sendDrag();
  else
    pace_.stop();
}

void ViewCanvas::read(const QString& words, const QRect& mark) {
  if (words.isEmpty() && !readout_) return;
  if (!readout_ || readout_->parentWidget() != window()) {
    delete readout_;
    readout_ = new Readout(window());
  }
  readout_->show(words, mark.translated(mapTo(window(), QPoint(0, 0))));
}

void ViewCanvas::wonder() {
  if (painted_) asking_.follow(view_.question(*painted_), painted_->version);
}

void ViewCanvas::hoverAt(const Pointer& pointer) {
  if (!painted_) return;
  const QString words = view_.hover(pointer, *painted_);
  if (words != said_) update();  // what is under the pointer may be marked
  said_ = words;
  setCursor(shapeFor(view_.touch(pointer, *painted_), false));
  wonder();
  read(asking_.showing() ? QString() : words, QRect(pointer.at.toPoint(), QSize(1, 10)));
}

void ViewCanvas::readSelection() {
  wonder();
  const auto selection = view_.selection(*painted_);
  read(!selection || asking_.showing() ? QString() : selection->words,
       selection ? selection->at.toAlignedRect() : QRect());
  if (!selection) return;
  setAccessibleDescription(QTextDocumentFragment::fromHtml(selection->words).toPlainText());
  QAccessibleEvent event(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

void ViewCanvas::unhover() {
  view_.leave();
  unsetCursor();
  said_.clear();
  if (readout_) readout_->hide();
  wonder();
  update();
}

void ViewCanvas::resizeEvent(QResizeEvent*) {
  if (readout_) readout_->hide();
  asking_.follow(std::nullopt, 0);
}

void ViewCanvas::leaveEvent(QEvent*) { unhover(); }
void ViewCanvas::hideEvent(QHideEvent*) {
  unhover();
  asking_.follow(std::nullopt, 0);
}

void ViewCanvas::keyPressEvent(QKeyEvent* event) {
  ring_ = true;
  if (!painted_ ||
      event->modifiers().testAnyFlags(Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier) ||
      !view_.key(event->key(), event->modifiers().testFlag(Qt::ShiftModifier), *painted_, port_))
    return QWidget::keyPressEvent(event);
  readSelection();
  update();
}

void ViewCanvas::focusInEvent(QFocusEvent* event) {
  // A ring for those who came by keyboard; the mouse knows where it is.
  ring_ = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason &&
          event->reason() != Qt::PopupFocusReason;
  update();
}

void ViewCanvas::focusOutEvent(QFocusEvent*) {
  if (readout_) readout_->hide();
  update();
}

void ViewCanvas::contextMenuEvent(QContextMenuEvent* event) {
  // A right press that meant something to the view asks for no menu.
  if (event->reason() == QContextMenuEvent::Mouse && tookRightPress_)
    event->accept();
  else
    event->ignore();
}

}  // namespace gradarium::widgets
