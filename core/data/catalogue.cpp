// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/data/generate.h"
#include "core/io/whole_file.h"

namespace gradarium::data::detail {

namespace {

std::vector<Entry> files() {
  const auto path = base::resourcesFolder() / "data" / "catalogue.json";
  std::vector<Entry> entries;
  try {
    for (const auto& item : nlohmann::json::parse(io::readWhole(path, std::size_t{1} << 22))) {
      Entry entry;
      entry.info.name = item.at("name").get<std::string>();
      entry.info.title = item.at("title").get<std::string>();
      entry.info.description = item.at("description").get<std::string>();
      entry.info.rows = item.at("rows").get<std::size_t>();
      entry.info.columns = item.at("columns").get<std::size_t>();
      entry.info.classes = item.at("classes").get<std::size_t>();
      entry.file = item.at("file").get<std::string>();
      entry.target = item.at("target").get<std::string>();
      entry.citation = item.at("citation").get<std::string>();
      entry.licence = item.at("licence").get<std::string>();
      entries.push_back(std::move(entry));
    }
  } catch (const nlohmann::json::exception& problem) {
    throw base::Error(path.string() + " cannot be understood: " + problem.what());
  }
  return entries;
}

Entry made(std::string name, std::string title, std::string description, std::size_t rows,
           std::size_t columns, std::size_t classes, std::function<Dataset(base::Random)> generate) {
  Entry entry;
  entry.info = {std::move(name), std::move(title), std::move(description), rows, columns, classes, true};
  entry.generate = std::move(generate);
  return entry;
}

std::vector<Entry> generators() {
  using base::Random;
  return {
      made("blobs", "Three blobs",
           "Three round normal clouds of equal width; the centres move with the seed.", 300, 2, 3,
           [](Random random) { return blobs({}, random); }),
      made("anisotropic", "Stretched blobs", "Three normal clouds, sheared until they are long and slanted.",
           300, 2, 3, [](Random random) { return anisotropic(300, random); }),
      made("moons", "Two moons", "Two half circles that reach into each other, with a little noise.", 300, 2,
           2, [](Random random) { return moons(300, 0.06, random); }),
      made("circles", "Two rings", "One ring inside another, with a little noise.", 300, 2, 2,
           [](Random random) { return circles(300, 0.05, 0.5, random); }),
      made("spirals", "Two spirals", "Two arms wound around each other, with a little noise.", 300, 2, 2,
           [](Random random) { return spirals(300, 2, 1.5, 0.015, random); }),
      made("swiss-roll", "Swiss roll", "A sheet rolled up in three dimensions.", 1000, 3, 0,
           [](Random random) { return swissRoll(1000, 0.0, random); }),
      made("uniform", "Uniform square", "Points without any structure, evenly likely everywhere in a square.",
           300, 2, 0, [](Random random) { return uniform(300, 2, random); }),
      made("wave", "A wave", "A sine on a slope with noise: 32 points, y from x.", 32, 2, 0,
           [](Random random) { return wave(32, 0.8, random); }),
      made("rents", "Rents in sixty towns",
           "The size and the rent of 120 flats; the towns were drawn by lot and say nothing.", 120, 2, 60,
           [](Random random) { return rents(120, 60, random); }),
  };
}

}  // namespace

const std::vector<Entry>& catalogue() {
  static const std::vector<Entry> all = [] {
    std::vector<Entry> entries = files();
    for (Entry& entry : generators()) entries.push_back(std::move(entry));
    return entries;
  }();
  return all;
}

}  // namespace gradarium::data::detail
