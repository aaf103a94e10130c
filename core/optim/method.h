// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::optim {

/// The first-order methods, each one small memory added to gradient descent.
enum class Method {
  GradientDescent,
  HeavyBall,  // Polyak 1964
  Nesterov,   // Nesterov 1983, in the form of Sutskever, Martens, Dahl & Hinton 2013
  AdaGrad,    // Duchi, Hazan & Singer 2011
  AdaDelta,   // Zeiler 2012
  RmsProp,    // Tieleman & Hinton 2012
  Adam,       // Kingma & Ba 2015
  AdamW,      // Loshchilov & Hutter 2019
  NAdam,      // Dozat 2016
  Lion,       // Chen et al. 2023
};
inline constexpr int methods = 10;

/// "heavy ball": as a reader calls it.
GRADARIUM_CORE std::string_view name(Method method);

/// The constants of a method. What a method does not name in its formula it does not read.
struct Settings {
  Method method = Method::Adam;
  double learningRate = 1e-3;  // η >= 0
  double momentum = 0.9;       // β of heavy ball and Nesterov, 0 <= β < 1
  double beta1 = 0.9;          // of the averaged gradient: Adam, AdamW, NAdam, Lion
  double beta2 = 0.999;        // of the averaged square, and of Lion's memory
  double rho = 0.9;            // of the averaged square: RMSprop, AdaDelta
  double epsilon = 1e-8;       // keeps a division away from zero
  double weightDecay = 0;  // λ: AdamW and Lion shrink the weights by ηλ; the others add λw to the gradient
  bool biasCorrection = true;  // Adam and AdamW: divide the averages by 1 - β^t
  bool operator==(const Settings&) const = default;
};

/// The constants that PyTorch gives the method (Lion: its authors).
GRADARIUM_CORE Settings standard(Method method);

/// Throws base::BadCall that names the constant and its range.
GRADARIUM_CORE void check(const Settings& settings);

/// What the method remembers for each coordinate, "velocity" or "averaged gradient"; the order of
/// Optimizer::memory().
GRADARIUM_CORE std::vector<std::string_view> memories(Method method);

}  // namespace gradarium::optim
