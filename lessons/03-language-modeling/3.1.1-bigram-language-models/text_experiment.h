// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "core/lab/text_source.h"
#include "core/text/bigram_counts.h"
#include "core/text/corpus.h"

namespace gradarium::lessons {

/// What all topics of the lesson share: a text and how it becomes tokens.
class TextExperiment : public lab::Experiment {
 public:
  lab::TextSource corpus{this, "corpus", "Text", "names", {.typed = &typed}};
  lab::TextInput typed{
      this,
      "typed",
      "My own words",
      "she sells sea shells\nby the sea shore\nthe shells she sells\nare sea shells for sure\n",
      {.help = "A document a line", .shared = true, .visible = [this] { return corpus.isTyped(); }}};
  lab::Choice<text::Unit> unit{this,
                               "unit",
                               "A token is",
                               {{"character", text::Unit::Character, "a character"},
                                {"byte", text::Unit::Byte, "a byte"},
                                {"word", text::Unit::Word, "a word"}},
                               {.shared = true}};
  lab::Bool lower{this, "lower", "Lower case", true, {.help = "A and a are one letter", .shared = true}};
  lab::Bool punctuation{
      this, "punctuation", "Punctuation", false, {.help = "Whether marks and hyphens stay", .shared = true}};
  lab::Bool boundary{this,
                     "boundary",
                     "Boundary token #",
                     true,
                     {.help = "Stands where a document begins and ends; without it they run into each other",
                      .shared = true}};
  lab::Int most{this,
                "vocabulary",
                "Vocabulary",
                {.value = 0,
                 .min = 2,
                 .max = 20000,
                 .scale = lab::Scale::Log,
                 .word = {0, "auto"},
                 .traits = {.unit = "types",
                            .help = "Rarer types become <unk>. A table of pairs takes 500 at most",
                            .shared = true}}};

 protected:
  /// `heldOutEvery`: as in CorpusOptions. A table of pairs needs a vocabulary that is not too large.
  TextExperiment(std::string id, std::string title, std::size_t heldOutEvery, bool table);

  /// Reads the text as the parameters say, for reset() and restore(). What is known already is not read
  /// again: true where prepared() is another than before.
  bool prepare();
  const text::Corpus& prepared() const { return *prepared_; }
  const text::Vocabulary& vocabulary() const { return prepared_->vocabulary(); }
  std::size_t tokenCount() const { return vocabulary().size(); }
  const std::string& name(std::size_t id) const { return vocabulary().name(static_cast<std::int32_t>(id)); }

  /// The token that a learner named by its text, or else the boundary or the first.
  std::size_t tokenNamed(const std::string& written) const;
  /// V x V numbers with the tokens' names on both sides.
  template <class T>
  lab::value::Matrix table(std::span<const T> cells) const {
    return {
        tokenCount(), tokenCount(), {cells.begin(), cells.end()}, vocabulary().names(), vocabulary().names()};
  }
  /// Ids as a strip, each with its weight or all with none.
  lab::value::Tokens strip(std::span<const std::int32_t> ids, std::span<const double> weights = {}) const;
  bool onNames(const lab::Snapshot& s) const;

 private:
  std::size_t heldOutEvery_;
  bool forTable_;
  std::string key_;
  std::shared_ptr<const text::Corpus> prepared_;
};

/// Steps that walk a text: one token at a time at first, then a fifth faster each, so that the first are seen
/// and the last are soon there.
std::size_t strideAt(std::size_t done);

}  // namespace gradarium::lessons
