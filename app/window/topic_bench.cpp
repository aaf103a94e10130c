// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/topic_bench.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>

#include "app/session/session_link.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {
namespace {
/// A title and three lines of tokens, or two where height is dear.
int stripHeight(int height) { return height < 720 ? 100 : 124; }
constexpr int leastWidth = 176;  // of a picture that still says something

/// A row of small pictures: where they have no room beside each other it scrolls, so that each can still be read.
class Row final : public QScrollArea {
 public:
  explicit Row(QSplitter* pictures) {
    setWidget(pictures);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(TopicBench::tr("Pictures below"));
  }
  QSize minimumSizeHint() const override { return {leastWidth, widget()->minimumSizeHint().height() + horizontalScrollBar()->sizeHint().height()}; }
  QSize sizeHint() const override { return widget()->sizeHint(); }

 protected:
  void wheelEvent(QWheelEvent* event) override {
    const int turn = event->angleDelta().y() + event->angleDelta().x();
    if (horizontalScrollBar()->maximum() == 0) return event->ignore();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - turn);
  }
};

}

TopicBench::TopicBench(const widgets::Topic& topic, const lab::Experiment& schema, SessionLink& link, QWidget* parent)
    : QWidget(parent), link_(link) {
  topic.arrange(bench_, schema);
  auto* rows = rows_ = new QSplitter(Qt::Vertical, this);
  rows->setChildrenCollapsible(false);
  rows->setHandleWidth(1);
  // The main picture has two thirds of the height; what stands below shares the rest. A strip above is as high as a
  // few lines, unless one drags it.
  using widgets::Place;
  for (const auto place : {Place::Above, Place::Main, Place::Below}) {
    auto* row = new QSplitter(Qt::Horizontal, rows);
    row->setChildrenCollapsible(false);
    row->setHandleWidth(1);
    for (const auto& placed : bench_.views()) {
      if ((placed.place == Place::Beside ? Place::Main : placed.place) != place) continue;
      frames_.push_back(new widgets::ViewFrame(*placed.view, link, row));
      if (place == Place::Above) frames_.back()->setMinimumHeight(92);
      if (place == Place::Below) frames_.back()->setMinimumWidth(leastWidth);
      row->setStretchFactor(row->count() - 1, placed.place == Place::Main ? 3 : 2);
    }
    if (row->count() == 0) {
      delete row;
      continue;
    }
    if (place == Place::Below && row->count() > 1) rows->addWidget(new Row(row));
    rows->setStretchFactor(rows->count() - 1, place == Place::Above ? 0 : place == Place::Main ? 5 : 2);
    if (place == Place::Above) strip_ = true;
  }
  const auto main = std::ranges::find_if(bench_.views(), [](const auto& placed) { return placed.place == Place::Main; });
  for (auto* frame : frames_)
    if (main != bench_.views().end() && &frame->view() == main->view.get()) rows->setFocusProxy(frame->content());
  transport_ = new widgets::TransportBar(link, schema.clock(), this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(rows, 1);
  layout->addWidget(transport_);
}

TopicBench::~TopicBench() {
  qDeleteAll(frames_);  // before the bench and its views
}

void TopicBench::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!strip_) return;
  strip_ = false;  // from now on the reader decides
  const int strip = stripHeight(height());
  const int rest = height() - transport_->sizeHint().height() - strip - (rows_->count() - 1) * rows_->handleWidth();
  rows_->setSizes(rows_->count() > 2 ? QList<int>{strip, rest * 5 / 7, rest - rest * 5 / 7} : QList<int>{strip, rest});
}

void TopicBench::show(const std::shared_ptr<const lab::Snapshot>& snapshot) {
  for (auto* frame : frames_) frame->show(snapshot);
  showState();
}

void TopicBench::compare(const std::vector<widgets::PinnedRun>& runs) {
  for (auto* frame : frames_) frame->compare(runs);
}

void TopicBench::cover(const std::vector<const lab::ObservableBase*>& hidden) {
  for (auto* frame : frames_)
    frame->cover(std::ranges::any_of(frame->view().observables(), [&](const auto* read) { return std::ranges::count(hidden, read) > 0; }));
}

void TopicBench::enlarge(widgets::ViewFrame* frame) {
  large_ = frame;
  for (auto* each : frames_) {
    each->setVisible(!frame || each == frame);
    each->setLarge(each == frame);
  }
  for (int i = 0; i < rows_->count(); ++i) rows_->widget(i)->setVisible(!frame || rows_->widget(i)->isAncestorOf(frame));
  // As by the mouse: the ring is for those who walk by Tab.
  if (frame) frame->content()->setFocus(Qt::MouseFocusReason);
}

widgets::ViewFrame* TopicBench::frameInFront() const {
  const auto area = [](const auto* frame) { return frame->width() * frame->height(); };
  const auto held = std::ranges::find_if(frames_, [](const auto* frame) { return frame->isAncestorOf(QApplication::focusWidget()); });
  if (held != frames_.end()) return *held;
  const auto largest = std::ranges::max_element(frames_, {}, area);
  return largest == frames_.end() ? nullptr : *largest;
}

QWidget* TopicBench::pictures() const { return rows_; }

void TopicBench::showState() {
  if (link_.snapshot()) transport_->show(*link_.snapshot(), link_.state());
}

}  // namespace gradarium::app
