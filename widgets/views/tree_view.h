// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/tree_layout.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// A tree from its root downwards, each node with its words (a label of several lines, at first in full, then its
/// first line, then a dot with words under the pointer, as room gets scarce). Children stand in the order of their
/// indices. Arrow keys or a click choose a node.
class GRADARIUM_WIDGETS TreeView : public PointingViewOf<TreeView> {
 public:
  TreeView(std::string name, const lab::Tree& tree);

  /// What a node's number is: "samples"; it is written below the label.
  TreeView& values(std::string noun, std::string unit = {});
  /// Nodes in the colours of these codes, one a node: a predicted class.
  TreeView& colour(const lab::Labels& codes, std::string noun = "class");
  /// Words at the two branches of a question: "yes", "no".
  TreeView& answers(std::string left, std::string right);
  /// The way from the root to this node, counted from 0, stands out.
  TreeView& path(const lab::Scalar& node);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 protected:
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) override;

 private:
  enum class Detail { All, FirstLine, Dot };
  /// Where the nodes stand, on the canvas.
  struct Drawing {
    Detail detail = Detail::Dot;
    std::vector<QRectF> boxes;
    bool fits = false;
  };
  const TreeLayout& layoutIn(const lab::Snapshot& snapshot) const;
  const lab::value::Labels* codesIn(const lab::Snapshot& snapshot) const;
  QStringList linesOf(const lab::value::Tree& tree, std::size_t node, Detail detail) const;
  Drawing draw(const lab::Snapshot& snapshot, const QRectF& area, Detail detail) const;
  void paintBranches(const Canvas& canvas, const Drawing& drawing) const;
  void paintNode(const Canvas& canvas, const Drawing& drawing, std::size_t node) const;

  const lab::Tree& tree_;
  const lab::Labels* codes_ = nullptr;
  const lab::Scalar* path_ = nullptr;
  std::string valueNoun_, unit_, codeNoun_, left_, right_;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable TreeLayout layout_;
  Drawing painted_;
};

}  // namespace gradarium::widgets
