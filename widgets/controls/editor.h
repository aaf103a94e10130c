// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <memory>
#include <string>

#include "core/lab/parameter.h"
#include "core/lab/session.h"
#include "widgets/export.h"

class QHBoxLayout;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace gradarium::widgets {

class Port;
class TextLabel;

/// One parameter's label and control. What the learner does goes to the port as commands; what the session
/// says comes back through show(), which never fights the learner's hand and waits for the echo of what was
/// just sent.
class GRADARIUM_WIDGETS Editor : public QWidget {
  Q_OBJECT
 public:
  Editor(const lab::Parameter& parameter, Port& port, QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::ParameterState& state);
  /// What was sent and never echoed is given up: the editor shows what is in force.
  void settle();
  void backToDefault();
  const lab::ParameterInfo& info() const { return info_; }
  QString complaint() const;

 protected:
  virtual void display(const lab::ParameterState& state) = 0;
  virtual bool inHand() const { return false; }  // a drag or typing is under way
  /// The state in force: bounds, and the value that was echoed last.
  const lab::ParameterState& state() const { return state_; }

  /// Shows what is in force, unless it is in hand or an echo is awaited: for the end of a hold.
  void refresh();
  void send(const std::string& text, lab::Edit edit = lab::Edit::Whole);
  void patch(const std::string& json);
  /// The sentence beneath the control; empty: none.
  void complain(const QString& sentence);

  QVBoxLayout* body() const { return body_; }
  QHBoxLayout* heading() const { return heading_; }
  /// Name for tests, label for screen readers, help as tool tip.
  void introduce(QWidget* control);
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  lab::ParameterInfo info_;
  Port& port_;
  lab::ParameterState state_;
  bool known_ = false;
  std::string sent_;  // waits for its echo
  bool waiting_ = false;
  QElapsedTimer since_;
  QVBoxLayout* body_;
  QHBoxLayout* heading_;
  void showDefault(const std::string& text);
  TextLabel* label_;
  QToolButton* back_;  // stands where the value is not the default
  TextLabel* complaint_;
};

/// The editor for a parameter's kind.
GRADARIUM_WIDGETS Editor* makeEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

}  // namespace gradarium::widgets
