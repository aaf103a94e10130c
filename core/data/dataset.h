// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/table.h"
#include "core/export.h"

namespace gradarium::data {

/// Samples ready to learn from: finite features and, where known, a class for each sample.
struct GRADARIUM_CORE Dataset {
  std::string name, title;
  std::size_t rows = 0, columns = 0;
  std::vector<double> features;  ///< rows x columns, row-major, all finite
  std::vector<std::string> featureNames;
  std::vector<std::string> featureUnits;  ///< "cm", or empty where unknown; as many as columns
  std::vector<int> target;                ///< a class code for each row, or empty
  std::vector<std::string> classNames;
  std::size_t pictureWidth = 0;  ///< rows are the pixels of a picture so wide, line by line; 0: they are not
  std::string citation, licence;
  std::vector<std::string> notes;  ///< what was changed on the way in, a sentence each

  [[nodiscard]] const double* row(std::size_t index) const { return features.data() + index * columns; }
};

/// What can be said of a built-in data set without reading it.
struct DatasetInfo {
  std::string name, title, description;
  std::size_t rows = 0, columns = 0, classes = 0;
  bool generated = false;  ///< made from the seed, not measured
};

/// The built-in data sets, in the order to offer them.
GRADARIUM_CORE const std::vector<DatasetInfo>& builtIn();

/// The pixels of a binary PPM file (P6, 8 bits a colour) as samples of red, green and blue, 0 to 255. `name` begins
/// the sentence where the bytes are no such picture (Error).
GRADARIUM_CORE Dataset fromPicture(std::string_view ppm, std::string_view name);

/// A built-in data set by name, or the CSV file or PPM picture at a path. The seed matters to generated ones only. Cached:
/// equal calls share one object while anyone holds it. Safe from any thread. An unknown name throws BadCall,
/// a file that cannot be used throws Error.
GRADARIUM_CORE std::shared_ptr<const Dataset> load(std::string_view nameOrPath, std::uint64_t seed = 0);

/// Numeric columns become features ("length (cm)" gives name and unit) and the target is the column of that
/// name, else the last category column, else none. Other category columns and an unnamed row counter are left
/// out, rows with a missing or infinite value are dropped; `notes` tells each. Without a usable numeric
/// column or row throws Error.
GRADARIUM_CORE Dataset fromTable(const Table& table, std::string_view target = {});

}  // namespace gradarium::data
