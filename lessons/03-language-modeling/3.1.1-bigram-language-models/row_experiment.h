// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "core/text/bigram_counts.h"
#include "text_experiment.h"

namespace gradarium::lessons {

/// An experiment on the table of pairs, with one row of it shown as bars.
class RowExperiment : public TextExperiment {
 public:
  lab::TextInput after{
      this,
      "after",
      "After",
      "q",
      {.help = "The token whose row is shown: click a cell to take its row", .live = true, .shared = true}};

  lab::Table rowBars{this, "row", "Row"};
  lab::Text rowName{this, "row_name", "Row of"};

 protected:
  RowExperiment(std::string id, std::string title, std::size_t heldOutEvery)
      : TextExperiment(std::move(id), std::move(title), heldOutEvery, true) {}

  /// Takes the row that the learner names, and the tokens of its bars: all in their order, or of many those
  /// that follow most often.
  void chooseRow(const text::BigramCounts& counts);
  std::size_t row() const { return row_; }
  const std::vector<std::size_t>& bars() const { return bars_; }
  /// Columns of numbers over the bars, after one of the tokens' names.
  struct Column {
    std::string name;
    std::span<const double> row;  // V numbers
  };
  void showRow(std::initializer_list<Column> columns);
  /// The token before and the one after; throws where the table has no such cell.
  std::pair<std::size_t, std::size_t> pairAt(lab::Cell cell) const;

 private:
  std::size_t row_ = 0;
  std::vector<std::size_t> bars_;
};

}  // namespace gradarium::lessons
