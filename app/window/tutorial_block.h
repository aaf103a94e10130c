// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

#include "core/lab/command.h"

class QLabel;
class QPushButton;

namespace gradarium::app {

/// A block of the tutorial: a button that sets the laboratory up. Beside it may stand where a newcomer begins,
/// or what the reader has changed since, of which the text around may then be wrong.
class TutorialBlock final : public QWidget {
  Q_OBJECT
 public:
  TutorialBlock(const QString& label, const lab::Script& script);
  QPushButton& button() const { return *button_; }
  void inviteNewcomer();
  /// The labels of parameters; none: everything stands as the block has set it.
  void setChanged(const QStringList& labels);

 private:
  QPushButton* button_;
  QPointer<QLabel> begin_;
  QLabel* changed_;
};

}  // namespace gradarium::app
