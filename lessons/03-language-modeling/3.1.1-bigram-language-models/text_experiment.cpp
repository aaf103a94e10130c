// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_experiment.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>

namespace gradarium::lessons {
namespace {

constexpr int mostInTable = 500;

/// The topics of a lesson mostly ask for the same: one is made, and shared while anybody holds it.
std::shared_ptr<const text::Corpus> corpusOf(const data::Text& source, const text::CorpusOptions& options,
                                             const std::string& key) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<const text::Corpus>> known;
  {
    const std::lock_guard lock(mutex);
    if (auto corpus = known[key].lock()) return corpus;
  }
  auto corpus = std::make_shared<const text::Corpus>(source.bytes, options, source.title);
  const std::lock_guard lock(mutex);
  std::erase_if(known, [](const auto& entry) { return entry.second.expired(); });
  known[key] = corpus;
  return corpus;
}

}  // namespace

TextExperiment::TextExperiment(std::string id, std::string title, std::size_t heldOutEvery, bool table)
    : Experiment(std::move(id), std::move(title)), heldOutEvery_(heldOutEvery), forTable_(table) {}

bool TextExperiment::prepare() {
  const auto source = corpus.get();
  const int limit = most == 0 ? mostInTable : std::min<int>(most, mostInTable);
  const text::CorpusOptions options{.unit = unit,
                                    .normalisation = {.lowerCase = lower, .punctuation = punctuation},
                                    .boundary = boundary,
                                    .mostTypes = static_cast<std::size_t>(forTable_ ? limit : 0),
                                    .heldOutEvery = heldOutEvery_};
  std::string key = unit.text();
  for (const std::string& part : {lower.text(), punctuation.text(), boundary.text(),
                                  std::to_string(options.mostTypes), std::to_string(heldOutEvery_),
                                  corpus.text(), std::to_string(std::hash<std::string>{}(source->bytes))})
    key += '\n' + part;
  if (prepared_ && key == key_) return false;
  prepared_ = corpusOf(*source, options, key);
  key_ = std::move(key);
  return true;
}

std::size_t TextExperiment::tokenNamed(const std::string& written) const {
  const text::Vocabulary& known = vocabulary();
  auto id = known.named(written);
  if (id < 0) id = known.find(text::normalise(written, prepared_->options().normalisation));
  if (id < 0 && written == " ") id = known.named("·");
  return static_cast<std::size_t>(std::max(id >= 0 ? id : known.boundary(), 0));
}

lab::value::Tokens TextExperiment::strip(std::span<const std::int32_t> ids,
                                         std::span<const double> weights) const {
  lab::value::Tokens tokens;
  for (std::size_t i = 0; i < ids.size(); ++i)
    tokens.tokens.push_back(
        {ids[i] < 0 ? "?" : vocabulary().name(ids[i]), ids[i], i < weights.size() ? weights[i] : 0});
  return tokens;
}

bool TextExperiment::onNames(const lab::Snapshot& s) const {
  return corpus.textIn(s) == "names" && unit.textIn(s) == "character" && lower.in(s) && !punctuation.in(s) &&
         boundary.in(s) && most.in(s) == 0;
}

std::size_t strideAt(std::size_t done) { return std::max<std::size_t>(1, done / 5); }

}  // namespace gradarium::lessons
