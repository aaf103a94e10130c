// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/view.h"

class QLabel;
class QMenu;

namespace gradarium::widgets {

class ViewCanvas;
class ViewHeader;

/// A view in a window: title row, picture, menu. Repaints only for a snapshot that changed something the view
/// reads, and has its on-demand observables computed while it can be seen. View and port must outlive it.
class GRADARIUM_WIDGETS ViewFrame : public QWidget {
  Q_OBJECT
 public:
  ViewFrame(View& view, Port& port, QWidget* parent = nullptr);
  ~ViewFrame() override;

  using QWidget::show;
  /// Every snapshot of the session, in order.
  void show(std::shared_ptr<const lab::Snapshot> snapshot);
  /// Earlier runs beside the present one.
  void compare(const std::vector<PinnedRun>& runs);
  View& view() const { return view_; }
  /// Hidden, because it would give an answer away.
  void cover(bool covered);
  bool covered() const;
  /// Whether it stands alone on its bench, which it leaves to the bench.
  void setLarge(bool large);
  bool large() const { return large_; }
  /// What takes the keyboard: the canvas, or the view's own widget.
  QWidget* content() const { return content_; }

  void copyPicture();
  /// Asks for a file's name; `ending` is png, svg, pdf, or csv for the numbers. told() and failed() say
  /// how it went.
  void saveAs(const QString& ending);
  /// Adds what can be done with the view; the owner of a window may put more below.
  void fillMenu(QMenu& menu);

 Q_SIGNALS:
  /// The learner wants this picture alone, or all of them again.
  void sizeToggled();
  /// A file was saved, or was not.
  void told(const QString& sentence);
  void failed(const QString& sentence);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void changeEvent(QEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  bool concerns(const lab::Snapshot& snapshot) const;
  void want(bool wanted);
  void refresh();
  void choose(int option, int choice);
  void writeTo(const QString& file);

  View& view_;
  Port& port_;
  ViewHeader* header_;
  ViewCanvas* canvas_ = nullptr;  // null where the view brings a widget
  QWidget* content_;
  QLabel* cover_ = nullptr;
  std::vector<const lab::ObservableBase*> reads_;
  std::shared_ptr<const lab::Snapshot> shown_;
  bool wanting_ = false, large_ = false;
};

}  // namespace gradarium::widgets
