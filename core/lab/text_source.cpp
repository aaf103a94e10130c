// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/text_source.h"

namespace gradarium::lab {
namespace {

constexpr std::size_t mostCharacters = 4096;

}  // namespace

TextSource::TextSource(Experiment* owner, std::string name, std::string label, std::string value,
                       TextSourceSpec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      name_(std::move(value)) {
  rememberDefault();
}

std::shared_ptr<const data::Text> TextSource::get() const {
  if (isTyped() && spec_.typed)
    return std::make_shared<const data::Text>(data::Text{"typed", "what is typed", "", spec_.typed->get()});
  if (!loaded_) loaded_ = data::text(name_);
  return loaded_;
}

void TextSource::set(std::string_view text) {
  if (text.size() > mostCharacters)
    refuse("takes a name or a path, not " + std::to_string(text.size()) + " characters");
  if (text == "typed" && spec_.typed)
    loaded_.reset();
  else
    loaded_ = data::text(text);
  name_ = text;
}

void TextSource::restore(std::string_view text) {
  if (text == name_) return;
  name_ = text;
  loaded_.reset();
}

void TextSource::describe(ParameterInfo& info) const {
  for (const auto& shipped : data::texts()) info.choices.push_back({shipped.name, shipped.title});
  if (spec_.typed) info.choices.push_back({"typed", "My own words"});
}

std::vector<std::string> TextSource::probes() const {
  ParameterInfo info;
  describe(info);
  std::vector<std::string> all;
  for (const auto& choice : info.choices) all.push_back(choice.name);
  return all;
}

}  // namespace gradarium::lab
