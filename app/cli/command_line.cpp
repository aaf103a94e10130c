// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <algorithm>
#include <iostream>

#include "app/catalogue/plugin_shelf.h"
#include "app/cli/train.h"
#include "core/base/error.h"
#include "core/version.h"

namespace gradarium::app {
namespace {

const OptionSpec json{"json", "", "one JSON document on standard output"};
const OptionSpec experiment{"experiment", "NAME", "which experiment of the lesson; the first when left out"};
const OptionSpec set{"set", "NAME=VALUE", "sets a parameter"};
const OptionSpec act{"do", "ACTION[=JSON]", "does an action"};
const OptionSpec seed{"seed", "S", "the same as --set seed=S"};
const OptionSpec seedOnly{"seed", "S", "of the random numbers; 0 when left out"};
const OptionSpec steps{"steps", "N", "makes N steps"};
const OptionSpec untilFinished{"until-finished", "", "steps until it finishes or diverges"};

const CliCommand* find(const std::vector<std::string>& words) {
  if (words.empty()) return nullptr;
  for (const CliCommand& command : commands())
    if (command.name == words.front()) return &command;
  return nullptr;
}

std::string usage() {
  std::string text = "gradarium [LESSON]              opens the laboratory, at a lesson\n";
  for (const CliCommand& command : commands()) {
    std::string head = "gradarium " + command.name + " " + command.arguments;
    head.resize(std::max<std::size_t>(head.size() + 2, 32), ' ');
    text += head + command.summary + "\n";
  }
  return text + "gradarium COMMAND --help        what a command takes\ngradarium --version\n";
}

std::string usage(const CliCommand& command) {
  std::string text = "gradarium " + command.name + " " + command.arguments + "\n" + command.summary + "\n\n";
  for (const OptionSpec& option : command.options) {
    std::string head = "  --" + option.name + (option.value.empty() ? "" : " " + option.value);
    head.resize(std::max<std::size_t>(head.size() + 2, 28), ' ');
    text += head + option.help + "\n";
  }
  return text;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const std::vector<CliCommand>& commands() {
  static const std::vector<CliCommand> all{
      {"list", "[--json]", "all lessons, in the order of the syllabus", 0, {json}, false, listLessons},
      {"describe", "ID [--json]", "topics, parameters, observables and exercises of a lesson", 1, {json}, false, describeLesson},
      {"run", "ID [options]", "runs an experiment; --set, --do and --steps apply in the order written", 1,
       {experiment, set, act, seed, steps, untilFinished, {"observe", "NAME", "which observables to print; all when left out"}, json},
       false, runLesson},
      {"export", "ID [options] --what WHAT --to FILE", "writes a model, numbers or a plot; the format is FILE's ending", 1,
       {experiment, set, act, seed, steps, untilFinished,
        {"what", "WHAT", "an artifact, data:OBSERVABLE or plot:VIEW"},
        {"to", "FILE", "where to"},
        {"size", "WxH", "of a plot; 900x600 when left out"},
        {"theme", "light|dark", "of a plot; light when left out"}},
       true, exportFrom},
      {"screenshot", "ID [options] --to FILE.png", "the lesson's whole window, rendered without a display", 1,
       {{"topic", "N", "1 to 4; the first when left out, or the one of the experiment"}, experiment, {"tutorial", "N", "which step of the tutorial is open"}, set, act, seed, steps, untilFinished,
        {"size", "WxH", "of the window; 1440x900 when left out"},
        {"theme", "light|dark", "light when left out"},
        {"to", "FILE", "where to"}},
       true, takeScreenshot},
      {"solve", "ID [--json]", "tries each exercise at its start, on its near-misses and on its solution", 1, {json}, false, solveExercises},
      {"sweep", "ID --grid NAME=VALUES... --to FILE.csv", "runs an experiment for every combination of values", 1,
       {experiment, set, {"grid", "NAME=A..B|A,B,C", "the values of one parameter"}, steps,
        {"jobs", "J", "how many runs at once; all cores when left out"},
        {"to", "FILE", "where to"}},
       false, sweepGrid},
      {"train", "[options] --to FILE.safetensors", "trains a language model on a text, byte by byte", 0, trainOptions(), false, trainModel},
      {"generate", "MODEL [options]", "writes on from a prompt; MODEL is a file of 'train' or a shipped model", 1,
       {{"prompt", "TEXT", "how it begins; a new line when left out"},
        {"tokens", "N", "how many bytes to write; 400 when left out"},
        {"temperature", "T", "0: always the likeliest; 0.8 when left out"},
        {"top-k", "K", "only the K likeliest; 0: all"},
        {"top-p", "P", "only the likeliest that together reach P"},
        seedOnly, json},
       false, generateText, "the model is missing: a file that 'gradarium train' wrote, or a shipped one"}};
  return all;
}

bool isCommandLine(const std::vector<std::string>& words) {
  return find(words) != nullptr || (!words.empty() && words.front().rfind("--", 0) == 0 && words.front() != "--fresh");
}

bool paints(const std::vector<std::string>& words) {
  const CliCommand* command = find(words);
  return command && command->paints && !has(words, "--help");
}

int runCommandLine(const std::vector<std::string>& words) {
  try {
    const CliCommand* command = find(words);
    if (!command) {
      if (words.front() == "--version") {
        std::cout << "gradarium " << GRADARIUM_VERSION << "\n";
        return 0;
      }
      if (words.front() == "--help") {
        std::cout << usage();
        return 0;
      }
      throw base::BadCall("there is no option " + words.front() + "; 'gradarium --help' tells what there is");
    }
    if (has(words, "--help")) {
      std::cout << usage(*command);
      return 0;
    }
    const Call call({words.begin() + 1, words.end()}, command->options, command->positionals, command->missing);
    PluginShelf shelf(PluginShelf::standardFolders());
    for (const PluginProblem& problem : shelf.problems())
      std::cerr << "gradarium: passed over " << problem.file.toStdString() << ": " << problem.what.toStdString() << "\n";
    const int status = command->run(call, shelf);
    std::cout.flush();
    if (!std::cout) throw base::Error("standard output could not be written");
    return status;
  } catch (const base::BadCall& error) {
    std::cerr << "gradarium: " << error.what() << "\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "gradarium: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace gradarium::app
