// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/softmax_bigram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"

namespace gradarium::text {

SoftmaxBigram::SoftmaxBigram(const BigramCounts& counts, double deviation, std::uint64_t seed)
    : size_(counts.size()),
      targets_(size_ * size_),
      probabilities_(size_ * size_),
      logProbabilities_(size_ * size_) {
  if (counts.total() == 0) throw base::BadCall("there are no pairs to learn from");
  for (std::size_t a = 0; a < size_; ++a) {
    const auto n = static_cast<double>(counts.rowSum(a));
    shares_.push_back(n / static_cast<double>(counts.total()));
    for (std::size_t b = 0; b < size_ && n > 0; ++b) targets_[a * size_ + b] = counts.at(a, b) / n;
  }
  base::Random random(seed);
  weights_.resize(size_ * size_);
  for (double& w : weights_) w = deviation * random.normal();
  recompute();
}

void SoftmaxBigram::recompute() {
  constexpr std::size_t rowsABlock = 32;
  base::parallelFor(size_, rowsABlock, [&](std::size_t begin, std::size_t end) {
    for (std::size_t a = begin; a < end; ++a) {
      const std::span row(weights_.data() + a * size_, size_);
      double* const p = probabilities_.data() + a * size_;
      const double most = *std::ranges::max_element(row);
      double sum = 0;
      for (std::size_t b = 0; b < size_; ++b) sum += p[b] = std::exp(row[b] - most);
      const double log = most + std::log(sum);
      for (std::size_t b = 0; b < size_; ++b) {
        p[b] /= sum;
        logProbabilities_[a * size_ + b] = row[b] - log;
      }
    }
  });
}

void SoftmaxBigram::step(double rate, double decay) {
  const double pull = 2 * decay / static_cast<double>(weights_.size());
  for (std::size_t a = 0; a < size_; ++a)
    for (std::size_t i = a * size_; i < (a + 1) * size_; ++i)
      weights_[i] -= rate * (shares_[a] * (probabilities_[i] - targets_[i]) + pull * weights_[i]);
  ++updates_;
  recompute();
}

double SoftmaxBigram::loss() const {
  double sum = 0;
  for (std::size_t a = 0; a < size_; ++a)
    for (std::size_t i = a * size_; i < (a + 1) * size_; ++i)
      if (targets_[i] > 0) sum -= shares_[a] * targets_[i] * logProbabilities_[i];
  return sum;
}

double SoftmaxBigram::loss(const BigramCounts& text) const {
  if (text.size() != size_) throw base::BadCall("the other text has another vocabulary");
  double sum = 0;
  for (std::size_t i = 0; i < logProbabilities_.size(); ++i)
    if (const std::uint32_t count = text.cells()[i]; count > 0) sum -= count * logProbabilities_[i];
  return text.total() > 0 ? sum / static_cast<double>(text.total())
                          : std::numeric_limits<double>::quiet_NaN();
}

io::onnx::Model SoftmaxBigram::onnx() const {
  const auto v = static_cast<std::int64_t>(size_);
  io::onnx::Model model{"bigram"};
  model.description = "The next token's probabilities, from the one-hot code of the token before";
  model.inputs = {{"x", io::onnx::Type::Float32, {"N", v}}};
  std::vector<float> transposed(weights_.size());  // as layers are written: a row for each output
  for (std::size_t i = 0; i < transposed.size(); ++i)
    transposed[i % size_ * size_ + i / size_] = static_cast<float>(weights_[i]);
  model.constants = {{"weight", {v, v}, std::move(transposed)}};
  model.nodes = {{"Gemm", {"x", "weight"}, {"logits"}, {{"transB", std::int64_t{1}}}},
                 {"Softmax", {"logits"}, {"probabilities"}, {{"axis", std::int64_t{1}}}}};
  model.outputs = {{"logits", io::onnx::Type::Float32, {"N", v}},
                   {"probabilities", io::onnx::Type::Float32, {"N", v}}};
  return model;
}

io::Safetensors SoftmaxBigram::safetensors() const {
  const std::vector<float> values(weights_.begin(), weights_.end());
  io::Safetensors file;
  file.tensors.push_back({"weight", tensor::Tensor({size_, size_}, std::span<const float>(values))});
  return file;
}

}  // namespace gradarium::text
