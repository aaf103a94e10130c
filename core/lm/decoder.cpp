// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/decoder.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"

namespace gradarium::lm {

Decoder::Decoder(Gpt& model) : model_(model) {
  const GptOptions& options = model.options();
  const nn::Shape shape{1, options.context, options.block.keyHeads(), options.block.headWidth()};
  cache_.layers.resize(options.layers);
  for (auto& layer : cache_.layers) layer = {nn::Tensor(shape), nn::Tensor(shape)};
  tape_.record(false);
}

std::span<const float> Decoder::read(std::span<const std::int32_t> tokens) {
  if (cache_.length + tokens.size() > context()) {
    throw base::BadCall(std::to_string(cache_.length + tokens.size()) +
                        " tokens are more than the context of " + std::to_string(context()));
  }
  tape_.clear();
  cache_.next = 0;
  nn::Pass pass{tape_};
  pass.cache = &cache_;
  logits_ = model_.forward(pass, tokens, 1).value();
  cache_.length += tokens.size();
  return logits_.values().last(logits_.shape().last());
}

std::vector<std::int32_t> generate(Gpt& model, std::span<const std::int32_t> prompt, std::size_t count,
                                   const SamplingOptions& options, base::Random& random,
                                   const base::StopFlag* stop) {
  if (prompt.empty()) throw base::BadCall("generation takes a prompt of at least one token");
  Decoder decoder(model);
  const std::size_t room = std::max<std::size_t>(1, decoder.context() - 1);
  std::vector<std::int32_t> all(prompt.begin(), prompt.end()), made;
  all.reserve(all.size() + count);
  std::span<const std::int32_t> unread = std::span<const std::int32_t>(all).last(std::min(all.size(), room));
  for (std::size_t i = 0; i < count; ++i) {
    if (stop != nullptr && stop->requested()) break;
    if (decoder.length() + unread.size() > decoder.context()) {
      decoder.restart();
      unread = std::span<const std::int32_t>(all).last(
          std::min(all.size(), std::max<std::size_t>(1, decoder.context() / 2)));
    }
    made.push_back(sample(decoder.read(unread), options, random));
    all.push_back(made.back());
    unread = std::span<const std::int32_t>(all).last(1);
  }
  return made;
}

}  // namespace gradarium::lm
