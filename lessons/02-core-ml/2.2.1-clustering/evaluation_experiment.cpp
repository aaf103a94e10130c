// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation_experiment.h"

#include <algorithm>
#include <numeric>

#include "core/base/number_text.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/distance.h"

namespace gradarium::lessons {

namespace {

/// The sum of squares about the clusters' means.
double inertiaOf(const ml::Samples& samples, std::span<const int> labels, std::size_t clusters) {
  const std::size_t d = samples.columns();
  std::vector<double> means(clusters * d), sizes(clusters);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto c = static_cast<std::size_t>(labels[i]);
    ++sizes[c];
    for (std::size_t f = 0; f < d; ++f) means[c * d + f] += (samples.row(i)[f] - means[c * d + f]) / sizes[c];
  }
  return ml::inertia(samples, labels, means);
}

bool comparable(std::span<const int> labels) {
  std::vector<int> seen(labels.begin(), labels.end());
  std::sort(seen.begin(), seen.end());
  const auto clusters = std::unique(seen.begin(), seen.end()) - seen.begin();
  return clusters >= 2 && clusters < static_cast<std::ptrdiff_t>(labels.size());
}

ml::Samples uniformIn(const ml::Samples& samples, base::Random random) {
  const std::size_t n = samples.rows(), d = samples.columns();
  std::vector<double> values(n * d);
  for (std::size_t f = 0; f < d; ++f) {
    double low = samples.row(0)[f], high = low;
    for (std::size_t i = 1; i < n; ++i) {
      low = std::min(low, samples.row(i)[f]);
      high = std::max(high, samples.row(i)[f]);
    }
    for (std::size_t i = 0; i < n; ++i) values[i * d + f] = random.uniform(low, high);
  }
  return {std::move(values), d};
}

}  // namespace

void EvaluationExperiment::reset() {
  const auto set = data.get();
  points = Projection(*set).points(set->features);
  state_ = {};
  state_.set = set;
  if (set->rows > most) {
    throw base::Error("this lesson scores " + std::to_string(most) + " samples at most, not " +
                      std::to_string(set->rows));
  }
  if (set->rows < 3)
    throw base::Error("a score needs at least three samples: draw some, or choose a data set");
  const ml::Samples samples = samplesOf(set, "evaluation");
  state_.data = sideOf(samples);
  state_.noise = sideOf(uniformIn(samples, base::Random(seed).split(1)));
  const bool known = !set->target.empty() && comparable(set->target);
  show(silhouetteTruth, known ? ml::silhouette(samples, set->target) : std::nan(""));
  look();
  publishSweep();
}

EvaluationExperiment::Side EvaluationExperiment::sideOf(ml::Samples samples) const {
  Side side{std::move(samples), nullptr};
  if (method == Method::KMeans) return side;
  const ml::Linkage linkage = method == Method::Ward      ? ml::Linkage::Ward
                              : method == Method::Average ? ml::Linkage::Average
                                                          : ml::Linkage::Single;
  side.tree = std::make_shared<const ml::Dendrogram>(ml::agglomerate(side.samples, linkage));
  return side;
}

std::vector<int> EvaluationExperiment::partition(const Side& side, std::size_t clusters) const {
  clusters = std::min(clusters, side.samples.rows());
  if (side.tree) return side.tree->cut(clusters);
  const auto best =
      ml::bestOf(side.samples, {.k = clusters, .seed = seed}, static_cast<std::size_t>(restarts)).best;
  return {best.labels().begin(), best.labels().end()};
}

EvaluationExperiment::Scores EvaluationExperiment::scoresOf(const Side& side, std::size_t clusters,
                                                            std::span<const int> target,
                                                            const lab::Run& run) const {
  const double none = std::nan("");
  const std::vector<int> found = partition(side, clusters);
  Scores scores{.inertia = inertiaOf(side.samples, found, clusters),
                .silhouette = none,
                .davies = none,
                .calinski = none,
                .rand = none,
                .nmi = none,
                .gap = none,
                .gapError = none};
  if (comparable(found)) {
    scores.silhouette = ml::silhouette(side.samples, found);
    scores.davies = ml::daviesBouldin(side.samples, found);
    scores.calinski = ml::calinskiHarabasz(side.samples, found);
  }
  if (!target.empty()) {
    scores.rand = ml::adjustedRand(target, found);
    scores.nmi = ml::normalisedMutualInformation(target, found);
  }
  if (method == Method::KMeans && !run.cancelled()) {
    const ml::Gap gap =
        ml::gapStatistic(side.samples, clusters,
                         {.references = static_cast<std::size_t>(resamples), .restarts = 3, .seed = seed});
    scores.gap = gap.gap;
    scores.gapError = gap.error;
  }
  return scores;
}

lab::Status EvaluationExperiment::step(lab::Run& run) {
  const auto end = std::min(static_cast<std::size_t>(largest), state_.set->rows - 1);
  const std::size_t next = state_.onData.size() + 1;
  if (next <= end) {
    state_.onData.push_back(scoresOf(state_.data, next, state_.set->target, run));
    if (run.cancelled()) return lab::Status::Cancelled;
    run.progress(0.5, "the same on noise");
    // Against classes that have nothing to do with the samples.
    state_.onNoise.push_back(scoresOf(state_.noise, next, state_.set->target, run));
    if (run.cancelled()) return lab::Status::Cancelled;
  }
  publishCurves();
  publishSweep();
  return next < end ? lab::Status::Running : lab::Status::Finished;
}

void EvaluationExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &k) look();
  if (&parameter == &score) publishCurves();
}

/// At the k that is looked at.
void EvaluationExperiment::look() {
  const auto clusters = std::min(static_cast<std::size_t>(k), state_.set->rows - 1);
  state_.labels = partition(state_.data, clusters);
  state_.stability = std::make_shared<const ml::Stability>(ml::bootstrapStability(
      state_.data.samples,
      {.k = clusters, .resamples = static_cast<std::size_t>(resamples), .restarts = 3, .seed = seed}));
  const auto& agreed = state_.stability->agreement;
  stability = std::accumulate(agreed.begin(), agreed.end(), 0.0) / static_cast<double>(agreed.size());
  const auto& samples = state_.data.samples;
  const bool fair = comparable(state_.labels);
  inertiaNow = inertiaOf(samples, state_.labels, clusters);
  show(daviesNow, fair ? ml::daviesBouldin(samples, state_.labels) : std::nan(""));
  calinskiNow = fair ? ml::calinskiHarabasz(samples, state_.labels) : 0;
  show(randNow, agreement(*state_.set, state_.labels));
  show(nmiNow, state_.set->target.empty()
                   ? std::nan("")
                   : ml::normalisedMutualInformation(state_.set->target, state_.labels));
  labels = {state_.labels, {}};
  const std::vector<double> each =
      fair ? ml::silhouettes(samples, state_.labels) : std::vector<double>(state_.labels.size());
  lab::value::Series profile;
  for (std::size_t i = 0; i < each.size(); ++i) profile.append(static_cast<double>(i + 1), each[i]);
  silhouettes.set(std::move(profile));
  silhouetteNow = std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
}

double EvaluationExperiment::chosen(const Scores& scores) const {
  switch (score) {
    case Score::Silhouette:
      return scores.silhouette;
    case Score::DaviesBouldin:
      return scores.davies;
    case Score::CalinskiHarabasz:
      return scores.calinski;
    case Score::Gap:
      return scores.gap;
    case Score::Inertia:
      return scores.inertia;
    case Score::Rand:
      return scores.rand;
    case Score::Nmi:
      break;
  }
  return scores.nmi;
}

void EvaluationExperiment::publishCurves() {
  const auto curve = [this](const std::vector<Scores>& all) {
    lab::value::Series series;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (std::isfinite(chosen(all[i]))) series.append(static_cast<double>(i + 1), chosen(all[i]));
    }
    return series;
  };
  onData.set(curve(state_.onData));
  onNoise.set(curve(state_.onNoise));
}

void EvaluationExperiment::publishSweep() {
  const auto& all = state_.onData;
  lab::value::Table table;
  const auto column = [&](const char* name, double Scores::*member) {
    table.columns.push_back({name, "", {}, {}});
    for (const Scores& s : all) table.columns.back().numbers.push_back(s.*member);
  };
  table.columns.push_back({"k", "", {}, {}});
  for (std::size_t i = 0; i < all.size(); ++i)
    table.columns.back().numbers.push_back(static_cast<double>(i + 1));
  column("inertia", &Scores::inertia);
  column("silhouette", &Scores::silhouette);
  column("Davies-Bouldin", &Scores::davies);
  column("Calinski-Harabasz", &Scores::calinski);
  column("gap", &Scores::gap);
  column("its error", &Scores::gapError);
  column("adjusted Rand", &Scores::rand);
  column("NMI", &Scores::nmi);
  sweep = std::move(table);

  const auto best = [&](double Scores::*member, double sign) {
    double top = -INFINITY, at = std::nan("");
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!(sign * (all[i].*member) > top)) continue;
      top = sign * (all[i].*member);
      at = static_cast<double>(i + 1);
    }
    return at;
  };
  show(bySilhouette, best(&Scores::silhouette, 1));
  show(byDavies, best(&Scores::davies, -1));
  show(byCalinski, best(&Scores::calinski, 1));
  std::vector<ml::Gap> gaps;
  std::vector<double> inertias;
  for (const Scores& s : all) {
    gaps.push_back({0, 0, s.gap, s.gapError});
    inertias.push_back(s.inertia);
  }
  show(byGap, method == Method::KMeans && gaps.size() > 1 ? static_cast<double>(ml::clustersByGap(gaps))
                                                          : std::nan(""));
  show(byElbow, inertias.size() > 2 ? static_cast<double>(ml::elbow(inertias)) : std::nan(""));
}

}  // namespace gradarium::lessons
