// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/lesson.h"

class QSplitter;

namespace gradarium::widgets {
class ViewFrame;
class TransportBar;
}  // namespace gradarium::widgets

namespace gradarium::app {

class SessionLink;

/// The views of one topic over the transport bar.
class TopicBench final : public QWidget {
  Q_OBJECT
 public:
  TopicBench(const widgets::Topic& topic, const lab::Experiment& schema, SessionLink& link, QWidget* parent = nullptr);
  ~TopicBench() override;

  const widgets::Bench& bench() const { return bench_; }
  const std::vector<widgets::ViewFrame*>& frames() const { return frames_; }
  void show(const std::shared_ptr<const lab::Snapshot>& snapshot);
  void showState();
  /// Earlier runs beside the present one.
  void compare(const std::vector<widgets::PinnedRun>& runs);
  /// Covers the pictures that read one of these.
  void cover(const std::vector<const lab::ObservableBase*>& hidden);
  /// One picture alone over the transport bar; null: all of them.
  void enlarge(widgets::ViewFrame* frame);
  widgets::ViewFrame* large() const { return large_; }
  /// The picture with the focus, else the largest one.
  widgets::ViewFrame* frameInFront() const;
  widgets::TransportBar& transport() { return *transport_; }
  QWidget* pictures() const;
  using QWidget::show;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  SessionLink& link_;
  QSplitter* rows_ = nullptr;
  bool strip_ = false;  // stands above, and has not been given its height yet
  widgets::Bench bench_;
  std::vector<widgets::ViewFrame*> frames_;
  widgets::TransportBar* transport_ = nullptr;
  widgets::ViewFrame* large_ = nullptr;
};

}  // namespace gradarium::app
