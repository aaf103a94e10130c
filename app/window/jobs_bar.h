// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "app/window/surface.h"
#include "core/lab/session_pool.h"

class QLabel;
class QPushButton;

namespace gradarium::app {

/// What goes on in the background, along the window's lower edge; away while nothing does.
class JobsBar final : public Surface {
  Q_OBJECT
 public:
  explicit JobsBar(lab::SessionPool& pool, QWidget* parent = nullptr);
  /// A page was opened or left: there may be something to watch.
  void look();

 Q_SIGNALS:
  void lessonWanted(const QString& id);

 private:
  void refresh();
  lab::SessionPool& pool_;
  QTimer timer_;
  QLabel* text_ = nullptr;
  QPushButton* open_ = nullptr;
  QString lesson_;
};

}  // namespace gradarium::app
