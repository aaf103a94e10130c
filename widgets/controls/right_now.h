// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

class TextLabel;

/// The numbers and words of this moment, one a line: "Inertia 81.36".
class GRADARIUM_WIDGETS RightNow : public QWidget {
 public:
  /// `chosen`: which, in order; empty: every scalar. The observables are keys and must outlive this.
  explicit RightNow(const lab::Experiment& schema, const std::vector<const lab::ObservableBase*>& chosen = {},
                    QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Snapshot& snapshot);

 private:
  struct Row {
    const lab::Scalar* scalar;  // or
    const lab::Text* words;
    TextLabel* value;
  };
  static QString written(const Row& row, const lab::Snapshot& snapshot);
  std::vector<Row> rows_;
};

}  // namespace gradarium::widgets
