// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;
class QTabBar;

namespace gradarium::app {

/// The lesson's two examples, the learner's Python beside our C++, as they lie in its folder.
class CodePage final : public QWidget {
  Q_OBJECT
 public:
  explicit CodePage(const QString& folder, QWidget* parent = nullptr);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  QTabBar* languages_;
  QSplitter* columns_;
};

}  // namespace gradarium::app
