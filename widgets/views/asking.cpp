// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/asking.h"

#include <QTimerEvent>
#include <utility>

#include "widgets/controls/arithmetic_card.h"
#include "widgets/port.h"
#include "widgets/views/readout.h"

namespace gradarium::widgets {
namespace {

bool same(const Question& a, const Question& b) {
  return a.query == b.query && a.cell.row == b.cell.row && a.cell.column == b.cell.column;
}

}  // namespace

Asking::Asking(Port& port, QWidget& canvas) : port_(port), canvas_(canvas) {}
Asking::~Asking() { delete card_; }

bool Asking::showing() const { return card_ && !card_->isHidden(); }

void Asking::follow(const std::optional<Question>& question, std::uint64_t version) {
  const bool known = question && question_ && same(*question, *question_);
  const bool current = known && version == version_;
  question_ = question;
  version_ = version;
  if (current) return place();
  if (known) {  // the same number, one step later
    place();
    if (!rest_.isActive()) ask();
    return;
  }
  ++serial_;
  if (card_) card_->hide();
  if (question_)
    rest_.start(rest, this);
  else
    rest_.stop();
}

void Asking::timerEvent(QTimerEvent* event) {
  if (event->timerId() != rest_.timerId()) return QObject::timerEvent(event);
  rest_.stop();
  ask();
}

void Asking::ask() {
  if (!question_ || !question_->query) return;
  if (onItsWay_) {
    again_ = true;
    return;
  }
  onItsWay_ = serial_;
  again_ = false;
  port_.ask(*question_->query, question_->cell,
            [self = QPointer<Asking>(this)](const lab::Arithmetic* arithmetic) {
              if (self) self->answer(arithmetic);
            });
}

void Asking::answer(const lab::Arithmetic* arithmetic) {
  const bool wanted = std::exchange(onItsWay_, std::nullopt) == serial_ && question_;
  if (again_) ask();
  if (!wanted || !canvas_.isVisible()) return;
  if (!arithmetic) {
    if (card_) card_->hide();
    return;
  }
  if (!card_ || card_->parentWidget() != canvas_.window()) {
    delete card_;
    card_ = new ArithmeticCard(canvas_.window());
    card_->setObjectName("arithmetic");
    card_->setAttribute(Qt::WA_TransparentForMouseEvents);
    card_->setFocusPolicy(Qt::NoFocus);
  }
  card_->show(*arithmetic);
  place();
  card_->raise();
  card_->QWidget::show();
  Q_EMIT answered();
}

void Asking::place() {
  if (!card_ || !question_) return;
  const QRect mark = question_->at.toAlignedRect().translated(canvas_.mapTo(canvas_.window(), QPoint(0, 0)));
  card_->move(besideMark(card_->size(), mark, canvas_.window()->rect()));
}

}  // namespace gradarium::widgets
