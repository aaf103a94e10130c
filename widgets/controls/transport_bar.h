// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "core/lab/declarations.h"
#include "core/lab/session.h"
#include "widgets/export.h"

class QMenu;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace gradarium::widgets {

class Port;
class TextLabel;
class TrackSlider;
class TransportStatus;

/// Reset, back, run, step, a slider through what was computed, and the speed. Long steps show how far they
/// are.
class GRADARIUM_WIDGETS TransportBar : public QWidget {
  Q_OBJECT
 public:
  /// `clock` belongs to the schema; null: steps are counted.
  TransportBar(Port& port, const lab::Clock* clock, QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Snapshot& snapshot, const lab::SessionState& state);

  /// Space, Left, Right and Home, from wherever nothing else takes them; false: another key.
  bool press(int key);
  // Each does nothing where its button is disabled.
  void runOrPause();
  void stepOnce();
  void stepBack();
  void reset();
  /// 1 is four steps a second, 0 as fast as they come.
  void setSpeed(double factor);
  /// The run that begins now goes faster and faster, and the speed is back when it is over: for runs that
  /// somebody else has set going, such as a block of a tutorial.
  void hurry();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void buildButtons();
  QWidget* makeScrub();
  QWidget* makeProgress();
  void buildSpeed();
  void showButtons();
  void showProgress();
  void showSpeed(double factor);
  void hurryMore();

  Port& port_;
  const lab::Clock* clock_;
  lab::SessionState state_;
  lab::Status status_ = lab::Status::Running;
  QPushButton *reset_, *back_, *run_, *step_, *speed_;
  QMenu* speeds_;
  QStackedWidget* middle_;
  TrackSlider* scrub_;
  TransportStatus* words_;
  QProgressBar* progress_;
  TextLabel* activity_;
  QElapsedTimer busySince_;
  double chosen_ = 1, hurried_ = 1;
  QTimer pace_;
};

}  // namespace gradarium::widgets
