// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// What a formula's slot shows of a snapshot: "NAME" of a scalar, of a series (its last value) or of a parameter;
/// "NAME[i]" of labels, of a distribution or of a series; "NAME[i,j]" of points or of a matrix, counted from 0; or "step".
class GRADARIUM_WIDGETS LiveNumber {
 public:
  /// `schema` must outlive it. Throws base::BadCall that names what there is.
  LiveNumber(const QString& name, const lab::Experiment& schema);

  /// Null for a parameter and for "step".
  const lab::ObservableBase* observable() const { return observable_; }
  /// As many decimals as `figures` ("000.00") has, fewer where the number would not fit; an en dash where there is none.
  QString text(const lab::Snapshot& snapshot, const QString& figures) const;
  double number(const lab::Snapshot& snapshot) const;

 private:
  QString name_;
  const lab::ObservableBase* observable_ = nullptr;
  const lab::Parameter* parameter_ = nullptr;
  std::vector<std::size_t> index_;
};

/// A number in the room of `figures`.
GRADARIUM_WIDGETS QString fitted(double number, const QString& figures);

}  // namespace gradarium::widgets
