// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/notches.h"

#include <QString>
#include <algorithm>
#include <cmath>

#include "widgets/controls/number_entry.h"

namespace gradarium::widgets {
namespace {

constexpr double most = 1000;
constexpr double mostSeeds = 99;  // a slider over a million seeds would hit none; larger ones are typed

double clean(double number, int digits = 12) { return QString::number(number, 'g', digits).toDouble(); }

}  // namespace

Notches::Notches(const lab::ParameterInfo& info, double min, double max) : info_(info) {
  info_.min = min;
  limit_ = std::max(min, max);
  info_.max = info.kind == "seed" ? std::min(max, min + mostSeeds) : std::max(min, max);
  if (isWhole(info_)) info_.step = std::max(1.0, info_.step);
  if (!(info_.step > 0)) info_.step = (info_.max - info_.min) / 100;
  info_.scale == lab::Scale::Log&& min > 0 ? logarithmic() : linear();
  if (numbers_.back() < info_.max) numbers_.push_back(info_.max);
  for (const double number : numbers_) texts_.push_back(textOf(info_, number));
  if (info_.word.empty() || (info_.wordValue >= min && info_.wordValue <= max)) return;
  const bool last = info_.wordValue > max;
  texts_.insert(last ? texts_.end() : texts_.begin(), info_.word);
  stop_ = last ? count() - 1 : 0;
}

void Notches::linear() {
  const double span = info_.max - info_.min;
  const double stride = info_.step * std::max(1.0, std::ceil(span / info_.step / most));
  for (double i = 0; span <= 0 ? i == 0 : i * stride <= span * (1 + 1e-9); ++i)
    numbers_.push_back(std::min(info_.max, clean(info_.min + i * stride)));
}

void Notches::logarithmic() {
  const double decades = std::log10(info_.max / info_.min);
  const int places = static_cast<int>(std::clamp(decades * 24, 120.0, most));
  const int digits = decades < 1 ? 3 : 2;
  numbers_.push_back(info_.min);
  for (int i = 1; i <= places; ++i) {
    const double exact = info_.min * std::pow(info_.max / info_.min, static_cast<double>(i) / places);
    const double number = isWhole(info_) ? std::round(clean(exact, digits)) : clean(exact, digits);
    if (number > numbers_.back() && number <= info_.max) numbers_.push_back(number);
  }
}

int Notches::nearest(const std::string& text) const {
  if (stop_ >= 0 && text == info_.word) return stop_;
  const double number = numberOf(info_, text);
  auto above = std::lower_bound(numbers_.begin(), numbers_.end(), number);
  if (above == numbers_.end()) --above;
  if (above != numbers_.begin() && number - *(above - 1) < *above - number) --above;
  return static_cast<int>(above - numbers_.begin()) + (stop_ == 0 ? 1 : 0);
}

std::string Notches::nudged(const std::string& text, int steps) const {
  if (steps == 0) return text;
  const bool up = steps > 0;
  if (stop_ >= 0 && text == info_.word) {  // from the stop only inwards
    if (up != (stop_ == 0)) return text;
    return textOf(info_, up ? numbers_.front() : numbers_.back());
  }
  const double number = numberOf(info_, text);
  if (stop_ >= 0 && number == (stop_ == 0 ? numbers_.front() : numbers_.back()) && up == (stop_ != 0))
    return info_.word;
  if (info_.kind == "seed") return textOf(info_, std::clamp(number + steps, info_.min, limit_));
  if (info_.scale == lab::Scale::Linear || info_.min <= 0)
    return textOf(info_, std::clamp(clean(number + steps * info_.step), info_.min, info_.max));
  auto next = up ? std::upper_bound(numbers_.begin(), numbers_.end(), number)
                 : std::lower_bound(numbers_.begin(), numbers_.end(), number);
  const auto places = next - numbers_.begin() + (up ? steps - 1 : steps);
  return textOf(info_, numbers_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
                           places, 0, static_cast<std::ptrdiff_t>(numbers_.size()) - 1))]);
}

}  // namespace gradarium::widgets
