// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <QWidget>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/view.h"

class QHBoxLayout;

namespace gradarium::widgets {

/// One line that gives way: what does not fit becomes an ellipsis.
class GRADARIUM_WIDGETS ElidedLabel : public QWidget {
  Q_OBJECT
 public:
  ElidedLabel(TextRole role, Qt::Alignment alignment, QWidget* parent);
  void setText(const QString& text);
  const QString& text() const { return text_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  QString text_;
  TextRole role_;
  Qt::Alignment alignment_;
};

/// Three dots.
class GRADARIUM_WIDGETS MoreButton : public QToolButton {
  Q_OBJECT
 public:
  explicit MoreButton(QWidget* parent);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

/// The row above a view: title, what the view lets one choose, a quiet caption, the menu's button.
class GRADARIUM_WIDGETS ViewHeader : public QWidget {
  Q_OBJECT
 public:
  explicit ViewHeader(QWidget* parent);
  void setWords(const QString& title, const QString& caption);
  void setOptions(const std::vector<ViewOption>& options);
  MoreButton* more() const { return more_; }
  /// The button that asks for the whole bench, where there is room for it, or gives it back.
  void setLarge(bool large);
  /// The pointer is in the view: a button that had made room for the title is there again.
  void setLively(bool lively);

 Q_SIGNALS:
  void chosen(int option, int choice);
  void sizeToggled();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  void giveWay();
  void fill(QToolButton* button, std::size_t index, const ViewOption& option);
  QHBoxLayout* row_;
  ElidedLabel *title_, *caption_;
  MoreButton* more_;
  QToolButton* size_;
  bool lively_ = false;
  std::vector<QToolButton*> choosers_;  // one an option; null where it has no place here
};

}  // namespace gradarium::widgets
