// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSize>
#include <filesystem>
#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "core/lab/value_file.h"
#include "widgets/export/plot_export.h"

namespace gradarium::app {
namespace {

/// The first topic of this experiment that has the view.
void exportView(const Call& call, const widgets::Lesson& lesson, const std::string& name, const std::filesystem::path& file) {
  const auto [width, height] = sizeOf(call.value("size").value_or("900x600"));
  const std::string theme = call.value("theme").value_or("light");
  if (theme != "light" && theme != "dark") throw base::BadCall("--theme takes light or dark");
  std::string names;
  for (const auto& topic : lesson.topics()) {
    const auto schema = topic.make();
    if (call.has("experiment") && *call.value("experiment") != schema->id()) continue;
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    for (const auto& placed : bench.views()) {
      names += (names.empty() ? "" : ", ") + placed.view->name();
      if (placed.view->name() != name) continue;
      std::set<std::size_t> wanted;
      for (const auto* observable : placed.view->observables()) wanted.insert(observable->index());
      const Headless done = runHeadless(topic.make(), scriptOf(call), wanted, {});
      // A view may draw the way here, such as the trails of centres.
      for (std::uint64_t step = 0; step <= done.engine->position(); ++step)
        if (const auto past = done.engine->remembered(step)) placed.view->see(*past);
      const auto& look = theme == "dark" ? widgets::darkTheme() : widgets::lightTheme();
      widgets::apply(look);
      widgets::exportPlot(*placed.view, *done.engine->snapshot(), look, QSize(width, height), file);
      return;
    }
  }
  throw base::BadCall("there is no view '" + name + "'; there are " + names);
}

lab::Format formatOf(const std::filesystem::path& file) {
  if (const auto format = lab::formatOf(file.extension().string())) return *format;
  const std::string name = file.filename().string(), ending = file.extension().string();
  if (ending == ".png" || ending == ".svg" || ending == ".pdf")
    throw base::BadCall("'" + name + "' is a picture, and pictures are of views: --what plot:VIEW; 'describe' names them");
  throw base::BadCall("'" + name + "' ends in no format that can be written: csv, npy, json, safetensors, onnx, nwk, txt");
}

}  // namespace

int exportFrom(const Call& call, PluginShelf& shelf) {
  const std::string what = call.required("what");
  const std::filesystem::path file = call.required("to");
  const widgets::Lesson& lesson = lessonOf(call, shelf);
  if (what.rfind("plot:", 0) == 0) {
    exportView(call, lesson, what.substr(5), file);
  } else {
    auto entry = chosenExperiment(call, lesson);
    const lab::Format format = formatOf(file);
    const bool data = what.rfind("data:", 0) == 0;
    std::set<std::size_t> wanted;
    if (data) {
      wanted.insert(entry.schema->observable(what.substr(5)).index());
    } else {
      entry.schema->artifact(what);  // throws for an unknown one before anything runs
    }
    const Headless done = runHeadless(entry.make(), scriptOf(call), wanted);
    if (data) {
      const auto value = done.engine->snapshot()->values[*wanted.begin()];
      if (!value) throw base::Error(what.substr(5) + " has no value yet; make some steps first");
      io::writeWhole(file, lab::writeValue(*value, format));
    } else {
      io::writeWhole(file, done.engine->write(done.engine->experiment().artifact(what), format));
    }
  }
  std::cerr << "wrote " << file.string() << "\n";
  return 0;
}

}  // namespace gradarium::app
