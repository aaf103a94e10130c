// SPDX-License-Identifier: GPL-3.0-or-later
// Floats and scalers: bits, one-pass against Welford's variance, Kahan's sum, scaled wines.
#include <cstdio>

#include "core/data/dataset.h"
#include "core/ml/preprocessing/scaler.h"
#include "core/quant/stable_forms.h"
#include "core/quant/summation.h"

int main() {
  using namespace gradarium;
  const auto tenth = quant::encode(quant::Wide(0.1), quant::fp32);
  std::printf("0.1 in FP32 is 0x%08llX, next comes %.9f\n", static_cast<unsigned long long>(tenth),
              quant::decode(quant::next(tenth, quant::fp32, true), quant::fp32));
  std::printf("FP16 ends at %.0f\n", quant::largest(quant::fp16));

  const std::vector<double> x{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  std::printf("one pass: %.3f\n", quant::onePassVariance(x));
  std::printf("Welford: %.3f\n", quant::welfordVariance(x));

  quant::RunningSum naive(quant::SumMethod::Naive, quant::fp32), kahan(quant::SumMethod::Kahan, quant::fp32);
  for (int i = 0; i < 100000; ++i) {
    naive.add(quant::decode(tenth, quant::fp32));
    kahan.add(quant::decode(tenth, quant::fp32));
  }
  std::printf("100,000 tenths in FP32: %.4f one by one, %.4f by Kahan\n", naive.value(), kahan.value());

  const auto wine = data::load("wine");
  const ml::Samples samples(wine, wine->features, wine->columns);  // 178 x 13
  std::printf("condition number of wine: %.2f as measured\n", ml::centredConditionNumber(samples));
  const ml::Samples scaled = ml::Scaler(ml::ScalerKind::Standard, samples).apply(samples);
  std::printf("condition number of wine: %.5f standardised\n", ml::centredConditionNumber(scaled));
}
