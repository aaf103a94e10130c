// SPDX-License-Identifier: GPL-3.0-or-later
#include "dbscan_experiment.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/ml/distance.h"

namespace gradarium::lessons {

/// Two tight groups nearer to each other than a loose one's samples are.
const std::string DbscanExperiment::mixedStart =
    "set data=drawn; set drawn=["
    "[1.5,7.5,0],[1.7,7.6,0],[1.6,7.8,0],[1.3,7.6,0],[1.4,7.3,0],[1.75,7.35,0],[1.85,7.7,0],"
    "[1.2,7.4,0],[1.5,7.95,0],[1.6,7.15,0],[2.9,7.4,1],[3.1,7.5,1],[3,7.7,1],[2.7,7.5,1],[2.8,7.2,1],"
    "[3.15,7.25,1],[3.25,7.6,1],[2.6,7.3,1],[2.9,7.85,1],[3,7.05,1],[5.5,2.5,2],[6.6,2.9,2],"
    "[7.4,2.2,2],[6.1,3.7,2],[7.2,3.8,2],[8.2,3.1,2],[6.4,1.7,2],[7.6,1.2,2],[8.5,2,2],[6.8,4.7,2],"
    "[5.2,3.4,2],[8,4.2,2]]";

void DbscanExperiment::reset() {
  set_ = data.get();
  points = Projection(*set_).points(set_->features);
  state_ = {};
  shown_ = 0;
  if (set_->rows > most) {
    throw base::Error("this lesson takes " + std::to_string(most) + " samples at most, not " +
                      std::to_string(set_->rows));
  }
  const ml::Samples samples = samplesOf(set_, "DBSCAN");
  const auto enough = static_cast<std::size_t>(minPts);
  publishCurve(ml::coreDistances(samples, enough));
  wave = 0;
  const Ordering ordering{std::make_shared<const ml::Optics>(ml::optics(samples, enough))};
  Hierarchy levels{std::make_shared<const ml::Hdbscan>(hierarchy()), {}};
  publishTree(*levels.hdbscan);
  if (method != Method::Optics) publishReachability(*ordering.optics, set_->rows);
  if (method == Method::Dbscan) {
    state_ = ml::DbscanWalk(samples, {eps, enough});
  } else if (method == Method::Optics) {
    state_ = ordering;
  } else {
    for (const auto& branch : levels.hdbscan->tree) levels.births.push_back(branch.birth);
    std::sort(levels.births.begin(), levels.births.end());
    levels.births.erase(std::unique(levels.births.begin(), levels.births.end()), levels.births.end());
    state_ = std::move(levels);
  }
  publish();
}

void DbscanExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  set_ = saved.set;
  state_ = saved.algorithm;
  shown_ = saved.shown;
}

lab::Status DbscanExperiment::step(lab::Run&) {
  bool more = false;
  if (auto* walk = std::get_if<ml::DbscanWalk>(&state_)) {
    more = walk->step();
    ++shown_;
  } else if (const auto* ordering = std::get_if<Ordering>(&state_)) {
    const ml::Optics& optics = *ordering->optics;
    publishReachability(optics, shown_ + 1);
    more = ++shown_ < optics.order.size();
  } else if (const auto* hierarchy = std::get_if<Hierarchy>(&state_)) {
    more = ++shown_ <= hierarchy->births.size();
  }
  publish();
  return more ? lab::Status::Running : lab::Status::Finished;
}

/// Another eps: the waves so far once more, and all of them where they had come to an end.
void DbscanExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter != &eps) return;
  if (auto* walk = std::get_if<ml::DbscanWalk>(&state_)) {
    const bool toTheEnd = walk->finished();
    *walk = ml::DbscanWalk(samplesOf(set_, "DBSCAN"), {eps, static_cast<std::size_t>(minPts)});
    for (std::size_t wave = 0; (toTheEnd || wave < shown_) && walk->step(); ++wave) {
    }
  }
  publish();
}

void DbscanExperiment::publishCurve(std::span<const double> coreDistances) {
  std::vector<double> sorted(coreDistances.begin(), coreDistances.end());
  std::sort(sorted.rbegin(), sorted.rend());
  lab::value::Series curve;
  for (std::size_t i = 0; i < sorted.size(); ++i) curve.append(static_cast<double>(i + 1), sorted[i]);
  kDistance.set(std::move(curve));
}

ml::Hdbscan DbscanExperiment::hierarchy() const {
  if (!set_) throw base::Error("there are no samples yet");
  return ml::hdbscan(samplesOf(set_, "HDBSCAN"), {.minPts = static_cast<std::size_t>(minPts),
                                                  .minClusterSize = static_cast<std::size_t>(least)});
}

lab::value::Table DbscanExperiment::tableOf(const ml::Hdbscan& result) {
  lab::value::Table table{{{"branch", "", {}, {}},
                           {"of", "", {}, {}},
                           {"samples", "", {}, {}},
                           {"born at", "1/distance", {}, {}},
                           {"ends at", "1/distance", {}, {}},
                           {"stability", "", {}, {}},
                           {"chosen", "", {}, {}}}};
  for (std::size_t c = 0; c < result.tree.size(); ++c) {
    const ml::CondensedCluster& branch = result.tree[c];
    table.columns[0].numbers.push_back(static_cast<double>(c + 1));
    table.columns[1].texts.push_back(c == 0 ? "all" : std::to_string(branch.parent + 1));
    table.columns[2].numbers.push_back(static_cast<double>(branch.size));
    table.columns[3].numbers.push_back(branch.birth);
    table.columns[4].numbers.push_back(branch.death);
    table.columns[5].numbers.push_back(branch.stability);
    table.columns[6].texts.push_back(branch.selected ? "yes" : "");
  }
  return table;
}

void DbscanExperiment::publishTree(const ml::Hdbscan& result) {
  lab::value::Tree shape;
  std::vector<int> under(result.tree.size(), -1), codes;  // the chosen branch that a branch lies in
  int next = 0;
  for (std::size_t c = 0; c < result.tree.size(); ++c) {
    const ml::CondensedCluster& branch = result.tree[c];
    under[c] = branch.selected ? next++ : c == 0 ? -1 : under[branch.parent];
    shape.nodes.push_back({c == 0 ? -1 : static_cast<int>(branch.parent), std::to_string(branch.size),
                           branch.leaf ? 0 : 1 / branch.death, branch.leaf});
    if (branch.leaf) codes.push_back(under[c]);
  }
  condensed = tableOf(result);
  tree = std::move(shape);
  chosen = {std::move(codes), {}};
}

/// The first sample is reached from nowhere.
void DbscanExperiment::publishReachability(const ml::Optics& optics, std::size_t places) {
  const auto value = reachability.current();
  const auto* known = value ? std::get_if<lab::value::Series>(value.get()) : nullptr;
  for (std::size_t place = known ? known->size() + 1 : 1; place < places; ++place) {
    reachability.append(static_cast<double>(place + 1), optics.reachability[optics.order[place]]);
  }
}

void DbscanExperiment::publish() {
  std::visit(
      [this](const auto& algorithm) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(algorithm)>, std::monostate>) publish(algorithm);
      },
      state_);
}

void DbscanExperiment::publish(const ml::DbscanWalk& walk) {
  using Role = ml::DbscanWalk::Role;
  std::vector<int> roled(set_->rows, -1);
  for (std::size_t i = 0; i < roled.size(); ++i) {
    const Role role = walk.roles()[i];
    roled[i] = role == Role::Core ? 0 : role == Role::Border ? 1 : role == Role::Noise ? 2 : -1;
  }
  wave = static_cast<double>(walk.wave().size());
  queries = static_cast<double>(walk.queries());
  count({walk.labels().begin(), walk.labels().end()}, std::move(roled));
}

void DbscanExperiment::publish(const Ordering& ordering) {
  const ml::Optics& optics = *ordering.optics;
  const std::vector<int> cut = optics.cut(eps);
  std::vector<int> labelled(set_->rows, -1), roled(set_->rows, -1);
  for (std::size_t place = 0; place < shown_; ++place) {
    const std::size_t i = optics.order[place];
    labelled[i] = cut[i];
    roled[i] = optics.core[i] <= eps ? 0 : cut[i] >= 0 ? 1 : 2;
  }
  wave = shown_ > 0 ? 1 : 0;
  queries = static_cast<double>(shown_);
  count(std::move(labelled), std::move(roled));
}

void DbscanExperiment::publish(const Hierarchy& hierarchy) {
  const ml::Hdbscan& result = *hierarchy.hdbscan;
  const bool chosen = shown_ > hierarchy.births.size();
  std::vector<int> labelled = chosen ? result.labels : std::vector<int>(set_->rows, -1),
                   roled(set_->rows, -1);
  if (!chosen && shown_ > 0) {
    // The branches alive at the density of this step.
    const double density = hierarchy.births[shown_ - 1];
    std::vector<int> number(result.tree.size(), -1);
    int next = 0;
    for (std::size_t c = 0; c < result.tree.size(); ++c) {
      const bool alive = result.tree[c].birth <= density && result.tree[c].death > density;
      if (alive) number[c] = next++;
    }
    for (std::size_t i = 0; i < labelled.size(); ++i) {
      if (result.leftAt[i] <= density) continue;
      std::size_t c = result.fellFrom[i];
      while (c != 0 && result.tree[c].birth > density) c = result.tree[c].parent;
      labelled[i] = number[c];
    }
  }
  for (std::size_t i = 0; i < roled.size() && shown_ > 0; ++i) roled[i] = labelled[i] >= 0 ? 0 : 2;
  wave = 0;
  queries = static_cast<double>(set_->rows);
  count(std::move(labelled), std::move(roled));
}

void DbscanExperiment::count(std::vector<int> labelled, std::vector<int> roled) {
  const auto of = [&](int role) { return static_cast<double>(std::count(roled.begin(), roled.end(), role)); };
  const bool radius = method != Method::Hdbscan;
  if (radius) {
    core = of(0);
    border = of(1);
  }
  noise = of(2);
  clusters = labelled.empty() ? 0 : *std::max_element(labelled.begin(), labelled.end()) + 1;
  const bool begun = std::any_of(roled.begin(), roled.end(), [](int role) { return role >= 0; });
  show(rand, begun ? agreement(*set_, labelled) : std::nan(""));
  labels = {std::move(labelled), {}};
  roles = {std::move(roled), {radius ? "core" : "in a cluster", "border", "noise"}};
}

bool DbscanExperiment::done(const lab::Snapshot& s, const std::string& set, Method with) const {
  // Moving eps takes the waves to their end at once: everybody visited is what counts.
  const auto* visited = roles.in(s);
  return visited && std::find(visited->codes.begin(), visited->codes.end(), -1) == visited->codes.end() &&
         data.textIn(s) == set && method.in(s) == with;
}

std::string DbscanExperiment::readingKnee(const lab::Snapshot& s) const {
  if (data.textIn(s) != "moons" || method.in(s) != Method::Dbscan || minPts.in(s) != 5)
    return "needs DBSCAN on the moons with minPts = 5";
  if (!done(s, "moons", Method::Dbscan)) return "run it to the end";
  return base::shortest(clusters.numberIn(s)) + " clusters and " + base::shortest(noise.numberIn(s)) +
         " noise, needs 2 and 3 at most";
}

std::string DbscanExperiment::separating(const lab::Snapshot& s) const {
  if (data.textIn(s) != "drawn") return "needs the drawn points";
  if (s.status != lab::Status::Finished) return "run it to the end";
  return base::shortest(noise.numberIn(s)) + " noise, adjusted Rand " +
         base::shortest(std::round(rand.numberIn(s) * 1000) / 1000) + "; needs 0 and 1";
}

lab::Arithmetic DbscanExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!set_ || cell.row < 0 || row >= set_->rows) throw base::BadCall("there is no such sample");
  std::vector<std::pair<double, std::size_t>> near;
  for (std::size_t i = 0; i < set_->rows; ++i) {
    near.emplace_back(std::sqrt(ml::squaredDistance(set_->row(row), set_->row(i), set_->columns)), i);
  }
  const auto last = near.begin() + std::min<std::ptrdiff_t>(minPts, static_cast<std::ptrdiff_t>(near.size()));
  std::partial_sort(near.begin(), last, near.end());
  lab::Arithmetic sum{
      "The " + std::to_string(static_cast<int>(minPts)) + " nearest to sample " + std::to_string(row + 1),
      {},
      0};
  for (auto it = near.begin(); it != last; ++it) {
    const bool inside = it->first <= eps;
    const std::string words = method == Method::Hdbscan ? "" : inside ? "within eps" : "beyond eps";
    sum.lines.push_back(
        {it->second == row ? "itself" : "sample " + std::to_string(it->second + 1), words, it->first});
  }
  sum.result = sum.lines.back().number;
  return sum;
}

}  // namespace gradarium::lessons
