// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/text_source.h"

#include <gtest/gtest.h>

#include "core/io/whole_file.h"
#include "core/lab/experiment.h"
#include "tests/core/io/scratch_folder.h"
#include "tests/core/lab/refusal.h"

namespace gradarium::lab {
namespace {

struct Reader final : Experiment {
  Reader() : Experiment("reader", "Reader") {}
  TextSource source{this, "source", "Text", "names", {.typed = &typed}};
  TextSource shippedOnly{this, "shipped", "Text", "austen"};
  TextInput typed{this, "typed", "My words", "one two"};
  void reset() override {}
};

TEST(TextSource, IsShippedTypedOrAFile) {
  Reader reader;
  EXPECT_TRUE(reader.source.get()->bytes.starts_with("Aaren\n"));
  reader.source.set("typed");
  EXPECT_TRUE(reader.source.isTyped());
  EXPECT_EQ(reader.source.get()->bytes, "one two");
  reader.typed.set("three");
  EXPECT_EQ(reader.source.get()->bytes, "three");
  const gradarium::testing::ScratchFolder folder;
  io::writeWhole(folder / "mine.txt", "my own words");
  reader.source.set((folder / "mine.txt").string());
  EXPECT_EQ(reader.source.get()->bytes, "my own words");
  EXPECT_EQ(reader.source.probes().size(), reader.shippedOnly.probes().size() + 1);
}

TEST(TextSource, KeepsWhatItHadWhereAnotherCannotBeHad) {
  Reader reader;
  EXPECT_NE(refusal<base::Error>([&] { reader.source.set("/no/such/file.txt"); }).find("/no/such/file.txt"), std::string::npos);
  EXPECT_EQ(reader.source.text(), "names");
  EXPECT_NE(refusal([&] { reader.shippedOnly.set("typed"); }), "accepted") << "offered only where there is something typed";
  reader.source.restore("/no/such/file.txt");  // it was there once: whoever asks for it is told
  EXPECT_THROW((void)reader.source.get(), base::Error);
}

}  // namespace
}  // namespace gradarium::lab
