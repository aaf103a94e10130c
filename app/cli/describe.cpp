// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/catalogue/plugin_shelf.h"
#include "app/cli/command_line.h"
#include "app/cli/headless.h"

namespace gradarium::app {
namespace {

using Json = nlohmann::ordered_json;

Json describe(const lab::Parameter& parameter) {
  const lab::ParameterInfo info = parameter.info();
  Json json{{"name", info.name}, {"label", info.label}, {"kind", info.kind}, {"value", info.fallback}};
  const bool number = info.kind == "integer" || info.kind == "real" || info.kind == "seed";
  json["min"] = number ? Json(info.min) : Json();
  json["max"] = number ? Json(info.max) : Json();
  json["step"] = number ? Json(info.step) : Json();
  json["choices"] = Json::array();
  for (const auto& choice : info.choices) json["choices"].push_back(choice.name);
  json["unit"] = info.traits.unit;
  json["live"] = info.traits.live;
  json["help"] = info.traits.help;
  if (number) json["scale"] = info.scale == lab::Scale::Log ? "log" : "linear";
  if (!info.word.empty()) json["word"] = info.word;
  return json;
}

Json describe(const lab::Experiment& experiment) {
  Json json{{"id", experiment.id()}, {"title", experiment.title()}};
  for (const char* list : {"parameters", "actions", "observables", "queries", "artifacts"}) json[list] = Json::array();
  for (const auto* p : experiment.parameters()) json["parameters"].push_back(describe(*p));
  for (const auto* a : experiment.actions())
    json["actions"].push_back({{"name", a->name()}, {"label", a->label()}, {"argument", a->argumentKind()}, {"example", a->probe()}});
  for (const auto* o : experiment.observables())
    json["observables"].push_back({{"name", o->name()}, {"label", o->label()}, {"kind", o->kind()}, {"measured", o->traits().measured},
                                   {"on_demand", o->onDemand()}, {"unit", o->traits().unit}});
  for (const auto* q : experiment.queries()) json["queries"].push_back({{"name", q->name()}, {"label", q->label()}});
  for (const auto* a : experiment.artifacts()) {
    Json formats = Json::array();
    for (const auto format : a->formats()) formats.push_back(lab::ending(format));
    json["artifacts"].push_back({{"name", a->name()}, {"label", a->label()}, {"formats", formats}});
  }
  return json;
}

Json describe(const LessonPlugin& plugin, const widgets::Lesson& lesson) {
  Json json{{"id", plugin.id.toStdString()}, {"title", plugin.title.toStdString()}, {"topics", Json::array()},
            {"experiments", Json::array()}, {"presets", Json::array()}, {"exercises", Json::array()}};
  std::map<std::string, std::string> firstTopic;
  for (const auto& topic : lesson.topics()) {
    const auto schema = topic.make();
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    Json views = Json::array();
    for (const auto& placed : bench.views()) views.push_back(placed.view->name());
    Json entry{{"title", topic.second ? topic.part : topic.title}, {"experiment", schema->id()}, {"views", views}};
    if (topic.second) {
      json["topics"].back()["parts"].push_back(std::move(entry));
    } else {
      json["topics"].push_back(std::move(entry));
    }
    firstTopic.emplace(schema->id(), topic.title);
  }
  for (const auto& entry : experimentsOf(lesson)) {
    const lab::Experiment& e = *entry.schema;
    json["experiments"].push_back(describe(e));
    for (const auto* p : e.presets())
      json["presets"].push_back({{"name", p->name()}, {"title", p->label()}, {"experiment", e.id()}, {"journal", p->journal()}});
    for (const auto* x : e.exercises())
      json["exercises"].push_back({{"id", x->name()}, {"title", x->title()}, {"kind", x->kind()}, {"topic", firstTopic[e.id()]},
                                   {"ask", x->spec().ask}, {"solution", x->spec().solution}});
  }
  return json;
}

/// The same document for people.
void print(const Json& json) {
  std::cout << json["id"].get<std::string>() << " " << json["title"].get<std::string>() << "\n";
  for (const auto& topic : json["topics"]) {
    std::cout << "\ntopic " << topic["title"].get<std::string>() << ": views";
    for (const auto& view : topic["views"]) std::cout << " " << view.get<std::string>();
    if (!topic.contains("parts")) continue;
    for (const auto& part : topic["parts"]) {
      std::cout << "\n  " << part["title"].get<std::string>() << ": views";
      for (const auto& view : part["views"]) std::cout << " " << view.get<std::string>();
    }
  }
  std::cout << "\n";
  for (const auto& e : json["experiments"]) {
    std::cout << "\nexperiment " << e["id"].get<std::string>() << "\n";
    for (const auto& p : e["parameters"]) {
      std::cout << "  --set " << p["name"].get<std::string>() << "=" << p["value"].get<std::string>().substr(0, 40) << "   " << p["label"].get<std::string>();
      if (!p["min"].is_null()) std::cout << ", " << p["min"] << " to " << p["max"];
      for (std::size_t i = 0; i < p["choices"].size(); ++i) std::cout << (i ? ", " : ": ") << p["choices"][i].get<std::string>();
      std::cout << "\n";
    }
    for (const auto& a : e["actions"]) std::cout << "  --do " << a["name"].get<std::string>() << "=" << a["example"].get<std::string>() << "   " << a["label"].get<std::string>() << "\n";
    for (const auto& o : e["observables"])
      std::cout << "  --observe " << o["name"].get<std::string>() << "   " << o["label"].get<std::string>() << " (" << o["kind"].get<std::string>()
                << (o["measured"].get<bool>() ? ", measured" : "") << ")\n";
    for (const auto& a : e["artifacts"]) {
      std::cout << "  --what " << a["name"].get<std::string>() << "   " << a["label"].get<std::string>() << " (";
      for (std::size_t i = 0; i < a["formats"].size(); ++i) std::cout << (i ? ", " : "") << a["formats"][i].get<std::string>();
      std::cout << ")\n";
    }
  }
  for (const auto& x : json["exercises"]) std::cout << "\nexercise " << x["id"].get<std::string>() << " (" << x["kind"].get<std::string>() << "): " << x["ask"].get<std::string>() << "\n";
}

}  // namespace

int describeLesson(const Call& call, PluginShelf& shelf) {
  const widgets::Lesson& lesson = lessonOf(call, shelf);
  const Json json = describe(*shelf.find(QString::fromStdString(call.positionals().front())), lesson);
  if (call.has("json")) {
    std::cout << json.dump(1) << "\n";
  } else {
    print(json);
  }
  return 0;
}

}  // namespace gradarium::app
