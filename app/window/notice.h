// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace gradarium::app {

/// One sentence that floats above the lower edge of the window, so that nothing moves for it: what went
/// wrong, until it is closed or time enough to read it has passed, or what went well that one cannot see.
class Notice final : public QFrame {
  Q_OBJECT
 public:
  enum class Kind { Told, Failed };
  /// `over`: what it keeps to the middle of, whatever the size.
  Notice(QWidget* parent, QWidget* over);
  void say(const QString& sentence, Kind kind);
  /// A failure that was told is one of the past.
  void outdate();
  /// Empty: nothing is being said.
  QString sentence() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  QWidget* over_;
  QLabel *sign_, *words_;
  QToolButton* close_;
  QTimer time_;
  Kind kind_ = Kind::Told;
};

}  // namespace gradarium::app
