// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/call.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::app {

Call::Call(const std::vector<std::string>& words, const std::vector<OptionSpec>& specs, std::size_t positionals,
           const std::string& missing) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if (word.rfind("--", 0) != 0) {
      if (positionals_.size() == positionals) throw base::BadCall("'" + word + "' is one word too many");
      positionals_.push_back(std::move(word));
      continue;
    }
    word.erase(0, 2);
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& s) { return s.name == name; });
    if (spec == specs.end()) {
      std::string names;
      for (const auto& s : specs) names += (names.empty() ? "--" : ", --") + s.name;
      throw base::BadCall("there is no option --" + name + (names.empty() ? "" : "; there are " + names));
    }
    if (spec->value.empty()) {
      if (equals != std::string::npos) throw base::BadCall("--" + name + " takes no value");
      options_.push_back({name, {}});
    } else if (equals != std::string::npos) {
      options_.push_back({name, word.substr(equals + 1)});
    } else if (i + 1 < words.size()) {
      options_.push_back({name, words[++i]});
    } else {
      throw base::BadCall("--" + name + " needs its value: --" + name + " " + spec->value);
    }
  }
  if (positionals_.size() < positionals) throw base::BadCall(missing);
}

bool Call::has(std::string_view name) const { return value(name).has_value(); }

std::optional<std::string> Call::value(std::string_view name) const {
  for (auto it = options_.rbegin(); it != options_.rend(); ++it)
    if (it->name == name) return it->value;
  return std::nullopt;
}

std::string Call::required(std::string_view name) const {
  if (auto found = value(name)) return *found;
  throw base::BadCall("--" + std::string(name) + " is missing");
}

std::vector<std::string> Call::values(std::string_view name) const {
  std::vector<std::string> all;
  for (const Option& option : options_)
    if (option.name == name) all.push_back(option.value);
  return all;
}

double Call::number(std::string_view name, double otherwise, double least, double most) const {
  const auto text = value(name);
  if (!text) return otherwise;
  const auto found = base::parseNumber(*text);
  if (!found || !(*found >= least && *found <= most)) {
    throw base::BadCall("--" + std::string(name) + " takes a number, " + base::shortest(least) + " to " + base::shortest(most) +
                        ", not '" + *text + "'");
  }
  return *found;
}

std::uint64_t Call::whole(std::string_view name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const {
  const auto text = value(name);
  if (!text) return otherwise;
  std::uint64_t found = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), found);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size() || found < least || found > most) {
    throw base::BadCall("--" + std::string(name) + " takes a whole number, " + std::to_string(least) + " to " +
                        std::to_string(most) + ", not '" + *text + "'");
  }
  return found;
}

}  // namespace gradarium::app
