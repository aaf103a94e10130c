// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "core/lab/declarations.h"
#include "core/lab/session.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Where a run stands, in words: "7 / 12", "3.2 s", "finished after 12", "diverged at step 31". It keeps the
/// width of the widest it has said, so that the slider beside it does not twitch. In a narrow window the number and the
/// sign say it.
class GRADARIUM_WIDGETS TransportStatus : public QWidget {
 public:
  explicit TransportStatus(const lab::Clock* clock, QWidget* parent = nullptr);
  void show(const lab::Snapshot& snapshot, const lab::SessionState& state);
  using QWidget::show;
  const QString& text() const { return text_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const lab::Clock* clock_;
  QString text_, brief_;
  lab::Status status_ = lab::Status::Running;
  int widest_ = 72, widestBrief_ = 48;
};

}  // namespace gradarium::widgets
