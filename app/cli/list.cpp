// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/cli/command_line.h"

namespace gradarium::app {
namespace {

/// How many of the syllabus's topics a lesson has built.
std::size_t builtTopics(PluginShelf& shelf, const SyllabusLesson& entry) {
  if (!shelf.find(entry.id)) return 0;
  const auto& topics = shelf.lesson(entry.id).topics();
  return static_cast<std::size_t>(std::count_if(topics.begin(), topics.end(), [](const auto& t) { return !t.second; }));
}

}  // namespace

int listLessons(const Call& call, PluginShelf& shelf) {
  const auto& lessons = Syllabus::shipped().lessons();
  if (call.has("json")) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& entry : lessons) {
      nlohmann::ordered_json lesson{{"id", entry.id.toStdString()}, {"title", entry.title.toStdString()},
                                    {"module", entry.moduleTitle.toStdString()}, {"section", entry.sectionTitle.toStdString()},
                                    {"optional", entry.optional}, {"topics", nlohmann::ordered_json::array()}};
      for (const QString& topic : entry.topics) lesson["topics"].push_back(topic.toStdString());
      const std::size_t built = builtTopics(shelf, entry);
      lesson["built"] = built;
      lesson["ready"] = built == static_cast<std::size_t>(entry.topics.size());
      all.push_back(std::move(lesson));
    }
    std::cout << all.dump(1) << "\n";
    return 0;
  }
  QString module, section;
  for (const auto& entry : lessons) {
    if (entry.module != module) std::cout << (module.isEmpty() ? "" : "\n") << entry.module.toStdString() << " " << entry.moduleTitle.toStdString() << "\n";
    module = entry.module;
    if (entry.section != section) std::cout << "  " << entry.sectionTitle.toStdString() << (entry.optional ? " (optional)" : "") << "\n";
    section = entry.section;
    const std::size_t built = builtTopics(shelf, entry);
    std::cout << "    " << entry.id.toStdString() << "  " << entry.title.toStdString();
    if (built > 0) std::cout << "  [" << built << " of " << entry.topics.size() << " topics]";
    std::cout << "\n";
  }
  return 0;
}

}  // namespace gradarium::app
