// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "clustering_data.h"
#include "core/ml/cluster/gap_statistic.h"
#include "core/ml/cluster/linkage.h"
#include "core/ml/cluster/stability.h"

namespace gradarium::lessons {

/// How good is a partition, and how many clusters are there? A step tries the next k, on the data and on as many samples
/// without any structure in the same box: what a score says there is what it says of nothing.
class EvaluationExperiment final : public lab::Experiment {
 public:
  enum class Method { KMeans, Ward, Average, Single };
  enum class Score { Silhouette, DaviesBouldin, CalinskiHarabasz, Gap, Inertia, Rand, Nmi };
  EvaluationExperiment() : Experiment("evaluation", "Cluster evaluation") {}

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = clusteringData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<Method> method{this, "method", "Algorithm",
                             {{"k-means", Method::KMeans}, {"ward", Method::Ward, "Ward"}, {"average", Method::Average, "Average linkage"},
                              {"single", Method::Single, "Single linkage"}}};
  lab::Int k{this, "k", "Clusters k",
             {.value = 3, .min = 2, .max = 20, .maxOf = [this] { return std::max(2, static_cast<int>(data.get()->rows) - 1); },
              .traits = {.help = "The partition to look at", .live = true}}};
  lab::Int largest{this, "largest_k", "Sweep k up to", {.value = 10, .min = 2, .max = 20}};
  lab::Choice<Score> score{this, "score", "Score",
                           {{"silhouette", Score::Silhouette, "Silhouette"}, {"davies-bouldin", Score::DaviesBouldin, "Davies-Bouldin"},
                            {"calinski-harabasz", Score::CalinskiHarabasz, "Calinski-Harabasz"}, {"gap", Score::Gap, "Gap"},
                            {"inertia", Score::Inertia, "Inertia"}, {"rand", Score::Rand, "Adjusted Rand"}, {"nmi", Score::Nmi, "NMI"}},
                           {.help = "Which score the curve over k shows", .live = true}};
  lab::Int restarts{this, "restarts", "Restarts", {.value = 10, .min = 1, .max = 100, .scale = lab::Scale::Log}};
  lab::Int resamples{this, "resamples", "Resamples",
                     {.value = 20, .min = 2, .max = 100, .scale = lab::Scale::Log,
                      .traits = {.help = "References of the gap statistic, and bootstrap samples of the stability"}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Samples"};                    // n x d
  lab::Labels labels{this, "labels", "Cluster of each sample"};     // n, for the k looked at
  lab::Series silhouettes{this, "silhouettes", "Silhouette of each sample", {.xLabel = "sample"}};  // n
  lab::Series onData{this, "on_data", "data", {.xLabel = "k"}};     // the score looked at, by k
  lab::Series onNoise{this, "on_noise", "noise", {.xLabel = "k"}};
  lab::Table sweep{this, "sweep", "Scores by k", {.nonFinite = true}};
  lab::Matrix together{this, "together", "How often two samples fall together", [this] { return matrix(); }};  // m x m, by cluster

  lab::Scalar silhouetteNow{this, "silhouette", "Silhouette"};
  lab::Scalar silhouetteTruth{this, "silhouette_truth", "Of the classes",
                              {.nonFinite = true, .help = "What the score says of the known answer"}};
  lab::Scalar daviesNow{this, "davies_bouldin", "Davies-Bouldin", {.nonFinite = true, .help = "Lower is better"}};
  lab::Scalar calinskiNow{this, "calinski_harabasz", "Calinski-H.", {.help = "Calinski-Harabasz: higher is better"}};
  lab::Scalar randNow{this, "adjusted_rand", "Adjusted Rand", {.nonFinite = true, .help = "Agreement with the known classes"}};
  lab::Scalar nmiNow{this, "nmi", "NMI", {.nonFinite = true, .help = "Mutual information with the known classes, normalised"}};
  lab::Scalar inertiaNow{this, "inertia", "Inertia"};
  lab::Scalar stability{this, "stability", "Stability",
                        {.help = "Mean adjusted Rand index between the clusters and those of bootstrap samples (by k-means)"}};
  lab::Scalar bySilhouette{this, "k_by_silhouette", "k by silhouette", {.nonFinite = true}};
  lab::Scalar byDavies{this, "k_by_davies_bouldin", "k by Davies-Bouldin", {.nonFinite = true}};
  lab::Scalar byCalinski{this, "k_by_calinski_harabasz", "k by Calinski-H.", {.nonFinite = true}};
  lab::Scalar byGap{this, "k_by_gap", "k by gap", {.nonFinite = true, .help = "The least k whose gap is no less than the next one's, less its error"}};
  lab::Scalar byElbow{this, "k_by_elbow", "k by elbow", {.nonFinite = true}};

  lab::Query silhouette{this, "silhouette_of", "Silhouette of a sample", [this](lab::Cell c) { return explain(c); }};

  lab::Preset flat{this, "noise", "Nothing to find", "set data=uniform; set k=4; set method=k-means; run"};
  lab::Preset rings{this, "rings", "The right answer scores worse", "set data=circles; set k=2; set method=single; run"};
  lab::Preset clouds{this, "clouds", "Where all agree", "set data=blobs; set k=3; set method=k-means; run"};

  lab::Exercise prejudice{this, "prejudice", "Deceive the silhouette",
      {.ask = "Draw at least 20 points in two classes (keys 0 and 1 choose the class) so that k-means with k = 2 gets a better "
              "silhouette than your classes, and yet an adjusted Rand index below 0.5.",
       .start = "set data=drawn; set k=2; set method=k-means; set score=silhouette; reset",
       .solution = lines + "; set k=2; set method=k-means; run",
       .nearMisses = {clumps + "; set k=2; set method=k-means; run", lines + "; set k=2; set method=single; run",
                      "set data=drawn; set k=2; set method=k-means; run"},
       .passed = [this](const lab::Snapshot& s) { return deceived(s); },
       .progress = [this](const lab::Snapshot& s) { return standing(s); },
       .because = "The silhouette asks whether samples are nearer to their own cluster than to the next, so it believes in round clouds "
                  "as k-means does. Agreeing with each other is no proof that they are right."}};
  lab::Exercise choose{this, "silhouette-of-iris", "What the silhouette would choose",
      {.ask = "There are three species of iris. Which k from 2 to 10 does the silhouette prefer? Think of the picture, then run.",
       .start = "set data=iris; set method=k-means; set k=3; set score=silhouette; reset",
       .solution = "set data=iris; set method=k-means; set k=3; set score=silhouette; reset; answer 2",
       .nearMisses = {"set data=iris; answer 3", "set data=iris; answer 4"},
       .choices = {"2", "3", "4", "10"},
       .correct = 0,
       .predict = true,
       .because = "0.681 at k = 2 against 0.553 at k = 3: two of the species touch, and a score that knows only distances cannot see "
                  "the border between them."}};
  lab::Exercise one{this, "only-one", "None at all",
      {.ask = "Points are scattered evenly over a square. Which of these can answer that there is just one cluster?",
       .start = "set data=uniform; set method=k-means; set k=4; set score=silhouette; reset",
       .solution = "answer the gap statistic",
       .nearMisses = {"answer the silhouette", "answer Davies-Bouldin", "answer Calinski-Harabasz"},
       .choices = {"the silhouette", "Davies-Bouldin", "Calinski-Harabasz", "the gap statistic"},
       .correct = 3,
       .hides = {&byGap},
       .because = "The others compare clusters with each other, so with one there is nothing to compare: they begin at k = 2 and "
                  "always have a favourite. The gap compares each k, 1 included, with data that have no clusters."}};

  lab::Artifact scores{this, "scores", "Scores by k", sweep};
  lab::Artifact assignment{this, "labels", "Cluster of each sample", labels};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }

 private:
  /// Of one partition into k.
  struct Scores {
    double inertia = 0, silhouette = 0, davies = 0, calinski = 0, rand = 0, nmi = 0, gap = 0, gapError = 0;
  };
  /// What is clustered, and the tree where the algorithm makes one.
  struct Side {
    ml::Samples samples;
    std::shared_ptr<const ml::Dendrogram> tree;
  };
  struct State {
    std::shared_ptr<const data::Dataset> set;
    Side data, noise;
    std::vector<Scores> onData, onNoise;  // k = 1, 2 ..
    std::vector<int> labels;
    std::shared_ptr<const ml::Stability> stability;  // of this k
  };
  static constexpr std::size_t most = 2000;      // samples
  static constexpr std::size_t mostShown = 300;  // in the matrix
  static const std::string lines, clumps;

  Side sideOf(ml::Samples samples) const;
  std::vector<int> partition(const Side& side, std::size_t clusters) const;
  Scores scoresOf(const Side& side, std::size_t clusters, std::span<const int> target, const lab::Run& run) const;
  double chosen(const Scores& scores) const;
  void look();
  void publishCurves();
  void publishSweep();
  lab::value::Matrix matrix() const;
  lab::Arithmetic explain(lab::Cell cell) const;
  bool deceived(const lab::Snapshot& s) const;
  std::string standing(const lab::Snapshot& s) const;

  State state_;
};

}  // namespace gradarium::lessons
