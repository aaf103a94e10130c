// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "faulty_engine.h"

namespace gradarium::lessons {

/// A network 2-width-width-1 for two classes as a graph of scalars, one sample at a time, with the hinge loss
/// max(0, 1 - y s), y = ±1, of micrograd's demonstration; its gradients go by an engine that may be broken.
class ScalarNetwork {
 public:
  struct Shape {
    std::size_t width = 16;
    bool relu = false;  // otherwise tanh
  };
  ScalarNetwork(Shape shape, base::Random random);

  std::size_t parameters() const { return parameters_.size(); }
  std::size_t graphNodes() const { return graph_->nodes().size(); }
  std::vector<double>& weights() { return weights_; }
  const std::vector<double>& weights() const { return weights_; }
  const Shape& shape() const { return shape_; }

  struct Batch {
    double loss = 0, accuracy = 0;  // means; accuracy in 0..1
    std::vector<double> gradient;   // by the engine
    std::vector<double> truth;      // by sound rules, where asked for
  };
  /// Both passes for all samples; gradients of parameters go on from sample to sample, as in one large graph.
  Batch run(const data::Dataset& set, Fault fault, bool alsoTrue);
  /// s at a place, without the graph.
  double score(double x, double y) const;

 private:
  autograd::Scalar layer(const std::vector<autograd::Scalar>& from);
  void take();

  Shape shape_;
  std::vector<double> weights_;
  std::unique_ptr<autograd::ScalarGraph> graph_;
  std::vector<autograd::Scalar> parameters_;
  autograd::Scalar x_, y_, answer_, score_, loss_;
  std::vector<std::size_t> visits_, soundVisits_;
  Fault visitsFor_ = Fault::None;
};

}  // namespace gradarium::lessons
