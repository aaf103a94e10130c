// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/logistic.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/dot.h"
#include "core/ml/linear/cholesky.h"

namespace gradarium::ml {
namespace {

/// log(1 + e^z) without overflow.
double softplus(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }

/// Scores become probabilities; returns log of the sum that they were divided by.
double softmax(double* scores, std::size_t k) {
  const double top = *std::max_element(scores, scores + k);
  double sum = 0;
  for (std::size_t c = 0; c < k; ++c) sum += scores[c] = std::exp(scores[c] - top);
  for (std::size_t c = 0; c < k; ++c) scores[c] /= sum;
  return top + std::log(sum);
}

double sigmoid(double z) { return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z)); }

}  // namespace

LogisticRegression::LogisticRegression(Samples x, std::vector<int> target, std::size_t classes, double lambda)
    : x_(std::move(x)), target_(std::move(target)), classes_(classes), lambda_(lambda) {
  x_.requireFinite("Logistic regression");
  if (classes < 2) throw base::BadCall("logistic regression needs two classes or more");
  if (target_.size() != x_.rows()) throw base::BadCall("logistic regression needs a class for each sample");
  for (const int code : target_)
    if (code < 0 || static_cast<std::size_t>(code) >= classes)
      throw base::BadCall("class codes are 0 to " + std::to_string(classes - 1));
  parameters_.assign(outputs() * (1 + x_.columns()), 0);
}

void LogisticRegression::setParameters(std::vector<double> parameters) {
  if (parameters.size() != parameters_.size())
    throw base::BadCall("the model has " + std::to_string(parameters_.size()) + " parameters");
  parameters_ = std::move(parameters);
}

void LogisticRegression::scoresInto(std::span<const double> row, std::span<const double> parameters,
                                    double* out) const {
  const std::size_t p = 1 + row.size();
  for (std::size_t k = 0; k < outputs(); ++k)
    out[k] = parameters[k * p] + dot(parameters.data() + k * p + 1, row.data(), row.size());
}

double LogisticRegression::objectiveAt(std::span<const double> parameters) const {
  const std::size_t p = 1 + x_.columns();
  std::vector<double> z(outputs());
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < x_.rows(); ++i) {
    scoresInto(x_.row(i), parameters, z.data());
    if (classes_ == 2) {
      sum += softplus(target_[i] == 1 ? -z[0] : z[0]);
    } else {
      const double own = z[static_cast<std::size_t>(target_[i])];
      sum += softmax(z.data(), classes_) - own;
    }
  }
  for (std::size_t j = 0; j < parameters.size(); ++j)
    if (j % p != 0) squares += parameters[j] * parameters[j];
  return sum + lambda_ / 2 * squares;
}

std::vector<double> LogisticRegression::gradient() const {
  const std::size_t p = 1 + x_.columns();
  std::vector<double> g(parameters_.size(), 0.0), z(outputs());
  for (std::size_t i = 0; i < x_.rows(); ++i) {
    const auto row = x_.row(i);
    scoresInto(row, parameters_, z.data());
    if (classes_ == 2) {
      z[0] = sigmoid(z[0]) - (target_[i] == 1 ? 1 : 0);
    } else {
      softmax(z.data(), classes_);
      z[static_cast<std::size_t>(target_[i])] -= 1;
    }
    for (std::size_t k = 0; k < outputs(); ++k) {
      g[k * p] += z[k];
      for (std::size_t j = 0; j < row.size(); ++j) g[k * p + 1 + j] += z[k] * row[j];
    }
  }
  for (std::size_t j = 0; j < g.size(); ++j)
    if (j % p != 0) g[j] += lambda_ * parameters_[j];
  return g;
}

/// Of the samples begin .. end, without the penalty; its lower half. By blocks that stay in the nearest
/// cache.
std::vector<double> LogisticRegression::curvature(std::size_t begin, std::size_t end) const {
  constexpr std::size_t block = 64;
  const std::size_t p = 1 + x_.columns(), k = outputs(), side = k * p;
  std::vector<double> h(side * side, 0.0), columns(p * block, 1.0), weighted(p * block), z(k * block),
      weight(block);
  for (std::size_t first = begin; first < end; first += block) {
    const std::size_t m = std::min(block, end - first);
    for (std::size_t i = 0; i < m; ++i) {
      const auto row = x_.row(first + i);
      for (std::size_t j = 0; j < row.size(); ++j) columns[(1 + j) * block + i] = row[j];
      scoresInto(row, parameters_, z.data() + i * k);
      if (classes_ == 2)
        z[i] = sigmoid(z[i]);
      else
        softmax(z.data() + i * k, k);
    }
    for (std::size_t a = 0; a < k; ++a)
      for (std::size_t b = 0; b <= a; ++b) {
        for (std::size_t i = 0; i < m; ++i)
          weight[i] = (a == b ? z[i * k + a] : 0) - z[i * k + a] * z[i * k + b];
        for (std::size_t r = 0; r < p; ++r)
          for (std::size_t i = 0; i < m; ++i) weighted[r * block + i] = weight[i] * columns[r * block + i];
        for (std::size_t r = 0; r < p; ++r)
          for (std::size_t c = 0; c < (a == b ? r + 1 : p); ++c)
            h[(a * p + r) * side + b * p + c] +=
                dot(weighted.data() + r * block, columns.data() + c * block, m);
      }
  }
  return h;
}

std::vector<double> LogisticRegression::hessian() const {
  const std::size_t p = 1 + x_.columns(), k = outputs(), side = k * p;
  const auto add = [](std::vector<double> sum, const std::vector<double>& part) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
    return sum;
  };
  std::vector<double> h = base::parallelReduce(
      x_.rows(), 1024, std::vector<double>(side * side, 0.0),
      [&](std::size_t begin, std::size_t end) { return curvature(begin, end); }, add);
  for (std::size_t j = 0; j < side; ++j)
    if (j % p != 0) h[j * side + j] += lambda_;
  // Adding the same to all scores changes no probability: without a price for it softmax has no one best
  // place.
  for (std::size_t a = 0; k > 1 && a < k; ++a)
    for (std::size_t b = 0; b <= a; ++b)
      for (std::size_t r = 0; r < p; ++r) h[(a * p + r) * side + b * p + r] += 1;
  return h;
}

bool LogisticRegression::newtonStep() {
  const std::vector<double> h = hessian(), g = gradient();
  const std::size_t side = g.size();
  double trace = 0;
  for (std::size_t j = 0; j < side; ++j) trace += h[j * side + j];
  std::vector<double> way;
  // Where classes come apart all curvature vanishes: a little of it is lent.
  for (double lent = 0; way.empty() && lent < 1; lent = lent == 0 ? 1e-10 : lent * 100) {
    std::vector<double> factor = h, solution = g;
    for (std::size_t j = 0; j < side; ++j) factor[j * side + j] += lent * trace / static_cast<double>(side);
    if (choleskySolve(factor, solution)) way = std::move(solution);
  }
  if (way.empty()) return false;
  const double before = objective(), slope = dot(way.data(), g.data(), side);
  for (double share = 1; share > 1e-9; share /= 2) {
    std::vector<double> next = parameters_;
    for (std::size_t j = 0; j < side; ++j) next[j] -= share * way[j];
    const double after = objectiveAt(next);
    if (after < before && after <= before - 1e-4 * share * slope) {
      parameters_ = std::move(next);
      return true;
    }
  }
  return false;
}

void LogisticRegression::gradientStep(double rate) {
  const std::vector<double> g = gradient();
  for (std::size_t j = 0; j < g.size(); ++j) parameters_[j] -= rate * g[j] / static_cast<double>(x_.rows());
}

double LogisticRegression::logLoss() const {
  const double penalty = lambda_ / 2 * weightNorm() * weightNorm();
  return std::max(0.0, objective() - penalty) / static_cast<double>(x_.rows());
}

double LogisticRegression::weightNorm() const {
  const std::size_t p = 1 + x_.columns();
  double squares = 0;
  for (std::size_t j = 0; j < parameters_.size(); ++j)
    if (j % p != 0) squares += parameters_[j] * parameters_[j];
  return std::sqrt(squares);
}

std::vector<double> LogisticRegression::scores(const Samples& x) const {
  if (x.columns() != x_.columns())
    throw base::BadCall("the model has " + std::to_string(x_.columns()) + " features");
  std::vector<double> all(x.rows() * outputs());
  for (std::size_t i = 0; i < x.rows(); ++i) scoresInto(x.row(i), parameters_, all.data() + i * outputs());
  return all;
}

std::vector<double> LogisticRegression::probabilities(const Samples& x) const {
  const std::vector<double> all = scores(x);
  std::vector<double> result(x.rows() * classes_);
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double* p = result.data() + i * classes_;
    if (classes_ == 2) {
      p[1] = sigmoid(all[i]);
      p[0] = sigmoid(-all[i]);
    } else {
      std::copy_n(all.data() + i * classes_, classes_, p);
      softmax(p, classes_);
    }
  }
  return result;
}

std::size_t fit(LogisticRegression& model, std::size_t most) {
  std::size_t made = 0;
  while (made < most && model.newtonStep()) ++made;
  return made;
}

}  // namespace gradarium::ml
