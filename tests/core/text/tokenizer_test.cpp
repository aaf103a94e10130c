// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/text/characters.h"
#include "core/text/vocabulary.h"

namespace gradarium::text {
namespace {

using Tokens = std::vector<std::string>;

TEST(Characters, AreReadAsUtf8) {
  const std::string text = "aé€🤗";
  std::size_t at = 0;
  for (const char32_t expected : {U'a', U'é', U'€', U'🤗'}) EXPECT_EQ(characterAt(text, at), expected);
  EXPECT_EQ(at, text.size());
  at = 0;
  EXPECT_EQ(characterAt("\xff!", at), char32_t{0xFFFD});
  EXPECT_EQ(at, 1U);
  EXPECT_EQ(characterAt("\xe2\x82", at = 0), char32_t{0xFFFD}) << "cut in the middle";
}

TEST(Characters, HaveTheirSmallLetters) {
  const std::u32string capitals = U"AZÀÞĀŁŽŹŸΩЖЁİ", small = U"azàþāłžźÿωжёi";
  for (std::size_t i = 0; i < capitals.size(); ++i) EXPECT_EQ(lowerCase(capitals[i]), small[i]) << i;
  for (const char32_t c : small) EXPECT_EQ(lowerCase(c), c);
  for (const char32_t c : U"1!×ß漢") EXPECT_EQ(lowerCase(c), c);
}

TEST(Characters, MarksAreNeitherLettersNorSpaces) {
  for (const char32_t c : {U'.', U'-', U'\'', U'’', U'—', U'«', U'€', U'、', U'🤗', U'$'})
    EXPECT_TRUE(isPunctuation(c)) << unsigned(c);
  for (const char32_t c : {U'a', U'Z', U'0', U'é', U'ß', U'ж', U'漢', U' ', U'\n'})
    EXPECT_FALSE(isPunctuation(c)) << unsigned(c);
}

TEST(Tokenizer, Normalises) {
  EXPECT_EQ(normalise("  Mary-Ann \t O'Neill\n& Zoë ", {}), "mary-ann o'neill & zoë");
  EXPECT_EQ(normalise("Mary-Ann  O'Neill & Zoë", {.lowerCase = true, .punctuation = false}),
            "maryann oneill zoë");
  EXPECT_EQ(normalise("Ab", {.lowerCase = false}), "Ab");
  EXPECT_EQ(normalise(" \n ", {}), "");
  EXPECT_EQ(normalise("...", {.punctuation = false}), "");
}

TEST(Tokenizer, CutsIntoCharactersBytesAndWords) {
  EXPECT_EQ(tokens("né e", Unit::Character), (Tokens{"n", "é", " ", "e"}));
  EXPECT_EQ(tokens("né", Unit::Byte), (Tokens{"n", "\xc3", "\xa9"}));
  EXPECT_EQ(tokens("don't 'quote' me, 2 times: l’été", Unit::Word),
            (Tokens{"don't", "'", "quote", "'", "me", ",", "2", "times", ":", "l’été"}));
  EXPECT_TRUE(tokens("", Unit::Word).empty());
}

TEST(Vocabulary, NumbersTheSpecialsFirst) {
  const Vocabulary vocabulary(Unit::Character, {.boundary = true, .unknown = true}, {" ", "a", "é"});
  EXPECT_EQ(vocabulary.size(), 5U);
  EXPECT_EQ(vocabulary.boundary(), 0);
  EXPECT_EQ(vocabulary.unknown(), 1);
  EXPECT_EQ(vocabulary.names(), (Tokens{"#", "<unk>", "·", "a", "é"}));
  EXPECT_EQ(vocabulary.find("é"), 4);
  EXPECT_EQ(vocabulary.find("z"), 1);
  EXPECT_EQ(vocabulary.named("#"), 0);
  EXPECT_EQ(vocabulary.named("z"), Vocabulary::none);
  const Vocabulary bytes(Unit::Byte, {}, {"a", "\xc3"});
  EXPECT_EQ(bytes.names(), (Tokens{"a", "<C3>"}));
  EXPECT_EQ(bytes.find("z"), Vocabulary::none);
  EXPECT_EQ(bytes.boundary(), Vocabulary::none);
  EXPECT_THROW(Vocabulary(Unit::Word, {}, {"a", "a"}), base::BadCall);
  EXPECT_THROW(Vocabulary(Unit::Word, {}, {""}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::text
