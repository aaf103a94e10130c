// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "widgets/export.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// A view made of places: cells, bars, nodes, blocks. One may be under the pointer, and one chosen by a click
/// or by keys; a place can be asked for its arithmetic, sent as an action, and marked in linked views. What
/// derives says where the places are, what they say, and where an arrow key leads.
class GRADARIUM_WIDGETS PointingView : public View {
 public:
  using View::View;

  QString hover(const Pointer& pointer, const lab::Snapshot& snapshot) override;
  void leave() override { hoverOn(std::nullopt); }
  Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Question> question(const lab::Snapshot& snapshot) const override;
  std::optional<Selection> selection(const lab::Snapshot& snapshot) const override;

 protected:
  /// What is one of a row counts in `row` alone.
  struct Place {
    int row = 0, column = 0;
    bool operator==(const Place&) const = default;
  };
  /// The place under the pointer, as painted last on the screen.
  virtual std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const = 0;
  virtual bool has(Place place, const lab::Snapshot& snapshot) const = 0;
  /// What a place that there is says, in rich text.
  virtual QString words(const lab::Snapshot& snapshot, Place place) const = 0;
  /// Where it is, as painted last on the screen; empty where it is not on it.
  virtual QRectF rectOf(const lab::Snapshot& snapshot, Place place) const = 0;
  /// Where a key leads from a place, or from none yet; nothing where the key has no meaning.
  virtual std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                                    const lab::Snapshot& snapshot) = 0;
  /// Of a place under the pointer, what a click chooses.
  virtual Place chosenAt(Place place) const { return place; }
  /// Whether a place can be asked and sent; a link that belongs to none is only looked at.
  virtual bool answers(Place) const { return true; }

  const std::optional<Place>& hovered() const { return hovered_; }
  const std::optional<Place>& selected() const { return selected_; }
  /// What the reader is at: under the pointer, or otherwise chosen.
  const std::optional<Place>& pointed() const { return hovered_ ? hovered_ : selected_; }
  void hoverOn(std::optional<Place> place);
  void select(std::optional<Place> place) { selected_ = place; }
  void setQuery(const lab::Query& query) { query_ = &query; }
  void setPick(const lab::Action<lab::Pick>& action) { pick_ = &action; }
  void setPick(const lab::Action<lab::Cell>& action) { pickCell_ = &action; }
  /// Whether a click, or Return, does something with a place.
  virtual bool acts() const { return pick_ || pickCell_; }
  virtual void send(Place place, Port& port) const;

 private:
  const lab::Query* query_ = nullptr;
  const lab::Action<lab::Pick>* pick_ = nullptr;
  const lab::Action<lab::Cell>* pickCell_ = nullptr;
  std::optional<Place> hovered_, selected_;
};

/// The words of a view of places, with those that every view takes.
template <class Derived>
class PointingViewOf : public ViewOf<Derived, PointingView> {
 public:
  using ViewOf<Derived, PointingView>::ViewOf;
  /// The arithmetic behind a place, asked for its index, or its row and column.
  Derived& asks(const lab::Query& query) {
    this->setQuery(query);
    return static_cast<Derived&>(*this);
  }
  /// A click on a place, or Return, sends its index.
  Derived& picks(const lab::Action<lab::Pick>& action) {
    this->setPick(action);
    return static_cast<Derived&>(*this);
  }
};

/// An arrow key among n things in a row: the next or the one before, by tens with Shift, the first and the
/// last; nothing for other keys.
GRADARIUM_WIDGETS std::optional<int> walkAlong(std::optional<int> from, int key, bool shift, int n, int back,
                                               int forth);

}  // namespace gradarium::widgets
