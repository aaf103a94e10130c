// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPointer>
#include <QWidget>
#include <functional>
#include <optional>

#include "widgets/export.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

class ArithmeticCard;

/// Has the session answer what a view's reader wonders about, and shows the arithmetic on a card beside the
/// place. A pointer on the move asks nothing, and one question at a time is on its way.
class GRADARIUM_WIDGETS Asking final : public QObject {
  Q_OBJECT
 public:
  static constexpr int rest = 140;  // ms that a pointer rests before it is a question

  Asking(Port& port, QWidget& canvas);
  ~Asking() override;

  /// The question now; none closes the card. `version` is that of the snapshot whose numbers the card must
  /// show: a newer one has the same question asked again, while the old answer still stands.
  void follow(const std::optional<Question>& question, std::uint64_t version);
  bool wondering() const { return question_.has_value(); }
  /// Whether the card is open.
  bool showing() const;

 Q_SIGNALS:
  void answered();

 protected:
  void timerEvent(QTimerEvent* event) override;

 private:
  void ask();
  void answer(const lab::Arithmetic* arithmetic);
  void place();

  Port& port_;
  QWidget& canvas_;
  QPointer<ArithmeticCard> card_;
  std::optional<Question> question_;
  std::uint64_t version_ = 0;
  int serial_ = 0;                   // of the question, so that a late answer to another is dropped
  std::optional<int> onItsWay_;      // the serial that was sent
  bool again_ = false;               // what is on its way is out of date already
  QBasicTimer rest_;
};

}  // namespace gradarium::widgets
