// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/npy.h"
#include "core/io/onnx.h"
#include "core/nn/mlp_onnx.h"
#include "core/train/curvature.h"
#include "core/train/weights.h"
#include "network_experiment.h"

/// Where the weights of the nine stand on a plane, what the loss is there, and what can leave the race as a
/// file.
namespace gradarium::lessons {
namespace {

constexpr std::size_t side = 28;        // cells of the plane
constexpr std::size_t mostOfEach = 12;  // stops of a racer that choose the plane of all ways

}  // namespace

/// The plane as of the last stop; between two stops it stays where it is.
NetworkExperiment::Slice& NetworkExperiment::slicePlane() {
  const std::string key = plane.text() + " " + chosen.text() + " " + rival.text() + " " +
                          std::to_string(stops_.size()) + (race_->steps() > 0 ? "" : " start");
  if (key == sliceKey_) return slice_;
  sliceKey_ = key;
  slice_ = {};
  slice_.plane = choosePlane();
  slice_.window = windowOn(slice_.plane);
  std::vector<const train::Weights*> all;
  for (const auto& stop : stops_)
    for (const train::Weights& w : stop->weights) all.push_back(&w);
  slice_.share = 100 * slice_.plane.share(stops_.front()->weights[0], all);
  return slice_;
}

train::Plane NetworkExperiment::choosePlane() {
  const train::Weights& start = stops_.front()->weights[0];
  const train::Weights now = train::flatWeights(race_->network(chosen)),
                       other = train::flatWeights(race_->network(rival));
  if (plane == PlaneKind::Random) return train::randomPlane(race_->network(chosen), seed);
  if (plane == PlaneKind::Ends) return train::planeThrough(start, now, other);
  std::vector<train::Weights> ends;
  for (std::size_t i = 0; i < racers; ++i) ends.push_back(train::flatWeights(race_->network(i)));
  std::vector<const train::Weights*> points;
  const std::size_t every = std::max<std::size_t>(1, stops_.size() / mostOfEach);
  for (std::size_t t = 0; t < stops_.size(); t += every)
    for (const train::Weights& w : stops_[t]->weights) points.push_back(&w);
  for (const train::Weights& w : ends) points.push_back(&w);
  return train::planeOfPoints(start, points);
}

std::array<double, 2> NetworkExperiment::nowOn(const train::Plane& on, std::size_t racer) {
  return on.project(train::flatWeights(race_->network(racer)));
}

/// Room for the ways that are looked at: of all, or of the two.
std::array<double, 4> NetworkExperiment::windowOn(const train::Plane& on) const {
  if (plane == PlaneKind::Random) {
    // As far as the weights are from nothing: a distance of 1 in the units of Li et al.
    double length = 0;
    for (const float w : on.origin) length += static_cast<double>(w) * static_cast<double>(w);
    const double reach = 0.5 * std::sqrt(length);
    return {-reach, reach, -reach, reach};
  }
  double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
  const auto take = [&](const train::Weights& w) {
    const auto [a, b] = on.project(w);
    x0 = std::min(x0, a);
    x1 = std::max(x1, a);
    y0 = std::min(y0, b);
    y1 = std::max(y1, b);
  };
  for (const auto& stop : stops_)
    for (std::size_t i = 0; i < racers; ++i)
      if (plane == PlaneKind::Paths || i == chosen || i == rival) take(stop->weights[i]);
  for (std::size_t i = 0; i < racers; ++i)
    if (plane == PlaneKind::Paths || i == chosen || i == rival) take(train::flatWeights(race_->network(i)));
  // Equal room on both axes, for a true picture of distances; some beyond the outermost.
  const double reach = 0.65 * std::max({x1 - x0, y1 - y0, 0.5}), x = (x0 + x1) / 2, y = (y0 + y1) / 2;
  return {x - reach, x + reach, y - reach, y + reach};
}

lab::value::Field NetworkExperiment::drawSlice() {
  Slice& now = slicePlane();
  if (!now.field) {
    const auto& w = now.window;
    now.field = {side,
                 side,
                 w[0],
                 w[1],
                 w[2],
                 w[3],
                 train::lossOn(now.plane, race_->network(0), *fewer_, side, side, w)};
  }
  return *now.field;
}

lab::value::Points NetworkExperiment::startOnPlane() {
  const auto at = slicePlane().plane.project(stops_.front()->weights[0]);
  return {1, 2, {at[0], at[1]}, {"along u", "along v"}, {}};
}

lab::value::Series NetworkExperiment::pathOf(std::size_t racer) {
  const train::Plane& on = slicePlane().plane;
  lab::value::Series path;
  for (const auto& stop : stops_) {
    const auto at = on.project(stop->weights[racer]);
    path.append(at[0], at[1]);
  }
  if (stops_.back()->step != race_->steps()) {
    const auto at = nowOn(on, racer);
    path.append(at[0], at[1]);
  }
  return path;
}

lab::value::Series NetworkExperiment::sharpnessOf(std::size_t racer) {
  nn::Mlp& network = race_->network(racer);
  const train::Weights now = train::flatWeights(network);
  const train::GradientAt gradient = [&](std::span<const float> w, std::span<float> g) {
    train::setWeights(network, w);
    train::lossWithGradient(network, *few_);
    float* to = g.data();
    for (const nn::Parameter* parameter : network.parameters()) {
      const auto values = std::as_const(parameter->gradient).values();
      to = std::copy(values.begin(), values.end(), to);
    }
  };
  lab::value::Series series;
  for (const auto& stop : stops_) {
    auto& known = stop->sharpness[racer];
    if (!known) known = train::sharpness(gradient, stop->weights[racer]);
    if (std::isfinite(*known)) series.append(static_cast<double>(stop->step), *known);
  }
  train::setWeights(network, now);
  return series;
}

std::string NetworkExperiment::writeNetwork(lab::Format format) {
  nn::Mlp& network = race_->network(chosen);
  const std::string words =
      "digits 8 x 8, " + nameOf(chosen) + ", " + std::to_string(race_->steps()) + " steps";
  if (format == lab::Format::Onnx) {
    io::onnx::Model model =
        nn::onnxOf(network, {.graph = "digits", .input = "pixels", .classes = "digit", .scale = 1.0F / 16});
    model.description =
        "Which digit is it? pixels: 64 grey levels from 0 to 16, row by row. Trained by " + words;
    return io::onnx::write(model);
  }
  io::Safetensors file = train::weightsOf(network);
  file.metadata = {{"trained", words}, {"input", "64 grey levels, divided by 16"}, {"activation", "relu"}};
  return io::writeSafetensors(file);
}

std::string NetworkExperiment::writePaths(lab::Format format) {
  const std::size_t steps = stops_.size();
  const train::Plane& on = slicePlane().plane;
  std::vector<double> numbers;
  std::string csv = "racer,step,along_u,along_v\n";
  for (std::size_t t = 0; t < steps; ++t)
    for (std::size_t i = 0; i < racers; ++i) {
      const auto at = on.project(stops_[t]->weights[i]);
      numbers.insert(numbers.end(), at.begin(), at.end());
      csv += nameOf(i) + "," + std::to_string(stops_[t]->step) + "," + base::shortest(at[0]) + "," +
             base::shortest(at[1]) + "\n";
    }
  return format == lab::Format::Npy ? io::writeNpy({{steps, 2 * racers}, std::move(numbers)}) : csv;
}

std::string NetworkExperiment::writeCurves() const {
  std::string csv = "racer,step,loss,held_out_percent\n";
  for (std::size_t i = 0; i < racers; ++i) {
    const auto& losses = std::get<lab::value::Series>(*lanes[i].loss.current());
    const auto& shares = std::get<lab::value::Series>(*lanes[i].accuracy.current());
    for (std::size_t t = 0; t < std::min(losses.size(), shares.size()); ++t)
      csv += nameOf(i) + "," + base::shortest(losses.x(t)) + "," + base::shortest(losses.y(t)) + "," +
             base::shortest(shares.y(t)) + "\n";
  }
  return csv;
}

}  // namespace gradarium::lessons
