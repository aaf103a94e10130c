// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

enum class Place { Above, Main, Beside, Below };

/// The views of one topic and where they stand: one main picture, others beside it, a row below, and above all a strip
/// of a few lines (tokens).
class GRADARIUM_WIDGETS Bench {
 public:
  struct Placed {
    std::unique_ptr<View> view;
    Place place;
  };

  template <class V, class... Arguments>
  V& above(std::string name, Arguments&&... arguments) {
    return add<V>(Place::Above, std::move(name), std::forward<Arguments>(arguments)...);
  }
  template <class V, class... Arguments>
  V& main(std::string name, Arguments&&... arguments) {
    return add<V>(Place::Main, std::move(name), std::forward<Arguments>(arguments)...);
  }
  template <class V, class... Arguments>
  V& beside(std::string name, Arguments&&... arguments) {
    return add<V>(Place::Beside, std::move(name), std::forward<Arguments>(arguments)...);
  }
  template <class V, class... Arguments>
  V& below(std::string name, Arguments&&... arguments) {
    return add<V>(Place::Below, std::move(name), std::forward<Arguments>(arguments)...);
  }

  /// Scalars and texts that the "right now" list shows, in order; without a call, all scalars.
  void rightNow(std::initializer_list<const lab::ObservableBase*> numbers) { rightNow_ = numbers; }
  /// The parameters that matter to this topic, in order; the others stand folded below them. Without a call, all.
  void parameters(std::initializer_list<const lab::Parameter*> chosen) { parameters_ = chosen; }
  /// The actions without an argument that get a button here; without a call, all of them.
  void buttons(std::initializer_list<const lab::ActionBase*> chosen) { buttons_ = chosen; }

  const std::vector<Placed>& views() const { return views_; }
  const std::vector<const lab::ObservableBase*>& rightNow() const { return rightNow_; }
  const std::vector<const lab::Parameter*>& parameters() const { return parameters_; }
  const std::vector<const lab::ActionBase*>& buttons() const { return buttons_; }
  /// By name; throws base::BadCall that lists the names there are.
  View& view(std::string_view name) const;

 private:
  template <class V, class... Arguments>
  V& add(Place place, std::string name, Arguments&&... arguments) {
    auto view = std::make_unique<V>(std::move(name), std::forward<Arguments>(arguments)...);
    V& result = *view;
    views_.push_back({std::move(view), place});
    return result;
  }
  std::vector<Placed> views_;
  std::vector<const lab::ObservableBase*> rightNow_;
  std::vector<const lab::Parameter*> parameters_;
  std::vector<const lab::ActionBase*> buttons_;
};

}  // namespace gradarium::widgets
