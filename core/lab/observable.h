// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/export.h"
#include "core/lab/snapshot.h"

namespace gradarium::lab {

class Experiment;

struct ObservableTraits {
  bool measured = false;   // times and bandwidths: left out of every promise of equality
  bool nonFinite = false;  // may hold NaN or infinity without the experiment having diverged
  std::string unit = {};
  std::string help = {};
  std::string xLabel = {};  // of a series: what its x counts; empty: the step
};

/// Something that an experiment shows. Assigned by reset(), step() and actions; or, when declared with a
/// function, computed only while somebody wants it (large weights, a T x T matrix).
class GRADARIUM_CORE ObservableBase {
 public:
  using Traits = ObservableTraits;
  ObservableBase(Experiment* owner, std::string name, std::string label, Traits traits);
  virtual ~ObservableBase() = default;
  ObservableBase(const ObservableBase&) = delete;
  ObservableBase& operator=(const ObservableBase&) = delete;

  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const Traits& traits() const { return traits_; }
  std::size_t index() const { return index_; }
  virtual std::string_view kind() const = 0;

  /// Whether it is computed only on demand.
  bool onDemand() const { return static_cast<bool>(compute_); }

  // For the engine.
  std::shared_ptr<const Value> current() const { return value_; }
  /// The same, but one that is computed on demand is computed if nobody else looks at it: for what is written once.
  std::shared_ptr<const Value> demanded() const {
    return value_ || !compute_ ? value_ : std::make_shared<const Value>(compute_());
  }
  void restore(std::shared_ptr<const Value> value) { value_ = std::move(value); }
  void compute() { value_ = std::make_shared<const Value>(compute_()); }
  void clear() { value_.reset(); }

 protected:
  std::shared_ptr<const Value> value_;
  std::function<Value()> compute_;

 private:
  std::string name_, label_;
  Traits traits_;
  std::size_t index_ = 0;
};

template <class V>
class Observable : public ObservableBase {
 public:
  Observable(Experiment* owner, std::string name, std::string label, Traits traits = {})
      : ObservableBase(owner, std::move(name), std::move(label), std::move(traits)) {}
  Observable(Experiment* owner, std::string name, std::string label, std::function<V()> compute,
             Traits traits = {})
      : ObservableBase(owner, std::move(name), std::move(label), std::move(traits)) {
    compute_ = [f = std::move(compute)] { return Value(f()); };
  }

  std::string_view kind() const override { return V::kind; }

  void set(V value) { value_ = std::make_shared<const Value>(std::move(value)); }
  Observable& operator=(V value) {  // NOLINT: assignment of a value, not of an observable
    set(std::move(value));
    return *this;
  }

  /// Its value in a snapshot; null when it was not computed. The one way for views and exercises to read it.
  const V* in(const Snapshot& snapshot) const {
    const auto& value = index() < snapshot.values.size() ? snapshot.values[index()] : nullptr;
    return value ? std::get_if<V>(value.get()) : nullptr;
  }
};

/// A number. `in()` of the base gives the struct; numberIn() gives NaN when it was not computed.
class GRADARIUM_CORE Scalar : public Observable<value::Scalar> {
 public:
  using Observable::Observable;
  Scalar& operator=(double number) {
    set({number});
    return *this;
  }
  double numberIn(const Snapshot& snapshot) const;
};

class GRADARIUM_CORE Series : public Observable<value::Series> {
 public:
  using Observable::Observable;
  void append(double y);
  void append(double x, double y);
};

using Points = Observable<value::Points>;
using Labels = Observable<value::Labels>;
using Matrix = Observable<value::Matrix>;
using Tensor = Observable<value::Tensor>;
using Table = Observable<value::Table>;
using Tokens = Observable<value::Tokens>;
using Tree = Observable<value::Tree>;
using Graph = Observable<value::Graph>;
using Timeline = Observable<value::Timeline>;
using Image = Observable<value::Image>;
using Field = Observable<value::Field>;
using Distribution = Observable<value::Distribution>;
using Bits = Observable<value::Bits>;
using Memory = Observable<value::Memory>;
using Audio = Observable<value::Audio>;
using Text = Observable<value::Text>;

}  // namespace gradarium::lab
