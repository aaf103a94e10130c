// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <memory>
#include <vector>

#include "widgets/export.h"
#include "widgets/formula/formula_sheet.h"
#include "widgets/formula/live_number.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// A formula of the lesson's tutorial, large, with today's numbers in its slots.
///
///     bench.below<widgets::FormulaView>("cost", "inertia", e)     // $$J = ... = \live{inertia_now}{000.00} \label{inertia}$$
///
/// The formula is the one that tutorial.md labels so; the slots say themselves which observables and parameters they show.
class GRADARIUM_WIDGETS FormulaView : public ViewOf<FormulaView> {
 public:
  FormulaView(std::string name, std::string formula, const lab::Experiment& schema);

  const std::string& formula() const { return formula_; }
  /// Called by whoever loads the lesson. A sheet without the formula makes a view that says so.
  void setSheet(std::shared_ptr<const FormulaSheet> sheet);
  /// Empty, or why the formula cannot be shown: it is not in the sheet, or a slot names nothing of the experiment.
  const std::string& problem() const { return problem_; }

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 private:
  QStringList today(const lab::Snapshot& snapshot) const;

  std::string formula_, problem_;
  const lab::Experiment& schema_;
  std::shared_ptr<const FormulaSheet> sheet_;
  const Formula* shown_ = nullptr;
  std::vector<LiveNumber> live_;  // one a slot
};

}  // namespace gradarium::widgets
