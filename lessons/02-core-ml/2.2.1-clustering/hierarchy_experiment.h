// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "clustering_data.h"
#include "core/ml/cluster/linkage.h"

namespace gradarium::lessons {

/// Agglomerative clustering, one merge a step. The tree is built at once; steps only show it growing. The cut says which
/// clusters are coloured; it may be moved at any time.
class HierarchyExperiment final : public lab::Experiment {
 public:
  HierarchyExperiment() : Experiment("hierarchy", "Hierarchical clustering") {}

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = clusteringData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<ml::Linkage> linkage{this, "linkage", "Linkage",
                                   {{"ward", ml::Linkage::Ward, "Ward"}, {"average", ml::Linkage::Average, "Average"},
                                    {"complete", ml::Linkage::Complete, "Complete"}, {"single", ml::Linkage::Single, "Single"}},
                                   {.help = "How far apart two clusters are, given the distances between their samples"}};
  lab::Int cutAt{this, "cut", "Clusters at the cut",
                 {.value = 3, .min = 1, .max = 20, .maxOf = [this] { return static_cast<int>(data.get()->rows); },
                  .traits = {.help = "Where the tree is cut; dragging the cut line goes to any height", .live = true}}};

  lab::Points points{this, "points", "Samples"};                 // n x d
  lab::Labels labels{this, "labels", "Cluster of each sample"};  // n: at the cut; -1 while a sample is still alone
  lab::Points merged{this, "merged", "The two that merged last", {.help = "Their means"}};  // 0 or 2 x d
  lab::Tree tree{this, "tree", "Dendrogram", [this] { return treeNow(); }};  // samples, then the merges so far
  lab::Series heights{this, "heights", "height", {.xLabel = "merge"}};
  lab::Series cutLine{this, "cut_line", "Cut"};     // the cut height under the whole curve of heights
  lab::Matrix between{this, "between", "Distance between clusters", [this] { return distancesNow(); }};
  lab::Points cophenetic{this, "cophenetic", "Cophenetic distances", [this] { return pairsOf(); }};
  lab::Table sizes{this, "sizes", "Clusters at the cut"};
  lab::Scalar left{this, "clusters", "Clusters left", {.help = "After the merges so far"}};
  lab::Scalar mergesShown{this, "merges", "Merges so far"};
  lab::Scalar lastHeight{this, "last_height", "Last height", {.nonFinite = true, .help = "Distance at which the last two met"}};
  lab::Scalar cutHeight{this, "cut_height", "Cut height"};
  lab::Scalar cutClusters{this, "cut_clusters", "Clusters at the cut"};
  lab::Scalar correlation{this, "cophenetic_correlation", "Cophenetic corr.",
                          {.nonFinite = true, .help = "How well heights in the tree follow the distances: 1 is perfectly"}};
  lab::Scalar rand{this, "adjusted_rand", "Adjusted Rand",
                   {.nonFinite = true, .help = "Agreement of the cut with the known classes: 1 is perfect, 0 is chance"}};

  lab::Action<lab::Move> moveCut{this, "move_cut", "Move the cut", [this](const lab::Move& m) { drag(m); }, {0, {1.0}}};
  lab::Query distance{this, "distance", "Distance between two clusters", [this](lab::Cell c) { return explain(c); }};

  lab::Preset chain{this, "chain", "Single linkage chains", "set data=iris; set linkage=single; set cut=3; run"};
  lab::Preset moonsSingle{this, "moons-single", "Moons, which only a chain can follow", "set data=moons; set linkage=single; set cut=2; run"};
  lab::Preset moonsWard{this, "moons-ward", "Moons by Ward", "set data=moons; set linkage=ward; set cut=2; run"};
  lab::Preset noise{this, "noise", "A tree of nothing", "set data=uniform; set linkage=ward; set cut=4; run"};

  lab::Exercise predict{this, "next-merge", "Predict the next merge",
      {.ask = "Four points on a line, at 1, 2, 3.2 and 4.6; call them A, B, C, D. A and B merge first. With complete linkage, "
              "what is the second merge?",
       .start = nextMergeStart,
       .solution = nextMergeStart + "; answer C and D",
       .nearMisses = {nextMergeStart + "; answer C joins A and B", nextMergeStart + "; answer all at once"},
       .choices = {"C joins A and B", "C and D", "D joins A and B", "all at once"},
       .correct = 1,
       .predict = true,
       .hides = {&cophenetic},
       .because = "From C to the farther of A and B it is 2.2, to D only 1.4. With single linkage the nearer one counts, 1.2, "
                  "and C would have joined A and B: that is how chains grow."}};
  lab::Exercise chains{this, "chaining", "Make it chain",
      {.ask = "Cut the irises into three clusters of 2, 50 and 98 flowers.",
       .start = "set data=iris; set linkage=ward; set cut=3; reset",
       .solution = "set data=iris; set linkage=single; set cut=3; reset; run",
       .nearMisses = {"set data=iris; set linkage=ward; set cut=3; run", "set data=iris; set linkage=single; set cut=4; run",
                      "set data=iris; set linkage=single; set cut=3; step 20"},
       .passed = [this](const lab::Snapshot& s) { return chained(s); },
       .progress = [this](const lab::Snapshot& s) { return chaining(s); },
       .because = "Single linkage asks only for one near pair, so two species that touch anywhere are one cluster, and two "
                  "outlying flowers are another. Heights here say how long the longest gap is, not how large the groups are."}};
  lab::Exercise follow{this, "follow-the-moons", "Follow the moons",
      {.ask = "Find the linkage and the cut that give each of the two moons its own cluster, an adjusted Rand index of 1.",
       .start = "set data=moons; set linkage=ward; set cut=2; reset",
       .solution = "set data=moons; set linkage=single; set cut=2; reset; run",
       .nearMisses = {"set data=moons; set linkage=ward; set cut=2; run", "set data=moons; set linkage=average; set cut=2; run",
                      "set data=moons; set linkage=single; set cut=3; run"},
       .passed = [this](const lab::Snapshot& s) {
         return s.status == lab::Status::Finished && data.textIn(s) == "moons" && rand.numberIn(s) > 0.999 && cutClusters.numberIn(s) == 2;
       },
       .progress = [this](const lab::Snapshot& s) { return following(s); },
       .because = "The chaining that spoiled the irises is just what a crescent needs. No linkage is best; each is an opinion "
                  "about what a cluster is."}};
  lab::Exercise top{this, "last-height", "Read the tree",
      {.ask = "With Ward's linkage on the irises, at what height do the last two clusters meet? Measure it with the cut, to half a unit.",
       .start = "set data=iris; set linkage=ward; set cut=3; reset",
       .solution = "set data=iris; set linkage=ward; set cut=3; reset; run; answer 32.4",
       .nearMisses = {"set data=iris; set linkage=ward; run; answer 12.3", "set data=iris; set linkage=ward; run; answer 22.4", "set data=iris; set linkage=average; run; answer 32.4"},
       .number = [this](const lab::Snapshot& s) {
         const bool wards = s.status == lab::Status::Finished && data.textIn(s) == "iris" && linkage.in(s) == ml::Linkage::Ward;
         return wards ? lastHeight.numberIn(s) : std::nan("");
       },
       .tolerance = 0.5,
       .hides = {&lastHeight},
       .because = "32.45: squared and halved it is 526.4, by which that one merge raises the inertia. The jump from 12.3 is why one "
                  "would cut here in two, and the jump from 6.4 why perhaps in three."}};

  lab::Artifact merges{this, "merges", "Merges, as SciPy's linkage writes them", {lab::Format::Csv, lab::Format::Npy},
                       [this](lab::Format format) { return writeMerges(format); }};
  lab::Artifact newick{this, "newick", "The tree as Newick text", {lab::Format::Newick}, [this](lab::Format) { return built().newick(); }};
  lab::Artifact assignment{this, "labels", "Cluster of each sample at the cut", {lab::Format::Csv, lab::Format::Npy},
                           [this](lab::Format format) { return writeLabels(format); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return State{set_, dendrogram_, shown_, height_}; }
  void restore(const std::any& state) override;

 private:
  struct State {
    std::shared_ptr<const data::Dataset> set;
    std::shared_ptr<const ml::Dendrogram> dendrogram;
    std::size_t shown = 0;
    double height = 0;
  };
  static constexpr std::size_t most = 3000;      // samples: beyond, the tree takes too long to wait for
  static constexpr std::size_t mostShown = 300;  // clusters in the matrix of distances
  inline static const std::string nextMergeStart =
      "set data=drawn; set drawn=[[1,5,0],[2,5,0],[3.2,5,0],[4.6,5,0]]; set linkage=complete";

  const ml::Dendrogram& built() const;  // throws Error where there is none
  void drag(const lab::Move& move);
  void cutTo(double height);
  double heightFor(std::size_t clusters) const;
  void publish();
  void publishSizes(std::span<const int> cut);
  lab::value::Tree treeNow() const;
  lab::value::Matrix distancesNow() const;
  lab::value::Points pairsOf() const;
  /// How far two clusters are apart, by each opinion.
  struct Apart {
    double nearest = INFINITY, mean = 0, farthest = 0, means = 0, ward = 0;
    std::array<std::size_t, 2> nearestPair{}, farthestPair{};
  };
  std::vector<std::size_t> samplesUnder(std::size_t node) const;
  std::vector<double> meanOf(std::span<const std::size_t> rows) const;
  std::vector<std::vector<std::size_t>> clustersNow() const;
  Apart apart(std::span<const std::size_t> a, std::span<const std::size_t> b) const;
  double byLinkage(const Apart& apart) const;
  lab::Arithmetic explain(lab::Cell cell) const;
  bool chained(const lab::Snapshot& s) const;
  std::vector<double> sizesIn(const lab::Snapshot& s) const;
  std::string chaining(const lab::Snapshot& s) const;
  std::string following(const lab::Snapshot& s) const;
  std::string writeMerges(lab::Format format) const;
  std::string writeLabels(lab::Format format) const;

  std::shared_ptr<const data::Dataset> set_;
  Projection plane_;
  std::shared_ptr<const ml::Dendrogram> dendrogram_;
  std::vector<std::size_t> order_;  // of the samples, left to right in the tree
  std::size_t shown_ = 0;           // merges
  double height_ = 0;               // of the cut
};

}  // namespace gradarium::lessons
