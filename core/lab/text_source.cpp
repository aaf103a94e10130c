// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/text_source.h"

namespace gradarium::lab {

TextSource::TextSource(Experiment* owner, std::string name, std::string label, std::string value,
                       TextSourceSpec spec)
    : Source(owner, std::move(name), std::move(label), std::move(value), spec.typed ? "typed" : "",
             std::move(spec.traits)),
      typed_(spec.typed) {
  rememberDefault();
}

std::shared_ptr<const data::Text> TextSource::get() const {
  if (isTyped())
    return std::make_shared<const data::Text>(data::Text{"typed", "what is typed", "", typed_->get()});
  if (!loaded_) loaded_ = data::text(chosen());
  return loaded_;
}

void TextSource::describe(ParameterInfo& info) const {
  for (const auto& shipped : data::texts()) info.choices.push_back({shipped.name, shipped.title});
  if (typed_) info.choices.push_back({"typed", "My own words"});
}

}  // namespace gradarium::lab
