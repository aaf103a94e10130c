// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/export.h"

namespace gradarium::data {

// Invented data. Rows come in random order; the target says which shape a row belongs to.

/// Round normal clouds; their centres are uniform in [-box, box] on each axis.
struct BlobOptions {
  std::size_t rows = 300, columns = 2, centres = 3;
  double spread = 1.0, box = 10.0;
};
GRADARIUM_CORE Dataset blobs(const BlobOptions& options, base::Random random);

/// Blobs in the plane, stretched and sheared by one matrix, so that k-means cuts across them.
GRADARIUM_CORE Dataset anisotropic(std::size_t rows, base::Random random);

/// Two half circles that reach into each other; `noise` is a deviation on each axis.
GRADARIUM_CORE Dataset moons(std::size_t rows, double noise, base::Random random);

/// Two rings about the origin, radius 1 and `factor` < 1.
GRADARIUM_CORE Dataset circles(std::size_t rows, double noise, double factor, base::Random random);

/// `arms` interleaved spirals from the origin, each of `turns` turns.
GRADARIUM_CORE Dataset spirals(std::size_t rows, std::size_t arms, double turns, double noise,
                               base::Random random);

/// A rolled sheet in three dimensions (Marsland 2009); no target.
GRADARIUM_CORE Dataset swissRoll(std::size_t rows, double noise, base::Random random);

/// No structure at all: uniform in the unit cube.
GRADARIUM_CORE Dataset uniform(std::size_t rows, std::size_t columns, base::Random random);

/// y = 5 + 2.5 sin(1.2 x) + 0.3 (x - 5) + noise over x uniform in [0, 10]: something for a line to miss.
GRADARIUM_CORE Dataset wave(std::size_t rows, double noise, base::Random random);
/// The same without noise.
GRADARIUM_CORE double waveAt(double x);

/// Flats with a size and a rent that grows with it, each in one of `towns` towns that were drawn by lot: the target,
/// the town, says nothing of the rent.
GRADARIUM_CORE Dataset rents(std::size_t rows, std::size_t towns, base::Random random);

}  // namespace gradarium::data
