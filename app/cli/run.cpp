// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/catalogue/plugin_shelf.h"
#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "core/lab/value_text.h"

namespace gradarium::app {
namespace {

using Json = nlohmann::ordered_json;

/// The indices of the observables that the call asks for; without --observe, of all.
std::set<std::size_t> observed(const Call& call, const lab::Experiment& schema) {
  std::set<std::size_t> wanted;
  for (const std::string& name : call.values("observe")) wanted.insert(schema.observable(name).index());
  if (!wanted.empty()) return wanted;
  for (const auto* observable : schema.observables()) wanted.insert(observable->index());
  return wanted;
}

}  // namespace

int runLesson(const Call& call, PluginShelf& shelf) {
  auto entry = chosenExperiment(call, lessonOf(call, shelf));
  const auto wanted = observed(call, *entry.schema);
  const Headless done = runHeadless(entry.make(), scriptOf(call), wanted);
  const auto snapshot = done.engine->snapshot();

  Json json{{"lesson", call.positionals().front()}, {"experiment", entry.schema->id()}, {"parameters", Json::object()}};
  for (const auto* parameter : entry.schema->parameters()) json["parameters"][parameter->name()] = parameter->textIn(*snapshot);
  json["steps"] = snapshot->step;
  json["status"] = lab::name(snapshot->status);
  if (!snapshot->message.empty()) json["message"] = snapshot->message;
  json["seconds"] = done.seconds;
  json["observables"] = Json::object();
  for (const std::size_t index : wanted)
    if (snapshot->values[index])
      json["observables"][entry.schema->observables()[index]->name()] = Json::parse(lab::toJson(*snapshot->values[index]));

  if (call.has("json")) {
    std::cout << json.dump() << "\n";
  } else {
    std::cout << "after " << snapshot->step << " steps: " << lab::name(snapshot->status) << "\n";
    for (const auto& [name, value] : json["observables"].items()) {
      if (value.is_primitive()) {
        std::cout << name << " = " << value.dump() << "\n";
      } else {
        std::cout << name << ": " << value.size() << " entries" << (call.values("observe").empty() ? "" : " " + value.dump()) << "\n";
      }
    }
  }
  if (done.interrupted) std::cerr << "gradarium: interrupted after " << snapshot->step << " steps\n";
  return done.interrupted ? 1 : 0;
}

}  // namespace gradarium::app
