// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/colour_scale.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Tokens one after the other, wrapped like text; what cannot be seen (spaces, line ends) is drawn. Where the
/// tokens carry weights, their grounds show them; otherwise neighbours have different grounds. Arrow keys or a
/// click choose a token; Page Down shows the next lines.
class GRADARIUM_WIDGETS TokenStripView : public PointingViewOf<TokenStripView> {
 public:
  TokenStripView(std::string name, const lab::Tokens& tokens);

  /// The grounds show the weights: "surprisal", "bits".
  TokenStripView& weights(std::string noun, std::string unit = {});
  /// Red above 0, blue below.
  TokenStripView& signedScale();
  TokenStripView& range(double low, double high);
  /// The id below each token; the menu offers it too.
  TokenStripView& ids();
  /// The last lines rather than the first, for a text that is being written.
  TokenStripView& followEnd();
  /// This token stands out, counted from 0, and its line is shown: where a window or a cursor is.
  TokenStripView& cursor(const lab::Scalar& token);
  /// A click on a token, or Return, sets this parameter to its place, counted from 1.
  TokenStripView& sets(const lab::Int& place);
  /// The tokens are this text's: one that is dragged, or moved by Shift and an arrow key, changes its place there.
  /// Tokens beyond the text (generated ones) stay.
  TokenStripView& reorders(const lab::TextInput& text);

  std::vector<const lab::ObservableBase*> observables() const override;
  std::vector<ViewOption> options(const lab::Snapshot& snapshot) const override;
  void choose(std::size_t option, int choice) override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;

 protected:
  // A place is a token.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) override;
  bool acts() const override { return PointingView::acts() || place_ || text_; }
  void send(Place place, Port& port) const override;

 private:
  struct Placed {
    std::size_t token = 0;
    std::size_t line = 0;
    QRectF box;  // from the strip's corner; on the screen, as painted
  };
  const lab::value::Tokens* tokensIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  std::vector<Placed> wrap(const lab::value::Tokens& tokens, double width) const;
  double lineHeight() const;
  // token_strip_move.cpp
  std::size_t movable(const lab::value::Tokens& tokens, const lab::Snapshot& snapshot) const;
  std::optional<std::size_t> gapAt(QPointF at, std::size_t gaps) const;
  void move(std::size_t token, std::size_t gap, const lab::Snapshot& snapshot, Port& port);
  void paintGap(const Canvas& canvas) const;
  void paintToken(const Canvas& canvas, const lab::value::Tokens& tokens, const Placed& placed, const ColourScale* scale) const;

  const lab::Tokens& tokens_;
  const lab::Scalar* cursor_ = nullptr;
  const lab::Int* place_ = nullptr;
  const lab::TextInput* text_ = nullptr;
  std::string weightNoun_, unit_;
  std::optional<Span> range_;
  bool weighted_ = false, signed_ = false, ids_ = false, followEnd_ = false;

  std::vector<Placed> painted_;  // what is on the screen
  std::size_t firstLine_ = 0, linesShown_ = 0, lines_ = 0;
  bool turned_ = false;  // the reader has turned a page: the end is not followed
  bool walked_ = false;  // the page follows the chosen token
  std::optional<std::size_t> held_, gap_;  // dragged, and where it would go: before this token
};

/// A token's text with signs for what cannot be seen: "·" for a space, "⏎" for a line end, "⇥" for a tab, and
/// "U+200B" for other characters without a form.
GRADARIUM_WIDGETS QString visible(const std::string& token);

}  // namespace gradarium::widgets
