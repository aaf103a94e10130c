// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/landscape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"

namespace gradarium::train {
namespace {

double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

Weights difference(std::span<const float> a, std::span<const float> b) {
  Weights result(a.size());
  std::transform(a.begin(), a.end(), b.begin(), result.begin(), [](float x, float y) { return x - y; });
  return result;
}

/// To length 1; false where there is none to speak of.
bool normalise(Weights& w, double least = 1e-6) {
  const double length = std::sqrt(dot(w, w));
  if (!(length > least)) return false;
  for (float& x : w) x = static_cast<float>(static_cast<double>(x) / length);
  return true;
}

void remove(Weights& w, const Weights& direction) {
  const double part = dot(w, direction);
  for (std::size_t i = 0; i < w.size(); ++i)
    w[i] = static_cast<float>(static_cast<double>(w[i]) - part * static_cast<double>(direction[i]));
}

/// At right angles to `other`, where there is one; replaced by a fixed direction where it vanishes.
void makeUnit(Weights& w, const Weights* other) {
  for (std::uint64_t seed = 0;; ++seed) {
    const double before = std::sqrt(dot(w, w));
    if (other) remove(w, *other);
    if (other) remove(w, *other);  // what rounding left
    if (normalise(w, std::max(1e-6, 1e-4 * before))) return;
    base::Random random(seed);
    for (float& x : w) x = static_cast<float>(random.normal());
  }
}

/// The k-th direction of most variance among the rows, by power iteration on rows^T rows.
Weights direction(const std::vector<Weights>& rows, const Weights* before) {
  Weights v = rows.front(), next(v.size());
  for (const Weights& row : rows)
    if (dot(row, row) > dot(v, v)) v = row;
  makeUnit(v, before);
  for (int round = 0; round < 60; ++round) {
    std::fill(next.begin(), next.end(), 0.0F);
    for (const Weights& row : rows) {
      const auto along = static_cast<float>(dot(row, v));
      for (std::size_t i = 0; i < next.size(); ++i) next[i] += along * row[i];
    }
    if (before) remove(next, *before);
    if (!normalise(next, 1e-12)) break;
    const double turned = 1 - std::abs(dot(next, v));
    v = next;
    if (turned < 1e-7) break;
  }
  makeUnit(v, before);
  return v;
}

}  // namespace

std::array<double, 2> Plane::project(std::span<const float> w) const {
  double a = 0, b = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double away = static_cast<double>(w[i]) - static_cast<double>(origin[i]);
    a += away * static_cast<double>(u[i]);
    b += away * static_cast<double>(v[i]);
  }
  return {a, b};
}

void Plane::at(double a, double b, std::span<float> w) const {
  for (std::size_t i = 0; i < w.size(); ++i)
    w[i] = static_cast<float>(static_cast<double>(origin[i]) + a * static_cast<double>(u[i]) +
                              b * static_cast<double>(v[i]));
}

double Plane::share(std::span<const float> start, std::span<const Weights* const> points) const {
  double held = 0, all = 0;
  for (const Weights* point : points) {
    const Weights away = difference(*point, start);
    const double a = dot(away, u), b = dot(away, v);
    held += a * a + b * b;
    all += dot(away, away);
  }
  return all > 0 ? held / all : std::numeric_limits<double>::quiet_NaN();
}

Plane planeThrough(const Weights& origin, const Weights& a, const Weights& b) {
  if (a.size() != origin.size() || b.size() != origin.size())
    throw base::BadCall("a plane takes three points of one space");
  Plane plane{origin, difference(a, origin), difference(b, origin)};
  makeUnit(plane.u, nullptr);
  makeUnit(plane.v, &plane.u);
  return plane;
}

Plane planeOfPoints(const Weights& origin, std::span<const Weights* const> points) {
  if (points.empty()) throw base::BadCall("a plane of points takes at least one");
  std::vector<Weights> rows;
  rows.reserve(points.size());
  for (const Weights* point : points) rows.push_back(difference(*point, origin));
  Plane plane{origin, direction(rows, nullptr), {}};
  plane.v = direction(rows, &plane.u);
  return plane;
}

Plane randomPlane(nn::Module& model, std::uint64_t seed) {
  base::Random random(seed);
  Plane plane;
  for (Weights* side : {&plane.u, &plane.v})
    for (const nn::Parameter* parameter : model.parameters()) {
      const auto values = parameter->value.values();
      if (side == &plane.u) plane.origin.insert(plane.origin.end(), values.begin(), values.end());
      const std::size_t width =
          parameter->value.rank() < 2 ? values.size() : values.size() / parameter->value.shape()[0];
      for (std::size_t from = 0; from < values.size(); from += width) {
        Weights row(width);
        for (float& x : row) x = static_cast<float>(random.normal());
        const auto weights = values.subspan(from, width);
        const double length =
            parameter->value.rank() < 2 ? 0 : std::sqrt(dot(weights, weights) / dot(row, row));
        for (const float x : row) side->push_back(static_cast<float>(length * static_cast<double>(x)));
      }
    }
  makeUnit(plane.u, nullptr);
  makeUnit(plane.v, &plane.u);
  return plane;
}

std::vector<float> lossOn(const Plane& plane, const nn::Mlp& like, const LabelledSet& set, std::size_t rows,
                          std::size_t columns, const std::array<double, 4>& window,
                          const base::StopFlag* stop) {
  std::vector<std::size_t> sizes;
  for (const nn::Linear& layer : like.layers) sizes.push_back(layer.weight.value.shape()[1]);
  sizes.push_back(like.layers.back().weight.value.shape()[0]);
  const auto scratch = [&] {
    base::Random random;
    return nn::Mlp("scratch", sizes, like.activation(), random);
  };
  // x W^T + b of the first layer, for the origin and for both directions.
  const auto first = [&](const Weights& weights) {
    nn::Mlp network = scratch();
    setWeights(network, weights);
    nn::Tape tape;
    tape.record(false);
    nn::Pass pass{tape};
    return network.layers[0](pass, tape.constant(set.inputs)).value().clone();
  };
  const tensor::Tensor origin = first(plane.origin), alongU = first(plane.u), alongV = first(plane.v);

  std::vector<float> values(rows * columns, std::numeric_limits<float>::quiet_NaN());
  const auto [x0, x1, y0, y1] = window;
  base::parallelFor(rows, 1, [&, x0 = x0, x1 = x1, y0 = y0, y1 = y1](std::size_t row, std::size_t) {
    if (stop != nullptr && stop->requested()) return;
    nn::Mlp network = scratch();
    nn::Tape tape;
    tape.record(false);
    nn::Pass pass{tape};
    Weights w(plane.origin.size());
    tensor::Tensor sums(origin.shape());
    const double b = y0 + (static_cast<double>(row) + 0.5) / static_cast<double>(rows) * (y1 - y0);
    for (std::size_t column = 0; column < columns; ++column) {
      const double a = x0 + (static_cast<double>(column) + 0.5) / static_cast<double>(columns) * (x1 - x0);
      plane.at(a, b, w);
      setWeights(network, w);
      const auto s = static_cast<float>(a), t = static_cast<float>(b);
      const float *z = origin.data(), *zu = alongU.data(), *zv = alongV.data();
      float* sum = sums.data();
      for (std::size_t i = 0; i < sums.size(); ++i) sum[i] = z[i] + s * zu[i] + t * zv[i];
      tape.clear();
      nn::Var x = tape.constant(sums);
      for (std::size_t i = 1; i < network.layers.size(); ++i)
        x = network.layers[i](pass, autograd::apply(network.activation(), x));
      values[row * columns + column] = autograd::crossEntropy(x, set.targets).value().item();
    }
  });
  return values;
}

}  // namespace gradarium::train
