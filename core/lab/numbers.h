// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/lab/parameter.h"

namespace gradarium::lab {

/// A value that has a word of its own: {0, "off"}, {-1, "auto"}. It may lie outside the range.
struct Word {
  double value = 0;
  std::string text = {};
};

struct IntSpec {
  int value = 0, min = 0, max = 100, step = 1;
  Scale scale = Scale::Linear;
  Word word = {};
  // An upper bound that depends on other parameters, never above `max`. The value comes down with it; the
  // default must lie within it while they have theirs.
  std::function<int()> maxOf = {};
  ParameterTraits traits = {};
};

class GRADARIUM_CORE Int final : public Parameter {
 public:
  Int(Experiment* owner, std::string name, std::string label, IntSpec spec);
  operator int() const { return value_; }
  int in(const Snapshot& snapshot) const;

  std::string_view kind() const override { return "integer"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void restore(std::string_view text) override;
  bool clamp() override;
  bool dependent() const override { return static_cast<bool>(spec_.maxOf); }
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;

 private:
  int max() const;
  int parse(std::string_view text, int most) const;
  IntSpec spec_;
  int value_ = 0;
};

struct RealSpec {
  double value = 0, min = 0, max = 1;
  double step = 0;  // of the spin box; 0: a hundredth of the range
  Scale scale = Scale::Linear;
  Word word = {};
  std::function<double()> maxOf = {};
  ParameterTraits traits = {};
};

class GRADARIUM_CORE Real final : public Parameter {
 public:
  Real(Experiment* owner, std::string name, std::string label, RealSpec spec);
  operator double() const { return value_; }
  double in(const Snapshot& snapshot) const;

  std::string_view kind() const override { return "real"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void restore(std::string_view text) override;
  bool clamp() override;
  bool dependent() const override { return static_cast<bool>(spec_.maxOf); }
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;

 private:
  double max() const;
  double parse(std::string_view text, double most) const;
  RealSpec spec_;
  double value_ = 0;
};

class GRADARIUM_CORE Bool final : public Parameter {
 public:
  Bool(Experiment* owner, std::string name, std::string label, bool value, ParameterTraits traits = {});
  operator bool() const { return value_; }
  bool in(const Snapshot& snapshot) const { return textIn(snapshot) == "on"; }

  std::string_view kind() const override { return "bool"; }
  std::string text() const override { return value_ ? "on" : "off"; }
  void set(std::string_view text) override;
  void describe(ParameterInfo&) const override {}
  std::vector<std::string> probes() const override { return {"off", "on"}; }

 private:
  bool value_ = false;
};

/// Where all randomness of an experiment comes from. Shared by the topics of a lesson.
class GRADARIUM_CORE Seed final : public Parameter {
 public:
  explicit Seed(Experiment* owner, std::uint64_t value = 0, ParameterTraits traits = {.shared = true});
  operator std::uint64_t() const { return value_; }
  std::uint64_t in(const Snapshot& snapshot) const;

  std::string_view kind() const override { return "seed"; }
  std::string text() const override { return std::to_string(value_); }
  void set(std::string_view text) override;
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override { return {"0", "7", "999999"}; }

 private:
  static constexpr std::uint64_t most = 999999;
  std::uint64_t value_ = 0;
};

}  // namespace gradarium::lab
