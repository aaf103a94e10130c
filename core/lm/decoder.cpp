// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/decoder.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"

namespace gradarium::lm {

Decoder::Decoder(LanguageModel& model) : model_(model) {
  if (!TokenStep::takes(model)) {
    throw base::BadCall("only a model whose tokens see none that follow can be read one by one");
  }
  tape_.record(false);
}

std::span<const float> Decoder::read(std::span<const std::int32_t> tokens) {
  if (tokens.empty()) throw base::BadCall("there are no tokens to read");
  if (length_ + tokens.size() > context()) {
    throw base::BadCall(std::to_string(length_ + tokens.size()) + " tokens are more than the context of " +
                        std::to_string(context()));
  }
  if (auto* const gpt = dynamic_cast<Gpt*>(&model_); gpt != nullptr && length_ == 0 && tokens.size() > 1)
    return readPrompt(*gpt, tokens);
  if (!step_) step_.emplace(model_);
  if (known_ < length_) step_->take(cache_, known_, length_);
  std::span<const float> logits;
  for (const std::int32_t token : tokens) {
    logits = step_->read(token, length_);
    known_ = ++length_;
  }
  return logits;
}

std::span<const float> Decoder::readPrompt(Gpt& model, std::span<const std::int32_t> tokens) {
  const GptOptions& options = model.options();
  if (cache_.layers.empty()) {
    const nn::Shape shape{1, options.context, options.block.keyHeads(), options.block.headWidth()};
    cache_.layers.resize(options.layers);
    for (auto& layer : cache_.layers) layer = {nn::Tensor(shape), nn::Tensor(shape)};
  }
  tape_.clear();
  cache_.length = cache_.next = 0;
  nn::Pass pass{tape_};
  pass.cache = &cache_;
  logits_ = model.forward(pass, tokens, 1).value();
  length_ = tokens.size();
  return logits_.values().last(logits_.shape().last());
}

namespace {

/// A model without a cache: the whole text again for each token.
class Rereader {
 public:
  explicit Rereader(LanguageModel& model) : model_(model) { tape_.record(false); }
  std::span<const float> read(std::span<const std::int32_t> tokens) {
    all_.insert(all_.end(), tokens.begin(), tokens.end());
    tape_.clear();
    nn::Pass pass{tape_};
    logits_ = model_.forward(pass, all_, 1).value();
    return logits_.values().last(logits_.shape().last());
  }
  void restart() noexcept { all_.clear(); }
  [[nodiscard]] std::size_t length() const noexcept { return all_.size(); }
  [[nodiscard]] std::size_t context() const noexcept { return model_.context(); }

 private:
  LanguageModel& model_;
  nn::Tape tape_;
  std::vector<std::int32_t> all_;
  nn::Tensor logits_;
};

template <class Reader>
std::vector<std::int32_t> generateWith(Reader& reader, std::span<const std::int32_t> prompt,
                                       std::size_t count, const SamplingOptions& options,
                                       base::Random& random, const base::StopFlag* stop,
                                       const std::function<void(std::int32_t)>& each) {
  const std::size_t room = std::max<std::size_t>(1, reader.context() - 1);
  std::vector<std::int32_t> all(prompt.begin(), prompt.end()), made;
  all.reserve(all.size() + count);
  std::span<const std::int32_t> unread = std::span<const std::int32_t>(all).last(std::min(all.size(), room));
  for (std::size_t i = 0; i < count; ++i) {
    if (stop != nullptr && stop->requested()) break;
    if (reader.length() + unread.size() > reader.context()) {
      reader.restart();
      unread = std::span<const std::int32_t>(all).last(
          std::min(all.size(), std::max<std::size_t>(1, reader.context() / 2)));
    }
    made.push_back(sample(reader.read(unread), options, random));
    all.push_back(made.back());
    if (each) each(made.back());
    unread = std::span<const std::int32_t>(all).last(1);
  }
  return made;
}

}  // namespace

std::vector<std::int32_t> generate(LanguageModel& model, std::span<const std::int32_t> prompt,
                                   std::size_t count, const SamplingOptions& options, base::Random& random,
                                   const base::StopFlag* stop,
                                   const std::function<void(std::int32_t)>& each) {
  if (prompt.empty()) throw base::BadCall("generation takes a prompt of at least one token");
  if (TokenStep::takes(model)) {
    Decoder decoder(model);
    return generateWith(decoder, prompt, count, options, random, stop, each);
  }
  Rereader reader(model);
  return generateWith(reader, prompt, count, options, random, stop, each);
}

}  // namespace gradarium::lm
