// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/lm/gpt.h"
#include "tests/core/ml/reference.h"

namespace gradarium::testing {

/// One model of tests/fixtures/neural/gpt.json.
struct GptCase {
  nlohmann::json json;
  lm::GptOptions options;
  std::size_t batch = 0;
  std::vector<std::int32_t> inputs, targets;
};

inline GptCase gptCase(const nlohmann::json& json) {
  const auto& spec = json.at("spec");
  const auto count = [&](const char* name) { return spec.at(name).get<std::size_t>(); };
  const auto text = [&](const char* name) { return spec.at(name).get<std::string>(); };
  GptCase out;
  out.json = json;
  out.options.vocabulary = count("vocabulary");
  out.options.context = count("context");
  out.options.layers = count("layers");
  out.options.tied = spec.at("tied").get<bool>();
  nn::BlockSpec& block = out.options.block;
  block.width = count("width");
  block.heads = count("heads");
  block.groups = count("groups");
  block.hidden = count("hidden");
  block.bias = spec.at("bias").get<bool>();
  block.norm = text("norm") == "rms" ? nn::NormKind::Rms : nn::NormKind::Layer;
  block.place = text("place") == "after" ? nn::NormPlace::After : nn::NormPlace::Before;
  block.feedForward = text("ff") == "swiglu" ? nn::FeedForward::SwiGlu
                      : text("ff") == "tanh" ? nn::FeedForward::GeluTanh
                                             : nn::FeedForward::Gelu;
  block.positions = text("positions") == "rotary"       ? nn::Positions::Rotary
                    : text("positions") == "alibi"      ? nn::Positions::Alibi
                    : text("positions") == "sinusoidal" ? nn::Positions::Sinusoidal
                                                        : nn::Positions::Learned;
  for (const auto& row : json.at("ids")) {
    const auto ids = row.get<std::vector<std::int32_t>>();
    out.inputs.insert(out.inputs.end(), ids.begin(), ids.end() - 1);
    out.targets.insert(out.targets.end(), ids.begin() + 1, ids.end());
    ++out.batch;
  }
  return out;
}

inline const std::vector<GptCase>& gptCases() {
  static const std::vector<GptCase> all = [] {
    std::vector<GptCase> cases;
    const auto file = reference("neural/gpt.json");
    for (const auto& json : file.at("cases")) cases.push_back(gptCase(json));
    return cases;
  }();
  return all;
}

/// The weights that the script computes too.
inline void fixedWeights(nn::Module& model) {
  double i = 0;
  for (nn::Parameter* parameter : model.parameters()) {
    const bool gain =
        parameter->name.find("norm") != std::string::npos && parameter->name.ends_with("weight");
    double n = 0;
    for (float& value : parameter->value.values()) {
      value = static_cast<float>(0.2 * std::sin(12.9898 * n + 0.7 * i) + (gain ? 1 : 0));
      ++n;
    }
    ++i;
  }
}

/// The largest difference, relative to the largest expected number.
inline double relativeError(const std::vector<float>& got, const std::vector<double>& expected) {
  if (got.size() != expected.size()) return INFINITY;
  double largest = 1e-12, worst = 0;
  for (const double value : expected) largest = std::max(largest, std::fabs(value));
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double difference = std::fabs(static_cast<double>(got[i]) - expected[i]);
    if (!(difference <= worst)) worst = difference;
  }
  return worst / largest;
}

}  // namespace gradarium::testing
