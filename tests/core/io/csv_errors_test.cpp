// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/io/csv.h"
#include "core/io/whole_file.h"
#include "tests/core/io/broken_csv.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::io {
namespace {

using testing::brokenFiles;
using testing::BrokenFile;

TEST(BrokenCsv, EachGivesOneClearSentence) {
  EXPECT_GE(brokenFiles().size(), 30U);
  for (const BrokenFile& file : brokenFiles()) {
    SCOPED_TRACE(file.what);
    try {
      parseCsv(file.bytes, "mine.csv");
      ADD_FAILURE() << "was accepted";
    } catch (const base::Error& error) {
      const std::string said = error.what();
      EXPECT_EQ(said.find(file.sentence), 0U) << said;
      EXPECT_EQ(said.find('\n'), std::string::npos) << said;
      EXPECT_LT(said.size(), 200U) << said;
    }
  }
}

TEST(BrokenCsv, FilesAndFolders) {
  const testing::ScratchFolder folder;
  const auto reason = [](const std::filesystem::path& path, const CsvOptions& options = {}) -> std::string {
    try {
      readCsv(path, options);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(reason(folder.path()).find("it is a folder"), std::string::npos);
  EXPECT_NE(reason(folder / "none.csv").find("there is no such file"), std::string::npos);
  writeWhole(folder / "big.csv", "a\n1\n2\n3\n");
  EXPECT_NE(reason(folder / "big.csv", {.maxBytes = 4}).find("more than 4 bytes"), std::string::npos);
}

TEST(BrokenCsv, DataSetsNeedNumbers) {
  const auto reason = [](const std::string& text) -> std::string {
    try {
      data::fromTable(parseCsv(text, "mine.csv"));
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(reason("a,b\nx,y\nz,w\n"), "mine.csv has no column of numbers to learn from");
  EXPECT_EQ(reason("a,b\n1,\n,2\n"), "mine.csv has a missing or infinite value in every row");
}

}  // namespace
}  // namespace gradarium::io
