// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace gradarium::app {

/// One of the answers to choose from: a button whose words wrap, and which remembers how it was judged.
class AnswerButton final : public QPushButton {
  Q_OBJECT
 public:
  enum class Verdict { Open, Right, Wrong };
  explicit AnswerButton(const QString& words, QWidget* parent = nullptr);
  void setVerdict(Verdict verdict);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {80, 32}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString words_;
  Verdict verdict_ = Verdict::Open;
};

}  // namespace gradarium::app
