// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_experiment.h"

#include <algorithm>

#include "core/base/random.h"

namespace gradarium::lessons {

using quant::Wide;

const std::array<quant::NumberFormat, 5> LineExperiment::formats{quant::fp64, quant::fp32, quant::fp16,
                                                                 quant::bf16, quant::int8};

void LineExperiment::reset() {
  showSpacing();
  const auto typed = typedNumber(x.get());
  if (!typed) {
    reading = words("Type a number: 0.1, 1e-3, 2^24");
    return;
  }
  const quant::NumberFormat& chosen = formats[format];
  base::Random random(seed);
  const std::uint64_t code = quant::encode(*typed, chosen, rounding, random.uniform());
  const double value = quant::decode(code, chosen);
  reading = words(few(value, 9));
  if (const double size = std::log10(std::abs(typed->toDouble())); std::abs(size) < 10)
    for (const double height : {1e-17, 1.0}) here.append(size, height);
  stored = value;
  offset = (Wide(value) - *typed).toDouble();
  error = quant::errorInUlps(value, *typed, chosen);
  relative = typed->isZero() ? 0 : ((Wide(value) - *typed) / *typed).magnitude().toDouble();
  spacingNow = quant::ulp(*typed, chosen).toDouble();
  below = words(few(quant::decode(quant::next(code, chosen, false), chosen), 9));
  above = words(few(quant::decode(quant::next(code, chosen, true), chosen), 9));
  const auto inFormat = [&](const Wide& exact) {
    return quant::decodeExact(quant::encode(exact, chosen), chosen);
  };
  plusOne = inFormat(inFormat(Wide(value) + Wide(1.0)) - Wide(value)).toDouble();
  showLanes(*typed);
  showTicks(*typed);
}

/// Sawteeth: from one power of two to the next the spacing stays and the number doubles.
void LineExperiment::showSpacing() {
  for (std::size_t lane = 0; lane < formats.size(); ++lane) {
    const quant::NumberFormat& f = formats[lane];
    const int from = f.isInteger() ? 0 : std::max(f.lowestExponent() - f.fractionBits, -34);
    const int to = std::min(f.highestExponent(), 33);
    for (int e = from; e <= to; ++e) {
      const double unit = quant::ulp(std::ldexp(1.0, e), f).toDouble();
      spacing[lane].append(e * std::log10(2.0), std::ldexp(unit, -e));
      spacing[lane].append((e + 1) * std::log10(2.0), std::ldexp(unit, -e - 1));
    }
  }
}

void LineExperiment::showLanes(const Wide& typed) {
  lab::value::Table table;
  table.columns = {
      {"format", {}, {}, {}}, {"stored", {}, {}, {}}, {"ulp", {}, {}, {}}, {"error in ulps", {}, {}, {}}};
  lab::value::Points places;
  places.rows = formats.size();
  places.columns = 3;
  places.columnNames = {"x", "offset", "in view"};
  places.units.assign(3, "");
  const double centre = typed.toDouble();
  for (const quant::NumberFormat& f : formats) {
    base::Random random(seed);
    const double value = quant::decode(quant::encode(typed, f, rounding, random.uniform()), f);
    table.columns[0].texts.emplace_back(f.name);
    table.columns[1].texts.push_back(few(value, f == quant::fp64 ? 17 : 9));
    table.columns[2].texts.push_back(few(quant::ulp(typed, f).toDouble(), 3));
    table.columns[3].texts.push_back(few(quant::errorInUlps(value, typed, f), 3));
    double count = 0;
    if (std::isfinite(centre)) {
      const Wide half = Wide(double(width)) / Wide(2.0);
      const auto first = quant::encode(typed - half, f, quant::Rounding::Up);
      const auto last = quant::encode(typed + half, f, quant::Rounding::Down);
      const bool any = typed - half <= Wide(quant::largest(f)) &&
                       Wide(f.isInteger() ? -quant::largest(f) - 1 : -quant::largest(f)) <= typed + half;
      if (any)
        count = std::max(0.0, static_cast<double>(quant::ordinal(last, f)) -
                                  static_cast<double>(quant::ordinal(first, f)) + 1);
    }
    places.rowNames.emplace_back(f.name);
    places.data.insert(places.data.end(), {centre, (Wide(value) - Wide(centre)).toDouble(), count});
  }
  values = std::move(table);
  lanes = std::move(places);
}

void LineExperiment::showTicks(const Wide& typed) {
  lab::value::Points points;
  points.columns = 4;
  points.columnNames = {"offset", "lane", "value", "binade"};
  points.units.assign(4, "");
  const double centre = typed.toDouble();
  if (!std::isfinite(centre)) {
    ticks = std::move(points);
    return;
  }
  const Wide half = Wide(double(width)) / Wide(2.0);
  for (std::size_t lane = 0; lane < formats.size(); ++lane) {
    const quant::NumberFormat& f = formats[lane];
    const auto first = quant::ordinal(quant::encode(typed - half, f, quant::Rounding::Up), f);
    const auto last = quant::ordinal(quant::encode(typed + half, f, quant::Rounding::Down), f);
    if (static_cast<double>(last) - static_cast<double>(first) >= mostTicks) continue;
    for (auto at = first; at <= last; ++at) {
      const std::uint64_t code = quant::codeOf(at, f);
      const double value = quant::decode(code, f);
      if (!std::isfinite(value)) continue;
      const Wide away = Wide(value) - Wide(centre);
      if ((Wide(value) - typed).magnitude() > half) continue;  // an integer's end, far away
      const bool power = !f.isInteger() && quant::fieldsOf(code, f).fraction == 0;
      points.data.insert(points.data.end(),
                         {away.toDouble(), static_cast<double>(lane), value, power ? 1.0 : 0.0});
      ++points.rows;
    }
  }
  ticks = std::move(points);
}

std::string LineExperiment::swallowing(const lab::Snapshot& s) const {
  const double gained = plusOne.numberIn(s);
  if (std::isnan(gained)) return {};
  if (gained != 0) return "here x + 1 is " + few(gained) + " more than x";
  return "x + 1 = x here; is there a smaller one?";
}

}  // namespace gradarium::lessons
