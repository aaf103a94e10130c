// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/call.h"

namespace gradarium::app {

class PluginShelf;

/// One command of the command line.
struct CliCommand {
  std::string name, arguments, summary;
  std::size_t positionals = 0;
  std::vector<OptionSpec> options;
  bool paints = false;  // needs fonts and painting, though no display
  int (*run)(const Call& call, PluginShelf& shelf) = nullptr;
  std::string missing = "the lesson is missing; 'gradarium list' names them all";  // said without its positionals
};

const std::vector<CliCommand>& commands();

/// Whether the words ask for the command line rather than the window.
bool isCommandLine(const std::vector<std::string>& words);
/// Whether the command that they name paints.
bool paints(const std::vector<std::string>& words);

/// Does what the words say; the exit status: 0, 1 where the work failed, 2 for a wrong call.
int runCommandLine(const std::vector<std::string>& words);

// The commands, each in a file of its own.
int listLessons(const Call& call, PluginShelf& shelf);
int describeLesson(const Call& call, PluginShelf& shelf);
int runLesson(const Call& call, PluginShelf& shelf);
int exportFrom(const Call& call, PluginShelf& shelf);
int takeScreenshot(const Call& call, PluginShelf& shelf);
int solveExercises(const Call& call, PluginShelf& shelf);
int sweepGrid(const Call& call, PluginShelf& shelf);
int trainModel(const Call& call, PluginShelf& shelf);
int generateText(const Call& call, PluginShelf& shelf);

}  // namespace gradarium::app
