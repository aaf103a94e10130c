// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/lab/experiment.h"
#include "core/lab/journal.h"
#include "widgets/views/view.h"

class QPushButton;
class QVBoxLayout;

namespace gradarium::app {

class SessionLink;

/// Runs that were kept to compare with: what was set, what came of it. A click leads back to one.
class PinnedRuns final : public QWidget {
  Q_OBJECT
 public:
  /// `headline`: the number that stands beside each; may be null.
  PinnedRuns(const lab::Experiment& schema, SessionLink& link, const lab::Scalar* headline, QWidget* parent = nullptr);

  const std::vector<widgets::PinnedRun>& runs() const { return runs_; }
  /// Keeps what is shown now.
  void pin();

 Q_SIGNALS:
  void changed(const std::vector<gradarium::widgets::PinnedRun>& runs);

 private:
  QString labelOf(const lab::Snapshot& snapshot, bool whole = false) const;
  void add(std::shared_ptr<const lab::Snapshot> snapshot, const lab::Journal& journal);
  void remove(std::size_t index);
  void relist();

  const lab::Experiment& schema_;
  SessionLink& link_;
  const lab::Scalar* headline_;
  std::vector<widgets::PinnedRun> runs_;
  std::vector<lab::Journal> journals_;
  QPushButton* pin_;
  QVBoxLayout* rows_;
};

}  // namespace gradarium::app
