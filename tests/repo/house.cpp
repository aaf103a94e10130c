// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/repo/house.h"

#include <algorithm>
#include <fstream>
#include <regex>

#include "tests/paths.h"

namespace gradarium::house {

namespace fs = std::filesystem;

std::vector<std::string> File::includes() const {
  static const std::regex include(R"rx(^\s*#\s*include\s*["<]([^">]+)[">].*)rx");
  std::vector<std::string> found;
  std::smatch match;
  for (const std::string& line : lines) {
    if (std::regex_match(line, match, include)) found.push_back(match[1]);
  }
  return found;
}

const std::vector<File>& files() {
  static const std::vector<File> all = [] {
    const fs::path root = tests::paths::source;
    std::vector<File> found;
    for (const char* floor : {"app", "core", "lessons", "tests", "widgets"}) {
      for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
        const std::string ending = entry.path().extension().string();
        if (!entry.is_regular_file() || (ending != ".h" && ending != ".cpp")) continue;
        File file{fs::relative(entry.path(), root).generic_string(), {}};
        if (file.under("tests/fixtures")) continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) file.lines.push_back(line);
        found.push_back(std::move(file));
      }
    }
    std::ranges::sort(found, {}, &File::path);
    return found;
  }();
  return all;
}

}  // namespace gradarium::house
