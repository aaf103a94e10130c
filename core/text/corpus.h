// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

namespace gradarium::text {

struct CorpusOptions {
  Unit unit = Unit::Character;
  Normalisation normalisation = {};
  bool boundary = true;          ///< a token between documents, before the first and after the last
  std::size_t mostTypes = 0;     ///< only so many types, the most frequent, are in the vocabulary; 0: all
  std::size_t heldOutEvery = 0;  ///< 10: every tenth document is held out; 0: none is
};

/// A type of token and how often it stands in the training part.
struct TypeCount {
  std::string token;
  std::uint64_t count = 0;
};

/// A text made ready for a model: cut into documents, normalised, tokenised, numbered by a vocabulary that is
/// learnt from the training part alone.
///
/// A document is a line, as in a list of names or verses; of a text in which one line in twenty or more is
/// empty, what stands between empty lines.
class GRADARIUM_CORE Corpus {
 public:
  /// Throws Error, `name` first, for bytes that are no text, or a text of which nothing is left to train on.
  Corpus(std::string_view bytes, const CorpusOptions& options, std::string_view name = "the text");

  [[nodiscard]] const CorpusOptions& options() const noexcept { return options_; }
  [[nodiscard]] const Vocabulary& vocabulary() const noexcept { return vocabulary_; }
  /// Ids of all documents one after the other, the boundary between them. No unknown stands here unless types
  /// were left out of the vocabulary.
  [[nodiscard]] std::span<const std::int32_t> training() const noexcept { return training_; }
  [[nodiscard]] std::span<const std::int32_t> heldOut() const noexcept { return heldOut_; }
  [[nodiscard]] std::size_t documents() const noexcept { return documents_; }  ///< without empty ones

  /// Another text in the same way: a document a line, ids with boundaries; Vocabulary::none for what is not
  /// known while the vocabulary has no unknown.
  [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const;
  /// The ids as a text: a new line at each boundary between documents, "<unk>" for the unknown.
  [[nodiscard]] std::string decode(std::span<const std::int32_t> ids) const;

  /// The types of the training part, the most frequent first, equals in the order of their bytes.
  [[nodiscard]] const std::vector<TypeCount>& ranked() const noexcept { return ranked_; }
  /// For the text as a whole, the token (counted from 1) at which each new type came up: rising.
  [[nodiscard]] const std::vector<std::uint64_t>& firstSeen() const noexcept { return firstSeen_; }
  /// The share of held-out tokens that are unknown to the n most frequent types: element n, from 0 to all
  /// types. Empty where nothing is held out.
  [[nodiscard]] const std::vector<double>& unknownRates() const noexcept { return unknownRates_; }
  [[nodiscard]] std::uint64_t tokens() const noexcept {
    return tokens_;
  }  ///< of the text, boundaries not counted

 private:
  CorpusOptions options_;
  Vocabulary vocabulary_;
  std::vector<std::int32_t> training_, heldOut_;
  std::vector<TypeCount> ranked_;
  std::vector<std::uint64_t> firstSeen_;
  std::vector<double> unknownRates_;
  std::size_t documents_ = 0;
  std::uint64_t tokens_ = 0;
};

/// The exponent s of Zipf's law (1949), count = C / rank^s: minus the slope of log count over log rank by
/// least squares, over ranks evenly spaced in log rank. 0 for fewer than two types.
GRADARIUM_CORE double zipfExponent(std::span<const TypeCount> ranked);

/// Ranks from 1 to `last`, each once, at most `most` of them and evenly spaced in their logarithm.
GRADARIUM_CORE std::vector<std::size_t> logSpaced(std::size_t last, std::size_t most);

}  // namespace gradarium::text
