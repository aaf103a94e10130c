// The files of this repository, for the tests of its own rules.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gradarium::house {

struct File {
  std::string path;  // from the root, with forward slashes: "core/lab/session.h"
  std::vector<std::string> lines;

  bool under(const std::string& folder) const { return path.starts_with(folder + "/"); }
  bool header() const { return path.ends_with(".h"); }
  /// What the file includes: the text between quotes or angle brackets.
  std::vector<std::string> includes() const;
};

/// Every .h and .cpp of app/, core/, lessons/, tests/ and widgets/ but fixtures, by path.
const std::vector<File>& files();

}  // namespace gradarium::house
