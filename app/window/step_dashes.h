// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

namespace gradarium::app {

/// One dash for each step of a topic: those done are filled, the one in front is thicker; a click goes there.
class StepDashes final : public QWidget {
  Q_OBJECT
 public:
  struct Step {
    QString title;
    bool done = false;
  };
  explicit StepDashes(QWidget* parent = nullptr);
  void setSteps(std::vector<Step> steps, int current);

 Q_SIGNALS:
  void chosen(int step);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF dash(int step) const;
  int at(QPointF position) const;
  std::vector<Step> steps_;
  int current_ = 0, under_ = -1;
};

}  // namespace gradarium::app
