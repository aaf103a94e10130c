// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/command.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lab/json_text.h"

namespace gradarium::lab {
namespace {

struct Word {
  Verb verb;
  std::string_view text;
};
constexpr std::array<Word, 7> words{{{Verb::Set, "set"},
                                     {Verb::Patch, "patch"},
                                     {Verb::Act, "act"},
                                     {Verb::Step, "step"},
                                     {Verb::Run, "run"},
                                     {Verb::Reset, "reset"},
                                     {Verb::Answer, "answer"}}};

std::string_view wordOf(Verb verb) {
  for (const Word& word : words)
    if (word.verb == verb) return word.text;
  return {};
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Where the command that starts at `begin` ends: the next separator outside JSON strings. A comment takes
/// its line.
std::size_t endOf(std::string_view text, std::size_t begin, bool* openString = nullptr) {
  if (const auto first = text.find_first_not_of(" \t\r", begin);
      first != std::string_view::npos && text[first] == '#')
    return std::min(text.find('\n', first), text.size());
  bool inString = false;
  std::size_t i = begin;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || (c == ';' && !inString)) break;
    if (c == '"') inString = !inString;
    if (c == '\\' && inString && i + 1 < text.size() && text[i + 1] != '\n') ++i;
  }
  if (openString) *openString = inString;
  return i;
}

/// Reads back as itself when it is written without quotes, in the middle of a script too.
bool plain(std::string_view value) {
  if (value.empty() || value.front() == '"' || value.front() == '#' || trim(value) != value) return false;
  bool openString = false;
  return value.find('\r') == std::string_view::npos && endOf(value, 0, &openString) == value.size() &&
         !openString;
}

std::string valueOf(std::string_view text, const std::string& where) {
  text = trim(text);
  if (text.empty() || text.front() != '"') return std::string(text);
  try {
    return unquote(text);
  } catch (const base::BadCall& failure) {
    throw base::BadCall(where + failure.what());
  }
}

std::uint64_t countOf(std::string_view text, std::uint64_t none, const std::string& where) {
  if (text.empty()) return none;
  const auto number = base::parseNumber(text);
  if (!number || *number < 1 || *number > 1e9 || *number != std::floor(*number))
    throw base::BadCall(where + "a count is a whole number from 1 to 1000000000");
  return static_cast<std::uint64_t>(*number);
}

Command parseOne(std::string_view line, const std::string& where) {
  const auto space = line.find_first_of(" \t");
  const std::string_view head = line.substr(0, space);
  const std::string_view rest =
      space == std::string_view::npos ? std::string_view{} : trim(line.substr(space));
  std::optional<Verb> verb;
  for (const Word& word : words)
    if (word.text == head) verb = word.verb;
  if (!verb)
    throw base::BadCall(where + "'" + std::string(head) +
                        "' is not a command; there are set, patch, act, step, run, reset and answer");
  Command command{*verb, {}, {}, 1};
  switch (*verb) {
    case Verb::Step:
      command.count = countOf(rest, 1, where);
      break;
    case Verb::Run:
      command.count = countOf(rest, 0, where);
      break;
    case Verb::Reset:
      if (!rest.empty()) throw base::BadCall(where + "reset stands alone");
      break;
    case Verb::Answer:
      command.value = valueOf(rest, where);
      break;
    default: {
      const auto equals = rest.find('=');
      command.target = trim(rest.substr(0, equals));
      if (equals != std::string_view::npos) command.value = valueOf(rest.substr(equals + 1), where);
      if (command.target.empty() || (equals == std::string_view::npos && *verb != Verb::Act))
        throw base::BadCall(where + std::string(head) + " is written '" + std::string(head) + " name=value'");
    }
  }
  return command;
}

}  // namespace

std::string format(const Command& command) {
  std::string out(wordOf(command.verb));
  const auto value = [&] { return plain(command.value) ? command.value : quote(command.value); };
  switch (command.verb) {
    case Verb::Step:
    case Verb::Run:
      if (command.count != (command.verb == Verb::Step ? 1 : 0))
        out.append(" ").append(std::to_string(command.count));
      break;
    case Verb::Reset:
      break;
    case Verb::Answer:
      out.append(" ").append(value());
      break;
    default:
      out.append(" ").append(command.target);
      if (command.verb != Verb::Act || !command.value.empty()) out.append("=").append(value());
  }
  return out;
}

std::string format(const Script& script) {
  std::string out;
  for (const Command& command : script) out += (out.empty() ? "" : "; ") + format(command);
  return out;
}

Script parseScript(std::string_view text) {
  Script script;
  std::size_t line = 1;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = endOf(text, begin);
    const std::string_view one = trim(text.substr(begin, end - begin));
    if (!one.empty() && one.front() != '#')
      script.push_back(parseOne(one, "line " + std::to_string(line) + ": "));
    if (end < text.size() && text[end] == '\n') ++line;
    begin = end + 1;
  }
  return script;
}

}  // namespace gradarium::lab
