// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::lab {

enum class Verb {
  Set,     // set k=4
  Patch,   // patch drawn={"add": [0.2, 0.7, 1]}
  Act,     // act move_centre=[1, 4.2, 1.3]
  Step,    // step, step 3
  Run,     // run 20; run: until it finishes or diverges
  Reset,   // reset
  Answer,  // answer 142.8: of the exercise that is open; changes nothing in the experiment
};

/// The one way into an experiment: sliders, undo, the command line, links, presets, tutorial blocks,
/// solutions and tests all send it.
struct Command {
  Verb verb = Verb::Step;
  std::string target = {};
  std::string value = {};
  std::uint64_t count = 1;  // of Step and Run; Run 0: until finished
  bool operator==(const Command&) const = default;

  static Command set(std::string parameter, std::string value) {
    return {Verb::Set, std::move(parameter), std::move(value)};
  }
  static Command patch(std::string parameter, std::string json) {
    return {Verb::Patch, std::move(parameter), std::move(json)};
  }
  static Command act(std::string action, std::string argument = {}) {
    return {Verb::Act, std::move(action), std::move(argument)};
  }
  static Command step(std::uint64_t count = 1) { return {Verb::Step, {}, {}, count}; }
  static Command run(std::uint64_t count = 0) { return {Verb::Run, {}, {}, count}; }
  static Command reset() { return {Verb::Reset, {}, {}}; }
};

/// Commands, one after the other: presets, tutorial blocks, solutions, links.
using Script = std::vector<Command>;

/// One command in journal grammar. A value that would not read back as it stands (a line end, a bare
/// semicolon, an odd quote, spaces around it) is written as a JSON string.
GRADARIUM_CORE std::string format(const Command& command);
GRADARIUM_CORE std::string format(const Script& script);

/// Reads commands separated by line ends or semicolons; '#' begins a comment, to the end of its line. Throws
/// base::BadCall that names the line and says what would be right.
GRADARIUM_CORE Script parseScript(std::string_view text);

}  // namespace gradarium::lab
