// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/method.h"

#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::optim {

std::string_view name(Method method) {
  switch (method) {
    case Method::GradientDescent:
      return "gradient descent";
    case Method::HeavyBall:
      return "heavy ball";
    case Method::Nesterov:
      return "Nesterov";
    case Method::AdaGrad:
      return "AdaGrad";
    case Method::AdaDelta:
      return "AdaDelta";
    case Method::RmsProp:
      return "RMSprop";
    case Method::Adam:
      return "Adam";
    case Method::AdamW:
      return "AdamW";
    case Method::NAdam:
      return "NAdam";
    case Method::Lion:
      return "Lion";
  }
  return "";
}

Settings standard(Method method) {
  Settings s;
  s.method = method;
  switch (method) {
    case Method::AdaGrad:
      s.learningRate = 1e-2;
      s.epsilon = 1e-10;
      break;
    case Method::AdaDelta:
      s.learningRate = 1;
      s.epsilon = 1e-6;
      break;
    case Method::RmsProp:
      s.learningRate = 1e-2;
      s.rho = 0.99;
      break;
    case Method::AdamW:
      s.weightDecay = 1e-2;
      break;
    case Method::NAdam:
      s.learningRate = 2e-3;
      break;
    case Method::Lion:
      s.learningRate = 1e-4;
      s.beta2 = 0.99;
      break;
    default:
      break;
  }
  return s;
}

void check(const Settings& s) {
  const auto atLeastZero = [](double value, const char* what) {
    if (!(value >= 0) || !std::isfinite(value))
      throw base::BadCall(std::string(what) + " takes a number from 0 on, not " + base::shortest(value));
  };
  const auto belowOne = [](double value, const char* what) {
    if (!(value >= 0 && value < 1))
      throw base::BadCall(std::string(what) + " takes 0 to just below 1, not " + base::shortest(value));
  };
  atLeastZero(s.learningRate, "the learning rate");
  atLeastZero(s.epsilon, "epsilon");
  atLeastZero(s.weightDecay, "the weight decay");
  belowOne(s.momentum, "the momentum");
  belowOne(s.beta1, "beta1");
  belowOne(s.beta2, "beta2");
  belowOne(s.rho, "rho");
}

std::vector<std::string_view> memories(Method method) {
  switch (method) {
    case Method::GradientDescent:
      return {};
    case Method::HeavyBall:
    case Method::Nesterov:
      return {"velocity"};
    case Method::AdaGrad:
      return {"sum of squared gradients"};
    case Method::AdaDelta:
      return {"averaged squared gradient", "averaged squared update"};
    case Method::RmsProp:
      return {"averaged squared gradient"};
    case Method::Adam:
    case Method::AdamW:
    case Method::NAdam:
      return {"averaged gradient", "averaged squared gradient"};
    case Method::Lion:
      return {"averaged gradient"};
  }
  return {};
}

}  // namespace gradarium::optim
