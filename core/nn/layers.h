// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/nn/module.h"

namespace gradarium::nn {

/// y = x W^T + b: ... x in -> ... x out. W out x in and b start as U(-1/sqrt(in), 1/sqrt(in)), PyTorch's
/// default.
class GRADARIUM_CORE Linear final : public Module {
 public:
  Linear() = default;
  Linear(const std::string& path, std::size_t in, std::size_t out, base::Random& random, bool bias = true);
  Var operator()(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;

  Parameter weight;
  Parameter bias;  ///< undefined value: none
};

/// Rows of a table, N(0, 1) at first.
class GRADARIUM_CORE Embedding final : public Module {
 public:
  Embedding() = default;
  Embedding(const std::string& path, std::size_t rows, std::size_t width, base::Random& random);
  Var operator()(Pass& pass, std::span<const std::int32_t> ids, const Shape& shape);
  void collect(std::vector<Parameter*>& parameters) override;

  Parameter weight;
};

enum class NormKind { Layer, Rms, None };

/// Layer norm or RMS norm over the last axis; gain 1 and bias 0 at first, RMS without bias. None passes x on.
class GRADARIUM_CORE Norm final : public Module {
 public:
  Norm() = default;
  Norm(const std::string& path, NormKind kind, std::size_t width, float epsilon = 1e-5F);
  Var operator()(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;
  [[nodiscard]] NormKind kind() const noexcept { return kind_; }
  [[nodiscard]] float epsilon() const noexcept { return epsilon_; }

  Parameter gain, bias;

 private:
  NormKind kind_ = NormKind::None;
  float epsilon_ = 1e-5F;
};

/// Convolution of B x C x H x W images with square windows, started as Linear is with fan-in C k k.
class GRADARIUM_CORE Conv2d final : public Module {
 public:
  Conv2d() = default;
  Conv2d(const std::string& path, std::size_t in, std::size_t out, std::size_t kernel, base::Random& random,
         const autograd::Conv2dOptions& options = {}, bool bias = true);
  Var operator()(Pass& pass, Var x);
  /// With a ReLU and a 2 x 2 max pooling after it, in one pass.
  Var pooled(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;

  Parameter weight, bias;

 private:
  autograd::Conv2dOptions options_;
};

/// Linear layers with one activation between them: sizes {in, hidden ..., out}.
class GRADARIUM_CORE Mlp final : public Module {
 public:
  Mlp() = default;
  /// Fewer than two sizes throw BadCall.
  Mlp(const std::string& path, std::span<const std::size_t> sizes, autograd::Unary activation,
      base::Random& random);
  Var operator()(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;
  [[nodiscard]] autograd::Unary activation() const noexcept { return activation_; }

  std::vector<Linear> layers;

 private:
  autograd::Unary activation_ = autograd::Unary::Relu;
};

/// The mean of squared differences, a scalar.
GRADARIUM_CORE Var meanSquaredError(Var prediction, Var target);

}  // namespace gradarium::nn
