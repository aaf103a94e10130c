// SPDX-License-Identifier: GPL-3.0-or-later
// What the attention experiment computes only while somebody looks at it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "attention_experiment.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lm/head_habits.h"
#include "core/tensor/attention.h"

namespace gradarium::lessons {

using lab::value::Matrix;

/// "k", or "k 1": a letter and its place, where letters that come twice must be told apart.
std::vector<std::string> AttentionExperiment::names(bool places) const {
  std::vector<std::string> all;
  for (std::size_t t = 0; t < trace_.ids.size(); ++t)
    all.push_back(learner_->alphabet().name(trace_.ids[t]) + (places ? " " + std::to_string(t + 1) : ""));
  return all;
}

Matrix AttentionExperiment::whole(const nn::Tensor& rows) const {
  Matrix result{rows.length(0), rows.length(1), {}, names(false), {}};
  result.data.assign(rows.data(), rows.data() + rows.size());
  return result;
}

Matrix AttentionExperiment::square(const nn::Tensor& cells) const {
  Matrix result = whole(cells);
  // What the mask forbids is no number: the view leaves it out.
  for (double& x : result.data)
    if (std::isinf(x)) x = std::nan("");
  result.rowNames = result.columnNames = names(true);
  return result;
}

Matrix AttentionExperiment::perHead(const std::function<double(std::size_t, std::size_t)>& number) const {
  const std::size_t heads = learner_->net().options().heads, layers = learner_->net().options().layers;
  Matrix result{layers, heads, {}, {}, {}};
  for (std::size_t l = 0; l < layers; ++l) result.rowNames.push_back(std::to_string(l + 1));
  for (std::size_t h = 0; h < heads; ++h) result.columnNames.push_back(std::to_string(h + 1));
  for (std::size_t l = 0; l < layers; ++l)
    for (std::size_t h = 0; h < heads; ++h) result.data.push_back(number(l, h));
  return result;
}

namespace {

/// Below a small picture.
std::string brief(lm::NamedHabit::Kind habit) {
  switch (habit) {
    case lm::NamedHabit::Kind::Itself: return " self ";
    case lm::NamedHabit::Kind::Previous: return " prev ";
    case lm::NamedHabit::Kind::First: return " first ";
    case lm::NamedHabit::Kind::Same: return " same ";
    case lm::NamedHabit::Kind::Followed: return " ind ";
    case lm::NamedHabit::Kind::None: break;
  }
  return " ";
}

}  // namespace

/// A row for each head: its T x T weights, row by row, named by what it seems to do on this text.
Matrix AttentionExperiment::allHeads() const {
  const std::size_t heads = learner_->net().options().heads, layers = trace_.weights.size(), cells = trace_.ids.size() * trace_.ids.size();
  Matrix result{layers * heads, cells, {}, {}, {}};
  for (std::size_t l = 0; l < layers; ++l) {
    result.data.insert(result.data.end(), trace_.weights[l].data(), trace_.weights[l].data() + trace_.weights[l].size());
    for (std::size_t h = 0; h < heads; ++h) {
      std::string name = std::to_string(l + 1) + "." + std::to_string(h + 1);
      if (ablated_.contains({l, h}))
        name += " off";
      else if (patched_.contains({l, h}))
        name += " patched";
      else if (const auto habit = lm::strongest(lm::habitsOf(trace_.weights[l], h, trace_.ids)); habit.kind != lm::NamedHabit::Kind::None)
        name += brief(habit.kind) + base::shortest(std::round(habit.share * 100)) + "%";
      result.rowNames.push_back(std::move(name));
    }
  }
  return result;
}

lab::value::Tensor AttentionExperiment::allWeights() const {
  const std::size_t tokens = trace_.ids.size();
  lab::value::Tensor result{{trace_.weights.size(), trace_.weights.front().length(0), tokens, tokens}, {}};
  for (const nn::Tensor& layer : trace_.weights) result.data.insert(result.data.end(), layer.data(), layer.data() + layer.size());
  return result;
}

/// How much the loss on what is recalled would rise without each head, all others as trained.
Matrix AttentionExperiment::ablationHarm() const {
  const double base = learner_->evaluate({}).recalled;
  return perHead([&](std::size_t l, std::size_t h) { return learner_->evaluate({{l, h}}).recalled - base; });
}

/// The token that the network expects after the one that looks.
std::size_t AttentionExperiment::likeliest(const nn::Tensor& logits) const {
  const std::size_t row = std::min(looking(), logits.length(0) - 1), vocabulary = learner_->alphabet().size();
  const float* const of = logits.data() + row * vocabulary;
  return static_cast<std::size_t>(std::max_element(of, of + vocabulary) - of);
}

/// How far each head alone, patched from the other text, moves the prediction of the token that looks from what this
/// text goes on with to what the other one does: change of log p(theirs) - log p(ours), nats.
Matrix AttentionExperiment::patchEffect() const {
  lm::AttentionNet& net = learner_->net();
  const std::size_t row = looking(), vocabulary = learner_->alphabet().size();
  const lm::AttentionTrace donor = lm::trace(net, otherTokens());
  const std::size_t ours = likeliest(untouched_), theirs = likeliest(donor.logits);
  const auto lead = [&](const nn::Tensor& logits) {
    const float* const of = logits.data() + row * vocabulary;
    return static_cast<double>(of[theirs]) - of[ours];
  };
  return perHead([&](std::size_t l, std::size_t h) {
    return lead(lm::changedLogits(net, trace_.ids, 1, {.patched = {{l, h}}, .donor = donor.mixed})) - lead(untouched_);
  });
}

/// What tells the first places apart, one row a place: what is added to the token there or, for rotary positions, the
/// sine and cosine of the angle by which each pair of a query's or key's numbers is turned. Undefined where there is neither.
nn::Tensor AttentionExperiment::placeTable(std::size_t places) const {
  const auto& net = learner_->net();
  if (net.options().positions != nn::Positions::Rotary) {
    const nn::Tensor added = net.positionTable();
    return added.defined() ? added.slice(0, 0, std::min(places, added.length(0))).asContiguous() : added;
  }
  const std::size_t pairs = net.spec().headWidth() / 2;
  nn::Tensor turned({places, 2 * pairs});
  for (std::size_t place = 0; place < places; ++place)
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      const double angle = tensor::rotaryAngle(place, pair, 2 * pairs, net.spec().ropeBase);
      turned.data()[(place * pairs + pair) * 2] = static_cast<float>(std::sin(angle));
      turned.data()[(place * pairs + pair) * 2 + 1] = static_cast<float>(std::cos(angle));
    }
  return turned;
}

Matrix AttentionExperiment::encodingTable() const {
  const nn::Tensor table = placeTable(trace_.ids.size());
  if (!table.defined()) return {};
  return {table.length(0), table.length(1), {table.data(), table.data() + table.size()}, names(true), {}};
}

/// Of the rows of the first place and of one so far from it. Of sines and cosines it depends on the distance alone; of
/// rotary ones it is how much of its length a vector keeps towards itself when it is turned on by so many places.
lab::value::Series AttentionExperiment::dotByOffset() const {
  lab::value::Series series;
  const nn::Tensor table = placeTable(96);
  if (!table.defined()) return series;
  const std::size_t d = table.length(1);
  for (std::size_t offset = 0; offset < table.length(0); ++offset) {
    double dot = 0;
    for (std::size_t c = 0; c < d; ++c) dot += static_cast<double>(table.data()[c]) * table.data()[offset * d + c];
    series.append(static_cast<double>(offset), dot);
  }
  return series;
}

/// For every token of the text, how much the token that looks owes to it by one way of asking, as a share of the most.
std::vector<double> AttentionExperiment::overlayOf(Overlay which) {
  const std::size_t tokens = trace_.ids.size(), row = looking();
  const auto rowOf = [&](const nn::Tensor& cells) { return std::vector<double>(cells.data() + row * tokens, cells.data() + (row + 1) * tokens); };
  std::vector<double> numbers(tokens, 0);
  switch (which) {
    case Overlay::Weight: numbers = rowOf(trace_.weights[place_.first].select(0, place_.second).asContiguous()); break;
    case Overlay::Rollout: numbers = rowOf(lm::rollout(trace_)); break;
    case Overlay::Norm: numbers = rowOf(lm::normWeighted(learner_->net(), trace_, place_.first)); break;
    case Overlay::Effect: {
      const lab::value::Points measured = weightAndEffect();
      for (std::size_t t = 0; t < measured.rows; ++t) numbers[t] = std::abs(measured.at(t, 1));
      break;
    }
  }
  double most = 0;
  for (const double x : numbers) most = std::max(most, std::abs(x));
  if (most > 0)
    for (double& x : numbers) x /= most;
  return numbers;
}

Matrix AttentionExperiment::fourOverlays() {
  Matrix result{4, trace_.ids.size(), {}, {"weight of the head", "rollout", "weight × norm", "effect of hiding"}, names(true)};
  for (const Overlay which : {Overlay::Weight, Overlay::Rollout, Overlay::Norm, Overlay::Effect}) {
    const auto numbers = overlayOf(which);
    result.data.insert(result.data.end(), numbers.begin(), numbers.end());
  }
  return result;
}

lab::value::Tokens AttentionExperiment::shadedText() {
  const auto numbers = overlayOf(overlay);
  lab::value::Tokens result;
  for (std::size_t t = 0; t < trace_.ids.size(); ++t) result.tokens.push_back({learner_->alphabet().text(trace_.ids[t]), trace_.ids[t], numbers[t]});
  return result;
}

/// For each token up to the one that looks: the weight that the head gives it, and by how much the log-probability of
/// the likeliest next token falls when it is hidden.
lab::value::Points AttentionExperiment::weightAndEffect() {
  const std::size_t row = looking();
  const std::vector<std::int32_t> before(trace_.ids.begin(), trace_.ids.begin() + static_cast<std::ptrdiff_t>(row) + 1);
  const auto likely = trace_.logProbabilities(row);
  const auto target = static_cast<std::int32_t>(std::max_element(likely.begin(), likely.end()) - likely.begin());
  lm::Intervention change = intervention();
  std::erase_if(change.edits, [&](const lm::HeadEdit& edit) { return edit.token > row; });
  const std::vector<double> effect = lm::removalEffects(learner_->net(), before, target, change);
  const nn::Tensor cells = trace_.weights[place_.first].select(0, place_.second).asContiguous();
  lab::value::Points points{before.size(), 2, {}, {"weight", "effect of hiding"}, {"", "nats"}};
  for (std::size_t t = 0; t < before.size(); ++t) {
    points.data.push_back(cells.data()[row * trace_.ids.size() + t]);
    points.data.push_back(-effect[t]);
  }
  return points;
}

/// The likeliest letters after the token that looks, with what was changed and, where anything was, without it.
lab::value::Table AttentionExperiment::nextTokens() const {
  const std::size_t row = looking();
  const auto now = trace_.logProbabilities(row);
  lm::AttentionTrace whole;
  whole.ids = trace_.ids;
  whole.logits = untouched_;
  const auto without = whole.logProbabilities(row);
  std::vector<std::size_t> order(now.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto most = [&](std::size_t token) { return std::max(now[token], without[token]); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return most(a) > most(b); });
  const bool changed = !ablated_.empty() || !patched_.empty() || !edits_.empty();
  lab::value::Table table;
  table.columns = {{"token", "", {}, {}}, {changed ? "as changed" : "probability", "", {}, {}}};
  if (changed) table.columns.push_back({"untouched", "", {}, {}});
  for (std::size_t i = 0; i < std::min<std::size_t>(5, order.size()); ++i) {
    table.columns[0].texts.push_back(learner_->alphabet().name(static_cast<std::int32_t>(order[i])));
    table.columns[1].numbers.push_back(std::exp(now[order[i]]));
    if (changed) table.columns[2].numbers.push_back(std::exp(without[order[i]]));
  }
  return table;
}

}  // namespace gradarium::lessons
