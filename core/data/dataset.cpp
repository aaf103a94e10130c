// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/data/catalogue.h"
#include "core/io/csv.h"
#include "core/io/whole_file.h"

namespace gradarium::data {

namespace fs = std::filesystem;

namespace {

using detail::Entry;

/// Data sets in use. Measured built-in ones are small and stay; the others live as long as somebody holds
/// them.
class Cache {
 public:
  template <class Make>
  std::shared_ptr<const Dataset> get(const std::string& key, bool keep, Make make) {
    if (auto found = find(key)) return found;
    // Unlocked: a large file must not hold up another thread's iris. If two make the same, the first one
    // stays.
    auto made = std::make_shared<const Dataset>(make());
    const std::lock_guard lock(mutex_);
    std::weak_ptr<const Dataset>& place = known_[key];
    if (auto found = place.lock()) return found;
    place = made;
    if (keep) kept_.push_back(made);
    return made;
  }

 private:
  std::shared_ptr<const Dataset> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : found->second.lock();
  }

  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const Dataset>> known_;
  std::vector<std::shared_ptr<const Dataset>> kept_;
};

Cache& cache() {
  static Cache instance;
  return instance;
}

constexpr std::size_t mostPictureBytes = std::size_t{1} << 24U;

Dataset make(const Entry& entry, std::uint64_t seed) {
  Dataset set;
  if (entry.generate) {
    set = entry.generate(base::Random(seed));
  } else if (entry.file.ends_with(".ppm")) {
    set = fromPicture(io::readWhole(base::resourcesFolder() / "data" / entry.file, mostPictureBytes),
                      entry.file);
    set.citation = entry.citation;
    set.licence = entry.licence;
  } else {
    Table table =
        io::readCsv(base::resourcesFolder() / "data" / entry.file, {.header = io::CsvHeader::Present});
    table.citation = entry.citation;
    table.licence = entry.licence;
    set = fromTable(table, entry.target);
  }
  set.name = entry.info.name;
  set.title = entry.info.title;
  return set;
}

std::shared_ptr<const Dataset> loadFile(const fs::path& path) {
  std::error_code failed;
  std::string key = "file:" + fs::weakly_canonical(path, failed).string();
  // A file that was saved again is another file.
  key += "|" + std::to_string(fs::file_size(path, failed)) + "|" +
         std::to_string(fs::last_write_time(path, failed).time_since_epoch().count());
  return cache().get(key, false, [&] {
    const bool picture = path.extension() == ".ppm";
    Dataset set = picture ? fromPicture(io::readWhole(path, mostPictureBytes), path.filename().string())
                          : fromTable(io::readCsv(path));
    set.title = path.filename().string();
    return set;
  });
}

}  // namespace

const std::vector<DatasetInfo>& builtIn() {
  static const std::vector<DatasetInfo> all = [] {
    std::vector<DatasetInfo> list;
    for (const Entry& entry : detail::catalogue()) list.push_back(entry.info);
    return list;
  }();
  return all;
}

std::shared_ptr<const Dataset> load(std::string_view nameOrPath, std::uint64_t seed) {
  const auto& entries = detail::catalogue();
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& candidate) { return candidate.info.name == nameOrPath; });
  if (entry != entries.end()) {
    const bool keep = !entry->info.generated;
    const std::string key = keep ? entry->info.name : entry->info.name + "#" + std::to_string(seed);
    return cache().get(key, keep, [&] { return make(*entry, seed); });
  }
  const fs::path path(nameOrPath);
  std::error_code failed;
  const bool looksLikePath = nameOrPath.find_first_of("./\\") != std::string_view::npos;
  if (looksLikePath || fs::exists(path, failed)) return loadFile(path);
  std::string names;
  for (const Entry& candidate : entries) names += (names.empty() ? "" : ", ") + candidate.info.name;
  throw base::BadCall("there is no data set \"" + std::string(nameOrPath) + "\"; it takes " + names +
                      ", or a path to a CSV file or a PPM picture");
}

}  // namespace gradarium::data
