// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <cmath>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/io/whole_file.h"

namespace gradarium::app {
namespace {

struct Axis {
  std::string name;
  std::vector<std::string> values;
};

constexpr std::size_t mostRuns = 1'000'000;

/// "k=2..10", "eta=0.1..1:0.1" or "init=random,k-means++".
Axis axisOf(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) throw base::BadCall("--grid is written name=a..b, name=a..b:step or name=a,b,c");
  Axis axis{text.substr(0, equals), {}};
  const std::string values = text.substr(equals + 1);
  const auto dots = values.find("..");
  if (dots != std::string::npos) {
    const auto colon = values.find(':', dots);
    const auto low = base::parseNumber(values.substr(0, dots));
    const auto high = base::parseNumber(values.substr(dots + 2, colon == std::string::npos ? colon : colon - dots - 2));
    const auto step = colon == std::string::npos ? std::optional(1.0) : base::parseNumber(values.substr(colon + 1));
    if (!low || !high || !step || !(*step > 0) || !(*high >= *low) || (*high - *low) / *step > static_cast<double>(mostRuns))
      throw base::BadCall("--grid " + axis.name + ": a range is written low..high or low..high:step");
    // A whole number of steps from the low end: adding them up would drift.
    const auto count = static_cast<std::size_t>(std::floor((*high - *low) / *step + 1e-9)) + 1;
    for (std::size_t i = 0; i < count; ++i)
      axis.values.push_back(base::shortest(std::round((*low + static_cast<double>(i) * *step) * 1e12) / 1e12));
    return axis;
  }
  for (std::size_t begin = 0; begin <= values.size();) {
    const auto end = std::min(values.find(',', begin), values.size());
    axis.values.push_back(values.substr(begin, end - begin));
    begin = end + 1;
  }
  return axis;
}

/// Scalars, and series by their last value: what a row of the table holds.
std::string numbersOf(const lab::Experiment& schema, const lab::Snapshot& snapshot) {
  std::string row;
  for (const auto* observable : schema.observables()) {
    if (observable->kind() != "scalar" && observable->kind() != "series") continue;
    double number = std::nan("");
    if (const auto& value = snapshot.values[observable->index()]) {
      if (const auto* scalar = std::get_if<lab::value::Scalar>(value.get())) number = scalar->number;
      if (const auto* series = std::get_if<lab::value::Series>(value.get()); series && !series->empty()) number = series->last();
    }
    row += "," + base::shortest(number);
  }
  return row;
}

std::string quoted(const std::string& text) { return text.find_first_of(",\"\n") == std::string::npos ? text : "\"" + text + "\""; }

}  // namespace

int sweepGrid(const Call& call, PluginShelf& shelf) {
  const auto entry = chosenExperiment(call, lessonOf(call, shelf));
  const std::string file = call.required("to");
  std::vector<Axis> axes;
  std::size_t runs = 1;
  for (const std::string& text : call.values("grid")) {
    axes.push_back(axisOf(text));
    entry.schema->parameter(axes.back().name);
    runs *= axes.back().values.size();
    if (runs > mostRuns) throw base::BadCall("the grid has more than a million combinations");
  }
  if (axes.empty()) throw base::BadCall("--grid is missing");
  const auto jobsAsked = base::parseNumber(call.value("jobs").value_or(std::to_string(base::hardwareThreads())));
  if (!jobsAsked || !(*jobsAsked >= 1 && *jobsAsked <= 1024)) throw base::BadCall("--jobs takes 1 to 1024");

  lab::Script first, last;
  for (const lab::Command& command : scriptOf(call)) (command.verb == lab::Verb::Set ? first : last).push_back(command);
  if (last.empty()) last.push_back(lab::Command::run());

  std::vector<std::string> rows(runs);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    for (std::size_t run = next++; run < runs; run = next++) {
      try {
        lab::Script script = first;
        std::string head;
        std::size_t rest = run;
        for (std::size_t a = axes.size(); a-- > 0;) {  // the last axis turns fastest
          const std::string& value = axes[a].values[rest % axes[a].values.size()];
          rest /= axes[a].values.size();
          script.insert(script.begin() + static_cast<std::ptrdiff_t>(first.size()), lab::Command::set(axes[a].name, value));
          head = quoted(value) + "," + head;
        }
        script.insert(script.end(), last.begin(), last.end());
        lab::Engine engine(entry.make(), lab::HistoryLimits{.snapshots = 0});
        base::Arena arena(1);
        arena.run([&] {
          for (const lab::Command& command : script) engine.apply(command);
        });
        const auto snapshot = engine.snapshot();
        rows[run] = head + std::to_string(snapshot->step) + "," + std::string(lab::name(snapshot->status)) + numbersOf(*entry.schema, *snapshot);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = runs;
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(runs, static_cast<std::size_t>(*jobsAsked)); ++i) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);

  std::string csv;
  for (const Axis& axis : axes) csv += axis.name + ",";
  csv += "steps,status";
  for (const auto* observable : entry.schema->observables())
    if (observable->kind() == "scalar" || observable->kind() == "series") csv += "," + observable->name();
  csv += "\n";
  for (const std::string& row : rows) csv += row + "\n";
  io::writeWhole(file, csv);
  std::cerr << "wrote " << runs << " runs to " << file << "\n";
  return 0;
}

}  // namespace gradarium::app
