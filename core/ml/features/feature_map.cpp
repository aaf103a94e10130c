// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/features/feature_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/number_text.h"

namespace gradarium::ml {
namespace {

/// Three digits are enough to name a knot.
std::string brief(double value) {
  if (value == 0) return "0";
  const double factor = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value))));
  return base::shortest(std::round(value * factor) / factor);
}

std::string raised(int power) {
  static const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (power == 1) return {};
  return (power >= 10 ? digits[power / 10 % 10] : std::string()) + digits[power % 10];
}

/// By linear interpolation (definition 7 of Hyndman & Fan 1996).
double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const double next = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (at - static_cast<double>(below)) * (next - sorted[below]);
}

/// `count` of them between the ends, without repetition.
std::vector<double> innerQuantiles(const std::vector<double>& sorted, int count) {
  std::vector<double> all;
  for (int i = 1; i <= count; ++i) {
    const double q = quantile(sorted, static_cast<double>(i) / (count + 1));
    if (q > sorted.front() && q < sorted.back() && (all.empty() || q > all.back())) all.push_back(q);
  }
  return all;
}

std::string minus(double x, double from) {
  return from == 0 ? base::shortest(x) : "(" + brief(x) + " - " + brief(from) + ")";
}

}  // namespace

FeatureMap::FeatureMap(const Samples& samples, std::span<const std::string> names,
                       const FeatureOptions& options) {
  samples.requireFinite("A feature map");
  using Kind = Term::Kind;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t f = 0; f < samples.columns(); ++f) {
    const std::string x = f < names.size() && !names[f].empty() ? names[f] : "x" + std::to_string(f + 1);
    const std::string factor = x.find(' ') == std::string::npos ? x : "(" + x + ")";
    std::vector<double> sorted;
    for (std::size_t i = 0; i < samples.rows(); ++i) sorted.push_back(samples.row(i)[f]);
    std::sort(sorted.begin(), sorted.end());
    const double low = sorted.front(), high = sorted.back();
    for (int power = 1; power <= options.degree; ++power)
      add({Kind::Power, f, 0, power}, (power == 1 ? x : factor) + raised(power));
    const int smooth = std::clamp(options.degree, 1, 3);
    for (const double knot : innerQuantiles(sorted, options.knots))
      add({Kind::Hinge, f, 0, smooth, knot}, "(" + x + " − " + brief(knot) + ")₊" + raised(smooth));
    for (int turn = 1; high > low && turn <= options.harmonics; ++turn) {
      const std::string turns = (turn == 1 ? "" : std::to_string(turn)) + "ω" + factor;
      add({Kind::Sine, f, 0, turn, low, high - low}, "sin " + turns);
      add({Kind::Cosine, f, 0, turn, low, high - low}, "cos " + turns);
    }
    std::vector<double> borders = innerQuantiles(sorted, options.bins - 1);
    borders.push_back(infinity);  // what lies beyond the samples belongs to the outer bins
    for (std::size_t b = 0; options.bins > 1 && b + 1 < borders.size(); ++b) {
      const bool last = b + 2 == borders.size();
      add({Kind::Bin, f, 0, 1, borders[b], borders[b + 1]},
          last ? x + " ≥ " + brief(borders[b])
               : brief(borders[b]) + " ≤ " + x + " < " + brief(borders[b + 1]));
    }
    if (options.logs) {
      const double from = low > 0 ? 0 : low - 1;
      add({Kind::Log, f, 0, 1, from},
          from == 0 ? "log " + factor
                    : "log(" + x + (from < 0 ? " + " : " − ") + brief(std::abs(from)) + ")");
    }
  }
  for (std::size_t f = 0; options.interactions && f < samples.columns(); ++f)
    for (std::size_t g = f + 1; g < samples.columns(); ++g) {
      const auto word = [&](std::size_t i) {
        return i < names.size() ? names[i] : "x" + std::to_string(i + 1);
      };
      add({Kind::Product, f, g}, word(f) + " · " + word(g));
    }
}

void FeatureMap::add(Term term, std::string name) {
  terms_.push_back(term);
  names_.push_back(std::move(name));
}

double FeatureMap::value(std::size_t column, std::span<const double> row) const {
  const Term& t = terms_[column];
  const double x = row[t.feature];
  const auto raise = [](double v, int power) {
    double result = v;
    for (int i = 1; i < power; ++i) result *= v;
    return result;
  };
  switch (t.kind) {
    case Term::Kind::Power:
      return raise(x, t.power);
    case Term::Kind::Product:
      return x * row[t.other];
    case Term::Kind::Hinge:
      return raise(std::max(0.0, x - t.from), t.power);
    case Term::Kind::Sine:
      return std::sin(2 * std::numbers::pi * t.power * (x - t.from) / t.to);
    case Term::Kind::Cosine:
      return std::cos(2 * std::numbers::pi * t.power * (x - t.from) / t.to);
    case Term::Kind::Bin:
      return x >= t.from && x < t.to ? 1 : 0;
    case Term::Kind::Log:
      break;
  }
  // Beyond the samples it goes on as at their end: a logarithm of nothing is no feature.
  return std::log(std::max(x - t.from, 1e-9));
}

std::string FeatureMap::arithmetic(std::size_t column, std::span<const double> row) const {
  const Term& t = terms_[column];
  const double x = row[t.feature];
  switch (t.kind) {
    case Term::Kind::Power:
      return base::shortest(x) + (t.power == 1 ? "" : "^" + std::to_string(t.power));
    case Term::Kind::Product:
      return base::shortest(x) + " · " + base::shortest(row[t.other]);
    case Term::Kind::Hinge:
      return "max(0, " + brief(x) + " - " + brief(t.from) + ")" +
             (t.power == 1 ? "" : "^" + std::to_string(t.power));
    case Term::Kind::Sine:
    case Term::Kind::Cosine:
      return std::string(t.kind == Term::Kind::Sine ? "sin" : "cos") + "(2π · " + std::to_string(t.power) +
             " · " + minus(x, t.from) + " / " + brief(t.to) + ")";
    case Term::Kind::Bin:
      return brief(t.from) + " ≤ " + brief(x) + (std::isfinite(t.to) ? " < " + brief(t.to) : std::string()) +
             "?";
    case Term::Kind::Log:
      break;
  }
  return "log " + minus(x, t.from);
}

Samples FeatureMap::apply(const Samples& samples) const {
  std::vector<double> values;
  values.reserve(samples.rows() * columns());
  for (std::size_t i = 0; i < samples.rows(); ++i)
    for (std::size_t c = 0; c < columns(); ++c) values.push_back(value(c, samples.row(i)));
  return {std::move(values), columns()};
}

}  // namespace gradarium::ml
