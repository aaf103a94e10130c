// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::data {
namespace {

using ::testing::HasSubstr;

std::string refusal(const std::string& name) {
  try {
    (void)text(name);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(Text, EveryShippedOneIsWhatTheListSays) {
  ASSERT_EQ(texts().size(), 3U);
  for (const TextInfo& info : texts()) {
    SCOPED_TRACE(info.name);
    const auto read = text(info.name);
    EXPECT_EQ(read->bytes.size(), info.bytes);
    EXPECT_EQ(read->title, info.title);
    EXPECT_THAT(read->licence, HasSubstr("public domain"));
    EXPECT_EQ(read->bytes.find('\r'), std::string::npos);
    EXPECT_EQ(read->bytes.back(), '\n');
    EXPECT_EQ(text(info.name), read);
  }
}

TEST(Text, TheNamesAreEachThereOnce) {
  const auto shared = text("names");
  const std::string& names = shared->bytes;
  EXPECT_EQ(std::ranges::count(names, '\n'), 8422);
  EXPECT_TRUE(names.starts_with("Aaren\nAarika\n"));
  std::string last;
  for (std::size_t at = 0; at < names.size(); at = names.find('\n', at) + 1) {
    const std::string name = names.substr(at, names.find('\n', at) - at);
    EXPECT_LT(last, name);
    last = name;
  }
}

TEST(Text, TheBibleHasItsVerses) {
  const auto shared = text("king-james");  // nobody else holds it
  const std::string& bible = shared->bytes;
  EXPECT_TRUE(bible.starts_with("Genesis\n\nIn the beginning God created the heaven and the earth.\n"));
  EXPECT_TRUE(bible.ends_with("The grace of our Lord Jesus Christ be with you all. Amen.\n"));
  // 31,102 verses; 66 names of books; an empty line before each of 1,189 chapters and each book but the
  // first.
  EXPECT_EQ(std::ranges::count(bible, '\n'), 31102 + 66 + 1189 + 65);
}

TEST(Text, TheNovelsAreSix) {
  const auto shared = text("austen");
  const std::string& novels = shared->bytes;
  EXPECT_TRUE(novels.starts_with("SENSE AND SENSIBILITY\n"));
  for (const char* line :
       {"It is a truth universally acknowledged, that a single man in possession\n",
        "Emma Woodhouse, handsome, clever, and rich,", "Sir Walter Elliot, of Kellynch Hall"})
    EXPECT_NE(novels.find(line), std::string::npos) << line;
}

TEST(Text, AFileOfOnesOwn) {
  const gradarium::testing::ScratchFolder folder;
  io::writeWhole(folder / "mine.txt", "some words");
  io::writeWhole(folder / "empty.txt", "");
  EXPECT_EQ(text((folder / "mine.txt").string())->bytes, "some words");
  EXPECT_EQ(text((folder / "mine.txt").string())->name, "mine.txt");
  EXPECT_EQ(refusal((folder / "empty.txt").string()), (folder / "empty.txt").string() + " is empty");
  EXPECT_THAT(refusal((folder / "none.txt").string()), HasSubstr("there is no such file"));
  EXPECT_EQ(refusal("shakespeare"),
            "there is no text \"shakespeare\"; it takes names, king-james, austen, or a path to a file");
}

}  // namespace
}  // namespace gradarium::data
