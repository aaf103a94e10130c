// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <optional>
#include <variant>

#include "clustering_data.h"
#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/kmeans_minibatch.h"

namespace gradarium::lessons {

/// Lloyd's algorithm by half-steps: assign samples to their nearest centre, then move centres to their means. With bounds
/// the steps are the same and the work is less; with mini-batches a step is one batch.
class KMeansExperiment final : public lab::Experiment {
 public:
  KMeansExperiment() : Experiment("kmeans", "K-means clustering") {}

  lab::Dataset data{this, "data", "Data set", "iris",
                    {.offered = withDigits(), .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Int k{this, "k", "Clusters k",
             {.value = 3, .min = 1, .max = 20, .maxOf = [this] { return static_cast<int>(data.get()->rows); }}};
  lab::Choice<ml::Seeding> init{this, "init", "Initialisation",
                                {{"k-means++", ml::Seeding::PlusPlus}, {"random", ml::Seeding::Random}},
                                {.help = "How the first centres are chosen among the samples"}};
  enum class Method { Lloyd, Hamerly, Elkan, MiniBatch };
  lab::Choice<Method> method{this, "method", "Algorithm",
                             {{"Lloyd", Method::Lloyd}, {"Hamerly", Method::Hamerly}, {"Elkan", Method::Elkan},
                              {"mini-batch", Method::MiniBatch, "Mini-batch"}},
                             {.help = "Hamerly and Elkan take Lloyd's steps with fewer distances; mini-batches take others"}};
  lab::Int batch{this, "batch", "Batch", {.value = 20, .min = 1, .max = 500, .scale = lab::Scale::Log,
                                          .traits = {.unit = "samples", .visible = [this] { return method == Method::MiniBatch; }}}};
  lab::Int restarts{this, "restarts", "Restarts", {.value = 200, .min = 1, .max = 500, .scale = lab::Scale::Log,
                                                   .traits = {.help = "How many other starts the restarts view runs to the end"}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Samples"};                  // n x d
  lab::Labels labels{this, "labels", "Cluster of each sample"};   // n, -1 before the first assignment
  lab::Points centres{this, "centres", "Cluster centres"};        // k x d
  lab::Series inertia{this, "inertia", "Inertia", {.xLabel = "half-step"}};
  lab::Tensor pictures{this, "pictures", "Pictures"};  // k x 8 x 8 for the digits; a picture as it is and in the colours of the centres
  lab::Scalar cost{this, "inertia_now", "Inertia", {.nonFinite = true, .help = "Sum of squared distances to the own centre"}};
  lab::Scalar shift{this, "shift", "Centre shift", {.help = "How far the centre that moved most went in the last move"}};
  lab::Scalar reassigned{this, "reassigned", "Reassigned", {.help = "Samples that changed hands in the last assignment"}};
  lab::Scalar rand{this, "adjusted_rand", "Adjusted Rand", {.nonFinite = true, .help = "Agreement with the known classes: 1 is perfect, 0 is chance"}};
  lab::Scalar distances{this, "distances", "Distances taken", {.help = "From a sample to a centre, or between centres"}};
  lab::Table clusters{this, "clusters", "Clusters"};
  lab::Series ends{this, "restart_inertias", "Final inertia of other starts", [this] { return runRestarts(); },
                   {.xLabel = "start, best first"}};

  lab::Action<lab::Move> moveCentre{this, "move_centre", "Move a centre", [this](const lab::Move& m) { move(m); },
                                  {0, {5.0, 3.4, 1.5, 0.2}}};
  lab::Query distance{this, "distance", "Squared distance of a sample to a centre",
                      [this](lab::Cell c) { return explain(c); }};

  lab::Preset stuck{this, "stuck", "A start that gets stuck", "set data=iris; set k=3; set init=random; set seed=1; run"};
  lab::Preset fewer{this, "elkan", "The same steps, fewer distances", "set data=wine; set k=6; set method=Elkan; run"};
  lab::Preset batches{this, "batches", "Twenty samples at a time", "set data=blobs; set k=3; set method=mini-batch; run"};
  lab::Preset digits{this, "digits", "Ten means of handwriting", "set data=digits; set k=10; set method=Lloyd; set restarts=20; run"};
  lab::Preset photo{this, "photo", "A photo in eight colours", "set data=coffee; set k=8; set method=Lloyd; set init=k-means++; set restarts=10; run"};
  lab::Preset splitRings{this, "rings", "Rings, which no k can cut", "set data=circles; set k=2; run"};

  lab::Exercise breakIt{this, "break-it", "Break it",
      {.ask = "Find a start on iris with k = 3 from which k-means ends at least 30 % above the best inertia known, "
              "78.851. Change the seed and the initialisation, or drag the centres.",
       .start = "set data=iris; set k=3; set method=Lloyd; set init=k-means++; set seed=0; reset",
       .solution = "set data=iris; set k=3; set method=Lloyd; set init=random; set seed=1; reset; run",
       .nearMisses = {"set data=iris; set k=3; set seed=1; run", "set data=iris; set k=2; run",
                      "set data=iris; set k=3; set init=random; set seed=1; step 2"},
       .passed = [this](const lab::Snapshot& s) { return settledOnIris(s, 3) && cost.numberIn(s) >= 1.3 * bestIris3; },
       .progress = [this](const lab::Snapshot& s) { return standing(s); },
       .because = "Every half-step lowers the inertia, so k-means can only run downhill into the nearest hollow. "
                  "Which hollow that is was settled by the start."}};
  lab::Exercise total{this, "one-cluster", "One cluster", 
      {.ask = "With k = 1, what will the inertia of the irises be in the end, to one decimal? Think before you run: "
              "the centre becomes the mean of all 150 samples.",
       .start = "set data=iris; set k=1; set method=Lloyd; reset",
       .solution = "set data=iris; set k=1; set method=Lloyd; reset; run; answer 681.4",
       .nearMisses = {"set data=iris; set k=1; run; answer 681.9", "set data=iris; set k=2; run; answer 681.4"},
       .number = [this](const lab::Snapshot& s) { return settledOnIris(s, 1) ? cost.numberIn(s) : std::nan(""); },
       .tolerance = 0.06,
       .hides = {&ends},
       .because = "It is the total sum of squares about the mean, 681.37: what k-means has to share out among its clusters."}};
  lab::Exercise monotone{this, "which-half", "Which half can fail", 
      {.ask = "Nobody touches the centres. Which half-step of k-means can raise the inertia?",
       .solution = "answer neither",
       .nearMisses = {"answer the assignment", "answer the move", "answer both"},
       .choices = {"the assignment", "the move", "both", "neither"},
       .correct = 3,
       .because = "Each sample takes its nearest centre, and the mean is the point with the least sum of squares: "
                  "both halves can only lower the inertia, so it never rises."}};

  lab::Exercise bounds{this, "fewer-distances", "Fewer distances",
      {.ask = "On the wines with k = 6, let k-means take its very same steps to the end with fewer than half the distances "
              "that Lloyd takes.",
       .start = "set data=wine; set k=6; set init=k-means++; set seed=0; set method=Lloyd; reset",
       .solution = "set data=wine; set k=6; set init=k-means++; set seed=0; set method=Elkan; reset; run",
       .nearMisses = {"set data=wine; set k=6; set seed=0; run", "set data=wine; set k=6; set seed=0; set method=Elkan; step 3",
                      "set data=wine; set k=6; set seed=0; set method=mini-batch; run"},
       .passed = [this](const lab::Snapshot& s) {
         return s.status == lab::Status::Finished && data.textIn(s) == "wine" && k.in(s) == 6 && method.in(s) != Method::MiniBatch &&
                shareOfLloyds(s) < 0.5;
       },
       .progress = [this](const lab::Snapshot& s) { return saving(s); },
       .because = "A centre that moved by m came nearer to a sample by m at most. Elkan (2003) keeps such bounds for every "
                  "sample and centre, and leaves out each distance whose answer they already know."}};

  lab::Exercise palette{this, "few-colours", "As few colours as will do",
      {.ask = "Redraw the photo in as few colours as possible so that a pixel is off by 600 at most, squared and on average: an inertia "
              "of 5,760,000 or less. Run it to the end.",
       .start = "set data=coffee; set k=4; set method=Lloyd; set init=k-means++; set seed=0; set restarts=10; reset",
       .solution = "set data=coffee; set k=7; set method=Lloyd; set init=k-means++; set seed=0; set restarts=10; run",
       .nearMisses = {"set data=coffee; set k=6; set seed=0; set restarts=10; run", "set data=coffee; set k=8; set seed=0; set restarts=10; run",
                      "set data=coffee; set k=7; set seed=0; set restarts=10; step 3"},
       .passed = [this](const lab::Snapshot& s) {
         return s.status == lab::Status::Finished && data.textIn(s) == "coffee" && k.in(s) == 7 && cost.numberIn(s) <= 5.76e6;
       },
       .progress = [this](const lab::Snapshot& s) { return coloured(s); },
       .because = "Seven colours: with a table of them a pixel takes 3 bits instead of 24. That is vector quantisation, and k-means is how "
                  "its codebook is found; GIF pictures, codecs and the compressed vectors of search engines are made so."}};

  lab::Artifact model{this, "model", "Cluster centres", {lab::Format::Csv, lab::Format::Npy, lab::Format::Json, lab::Format::Onnx},
                      [this](lab::Format format) { return writeModel(format); }};
  lab::Artifact assignment{this, "labels", "Cluster of each sample", labels};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  std::any save() const override { return model_; }
  void restore(const std::any& state) override { model_ = std::any_cast<const Model&>(state); }

 private:
  using Model = std::variant<std::monostate, ml::KMeans, ml::MiniBatchKMeans>;
  static constexpr std::size_t batches_ = 100;  // mini-batches never settle; this many are a run
  static constexpr double bestIris3 = 78.851441426146;  // the global optimum: no start of many thousands goes below

  std::string writeModel(lab::Format format) const;
  std::string coloured(const lab::Snapshot& s) const;
  double shareOfLloyds(const lab::Snapshot& s) const;
  std::string saving(const lab::Snapshot& s) const;
  lab::value::Tensor redraw(std::span<const int> labelled, std::span<const double> places) const;
  std::span<const double> places() const;
  void move(const lab::Move& move);
  void showJump();
  static std::vector<std::string> withDigits();
  lab::Arithmetic explain(lab::Cell cell) const;
  bool settledOnIris(const lab::Snapshot& s, int clusters) const;
  std::string standing(const lab::Snapshot& s) const;
  lab::value::Series runRestarts();
  void publish();
  void publish(std::span<const int> labelled, std::span<const double> places);
  void publishTable(std::span<const int> labelled, std::span<const double> places);
  Projection plane_;
  Model model_;
  std::optional<lab::value::Series> ends_;  // run once, when first looked at
};

}  // namespace gradarium::lessons
