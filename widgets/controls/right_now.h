// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

class TextLabel;

/// The numbers and words of this moment, one a line: "Inertia 81.36". A click on one copies it with all its digits.
class GRADARIUM_WIDGETS RightNow : public QWidget {
 public:
  /// `chosen`: which, in order; empty: every scalar. The observables are keys and must outlive this.
  explicit RightNow(const lab::Experiment& schema, const std::vector<const lab::ObservableBase*>& chosen = {},
                    QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Snapshot& snapshot);
  /// These are not told: they would give an answer away.
  void cover(std::vector<const lab::ObservableBase*> hidden);
  /// Every line, a tab between name and value, numbers in full precision.
  QString text() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Row {
    const lab::Scalar* scalar;  // or
    const lab::Text* words;
    TextLabel* value;
    QString exact = {};  // empty: nothing yet
  };
  const Row* rowAt(const QObject* label) const;
  static const lab::ObservableBase& shownIn(const Row& row);
  QString written(const Row& row, const lab::Snapshot& snapshot) const;
  std::vector<Row> rows_;
  std::vector<const lab::ObservableBase*> hidden_;
};

}  // namespace gradarium::widgets
