// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"

namespace gradarium::data::detail {

/// A built-in data set: what is known of it, and where it comes from (a file of resources/data, or a
/// generator).
struct Entry {
  DatasetInfo info;
  std::string file, target, citation, licence;
  std::function<Dataset(base::Random)> generate;
};

/// The files that resources/data/catalogue.json lists, then the generators. Read once; a resources folder
/// that is missing or broken throws Error. Private to core/data.
const std::vector<Entry>& catalogue();

}  // namespace gradarium::data::detail
