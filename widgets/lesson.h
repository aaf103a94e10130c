// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "widgets/bench/bench.h"

namespace gradarium::widgets {

/// One of a lesson's four topics: the experiment behind it and the views that show it. A topic may have a second part,
/// with an experiment of its own.
struct Topic {
  std::string title;      // as in lesson.json
  std::string part = {};  // "On digits"; empty where a topic has one part only
  bool second = false;    // not the first part of its topic
  std::function<std::unique_ptr<lab::Experiment>()> make;
  /// `schema` is an experiment that is never run and outlives the bench: views keep its members as keys.
  std::function<void(Bench&, const lab::Experiment& schema)> arrange;

  /// By which tutorials name it: the title, for a second part "title: part".
  std::string key() const { return second ? title + ": " + part : title; }
};

/// What a plugin hands over. Topics may share an experiment type: they then share its session.
class Lesson {
 public:
  template <class E>
  Lesson& topic(std::string title, void (*arrange)(Bench&, const E&), std::string part = {}) {
    return add<E>(std::move(title), std::move(part), false, arrange);
  }
  /// One more part of the topic before.
  template <class E>
  Lesson& part(std::string part, void (*arrange)(Bench&, const E&)) {
    return add<E>(topics_.back().title, std::move(part), true, arrange);
  }
  /// In order; second parts follow their topic.
  const std::vector<Topic>& topics() const { return topics_; }
  /// Done to each bench once its views are arranged: what only the loader of the lesson knows.
  void afterwards(const std::function<void(Bench&)>& then) {
    for (Topic& topic : topics_)
      topic.arrange = [arrange = std::move(topic.arrange), then](Bench& bench, const lab::Experiment& schema) {
        arrange(bench, schema);
        then(bench);
      };
  }

 private:
  template <class E>
  Lesson& add(std::string title, std::string part, bool second, void (*arrange)(Bench&, const E&)) {
    topics_.push_back({std::move(title), std::move(part), second, [] { return std::make_unique<E>(); },
                       [arrange](Bench& bench, const lab::Experiment& schema) {
                         arrange(bench, static_cast<const E&>(schema));
                       }});
    return *this;
  }
  std::vector<Topic> topics_;
};

}  // namespace gradarium::widgets
