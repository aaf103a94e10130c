// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <system_error>
#include <vector>

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/lm/model_file.h"

namespace gradarium::lm {

namespace fs = std::filesystem;

fs::path modelPath(const std::string& nameOrPath) {
  std::error_code failed;
  if (nameOrPath.find_first_of("./\\") != std::string::npos || fs::exists(nameOrPath, failed))
    return nameOrPath;
  const fs::path folder = base::resourcesFolder() / "models";
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().extension() == ".safetensors") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  if (std::ranges::binary_search(names, nameOrPath)) return folder / (nameOrPath + ".safetensors");
  std::string all;
  for (const std::string& name : names) all += name + ", ";
  throw base::BadCall("there is no model \"" + nameOrPath + "\"; it takes " + all + "or a path to a file");
}

}  // namespace gradarium::lm
