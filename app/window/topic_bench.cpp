// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/topic_bench.h"

#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "app/session/session_link.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {
namespace {
constexpr int stripHeight = 124;  // a title and three lines of tokens
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
      if (place == Place::Above) frames_.back()->setMinimumHeight(stripHeight * 3 / 4);
      row->setStretchFactor(row->count() - 1, placed.place == Place::Main ? 3 : 2);
    }
    if (row->count() == 0) {
      delete row;
      continue;
    }
    rows->setStretchFactor(rows->count() - 1, place == Place::Above ? 0 : place == Place::Main ? 5 : 2);
    if (place == Place::Above) strip_ = true;
  }
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
  const int rest = height() - transport_->sizeHint().height() - stripHeight - (rows_->count() - 1) * rows_->handleWidth();
  rows_->setSizes(rows_->count() > 2 ? QList<int>{stripHeight, rest * 5 / 7, rest - rest * 5 / 7} : QList<int>{stripHeight, rest});
}

void TopicBench::show(const std::shared_ptr<const lab::Snapshot>& snapshot) {
  for (auto* frame : frames_) frame->show(snapshot);
  showState();
}

void TopicBench::compare(const std::vector<widgets::PinnedRun>& runs) {
  for (auto* frame : frames_) frame->compare(runs);
}

void TopicBench::showState() {
  if (link_.snapshot()) transport_->show(*link_.snapshot(), link_.state());
}

}  // namespace gradarium::app
