// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/whole_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::io {
namespace {

namespace fs = std::filesystem;
using testing::ScratchFolder;

std::size_t filesIn(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string failure(const fs::path& path, std::string_view bytes = "x") {
  try {
    writeWhole(path, bytes);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(WholeFile, WritesAndReplaces) {
  const ScratchFolder folder;
  const std::string bytes("a\0b\r\n\xff", 6);
  writeWhole(folder / "a.bin", bytes);
  EXPECT_EQ(readWhole(folder / "a.bin", 100), bytes);
  writeWhole(folder / "a.bin", "");
  EXPECT_EQ(readWhole(folder / "a.bin", 0), "");
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WholeFile, FailuresNameTheFileAndLeaveNothing) {
  const ScratchFolder folder;
  fs::create_directory(folder / "sub");
  EXPECT_NE(failure(folder / "sub").find("it is a folder"), std::string::npos);
  EXPECT_NE(failure(folder / "none/x.csv").find("there is no folder"), std::string::npos);
  EXPECT_NE(failure(folder / std::string(300, 'x')).find("cannot write"), std::string::npos);
  EXPECT_EQ(filesIn(folder.path()), 1U);
#ifdef __linux__
  EXPECT_NE(failure("/proc/nothing.csv").find("cannot write /proc/nothing.csv"), std::string::npos);
#endif
}

TEST(WholeFile, WhatCannotBeWrittenIsKnownBefore) {
  const ScratchFolder folder;
  const auto reason = [](const fs::path& path, std::uintmax_t bytes) -> std::string {
    try {
      checkWritable(path, bytes);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  writeWhole(folder / "old", "old");
  EXPECT_EQ(reason(folder / "old", 10), "");
  EXPECT_EQ(reason(folder / "new", 10), "");
  EXPECT_EQ(readWhole(folder / "old", 10), "old");
  EXPECT_EQ(filesIn(folder.path()), 1U);
  EXPECT_EQ(reason(folder.path(), 10), failure(folder.path()));
  EXPECT_EQ(reason(folder / "none/x", 10), failure(folder / "none/x"));
  EXPECT_NE(reason(folder / "new", std::uintmax_t{1} << 62U).find("the disk has"), std::string::npos);
#ifdef __linux__
  EXPECT_EQ(reason("/proc/nothing", 1), failure("/proc/nothing"));
#endif
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

#ifdef __linux__
TEST(WholeFile, AFullDiskLeavesTheOldFile) {
  // A limit on the size of files fails a write as a full disk does, half way through.
  const ScratchFolder folder;
  writeWhole(folder / "old.txt", "old");
  const std::string self = fs::read_symlink("/proc/self/exe").string();
  setenv("GRADARIUM_TEST_TARGET", (folder / "old.txt").c_str(), 1);
  const std::string command =
      "sh -c 'ulimit -f 8; trap \"\" XFSZ; exec \"$0\" --gtest_filter=WholeFile.DISABLED_WriteMuch "
      "--gtest_also_run_disabled_tests' " +
      self + " > /dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(readWhole(folder / "old.txt", 100), "old");
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WholeFile, DISABLED_WriteMuch) {  // run by the test above, under its limit
  const char* target = std::getenv("GRADARIUM_TEST_TARGET");
  ASSERT_NE(target, nullptr);
  EXPECT_NE(failure(target, std::string(1 << 20, 'x')).find("File too large"), std::string::npos);
}
#endif

TEST(WholeFile, ReadingSaysWhatIsWrong) {
  const ScratchFolder folder;
  const auto reason = [](const fs::path& path, std::size_t most) -> std::string {
    try {
      readWhole(path, most);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(reason(folder.path(), 10).find("it is a folder"), std::string::npos);
  EXPECT_NE(reason(folder / "none", 10).find("there is no such file"), std::string::npos);
  writeWhole(folder / "long", "12345678901");
  EXPECT_NE(reason(folder / "long", 10).find("more than 10 bytes"), std::string::npos);
}

TEST(WholeFile, WritersDoNotMix) {
  const ScratchFolder folder;
  std::vector<std::thread> writers;
  for (char c = 'a'; c < 'e'; ++c) {
    writers.emplace_back([&folder, c] {
      for (int i = 0; i < 20; ++i) writeWhole(folder / "shared", std::string(10000, c));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string left = readWhole(folder / "shared", 20000);
  EXPECT_EQ(left, std::string(10000, left.front()));
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

}  // namespace
}  // namespace gradarium::io
