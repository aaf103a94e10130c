// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"
#include "widgets/theme/theme.h"

class QPainter;
class QWidget;

namespace gradarium::widgets {

class Linked;
class Port;

/// What a view draws on: the same for the screen, PNG, SVG and PDF.
struct Canvas {
  QPainter& painter;
  QRectF area;  // logical pixels; nothing is drawn outside of it
  const Theme& theme;
  const lab::Snapshot& snapshot;
  bool onScreen = true;  // hover marks and handles are for the screen only

  /// The same, for a part of the area.
  Canvas within(const QRectF& part) const { return {painter, part, theme, snapshot, onScreen}; }
};

/// The mouse over a view.
struct Pointer {
  QPointF at;
  QRectF area;  // as in the Canvas painted last
  bool leftButton = false, rightButton = false, shift = false;
};

/// What a press at a place would begin: the pointer's shape says it.
enum class Touch { Look, Click, Grab, LeftRight, UpDown, Draw };

/// The number that a reader wonders about: a card beside `at` shows the arithmetic behind it.
struct Question {
  const lab::Query* query = nullptr;
  lab::Cell cell;
  QRectF at;  // the mark or cell on the canvas, in its logical pixels
};

/// What the keyboard or a click has chosen, and how hover() would say it.
struct Selection {
  QString words;  // rich text
  QRectF at;
};

/// Something about its own looks that a view lets the reader choose: which columns, a legend or none. Never a
/// command.
struct ViewOption {
  QString label;        // "x"
  QStringList choices;  // column names; or "off", "on": a switch. Empty: not offered now
  int chosen = 0;
  bool inHeader = false;  // beside the title; otherwise in the view's menu
};

/// An earlier run that was kept to compare with.
struct PinnedRun {
  QString label;  // "seed 4, k 3"
  std::shared_ptr<const lab::Snapshot> snapshot;
};

/// How one or a few observables look. A plain object: it becomes a widget only inside a window, so the
/// command line can list the views of a lesson, and the exporters can paint them, without one.
///
/// It holds observables of the panel's schema as keys and reads values from snapshots alone.
class GRADARIUM_WIDGETS View {
 public:
  using Words = std::function<std::string(const lab::Snapshot&)>;

  explicit View(std::string name);
  virtual ~View();
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  const std::string& name() const { return name_; }
  /// "Petal length x petal width, 150 irises": what is seen, and of what.
  QString title(const lab::Snapshot& snapshot) const;
  /// One short note on the right: "inertia 81.36".
  QString caption(const lab::Snapshot& snapshot) const;
  /// Parameters that must change the picture, and those that must not: the lesson suite tries both.
  const std::vector<std::string>& responds() const { return responds_; }
  const std::vector<std::string>& ignores() const { return ignores_; }

  /// All that it may read, on-demand ones included.
  virtual std::vector<const lab::ObservableBase*> observables() const = 0;
  /// Every snapshot that the view's frame is handed, in order, painted or not: for views that remember a
  /// path.
  virtual void see(const lab::Snapshot& snapshot);
  /// Runs to show faintly beside the present one, where a view can.
  virtual void compare(const std::vector<PinnedRun>&) {}
  virtual std::vector<ViewOption> options(const lab::Snapshot& snapshot) const;
  /// Option `option` of options() takes its choice `choice`.
  virtual void choose(std::size_t option, int choice);
  /// Draws inside canvas.area, the title not included. Without data it draws the empty state.
  virtual void paint(const Canvas& canvas) = 0;
  /// The picture in words, for screen readers: "150 points in 3 clusters".
  virtual QString describe(const lab::Snapshot& snapshot) const;
  /// What stands under the pointer, in rich text, or nothing. `snapshot` is the one painted last.
  virtual QString hover(const Pointer& pointer, const lab::Snapshot& snapshot);
  virtual void leave() {}
  /// What a press where hover() was told last would do.
  virtual Touch touch(const Pointer& pointer, const lab::Snapshot& snapshot) const;
  /// True where the view takes a press: drag() and release() follow.
  virtual bool press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port);
  virtual void drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port);
  virtual void release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port);
  /// A key while the view has the focus: Qt::Key and whether Shift is held. True where it was used.
  virtual bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port);
  /// The query behind what is hovered or, otherwise, selected.
  virtual std::optional<Question> question(const lab::Snapshot& snapshot) const;
  /// What the keys have chosen; it is read out beside its place, and to screen readers.
  virtual std::optional<Selection> selection(const lab::Snapshot& snapshot) const;
  /// A widget instead of the painted canvas (a table that scrolls); null: the canvas.
  virtual QWidget* makeWidget(Port& port);
  /// Hands makeWidget()'s widget a newer snapshot.
  virtual void show(QWidget& widget, const std::shared_ptr<const lab::Snapshot>& snapshot);
  /// The values shown as rows and columns: the table twin of the picture, for screen readers and CSV; may be
  /// empty.
  virtual lab::value::Table numbers(const lab::Snapshot& snapshot) const;

  /// The samples pointed at here or in another view of the same samples; null where no view is linked.
  const std::shared_ptr<Linked>& linked() const { return linked_; }
  void setLinked(std::shared_ptr<Linked> linked) { linked_ = std::move(linked); }

 protected:
  /// What stands in place of a picture without data: the words of empty(), or what to do for it.
  QString emptyWords(const lab::Snapshot& snapshot) const;
  /// Those, quiet, in the middle.
  void paintEmpty(const Canvas& canvas) const;

  Words title_, caption_;
  std::string empty_;
  std::vector<std::string> responds_, ignores_;

 private:
  std::string name_;
  std::shared_ptr<Linked> linked_;
};

/// The words that every view takes, returning the view's own type so that calls can be chained.
template <class Derived, class Base = View>
class ViewOf : public Base {
 public:
  using Base::Base;
  using Base::caption;
  using Base::ignores;
  using Base::responds;
  using Base::title;
  Derived& title(std::string words) {
    return title([words = std::move(words)](const lab::Snapshot&) { return words; });
  }
  Derived& title(View::Words words) {
    this->title_ = std::move(words);
    return self();
  }
  Derived& caption(View::Words words) {
    this->caption_ = std::move(words);
    return self();
  }
  Derived& empty(std::string words) {
    this->empty_ = std::move(words);
    return self();
  }
  Derived& responds(std::initializer_list<std::string> parameters) {
    this->responds_ = parameters;
    return self();
  }
  Derived& ignores(std::initializer_list<std::string> parameters) {
    this->ignores_ = parameters;
    return self();
  }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
};

}  // namespace gradarium::widgets
