// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/charts/band_frame.h"
#include "widgets/views/tree_layout.h"
#include "widgets/views/line_handle.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// A tree of merges: leaves side by side, each merge at its height. The i-th leaf of the value is sample i; a
/// node's number is the height of its merge. A forest, as it is between two merges, is shown as one.
class GRADARIUM_WIDGETS DendrogramView : public ViewOf<DendrogramView> {
 public:
  DendrogramView(std::string name, const lab::Tree& tree);
  ~DendrogramView() override;

  /// A line across the tree that can be dragged; Shift and the arrow keys move it as well. Branches below it are
  /// clusters, each in a colour.
  DendrogramView& cut(const lab::Real& height);
  DendrogramView& cut(const lab::Scalar& height, const lab::Action<lab::Move>& move);
  /// Branches in the colours of their samples' labels, as other views show them.
  DendrogramView& colour(const lab::Labels& labels);
  /// What a height is: "distance".
  DendrogramView& heights(std::string noun, std::string unit = {});
  /// What a leaf is: "iris", "irises".
  DendrogramView& leaves(std::string noun, std::string plural = {});

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hoverOn(-1); }
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  const TreeLayout& layoutIn(const lab::Snapshot& snapshot) const;
  std::vector<int> codesIn(const lab::Snapshot& snapshot) const;  // of each node; -1: above the cut
  QString leafName(const lab::Snapshot& snapshot, int node) const;
  QString countOf(std::size_t leaves) const;
  QString words(const lab::Snapshot& snapshot, int node) const;
  std::vector<std::size_t> samplesOf(const TreeLayout& layout, int node) const;
  QPointF placeOf(const BandFrame& frame, double place, double height) const;
  void hoverOn(int node);
  void sendCut(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const;

  void paintBranches(const Canvas& canvas, const BandFrame& frame) const;
  void paintBranch(const Canvas& canvas, const BandFrame& frame, int node, const QColor& colour) const;
  void paintCut(const Canvas& canvas, const BandFrame& frame) const;

  const lab::Tree& tree_;
  const lab::Labels* labels_ = nullptr;
  std::optional<LineHandle> cut_;
  std::string heightNoun_ = "height", unit_, leafNoun_ = "sample", leafNouns_ = "samples";

  mutable std::shared_ptr<const lab::Value> known_;
  mutable TreeLayout layout_;

  std::optional<BandFrame> painted_;
  int hovered_ = -1, selected_ = -1;     // nodes
  bool warm_ = false, held_ = false, dragged_ = false;  // the cut: under the pointer, pressed, moved
};

}  // namespace gradarium::widgets
