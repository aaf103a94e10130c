// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <set>

#include "app/catalogue/syllabus.h"
#include "tests/lessons/every_lesson.h"
#include "tests/paths.h"

namespace gradarium::tests {
namespace {

TEST(Shelf, SyllabusHasAllLessonsAndTopics) {
  const auto& lessons = app::Syllabus::shipped().lessons();
  EXPECT_EQ(lessons.size(), 105U);
  std::set<QString> modules, sections, ids;
  int topics = 0;
  for (const auto& lesson : lessons) {
    modules.insert(lesson.module);
    sections.insert(lesson.section);
    ids.insert(lesson.id);
    topics += static_cast<int>(lesson.topics.size());
  }
  EXPECT_EQ(modules.size(), 12U);
  EXPECT_EQ(sections.size(), 35U);
  EXPECT_EQ(ids.size(), 105U);
  EXPECT_EQ(topics, 420);
}

// An empty shelf would make every parametrised test pass in silence.
TEST(Shelf, HoldsExactlyTheLessonsOfTheSourceTree) {
  std::set<std::string> written, found;
  for (const auto& module : std::filesystem::directory_iterator(tests::paths::source + "/lessons"))
    if (module.is_directory())
      for (const auto& lesson : std::filesystem::directory_iterator(module))
        if (std::filesystem::exists(lesson.path() / "lesson.json")) {
          const std::string folder = lesson.path().filename().string();
          written.insert(folder.substr(0, folder.find('-')));
        }
  for (const std::string& id : lessonIds()) found.insert(id);
  EXPECT_FALSE(found.empty());
  EXPECT_EQ(found, written);
  EXPECT_TRUE(shelf().problems().empty());
}

TEST_P(EveryLesson, MetadataEqualsTheSyllabus) {
  const auto* entry = app::Syllabus::shipped().find(plugin().id);
  ASSERT_NE(entry, nullptr) << "the syllabus has no such lesson";
  EXPECT_EQ(plugin().title, entry->title);
  EXPECT_EQ(plugin().topics, entry->topics);
  EXPECT_GT(plugin().minutes, 0);
  for (const QString& earlier : plugin().prerequisites) EXPECT_NE(app::Syllabus::shipped().find(earlier), nullptr) << earlier.toStdString();
  int last = -1;
  for (const auto& topic : lesson().topics()) {
    const int at = static_cast<int>(entry->topics.indexOf(QString::fromStdString(topic.title)));
    EXPECT_GT(at, topic.second ? last - 1 : last) << topic.title << " is not a topic of the syllabus, or out of order";
    last = at;
  }
}

TEST_P(EveryLesson, EveryTopicHasAViewAndSomethingToMove) {
  for (const auto& topic : lesson().topics()) {
    const auto schema = topic.make();
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    EXPECT_FALSE(bench.views().empty()) << topic.title;
    EXPECT_FALSE(schema->parameters().empty()) << topic.title;
    std::set<std::string> names;
    for (const auto& placed : bench.views()) {
      EXPECT_FALSE(placed.view->name().empty()) << topic.title;
      EXPECT_TRUE(names.insert(placed.view->name()).second) << "two views are called " << placed.view->name();
    }
  }
}

TEST_P(EveryLesson, NamesAreUsedOnce) {
  for (const auto& experiment : experiments()) {
    std::set<std::string> parameters, observables, actions;
    for (const auto* p : experiment.schema->parameters()) EXPECT_TRUE(parameters.insert(p->name()).second) << p->name();
    for (const auto* o : experiment.schema->observables()) EXPECT_TRUE(observables.insert(o->name()).second) << o->name();
    for (const auto* a : experiment.schema->actions()) EXPECT_TRUE(actions.insert(a->name()).second) << a->name();
  }
}

}  // namespace
}  // namespace gradarium::tests
