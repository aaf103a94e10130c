// SPDX-License-Identifier: GPL-3.0-or-later
#include "importance_experiment.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/trees/grower.h"
#include "core/ml/trees/importance.h"

namespace gradarium::lessons {
namespace {

/// As shares of all that is above 0, so that the three measures stand on one scale.
std::vector<double> shares(std::vector<double> numbers) {
  double all = 0;
  for (const double number : numbers) all += std::max(0.0, number);
  for (double& number : numbers) number = all > 0 ? number / all : 0;
  return numbers;
}

/// The feature whose best first question gains most.
std::size_t bestFeature(const Task& task) {
  const ml::ClassGrower grower(task.columns, ml::ClassTarget(task.set->target, task.classes()));
  base::Random random(0);
  const ml::Split split = grower.best(0, {}, random);
  return split.feature < 0 ? 0 : static_cast<std::size_t>(split.feature);
}

void addColumn(data::Dataset& set, const std::string& name, const std::vector<double>& column) {
  std::vector<double> wide;
  wide.reserve(set.features.size() + set.rows);
  for (std::size_t i = 0; i < set.rows; ++i) {
    wide.insert(wide.end(), set.row(i), set.row(i) + set.columns);
    wide.push_back(column[i]);
  }
  set.features = std::move(wide);
  set.featureNames.push_back(name);
  set.featureUnits.emplace_back();
  ++set.columns;
}

}  // namespace

std::shared_ptr<const data::Dataset> ImportanceExperiment::widened() const {
  const Task plain = taskFrom(data, "a random forest");
  auto wide = std::make_shared<data::Dataset>(*plain.set);
  const Extra what = extra;
  if (what == Extra::Copy || what == Extra::Both) {
    const std::size_t best = bestFeature(plain);
    const auto column = plain.columns->column(best);
    addColumn(*wide, "copy of " + plain.name(best), {column.begin(), column.end()});
  }
  if (what == Extra::RandomId || what == Extra::Both) {
    std::vector<double> ids(wide->rows);
    std::iota(ids.begin(), ids.end(), 1.0);
    base::Random random = base::Random(seed).split(1);
    random.shuffle(ids);
    addColumn(*wide, "random ID", ids);
  }
  return wide;
}

void ImportanceExperiment::reset() {
  state_ = {};
  State& s = state_;
  s.task = taskFrom(widened(), "a random forest");
  const std::size_t n = s.task.set->rows, d = s.task.set->columns;
  s.extras = d - data.get()->columns;
  s.feature = bestFeature(s.task);
  const int chosen = mtry;
  const std::size_t looks = chosen > 0 ? static_cast<std::size_t>(chosen) : std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(static_cast<double>(d))));
  s.forest.emplace_back(s.task.columns, ml::ClassTarget(s.task.set->target, s.task.classes()),
                        ml::ForestOptions{.limits = {.minLeaf = static_cast<std::size_t>(minLeaf), .features = looks}, .seed = seed});
  const std::size_t kept = std::min(n, mostRows);
  for (std::size_t k = 0; k < kept; ++k) s.rows.push_back(k * n / kept);
  s.phi.assign(kept * d, 0);
  s.own.assign(d, 0);
  s.impurity.assign(d, 0);
  s.permutation.assign(d, 0);
  publish();
}

lab::Status ImportanceExperiment::step(lab::Run&) {
  State& s = state_;
  ml::RandomForest& forest = s.forest[0];
  if (forest.members().size() >= static_cast<std::size_t>(trees)) return lab::Status::Finished;
  const auto& member = forest.add();
  const std::size_t d = s.task.set->columns, t = forest.members().size();
  const auto gains = ml::impurityImportance(member.tree, d);
  const auto drops = ml::permutationImportance(member, *s.task.columns, s.task.set->target, base::Random(seed).split(1000 + t));
  for (std::size_t f = 0; f < d; ++f) {
    s.impurity[f] += gains[f];
    s.permutation[f] += drops[f];
  }
  const auto output = static_cast<std::size_t>(s.task.positive());
  base::parallelFor(s.rows.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) ml::addShapley(member.tree, s.task.row(s.rows[k]), std::span(s.phi).subspan(k * d, d), output);
  });
  explainOwn(t - 1);
  publish();
  const double count = static_cast<double>(t);
  if (s.extras > 0) {
    idByImpurity.append(count, shares(s.impurity).back());
    idByPermutation.append(count, shares(s.permutation).back());
  }
  return t < static_cast<std::size_t>(trees) ? lab::Status::Running : lab::Status::Finished;
}

/// The trees from one on, of the sample to explain.
void ImportanceExperiment::explainOwn(std::size_t fromTree) {
  State& s = state_;
  const auto output = static_cast<std::size_t>(s.task.positive());
  const auto sample = s.task.row(static_cast<std::size_t>(row) - 1);
  const auto& members = s.forest[0].members();
  if (fromTree == 0) {
    std::fill(s.own.begin(), s.own.end(), 0.0);
    s.base = s.prediction = 0;
  }
  for (std::size_t t = fromTree; t < members.size(); ++t) {
    ml::addShapley(members[t]->tree, sample, s.own, output);
    s.base += ml::expectedValue(members[t]->tree, output);
    s.prediction += members[t]->tree.predict(sample)[output];
  }
}

void ImportanceExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter != &row || state_.forest.empty()) return;
  explainOwn(0);
  publish();
}

void ImportanceExperiment::pick(const lab::Pick& pick) {
  if (pick.index < 0 || static_cast<std::size_t>(pick.index) >= state_.shown.size())
    throw base::BadCall("there are bars 0 to " + std::to_string(state_.shown.size() - 1));
  state_.feature = state_.shown[static_cast<std::size_t>(pick.index)];
  publish();
}

bool ImportanceExperiment::liar(const lab::Snapshot& s) const {
  const auto* table = importances.in(s);
  if (!table || table->columns[0].texts.back() != "random ID" || grown.numberIn(s) < 100) return false;
  const auto& impurity = table->columns[1].numbers;
  const auto below = std::count_if(impurity.begin(), impurity.end() - 1, [&](double other) { return other < impurity.back(); });
  return below >= 10 && table->columns[2].numbers.back() < 0.002;
}

/// Few features in their own order; of many those that lead, and the extra columns.
void ImportanceExperiment::publishBars(const std::vector<double>& meanShapley, const std::vector<double>& own) {
  State& s = state_;
  const std::size_t d = s.task.set->columns;
  const auto& names = s.task.set->featureNames;
  const lab::value::Table whole{{{"feature", "", {}, names}, {"impurity", "", shares(s.impurity), {}}, {"permutation", "", shares(s.permutation), {}}, {"mean |Shapley|", "", shares(meanShapley), {}}}};
  const auto leading = [&](const std::vector<double>& by) {
    std::vector<std::size_t> order(d);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (d <= mostBars) return order;
    const auto plain = order.end() - static_cast<std::ptrdiff_t>(s.extras);
    std::stable_sort(order.begin(), plain, [&](std::size_t a, std::size_t b) { return std::abs(by[a]) > std::abs(by[b]); });
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(mostBars - s.extras), plain);
    return order;
  };
  s.shown = leading(s.impurity);
  lab::value::Table bars = whole;
  for (std::size_t c = 0; c < bars.columns.size(); ++c) {
    bars.columns[c].texts.clear();
    bars.columns[c].numbers.clear();
    for (const std::size_t f : s.shown) {
      if (c == 0) bars.columns[c].texts.push_back(names[f]);
      if (c > 0) bars.columns[c].numbers.push_back(whole.columns[c].numbers[f]);
    }
  }
  lab::value::Table one{{{"feature", "", {}, {}}, {"Shapley value", "", {}, {}}}};
  for (const std::size_t f : leading(own)) {
    one.columns[0].texts.push_back(names[f] + " = " + brief(s.task.row(static_cast<std::size_t>(row) - 1)[f]));
    one.columns[1].numbers.push_back(own[f]);
  }
  importances = whole;
  shown = std::move(bars);
  shap = std::move(one);
}

void ImportanceExperiment::publish() {
  const State& s = state_;
  const std::size_t d = s.task.set->columns, m = s.rows.size();
  const auto count = static_cast<double>(std::max<std::size_t>(1, s.forest[0].members().size()));
  std::vector<double> mean(d, 0);
  for (std::size_t k = 0; k < m; ++k)
    for (std::size_t f = 0; f < d; ++f) mean[f] += std::abs(s.phi[k * d + f]);
  const auto &names = s.task.set->featureNames;
  std::vector<double> own = s.own;
  for (double& value : own) value /= count;
  lab::value::Matrix values{m, d, s.phi, {}, names};
  for (double& value : values.data) value /= count;
  lab::value::Points dots{m, 2, {}, {names[s.feature], "Shapley value"}, {s.task.set->featureUnits[s.feature], ""}, {}};
  lab::value::Labels codes{{}, s.task.set->classNames};
  for (std::size_t k = 0; k < m; ++k) {
    dots.data.insert(dots.data.end(), {s.task.row(s.rows[k])[s.feature], values.at(k, s.feature)});
    codes.codes.push_back(s.task.set->target[s.rows[k]]);
    values.rowNames.push_back("sample " + std::to_string(s.rows[k] + 1));
  }
  publishBars(mean, own);
  dependence = std::move(dots);
  dependenceClasses = std::move(codes);
  all = std::move(values);
  grown = static_cast<double>(s.forest[0].members().size());
  show(oobError, s.forest[0].outOfBagError());
  base = s.base / count;
  sum = std::accumulate(own.begin(), own.end(), 0.0);
  prediction = s.prediction / count;
  gap = std::abs((s.base - s.prediction) / count + std::accumulate(own.begin(), own.end(), 0.0));
  if (s.extras > 0 && s.forest[0].members().size() > 0) {
    idImpurity = shares(s.impurity).back();
    idPermutation = shares(s.permutation).back();
  } else {
    idImpurity.clear();
    idPermutation.clear();
  }
}

}  // namespace gradarium::lessons
