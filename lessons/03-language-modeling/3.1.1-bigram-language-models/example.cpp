// SPDX-License-Identifier: GPL-3.0-or-later
// A bigram model of names: count, smooth, judge on held-out names, sample; and the same table by gradient
// descent.
#include <cstdio>

#include "core/data/text.h"
#include "core/lm/sampling.h"
#include "core/text/bigram_model.h"
#include "core/text/corpus.h"
#include "core/text/softmax_bigram.h"

using namespace gradarium;

int main() {
  const auto names = data::text("names");
  const auto read = [&](std::size_t heldOutEvery) {
    return text::Corpus(names->bytes,
                        {.normalisation = {.punctuation = false}, .heldOutEvery = heldOutEvery});
  };
  const auto count = [](const text::Corpus& corpus, std::span<const std::int32_t> tokens) {
    text::BigramCounts counts(corpus.vocabulary().size());
    counts.count(tokens);
    return counts;
  };

  const text::Corpus all = read(0);
  const text::BigramCounts counts = count(all, all.training());
  std::printf("%zu pairs, %zu empty cells, loss %.4f\n", static_cast<std::size_t>(counts.total()),
              counts.empty(), text::BigramModel(counts, {}).loss(counts));

  const text::Corpus split = read(10);
  const text::BigramCounts train = count(split, split.training()), held = count(split, split.heldOut());
  for (const double k : {0.01, 0.1, 1.0, 10.0})
    std::printf("k = %g: held-out loss %.4f\n", k, text::addKLoss(train, held, k));

  const text::BigramModel model(counts, {.method = text::Smoothing::AddK, .k = 0.05});
  base::Random random(0);
  for (int i = 0; i < 5; ++i) {  // roll a die for each letter until the boundary comes
    std::vector<std::int32_t> ids{all.vocabulary().boundary()};
    do ids.push_back(lm::sample(model.logits(static_cast<std::size_t>(ids.back())), {}, random));
    while (ids.back() != all.vocabulary().boundary());
    std::printf("sample: %s\n", all.decode(ids).c_str());
  }

  text::SoftmaxBigram twin(counts, 0, 0);  // one layer and a softmax
  for (int i = 0; i < 1000; ++i) twin.step(50);
  std::printf("the twin's loss after 1000 updates %.4f\n", twin.loss());
}
