// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "clustering_data.h"
#include "core/lab/value_file.h"
#include "core/ml/cluster/dbscan_walk.h"
#include "core/ml/cluster/hdbscan.h"
#include "core/ml/cluster/optics.h"

namespace gradarium::lessons {

/// Clusters as dense regions. DBSCAN: a step seeds a cluster or expands its wave. OPTICS: a step orders one sample.
/// HDBSCAN: a step raises the density to where the next branch of the condensed tree begins; the last one chooses.
class DbscanExperiment final : public lab::Experiment {
 public:
  enum class Method { Dbscan, Optics, Hdbscan };
  DbscanExperiment() : Experiment("dbscan", "DBSCAN") {}

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = clusteringData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<Method> method{this, "method", "Algorithm",
                             {{"DBSCAN", Method::Dbscan}, {"OPTICS", Method::Optics}, {"HDBSCAN", Method::Hdbscan}},
                             {.help = "One density for all, every density in order, or the most lasting of all densities"}};
  lab::Real eps{this, "eps", "Radius eps",
                {.value = 0.5, .min = 0.01, .max = 5, .scale = lab::Scale::Log,
                 .traits = {.help = "How near a neighbour is", .live = true, .visible = [this] { return method != Method::Hdbscan; }}}};
  lab::Int minPts{this, "minPts", "Neighbours minPts",
                  {.value = 5, .min = 2, .max = 30, .maxOf = [this] { return static_cast<int>(data.get()->rows); },
                   .traits = {.help = "Samples within eps, the one in the middle included, that make it dense"}}};
  lab::Int least{this, "min_size", "Least cluster",
                 {.value = 15, .min = 2, .max = 100, .traits = {.unit = "samples", .help = "Smaller branches are noise",
                                                                .visible = [this] { return method == Method::Hdbscan; }}}};

  lab::Points points{this, "points", "Samples"};                 // n x d
  lab::Labels labels{this, "labels", "Cluster of each sample"};  // n; -1: none yet, or noise
  lab::Labels roles{this, "roles", "What each sample is"};       // n: core, border, noise; -1: not visited
  lab::Series kDistance{this, "k_distance", "k-distance", {.xLabel = "samples"}};
  lab::Series reachability{this, "reachability", "Reachability", {.xLabel = "samples in order"}};
  lab::Table condensed{this, "condensed", "Condensed tree", {.nonFinite = true}};
  lab::Tree tree{this, "tree", "Condensed tree"};  // its leaves are the branches that never split; height = where one splits
  lab::Labels chosen{this, "chosen", "Chosen branch of each leaf"};
  lab::Scalar clusters{this, "clusters", "Clusters"};
  lab::Scalar core{this, "core", "Core samples", {.help = "Not a word of HDBSCAN, which has no one radius"}};
  lab::Scalar border{this, "border", "Border samples"};
  lab::Scalar noise{this, "noise", "Noise"};
  lab::Scalar wave{this, "wave", "In this wave"};
  lab::Scalar queries{this, "queries", "Neighbourhoods", {.help = "Looked up so far"}};
  lab::Scalar rand{this, "adjusted_rand", "Adjusted Rand",
                   {.nonFinite = true, .help = "Agreement with the known classes, noise a class of its own: 1 is perfect, 0 is chance"}};

  lab::Query neighbourhood{this, "neighbourhood", "Who is near a sample", [this](lab::Cell c) { return explain(c); }};

  lab::Preset moons{this, "moons", "Two moons", "set data=moons; set method=DBSCAN; set eps=0.2; set minPts=5; run"};
  lab::Preset coarse{this, "coarse", "eps too large", "set data=moons; set method=DBSCAN; set eps=0.5; set minPts=5; run"};
  lab::Preset fine{this, "fine", "eps too small", "set data=moons; set method=DBSCAN; set eps=0.06; set minPts=5; run"};
  lab::Preset mixed{this, "mixed", "Two densities", mixedStart + "; set method=HDBSCAN; set min_size=5; set minPts=4; run"};

  lab::Exercise find{this, "find-the-knee", "Read the knee",
      {.ask = "With minPts = 5, choose an eps at which DBSCAN finds the two moons and leaves no more than three samples as "
              "noise. The k-distance curve says where to look.",
       .start = "set data=moons; set method=DBSCAN; set minPts=5; set eps=0.05; reset",
       .solution = "set data=moons; set method=DBSCAN; set minPts=5; set eps=0.2; reset; run",
       .nearMisses = {"set data=moons; set minPts=5; set eps=0.08; run", "set data=moons; set minPts=5; set eps=0.6; run",
                      "set data=moons; set minPts=5; set eps=0.2; step 2"},
       .passed = [this](const lab::Snapshot& s) {
         return done(s, "moons", Method::Dbscan) && minPts.in(s) == 5 && clusters.numberIn(s) == 2 && noise.numberIn(s) <= 3;
       },
       .progress = [this](const lab::Snapshot& s) { return readingKnee(s); },
       .because = "Left of the knee are samples whose fifth neighbour is far: with that eps they are noise. Right of it the "
                  "curve is flat: there everybody is core."}};
  lab::Exercise role{this, "border-or-core", "Border or core",
      {.ask = "A sample has 4 others within eps, and minPts is 5. One of the four is a core sample. What is it?",
       .solution = "answer core",
       .nearMisses = {"answer border", "answer noise"},
       .choices = {"core", "border", "noise"},
       .correct = 0,
       .because = "The sample itself counts: 4 others and itself make 5. With 3 others it would be border, for it is within eps "
                  "of a core sample."}};
  lab::Exercise irises{this, "count-noise", "How many are noise",
      {.ask = "With eps = 0.5 and minPts = 5, Right now counts the core and the border samples among the 150 irises. How many are noise?",
       .start = "set data=iris; set method=DBSCAN; set eps=0.5; set minPts=5; reset; run",
       .solution = "set data=iris; set method=DBSCAN; set eps=0.5; set minPts=5; reset; run; answer 17",
       .nearMisses = {"set data=iris; set eps=0.5; set minPts=5; run; answer 33", "set data=iris; set eps=0.4; set minPts=5; run; answer 17"},
       .number = [this](const lab::Snapshot& s) {
         return done(s, "iris", Method::Dbscan) && eps.in(s) == 0.5 && minPts.in(s) == 5 ? noise.numberIn(s) : std::nan("");
       },
       .tolerance = 0.1,
       .hides = {&noise},
       .because = "17 of 150. 117 are core, and 16 are border: too few neighbours of their own, but near to somebody who has."}};
  lab::Exercise density{this, "two-densities", "Two densities",
      {.ask = "The drawn points hold two tight clusters of ten and a loose one of twelve, each its own class. Get all three whole, "
              "with no sample as noise: an adjusted Rand index of 1. Any algorithm will do.",
       .start = mixedStart + "; set method=DBSCAN; set minPts=4; set eps=0.3; reset",
       .solution = mixedStart + "; set method=HDBSCAN; set minPts=4; set min_size=5; reset; run",
       .nearMisses = {mixedStart + "; set method=DBSCAN; set minPts=4; set eps=0.3; run", mixedStart + "; set method=DBSCAN; set minPts=4; set eps=1.5; run",
                      mixedStart + "; set method=HDBSCAN; set minPts=4; set min_size=13; run"},
       .passed = [this](const lab::Snapshot& s) {
         return s.status == lab::Status::Finished && data.textIn(s) == "drawn" && points.in(s)->rows >= 32 && noise.numberIn(s) == 0 && rand.numberIn(s) > 0.999;
       },
       .progress = [this](const lab::Snapshot& s) { return separating(s); },
       .because = "DBSCAN has one eps for the whole plane. HDBSCAN tries every eps at once and keeps, branch by branch, the clusters that "
                  "last over the widest range of densities."}};

  lab::Artifact assignment{this, "labels", "Cluster of each sample", labels};
  lab::Artifact branches{this, "condensed", "Condensed tree of HDBSCAN", {lab::Format::Csv},
                         [this](lab::Format format) { return lab::writeValue(tableOf(hierarchy()), format); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return State{set_, state_, shown_}; }
  void restore(const std::any& state) override;

 private:
  struct Ordering {
    std::shared_ptr<const ml::Optics> optics;
  };
  struct Hierarchy {
    std::shared_ptr<const ml::Hdbscan> hdbscan;
    std::vector<double> births;  // the densities at which branches begin, rising
  };
  using Algorithm = std::variant<std::monostate, ml::DbscanWalk, Ordering, Hierarchy>;
  struct State {
    std::shared_ptr<const data::Dataset> set;
    Algorithm algorithm;
    std::size_t shown = 0;
  };
  static constexpr std::size_t most = 3000;  // samples
  static const std::string mixedStart;

  bool done(const lab::Snapshot& s, const std::string& set, Method with) const;
  std::string readingKnee(const lab::Snapshot& s) const;
  std::string separating(const lab::Snapshot& s) const;
  void publishCurve(std::span<const double> coreDistances);
  ml::Hdbscan hierarchy() const;
  static lab::value::Table tableOf(const ml::Hdbscan& result);
  void publishTree(const ml::Hdbscan& result);
  void publishReachability(const ml::Optics& optics, std::size_t places);
  void publish();
  void publish(const ml::DbscanWalk& walk);
  void publish(const Ordering& ordering);
  void publish(const Hierarchy& hierarchy);
  void count(std::vector<int> labelled, std::vector<int> roled);
  lab::Arithmetic explain(lab::Cell cell) const;

  std::shared_ptr<const data::Dataset> set_;
  Algorithm state_;
  std::size_t shown_ = 0;  // waves, samples in order, or densities tried
};

}  // namespace gradarium::lessons
