// SPDX-License-Identifier: GPL-3.0-or-later
#include "scalar_network.h"

#include <cmath>

namespace gradarium::lessons {

using autograd::Scalar;

/// One unit's weighted sum; its weights and its bias are the next parameters.
Scalar ScalarNetwork::layer(const std::vector<Scalar>& from) {
  const auto next = [&] {
    parameters_.push_back(graph_->leaf(weights_[parameters_.size()]));
    return parameters_.back();
  };
  Scalar sum = next() * from.front();
  for (std::size_t i = 1; i < from.size(); ++i) sum = sum + next() * from[i];
  return sum + next();
}

ScalarNetwork::ScalarNetwork(Shape shape, base::Random random)
    : shape_(shape), graph_(std::make_unique<autograd::ScalarGraph>()) {
  const std::size_t width = shape.width;
  // Uniform weights of variance 1/inputs (LeCun), biases 0.
  const auto unit = [&](std::size_t inputs) {
    const double bound = std::sqrt(3.0 / static_cast<double>(inputs));
    for (std::size_t i = 0; i < inputs; ++i) weights_.push_back(random.uniform(-bound, bound));
    weights_.push_back(0);
  };
  for (std::size_t i = 0; i < width; ++i) unit(2);
  for (std::size_t i = 0; i < width; ++i) unit(width);
  unit(width);

  x_ = graph_->leaf(0, "x");
  y_ = graph_->leaf(0, "y");
  answer_ = graph_->leaf(1, "answer");
  const Scalar one = graph_->leaf(1);
  std::vector<Scalar> hidden{x_, y_};
  for (int depth = 0; depth < 2; ++depth) {
    std::vector<Scalar> above;
    for (std::size_t i = 0; i < width; ++i) {
      const Scalar sum = layer(hidden);
      above.push_back(shape.relu ? autograd::relu(sum) : autograd::tanh(sum));
    }
    hidden = std::move(above);
  }
  score_ = layer(hidden);
  loss_ = autograd::relu(one - answer_ * score_);
  visits_ = soundVisits_ = visits(*graph_, loss_, Fault::None);
}

void ScalarNetwork::take() {
  for (std::size_t i = 0; i < parameters_.size(); ++i) graph_->set(parameters_[i], weights_[i]);
}

ScalarNetwork::Batch ScalarNetwork::run(const data::Dataset& set, Fault fault, bool alsoTrue) {
  if (fault != visitsFor_) {
    visits_ = visits(*graph_, loss_, fault);
    visitsFor_ = fault;
  }
  take();
  const std::size_t count = graph_->nodes().size();
  const double share = 1 / static_cast<double>(set.rows);
  std::vector<double> engine(count), truth(alsoTrue ? count : 0);
  std::vector<bool> isParameter(count);
  for (const Scalar& p : parameters_) isParameter[p.index()] = true;
  const auto sweep = [&](std::vector<double>& gradients, const std::vector<std::size_t>& order, Fault by) {
    for (std::size_t i = 0; i < count; ++i)
      if (!isParameter[i]) gradients[i] = 0;
    gradients[loss_.index()] = share;
    for (const std::size_t i : order) handOn(*graph_, i, {by}, gradients);
  };
  Batch batch;
  std::size_t right = 0;
  for (std::size_t row = 0; row < set.rows; ++row) {
    graph_->set(x_, set.row(row)[0]);
    graph_->set(y_, set.row(row)[1]);
    graph_->set(answer_, set.target[row] == 1 ? 1 : -1);
    graph_->recompute();
    batch.loss += share * loss_.value();
    right += (score_.value() > 0) == (set.target[row] == 1);
    sweep(engine, visits_, fault);
    if (alsoTrue) sweep(truth, soundVisits_, Fault::None);
  }
  batch.accuracy = static_cast<double>(right) / static_cast<double>(set.rows);
  for (const Scalar& p : parameters_) {
    batch.gradient.push_back(engine[p.index()]);
    if (alsoTrue) batch.truth.push_back(truth[p.index()]);
  }
  return batch;
}

double ScalarNetwork::score(double x, double y) const {
  std::vector<double> below{x, y};
  std::size_t at = 0;
  const auto sum = [&] {
    double total = 0;
    for (const double value : below) total += weights_[at++] * value;
    return total + weights_[at++];
  };
  for (int depth = 0; depth < 2; ++depth) {
    std::vector<double> above(shape_.width);
    for (double& unit : above) {
      const double total = sum();
      unit = shape_.relu ? std::max(total, 0.0) : std::tanh(total);
    }
    below = std::move(above);
  }
  return sum();
}

}  // namespace gradarium::lessons
