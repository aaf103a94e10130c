// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headless.h"

#include <algorithm>

#include "app/catalogue/plugin_shelf.h"
#include "app/cli/interrupt.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"

namespace gradarium::app {

const widgets::Lesson& lessonOf(const Call& call, PluginShelf& shelf) {
  return shelf.lesson(QString::fromStdString(call.positionals().front()));
}

std::vector<ExperimentEntry> experimentsOf(const widgets::Lesson& lesson) {
  std::vector<ExperimentEntry> entries;
  for (const auto& topic : lesson.topics()) {
    auto schema = topic.make();
    const auto known = std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.schema->id() == schema->id(); });
    if (!known) entries.push_back({std::move(schema), topic.make});
  }
  return entries;
}

ExperimentEntry chosenExperiment(const Call& call, const widgets::Lesson& lesson) {
  auto entries = experimentsOf(lesson);
  const auto name = call.value("experiment");
  if (!name) return std::move(entries.front());
  std::string names;
  for (auto& entry : entries) {
    if (entry.schema->id() == *name) return std::move(entry);
    names += (names.empty() ? "" : ", ") + entry.schema->id();
  }
  throw base::BadCall("the lesson has no experiment '" + *name + "'; it has " + names);
}

lab::Script scriptOf(const Call& call) {
  lab::Script script;
  for (const auto& [name, value] : call.options()) {
    const auto equals = value.find('=');
    const std::string head = value.substr(0, equals), tail = equals == std::string::npos ? std::string{} : value.substr(equals + 1);
    if (name == "set") {
      if (equals == std::string::npos) throw base::BadCall("--set is written --set name=value");
      script.push_back(lab::Command::set(head, tail));
    } else if (name == "do") {
      script.push_back(lab::Command::act(head, tail));
    } else if (name == "seed") {
      script.push_back(lab::Command::set("seed", value));
    } else if (name == "steps") {
      const auto count = base::parseNumber(value);
      if (!count || *count < 0 || *count > 1e9 || *count != static_cast<double>(static_cast<std::uint64_t>(*count)))
        throw base::BadCall("--steps takes a whole number, 0 to 1000000000");
      if (*count > 0) script.push_back(lab::Command::run(static_cast<std::uint64_t>(*count)));
    } else if (name == "until-finished") {
      script.push_back(lab::Command::run());
    }
  }
  return script;
}

Headless runHeadless(std::unique_ptr<lab::Experiment> experiment, const lab::Script& script, const std::set<std::size_t>& wanted,
                     lab::HistoryLimits history) {
  Headless result;
  result.engine = std::make_unique<lab::Engine>(std::move(experiment), history);
  lab::Run::Host host;
  host.stop = &interrupt();
  host.wants = [wanted](std::size_t index) { return wanted.count(index) > 0; };
  result.engine->setHost(std::move(host));
  const CatchInterrupt caught;

  base::Arena arena(base::hardwareThreads());
  const base::Stopwatch watch;
  arena.run([&] {
    for (const lab::Command& command : script) {
      result.engine->apply(command);
      if (interrupt().requested()) break;
    }
    result.interrupted = interrupt().requested();
    interrupt().clear();  // what follows is to be printed
    result.engine->snapshot();
  });
  result.seconds = watch.seconds();
  return result;
}

std::pair<int, int> sizeOf(const std::string& text) {
  const auto x = text.find('x');
  const auto width = base::parseNumber(text.substr(0, x));
  const auto height = x == std::string::npos ? std::nullopt : base::parseNumber(text.substr(x + 1));
  if (!width || !height || *width < 200 || *height < 150 || *width > 8000 || *height > 8000)
    throw base::BadCall("--size is written WIDTHxHEIGHT, 200x150 to 8000x8000");
  return {static_cast<int>(*width), static_cast<int>(*height)};
}

}  // namespace gradarium::app
