// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lessons/every_lesson.h"

#include <algorithm>

#include "app/cli/headless.h"
#include "core/lab/value_text.h"

namespace gradarium::tests {

app::PluginShelf& shelf() {
  static app::PluginShelf all({app::PluginShelf::standardFolders().front()});
  return all;
}

std::vector<std::string> lessonIds() {
  std::vector<std::string> ids;
  for (const auto& plugin : shelf().plugins()) ids.push_back(plugin.id.toStdString());
  return ids;
}

std::string caseName(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

const app::LessonPlugin& EveryLesson::plugin() const { return *shelf().find(QString::fromStdString(GetParam())); }
const widgets::Lesson& EveryLesson::lesson() const { return shelf().lesson(QString::fromStdString(GetParam())); }

std::vector<EveryLesson::Experiment> EveryLesson::experiments() const {
  std::vector<Experiment> all;
  for (auto& entry : app::experimentsOf(lesson())) all.push_back({std::move(entry.schema), std::move(entry.make)});
  return all;
}

std::unique_ptr<lab::Engine> EveryLesson::Experiment::engine(lab::HistoryLimits limits) const {
  return std::make_unique<lab::Engine>(make(), limits);
}

lab::Status walk(lab::Engine& engine, int count) {
  lab::Status status = lab::Status::Running;
  for (int i = 0; i < count && status == lab::Status::Running; ++i) status = engine.step();
  return status;
}

std::string difference(const lab::Experiment& schema, const lab::Snapshot& a, const lab::Snapshot& b) {
  if (a.step != b.step) return "step";
  if (a.status != b.status) return "status";
  if (*a.parameters != *b.parameters) return "parameters";
  for (const auto* observable : schema.observables()) {
    const auto &x = a.values[observable->index()], &y = b.values[observable->index()];
    if (observable->traits().measured || x == y) continue;
    if (!x || !y || !lab::identical(*x, *y)) return observable->name();
  }
  return {};
}

INSTANTIATE_TEST_SUITE_P(Lessons, EveryLesson, testing::ValuesIn(lessonIds()), caseName);

}  // namespace gradarium::tests
