// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/summation.h"

#include <cmath>

namespace gradarium::quant {

RunningSum::RunningSum(SumMethod method, const NumberFormat& format, base::Random random)
    : method_(method), round_(format), random_(random) {}

void RunningSum::add(double term) {
  switch (method_) {
    case SumMethod::Naive:
      sum_ = round_(sum_ + term);
      break;
    case SumMethod::Stochastic:
      sum_ = round_.stochastic(sum_ + term, random_.uniform());
      break;
    case SumMethod::Kahan: {
      const double wanted = round_(term - compensation_);
      const double next = round_(sum_ + wanted);
      compensation_ = round_(round_(next - sum_) - wanted);  // what came in, less what was wanted
      sum_ = next;
      break;
    }
    case SumMethod::Neumaier: {
      const double next = round_(sum_ + term);
      const bool larger = std::abs(sum_) >= std::abs(term);
      compensation_ = round_(compensation_ + (larger ? round_(round_(sum_ - next) + term)  //
                                                     : round_(round_(term - next) + sum_)));
      sum_ = next;
      break;
    }
    case SumMethod::Pairwise: {
      blocks_.push_back(term);  // and merge like a binary counter that carries
      for (std::size_t carry = count_; carry % 2 == 1; carry /= 2) {
        const double last = blocks_.back();
        blocks_.pop_back();
        blocks_.back() = round_(blocks_.back() + last);
      }
      break;
    }
  }
  ++count_;
}

double RunningSum::value() const {
  if (method_ == SumMethod::Neumaier) return round_(sum_ + compensation_);
  if (method_ != SumMethod::Pairwise) return sum_;
  double sum = 0;
  for (std::size_t i = blocks_.size(); i-- > 0;) sum = round_(blocks_[i] + sum);
  return sum;
}

void DoubleDouble::add(double term) noexcept {
  const double sum = high_ + term, shown = sum - high_;
  const double error = (high_ - (sum - shown)) + (term - shown);
  const double low = low_ + error;
  high_ = sum + low;
  low_ = low - (high_ - sum);
}

}  // namespace gradarium::quant
