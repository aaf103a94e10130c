// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QToolButton;

namespace gradarium::app {

/// Back, where one is, and on: always in reach below the text.
class TutorialFooter final : public QWidget {
  Q_OBJECT
 public:
  explicit TutorialFooter(QWidget* parent);
  QPushButton* back() const { return back_; }
  QPushButton* next() const { return next_; }
  /// "Step 3 of 6", with a menu of all steps, which the owner fills.
  QToolButton* contents() const { return contents_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QPushButton *back_ = nullptr, *next_ = nullptr;
  QToolButton* contents_ = nullptr;
};

}  // namespace gradarium::app
