// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/optim/method.h"

namespace gradarium::optim {

/// Some of the parameters of a model, and their gradients: two spans of one length, owned by the model, which
/// must stay where they are.
template <class T>
struct Group {
  std::span<T> values;
  std::span<const T> gradients;
  double rateFactor = 1;                   // times the learning rate
  std::optional<double> weightDecay = {};  // instead of the settings'
};

/// What the last step did to a group.
struct Report {
  double gradientNorm = 0;   // ||g|| before it
  double updateNorm = 0;     // ||w' - w||
  double parameterNorm = 0;  // ||w'||
  /// The one rate that plain gradient descent would have needed for a step as long; 0 for a zero gradient.
  double effectiveStep() const { return gradientNorm > 0 ? updateNorm / gradientNorm : 0; }
};

/// Everything that a next step depends on beside the parameters: plain data, to be written down.
template <class T>
struct State {
  std::uint64_t steps = 0;
  double carry = 1;                      // a running product, where the method has one (NAdam)
  std::vector<std::vector<T>> memories;  // for each group, for each memory
};

/// Moves parameters against their gradients, in place. A step allocates nothing, and its result is the same
/// for any number of threads. T is float or double; the constants are in double, as in PyTorch.
template <class T>
class GRADARIUM_CORE Optimizer {
 public:
  explicit Optimizer(const Settings& settings);
  virtual ~Optimizer();
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Takes one more group and makes room for its memories, all zero. Throws base::BadCall where its spans
  /// differ in length or a number of it is out of range.
  std::size_t add(const Group<T>& group);
  /// One step for all groups.
  void step();

  const Settings& settings() const { return settings_; }
  /// For schedules. Throws base::BadCall below zero.
  void setLearningRate(double rate);
  std::uint64_t steps() const { return steps_; }
  std::size_t groups() const { return groups_.size(); }

  /// Whether step() fills the reports; off, it is a little faster.
  void setReporting(bool on) { reporting_ = on; }
  const Report& report(std::size_t group) const { return groups_[group].report; }

  /// Memory `index` of a group, one number a coordinate, named by memories(method).
  std::span<const T> memory(std::size_t group, std::size_t index) const;
  /// The factor before the gradient of each coordinate (before its averaged gradient, where there is one) in
  /// the last step: η/(√G + ε) for AdaGrad. `rates` has the group's length.
  void rates(std::size_t group, std::span<double> rates) const;

  State<T> save() const;
  /// Throws base::BadCall where the state belongs to other groups or another method.
  void restore(const State<T>& state);

 protected:
  struct Slot {
    Group<T> group;
    std::vector<std::vector<T>> memories;
    Report report;
  };
  /// What one step needs beside the coordinates.
  struct Moment {
    double rate = 0;   // of the group
    double decay = 0;  // λ of the group
  };
  /// Before the groups are visited: step counts from 1.
  virtual void begin(std::uint64_t step, double& carry) = 0;
  virtual void update(Slot& slot, const Moment& moment) = 0;
  virtual double factor(const Slot& slot, const Moment& moment, std::size_t coordinate) const = 0;
  bool reporting() const { return reporting_; }

 private:
  Moment momentOf(const Slot& slot) const;
  Settings settings_;
  std::vector<Slot> groups_;
  std::uint64_t steps_ = 0;
  double carry_ = 1;
  bool reporting_ = true;
};

/// The optimizer of a method. Throws base::BadCall for constants out of range.
template <class T>
GRADARIUM_CORE std::unique_ptr<Optimizer<T>> makeOptimizer(const Settings& settings);

extern template class Optimizer<float>;
extern template class Optimizer<double>;

}  // namespace gradarium::optim
