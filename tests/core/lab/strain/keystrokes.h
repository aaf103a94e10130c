// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/lab/experiment.h"

namespace gradarium::lab::strain {

/// Text that answers each keystroke: words as tokens, numbered in the order in which they were first met in
/// the vocabulary. Learning the vocabulary is what reset() is for, so a keystroke must not rebuild it.
class Keystrokes final : public Experiment {
 public:
  Keystrokes() : Experiment("keystrokes", "Tokens as you type") {}
  TextInput corpus{this, "corpus", "Corpus", "the cat sat on the mat and the dog sat on the cat"};
  TextInput text{this, "text", "Text", "the dog", {.live = true}};
  Bool lower{this, "lower", "Lower case", false, {.live = true}};
  lab::Tokens tokens{this, "tokens", "Tokens"};
  Scalar unknown{this, "unknown", "Unknown words"};
  int vocabularies = 0, answers = 0;  // how often each was made: for the tests

  void reset() override {
    ++vocabularies;
    ids_.clear();
    forEachWord(corpus.get(),
                [this](const std::string& word) { ids_.emplace(word, static_cast<int>(ids_.size())); });
    answer();
  }
  void changed(const Parameter&) override { answer(); }

 private:
  template <class Use>
  static void forEachWord(const std::string& text, Use use) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      if (end > begin) use(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  void answer() {
    ++answers;
    value::Tokens shown;
    double missing = 0;
    forEachWord(text.get(), [&](std::string word) {
      if (lower)
        for (char& c : word)
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      const auto found = ids_.find(word);
      missing += found == ids_.end() ? 1 : 0;
      shown.tokens.push_back({word, found == ids_.end() ? -1 : found->second, 1.0});
    });
    tokens = std::move(shown);
    unknown = missing;
  }
  std::map<std::string, int> ids_;
};

}  // namespace gradarium::lab::strain
