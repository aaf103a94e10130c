// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/io/whole_file.h"

namespace gradarium::data {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostBytes = std::size_t{1} << 30U;

struct Shelf {
  std::vector<TextInfo> infos;
  std::vector<std::string> files;
};

const Shelf& shelf() {
  static const Shelf all = [] {
    const auto path = base::resourcesFolder() / "text" / "catalogue.json";
    Shelf found;
    try {
      for (const auto& item : nlohmann::json::parse(io::readWhole(path, std::size_t{1} << 22U))) {
        found.infos.push_back({item.at("name").get<std::string>(), item.at("title").get<std::string>(),
                               item.at("description").get<std::string>(),
                               item.at("licence").get<std::string>(), item.at("bytes").get<std::size_t>()});
        found.files.push_back(item.at("file").get<std::string>());
      }
    } catch (const nlohmann::json::exception& problem) {
      throw base::Error(path.string() + " cannot be understood: " + problem.what());
    }
    return found;
  }();
  return all;
}

std::shared_ptr<const Text> shipped(std::size_t index) {
  static std::mutex mutex;
  static std::map<std::size_t, std::weak_ptr<const Text>> known;
  const std::lock_guard lock(mutex);
  if (auto text = known[index].lock()) return text;
  const TextInfo& info = shelf().infos[index];
  auto text = std::make_shared<const Text>(
      Text{info.name, info.title, info.licence,
           io::readWhole(base::resourcesFolder() / "text" / shelf().files[index], mostBytes)});
  known[index] = text;
  return text;
}

}  // namespace

const std::vector<TextInfo>& texts() { return shelf().infos; }

std::shared_ptr<const Text> text(std::string_view nameOrPath) {
  const auto& infos = shelf().infos;
  for (std::size_t i = 0; i < infos.size(); ++i)
    if (infos[i].name == nameOrPath) return shipped(i);
  const fs::path path(nameOrPath);
  std::error_code failed;
  if (nameOrPath.find_first_of("./\\") == std::string_view::npos && !fs::exists(path, failed)) {
    std::string names;
    for (const TextInfo& info : infos) names += (names.empty() ? "" : ", ") + info.name;
    throw base::BadCall("there is no text \"" + std::string(nameOrPath) + "\"; it takes " + names +
                        ", or a path to a file");
  }
  std::string bytes = io::readWhole(path, mostBytes);
  if (bytes.empty()) throw base::Error(path.string() + " is empty");
  return std::make_shared<const Text>(
      Text{path.filename().string(), path.filename().string(), "", std::move(bytes)});
}

}  // namespace gradarium::data
