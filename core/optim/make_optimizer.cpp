// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/optim/optimizer.h"
#include "core/optim/rules.h"

namespace gradarium::optim {
namespace {

/// A method that treats each coordinate by itself.
template <class T, class Rule>
class ElementWise final : public Optimizer<T> {
 public:
  explicit ElementWise(const Settings& settings) : Optimizer<T>(settings) {}

 private:
  using typename Optimizer<T>::Slot;
  using typename Optimizer<T>::Moment;
  static constexpr std::size_t grain = 1 << 15;  // coordinates a parallel block
  static constexpr std::size_t chunk = 512;      // coordinates between two looks at what changed

  struct Sums {
    double gradient = 0, update = 0, parameter = 0;
  };

  void begin(std::uint64_t step, double& carry) override { rule_.begin(this->settings(), step, carry); }

  void update(Slot& slot, const Moment& moment) override {
    const std::size_t n = slot.group.values.size();
    if (const std::size_t blocks = (n + grain - 1) / grain; sums_.size() < blocks) sums_.resize(blocks);
    const auto work = [&](std::size_t from, std::size_t to) {
      sums_[from / grain] =
          this->reporting() ? watched(slot, moment, from, to) : (run(slot, moment, from, to), Sums{});
    };
    if (n <= grain) {
      if (n > 0) work(0, n);
    } else {
      base::parallelFor(n, grain, work);
    }
    Sums all;
    for (std::size_t at = 0; at < n; at += grain) {  // in order: equal for any number of threads
      const Sums& part = sums_[at / grain];
      all.gradient += part.gradient;
      all.update += part.update;
      all.parameter += part.parameter;
    }
    slot.report = {std::sqrt(all.gradient), std::sqrt(all.update), std::sqrt(all.parameter)};
  }

  double factor(const Slot& slot, const Moment& moment, std::size_t i) const override {
    const auto memory = [&](std::size_t k) {
      return k < slot.memories.size() ? double(slot.memories[k][i]) : 0.0;
    };
    return rule_.factor(moment.rate, memory(0), memory(1));
  }

  void run(Slot& slot, const Moment& moment, std::size_t from, std::size_t to) const {
    const auto memory = [&](std::size_t k) {
      return k < slot.memories.size() ? slot.memories[k].data() + from : nullptr;
    };
    rule_.run(to - from, slot.group.values.data() + from, slot.group.gradients.data() + from, memory(0),
              memory(1), moment.rate, moment.decay);
  }

  Sums watched(Slot& slot, const Moment& moment, std::size_t from, std::size_t to) const {
    Sums sums;
    std::array<T, chunk> before;
    const T *w = slot.group.values.data(), *g = slot.group.gradients.data();
    for (; from < to; from += chunk) {
      const std::size_t end = std::min(from + chunk, to);
      std::copy(w + from, w + end, before.begin());
      run(slot, moment, from, end);
      Sums part;  // short sums first: closer to the truth
      for (std::size_t i = from; i < end; ++i) {
        const double moved = double(w[i]) - double(before[i - from]);
        part.gradient += double(g[i]) * double(g[i]);
        part.update += moved * moved;
        part.parameter += double(w[i]) * double(w[i]);
      }
      sums.gradient += part.gradient;
      sums.update += part.update;
      sums.parameter += part.parameter;
    }
    return sums;
  }

  Rule rule_;
  std::vector<Sums> sums_;  // one a block; grows with the largest group, then stays
};

template <class T, class Rule>
std::unique_ptr<Optimizer<T>> make(const Settings& settings) {
  return std::make_unique<ElementWise<T, Rule>>(settings);
}

}  // namespace

template <class T>
std::unique_ptr<Optimizer<T>> makeOptimizer(const Settings& settings) {
  switch (settings.method) {
    case Method::GradientDescent:
      return make<T, rules::GradientDescent<T>>(settings);
    case Method::HeavyBall:
      return make<T, rules::HeavyBall<T>>(settings);
    case Method::Nesterov:
      return make<T, rules::Nesterov<T>>(settings);
    case Method::AdaGrad:
      return make<T, rules::AdaGrad<T>>(settings);
    case Method::AdaDelta:
      return make<T, rules::AdaDelta<T>>(settings);
    case Method::RmsProp:
      return make<T, rules::RmsProp<T>>(settings);
    case Method::Adam:
      return make<T, rules::Adam<T, false>>(settings);
    case Method::AdamW:
      return make<T, rules::Adam<T, true>>(settings);
    case Method::NAdam:
      return make<T, rules::NAdam<T>>(settings);
    case Method::Lion:
      return make<T, rules::Lion<T>>(settings);
  }
  throw base::BadCall("there is no such optimizer");
}

template GRADARIUM_CORE std::unique_ptr<Optimizer<float>> makeOptimizer(const Settings&);
template GRADARIUM_CORE std::unique_ptr<Optimizer<double>> makeOptimizer(const Settings&);

}  // namespace gradarium::optim
