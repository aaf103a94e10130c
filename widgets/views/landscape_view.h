// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "widgets/views/contour_view.h"
#include "widgets/views/surface_view.h"

namespace gradarium::widgets {

/// A function of two variables from above and in space: contours on which the start is dragged, and a surface that is
/// turned. The reader switches beside the title; where there is room, and nothing is chosen, both are seen.
class GRADARIUM_WIDGETS LandscapeView : public ViewOf<LandscapeView> {
 public:
  LandscapeView(std::string name, const lab::Field& field);

  LandscapeView& names(std::string x, std::string y, std::string height);
  /// Of the contours.
  LandscapeView& levels(std::vector<double> heights);
  LandscapeView& racer(const lab::Series& path, int code = -1);
  LandscapeView& arrows(const lab::Points& arrows, std::string noun);
  LandscapeView& marks(const lab::Points& places, std::string noun);
  LandscapeView& start(const lab::Points& place, const lab::Action<lab::Move>& move);

  std::vector<const lab::ObservableBase*> observables() const override { return map_.observables(); }
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override { return map_.describe(snapshot); }
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override { return map_.numbers(snapshot); }
  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 private:
  enum class Look { Contours, Surface, Both };
  Look lookIn(const QRectF& area) const;
  bool inSpace(const Pointer& pointer) const;
  View& at(const Pointer& pointer);

  ContourView map_;
  SurfaceView surface_;
  std::optional<Look> chosen_;
  Look seen_ = Look::Contours;  // on the screen
  double border_ = 0;           // between the two, where both are seen
  View* held_ = nullptr;
};

}  // namespace gradarium::widgets
