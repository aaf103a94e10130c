// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/numbers.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lab {
namespace {

std::string rangeText(const std::string& low, const std::string& high, const Word& word) {
  return "takes " + low + " to " + high + (word.text.empty() ? "" : " or " + word.text);
}

/// A value a fraction t of the way along the range, as the slider would have it.
double along(double low, double high, Scale scale, double t) {
  if (scale == Scale::Log && low > 0) return low * std::pow(high / low, t);
  return low + (high - low) * t;
}

}  // namespace

Int::Int(Experiment* owner, std::string name, std::string label, IntSpec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      value_(spec_.value) {
  rememberDefault();
}

int Int::max() const {
  return spec_.maxOf ? std::max(spec_.min, std::min(spec_.max, spec_.maxOf())) : spec_.max;
}

int Int::parse(std::string_view text, int most) const {
  if (!spec_.word.text.empty() && text == spec_.word.text) return static_cast<int>(spec_.word.value);
  const auto number = base::parseNumber(text);
  if (!number || *number != std::floor(*number) || *number < spec_.min || *number > most)
    refuse(rangeText(std::to_string(spec_.min), std::to_string(most), spec_.word));
  return static_cast<int>(*number);
}

int Int::in(const Snapshot& snapshot) const {
  const std::string& text = textIn(snapshot);
  if (!spec_.word.text.empty() && text == spec_.word.text) return static_cast<int>(spec_.word.value);
  return static_cast<int>(base::parseNumber(text).value_or(0));
}

std::string Int::text() const {
  if (!spec_.word.text.empty() && value_ == static_cast<int>(spec_.word.value)) return spec_.word.text;
  return std::to_string(value_);
}

void Int::set(std::string_view text) { value_ = parse(text, max()); }
void Int::restore(std::string_view text) { value_ = parse(text, spec_.max); }

bool Int::clamp() {
  if (value_ <= max() || text() == spec_.word.text) return false;
  value_ = max();
  return true;
}

void Int::describe(ParameterInfo& info) const {
  info.min = spec_.min;
  info.max = max();
  info.step = spec_.step;
  info.scale = spec_.scale;
  info.word = spec_.word.text;
  info.wordValue = spec_.word.value;
}

std::vector<std::string> Int::probes() const {
  std::vector<std::string> all;
  if (!spec_.word.text.empty()) all.push_back(spec_.word.text);
  for (const double t : {0.0, 0.3, 1.0})
    all.push_back(std::to_string(static_cast<int>(std::lround(along(spec_.min, max(), spec_.scale, t)))));
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Real::Real(Experiment* owner, std::string name, std::string label, RealSpec spec)
    : Parameter(owner, std::move(name), std::move(label), spec.traits),
      spec_(std::move(spec)),
      value_(spec_.value) {
  rememberDefault();
}

double Real::max() const {
  return spec_.maxOf ? std::max(spec_.min, std::min(spec_.max, spec_.maxOf())) : spec_.max;
}

double Real::parse(std::string_view text, double most) const {
  if (!spec_.word.text.empty() && text == spec_.word.text) return spec_.word.value;
  const auto number = base::parseNumber(text);
  if (!number || !(*number >= spec_.min && *number <= most))
    refuse(rangeText(base::shortest(spec_.min), base::shortest(most), spec_.word));
  return *number + 0.0;  // -0 becomes 0: one value, one text
}

double Real::in(const Snapshot& snapshot) const {
  const std::string& text = textIn(snapshot);
  if (!spec_.word.text.empty() && text == spec_.word.text) return spec_.word.value;
  return base::parseNumber(text).value_or(0);
}

std::string Real::text() const {
  if (!spec_.word.text.empty() && value_ == spec_.word.value) return spec_.word.text;
  return base::shortest(value_);
}

void Real::set(std::string_view text) { value_ = parse(text, max()); }
void Real::restore(std::string_view text) { value_ = parse(text, spec_.max); }

bool Real::clamp() {
  if (value_ <= max() || text() == spec_.word.text) return false;
  value_ = max();
  return true;
}

void Real::describe(ParameterInfo& info) const {
  info.min = spec_.min;
  info.max = max();
  info.step = spec_.step > 0 ? spec_.step : (max() - spec_.min) / 100;
  info.scale = spec_.scale;
  info.word = spec_.word.text;
  info.wordValue = spec_.word.value;
}

std::vector<std::string> Real::probes() const {
  std::vector<std::string> all;
  if (!spec_.word.text.empty()) all.push_back(spec_.word.text);
  for (const double t : {0.0, 0.3, 1.0})
    all.push_back(base::shortest(std::min(max(), along(spec_.min, max(), spec_.scale, t))));
  return all;
}

Bool::Bool(Experiment* owner, std::string name, std::string label, bool value, ParameterTraits traits)
    : Parameter(owner, std::move(name), std::move(label), std::move(traits)), value_(value) {
  rememberDefault();
}

void Bool::set(std::string_view text) {
  if (text == "on" || text == "true" || text == "1") {
    value_ = true;
  } else if (text == "off" || text == "false" || text == "0") {
    value_ = false;
  } else {
    refuse("takes on or off");
  }
}

Seed::Seed(Experiment* owner, std::uint64_t value, ParameterTraits traits)
    : Parameter(owner, "seed", "Seed", std::move(traits)), value_(value) {
  rememberDefault();
}

void Seed::set(std::string_view text) {
  const auto number = base::parseNumber(text);
  if (!number || *number != std::floor(*number) || *number < 0 || *number > static_cast<double>(most))
    refuse("takes 0 to " + std::to_string(most));
  value_ = static_cast<std::uint64_t>(*number);
}

std::uint64_t Seed::in(const Snapshot& snapshot) const {
  return static_cast<std::uint64_t>(base::parseNumber(textIn(snapshot)).value_or(0));
}

void Seed::describe(ParameterInfo& info) const {
  info.max = static_cast<double>(most);
  info.step = 1;
}

}  // namespace gradarium::lab
