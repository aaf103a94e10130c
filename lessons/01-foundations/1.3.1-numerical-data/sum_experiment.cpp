// SPDX-License-Identifier: GPL-3.0-or-later
#include "sum_experiment.h"

#include <algorithm>

namespace gradarium::lessons {
namespace {

using quant::SumMethod;

const std::array<quant::NumberFormat, 4> formats{quant::fp64, quant::fp32, quant::fp16, quant::bf16};
constexpr std::array<SumMethod, SumExperiment::ways> methods{
    SumMethod::Naive, SumMethod::Pairwise, SumMethod::Kahan, SumMethod::Neumaier, SumMethod::Stochastic};

}  // namespace

void SumExperiment::reset() {
  state_ = {};
  const base::Random random(seed);
  for (const SumMethod method : methods) state_.sums.emplace_back(method, formats[format], random);
  added = 0;
}

/// As the format stores it.
double SumExperiment::term(std::size_t index, const quant::Rounder& round) const {
  switch (terms) {
    case Terms::Tenths:
      return round(0.1);
    case Terms::Harmonic:
      return round(1 / static_cast<double>(index + 1));
    case Terms::Mixed: {
      if (index % 2 == 0) return 1;
      const double big = std::ldexp(1.0, formats[format].precision() + 2);
      return index % 4 == 1 ? big : -big;
    }
  }
  return 0;
}

lab::Status SumExperiment::step(lab::Run& run) {
  const auto all = static_cast<std::size_t>(int(n));
  if (state_.done >= all) return lab::Status::Finished;
  const quant::Rounder round(formats[format]);
  // Whole groups of four, so that what the mixed terms cancel is seen cancelled.
  const std::size_t part = std::min(most, (all / parts + 3) / 4 * 4), end = std::min(all, state_.done + part);
  constexpr std::size_t batch = 4096;
  std::vector<double> some;
  while (state_.done < end) {
    if (run.cancelled()) return lab::Status::Cancelled;
    some.clear();
    for (std::size_t i = state_.done; i < std::min(end, state_.done + batch); ++i)
      some.push_back(term(i, round));
    for (const double value : some) state_.truth.add(value);
    for (auto& sum : state_.sums)
      for (const double value : some) sum.add(value);
    state_.done += some.size();
  }
  show();
  return state_.done >= all ? lab::Status::Finished : lab::Status::Running;
}

void SumExperiment::show() {
  const auto count = static_cast<double>(state_.done);
  const double whole = state_.truth.high();
  lab::value::Table table;
  table.columns = {{"method", {}, {}, {}}, {"sum", {}, {}, {}}, {"relative error", {}, {}, {}}};
  added = count;
  exact = whole;
  truth.append(count, whole);
  const std::array<lab::Scalar*, ways> shown{&naiveSum, &pairwiseSum, &kahanSum, &neumaierSum,
                                             &stochasticSum};
  for (std::size_t i = 0; i < ways; ++i) {
    const double sum = state_.sums[i].value();
    const double relative = whole == 0 ? 0 : std::abs(state_.truth.excess(sum) / whole);
    *shown[i] = sum;
    sums[i].append(count, sum);
    if (relative > 0) errors[i].append(count, relative);
    table.columns[0].texts.push_back(sums[i].label());
    table.columns[1].numbers.push_back(sum);
    table.columns[2].numbers.push_back(relative);
  }
  ends = std::move(table);
}

}  // namespace gradarium::lessons
