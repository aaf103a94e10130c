// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/source.h"

namespace gradarium::lab {
namespace {

constexpr std::size_t mostCharacters = 4096;

}  // namespace

Source::Source(Experiment* owner, std::string name, std::string label, std::string value, std::string own,
               ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)),
      name_(std::move(value)),
      own_(std::move(own)) {}

void Source::set(std::string_view text) {
  if (text.size() > mostCharacters)
    refuse("takes a name or a path, not " + std::to_string(text.size()) + " characters");
  const std::string next(text);
  if (!own_.empty() && next == own_)
    forget();
  else
    read(next);
  name_ = next;
}

void Source::restore(std::string_view text) {
  if (text == name_) return;
  name_ = text;
  forget();
}

std::vector<std::string> Source::probes() const {
  ParameterInfo info;
  describe(info);
  std::vector<std::string> all;
  for (const auto& choice : info.choices) all.push_back(choice.name);
  return all;
}

}  // namespace gradarium::lab
