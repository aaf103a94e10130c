// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QPointer>
#include <QWidget>
#include <memory>
#include <optional>

#include "widgets/export.h"
#include "widgets/views/asking.h"
#include "widgets/views/readout.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Where a view is painted and takes the mouse and the keyboard. Part of a ViewFrame.
class GRADARIUM_WIDGETS ViewCanvas : public QWidget {
  Q_OBJECT
 public:
  ViewCanvas(View& view, Port& port, QWidget* parent);
  ~ViewCanvas() override;

  /// What is painted next; the caller decides whether to repaint.
  void setSnapshot(std::shared_ptr<const lab::Snapshot> snapshot);
  QRectF area() const;
  QSize sizeHint() const override { return {480, 320}; }
  QSize minimumSizeHint() const override { return {160, 100}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent*) override;
  void leaveEvent(QEvent*) override;
  void hideEvent(QHideEvent*) override;
  void timerEvent(QTimerEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent*) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  Pointer pointerOf(const QMouseEvent& event) const;
  void hoverAt(const Pointer& pointer);
  void unhover();
  void read(const QString& words, const QRect& mark);  // mark: on the canvas
  void readSelection();
  void wonder();
  void sendDrag();

  View& view_;
  Port& port_;
  std::shared_ptr<const lab::Snapshot> snapshot_, painted_;
  QPointer<Readout> readout_;
  Asking asking_;
  int listener_ = -1;
  std::optional<Pointer> waiting_;  // the newest place of a drag that the view has not been told
  QBasicTimer pace_;
  QString said_;
  bool dragging_ = false, tookRightPress_ = false, ring_ = false;
};

}  // namespace gradarium::widgets
