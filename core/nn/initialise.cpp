// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/initialise.h"

#include <cmath>
#include <vector>

#include "core/base/error.h"

namespace gradarium::nn {

using tensor::Tensor;

namespace {

double spread(double gain, std::size_t terms) { return gain / std::sqrt(static_cast<double>(terms)); }

}  // namespace

Fans fans(const tensor::Shape& shape) {
  if (shape.rank() < 2)
    throw base::BadCall("a weight of shape " + shape.text() + " has no fan-in and fan-out");
  std::size_t window = 1;
  for (std::size_t i = 2; i < shape.rank(); ++i) window *= shape[i];
  return {shape[1] * window, shape[0] * window};
}

void fillUniform(Tensor& weight, float low, float high, base::Random& random) {
  for (float& value : weight.values()) {
    value = static_cast<float>(random.uniform(static_cast<double>(low), static_cast<double>(high)));
  }
}

void fillNormal(Tensor& weight, float mean, float deviation, base::Random& random) {
  for (float& value : weight.values()) {
    value = static_cast<float>(random.normal(static_cast<double>(mean), static_cast<double>(deviation)));
  }
}

void glorotUniform(Tensor& weight, base::Random& random, float gain) {
  const Fans f = fans(weight.shape());
  const auto bound = static_cast<float>(std::sqrt(6.0) * spread(static_cast<double>(gain), f.in + f.out));
  fillUniform(weight, -bound, bound, random);
}

void glorotNormal(Tensor& weight, base::Random& random, float gain) {
  const Fans f = fans(weight.shape());
  fillNormal(weight, 0, static_cast<float>(std::sqrt(2.0) * spread(static_cast<double>(gain), f.in + f.out)),
             random);
}

void heNormal(Tensor& weight, base::Random& random, float gain) {
  fillNormal(weight, 0, static_cast<float>(spread(static_cast<double>(gain), fans(weight.shape()).in)),
             random);
}

void heUniform(Tensor& weight, base::Random& random, float gain) {
  const auto bound =
      static_cast<float>(std::sqrt(3.0) * spread(static_cast<double>(gain), fans(weight.shape()).in));
  fillUniform(weight, -bound, bound, random);
}

void orthogonal(Tensor& weight, base::Random& random, float gain) {
  const std::size_t rows = fans(weight.shape()).out == 0 ? 0 : weight.shape()[0];
  const std::size_t columns = rows == 0 ? 0 : weight.size() / rows;
  const bool tall = rows > columns;
  const std::size_t count = tall ? columns : rows, length = tall ? rows : columns;
  std::vector<double> basis(count * length);
  for (std::size_t i = 0; i < count; ++i) {
    double* const row = basis.data() + i * length;
    double norm = 0;
    while (norm < 1e-6) {
      for (std::size_t j = 0; j < length; ++j) row[j] = random.normal();
      for (int twice = 0; twice < 2; ++twice) {  // a second pass makes up for the first one's rounding
        for (std::size_t other = 0; other < i; ++other) {
          const double* const before = basis.data() + other * length;
          double dot = 0;
          for (std::size_t j = 0; j < length; ++j) dot += row[j] * before[j];
          for (std::size_t j = 0; j < length; ++j) row[j] -= dot * before[j];
        }
      }
      norm = 0;
      for (std::size_t j = 0; j < length; ++j) norm += row[j] * row[j];
      norm = std::sqrt(norm);
    }
    for (std::size_t j = 0; j < length; ++j) row[j] /= norm;
  }
  float* const out = weight.values().data();
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double value = tall ? basis[j * length + i] : basis[i * length + j];
      out[i * columns + j] = static_cast<float>(static_cast<double>(gain) * value);
    }
  }
}

}  // namespace gradarium::nn
