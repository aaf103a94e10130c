// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/lab/snapshot.h"

namespace gradarium::lab {

class Experiment;

enum class Scale { Linear, Log };

/// What every kind of parameter may say of itself.
struct ParameterTraits {
  std::string unit = {};
  std::string help = {};
  bool live = false;    // applies to the running computation; otherwise a change rebuilds it
  bool shared = false;  // one value for all topics of the lesson that declare the same name and kind
  std::function<bool()> visible = {};  // looks at other parameters only
};

struct ParameterChoice {
  std::string name, label;
};

/// What an editor, the command line and the tests need to know of a parameter.
struct ParameterInfo {
  std::string name, label, kind;
  std::string fallback;               // canonical text of the default value
  double min = 0, max = 0, step = 0;  // numbers
  Scale scale = Scale::Linear;
  std::string word;  // "off" or "auto": what wordValue is called
  double wordValue = 0;
  std::vector<ParameterChoice> choices;
  std::vector<std::string> columnNames;  // of drawn points
  ParameterTraits traits;
};

/// One thing that a learner may change. A value has one canonical text, which set() takes back: sliders,
/// links, presets, the command line and journals all speak it.
class GRADARIUM_CORE Parameter {
 public:
  using Traits = ParameterTraits;
  Parameter(Experiment* owner, std::string name, std::string label, Traits traits);
  virtual ~Parameter() = default;
  Parameter(const Parameter&) = delete;
  Parameter& operator=(const Parameter&) = delete;

  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const Traits& traits() const { return traits_; }
  std::size_t index() const { return index_; }
  bool live() const { return traits_.live; }
  bool visible() const { return !traits_.visible || traits_.visible(); }

  virtual std::string_view kind() const = 0;
  virtual std::string text() const = 0;
  /// Takes a value. Throws base::BadCall with what would be right ("k takes 1 to 12") and keeps the old one.
  virtual void set(std::string_view text) = 0;
  /// Takes back a text() of earlier. Bounds that depend on other parameters are not asked: those may not be
  /// back yet.
  virtual void restore(std::string_view text) { set(text); }
  /// Changes part of a rich value; the patch is JSON. Throws base::BadCall, the old value kept. The updates
  /// of one drag all speak of the value that the drag began with: each replaces the one before.
  virtual void patch(std::string_view json);
  /// Brings the value inside bounds that have moved. Returns whether it changed.
  virtual bool clamp() { return false; }
  /// Whether its bounds depend on other parameters, so that it can only be set after them.
  virtual bool dependent() const { return false; }
  /// Fills what is special to the kind; name, label, kind and traits are filled already.
  virtual void describe(ParameterInfo& info) const = 0;
  /// Texts worth a test: both ends and a few between.
  virtual std::vector<std::string> probes() const = 0;
  /// Patches worth a test: one of each verb; none for a plain value.
  virtual std::vector<std::string> patchProbes() const { return {}; }

  ParameterInfo info() const;
  ParameterState state() const;
  const std::string& fallback() const { return fallback_; }
  bool isDefault() const { return text() == fallback_; }
  const std::string& textIn(const Snapshot& snapshot) const { return (*snapshot.parameters)[index_].text; }

 protected:
  /// For the constructors of the kinds: what the value is now is the default.
  void rememberDefault() { fallback_ = text(); }
  [[noreturn]] void refuse(const std::string& whatWouldBeRight) const;

 private:
  std::string name_, label_, fallback_;
  Traits traits_;
  std::size_t index_ = 0;
};

}  // namespace gradarium::lab
