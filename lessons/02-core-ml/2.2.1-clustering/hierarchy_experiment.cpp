// SPDX-License-Identifier: GPL-3.0-or-later
#include "hierarchy_experiment.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/lab/value_file.h"

namespace gradarium::lessons {

void HierarchyExperiment::reset() {
  set_ = data.get();
  plane_ = Projection(*set_);
  points = plane_.points(set_->features);
  dendrogram_.reset();
  shown_ = 0;
  if (set_->rows > most) {
    throw base::Error("this tree is shown for " + std::to_string(most) + " samples at most, not " +
                      std::to_string(set_->rows));
  }
  const ml::Samples samples = samplesOf(set_, "hierarchical clustering");
  dendrogram_ = std::make_shared<const ml::Dendrogram>(ml::agglomerate(samples, linkage));
  order_ = dendrogram_->leafOrder();
  show(correlation, dendrogram_->copheneticCorrelation(samples));
  cutTo(heightFor(static_cast<std::size_t>(cutAt)));
}

void HierarchyExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  set_ = saved.set;
  plane_ = set_ ? Projection(*set_) : Projection();
  dendrogram_ = saved.dendrogram;
  if (dendrogram_) order_ = dendrogram_->leafOrder();
  shown_ = saved.shown;
  height_ = saved.height;
}

const ml::Dendrogram& HierarchyExperiment::built() const {
  if (!dendrogram_) throw base::Error("there is no tree yet");
  return *dendrogram_;
}

lab::Status HierarchyExperiment::step(lab::Run&) {
  const auto all = dendrogram_->merges();
  if (shown_ < all.size()) {
    ++shown_;
    heights.append(static_cast<double>(shown_), all[shown_ - 1].height);
  }
  publish();
  return shown_ < all.size() ? lab::Status::Running : lab::Status::Finished;
}

void HierarchyExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &cutAt) cutTo(heightFor(static_cast<std::size_t>(cutAt)));
}

/// Midway between the merge that leaves so many clusters and the next.
double HierarchyExperiment::heightFor(std::size_t clusters) const {
  const auto all = built().merges();
  if (all.empty()) return 0;
  const std::size_t made = all.size() + 1 - std::min(clusters, all.size() + 1);
  const double below = made > 0 ? all[made - 1].height : 0;
  return made < all.size() ? (below + all[made].height) / 2 : below * 1.05;
}

void HierarchyExperiment::drag(const lab::Move& move) {
  if (move.to.size() != 1 || !(move.to[0] >= 0)) throw base::BadCall("the cut takes a height of 0 or more");
  cutTo(move.to[0]);
}

void HierarchyExperiment::cutTo(double height) {
  const std::size_t merges = built().merges().size();
  height_ = height;
  cutHeight = height;
  lab::value::Series line;
  line.append(1, height);
  line.append(static_cast<double>(std::max<std::size_t>(2, merges)), height);
  cutLine.set(std::move(line));
  publish();
}

void HierarchyExperiment::publish() {
  const auto all = dendrogram_->merges();
  const std::vector<int> cut = dendrogram_->cutAt(height_);
  std::vector<int> shown(set_->rows, -1);
  for (std::size_t m = 0; m < shown_; ++m) {
    for (const std::size_t side : {all[m].left, all[m].right}) {
      if (side < shown.size()) shown[side] = cut[side];
    }
  }
  labels = {std::move(shown), {}};
  left = static_cast<double>(set_->rows - shown_);
  mergesShown = static_cast<double>(shown_);
  show(lastHeight, shown_ > 0 ? all[shown_ - 1].height : std::nan(""));
  cutClusters = static_cast<double>(dendrogram_->clustersAt(height_));
  show(rand, agreement(*set_, cut));
  publishSizes(cut);

  std::vector<double> pair;
  for (const std::size_t side :
       shown_ > 0 ? std::vector{all[shown_ - 1].left, all[shown_ - 1].right} : std::vector<std::size_t>{}) {
    const std::vector<double> mean = meanOf(samplesUnder(side));
    pair.insert(pair.end(), mean.begin(), mean.end());
  }
  merged = plane_.points(pair);
}

void HierarchyExperiment::publishSizes(std::span<const int> cut) {
  lab::value::Table table{{{"samples", "", {}, {}}}};
  for (const int label : cut) {
    auto& counts = table.columns[0].numbers;
    if (counts.size() <= static_cast<std::size_t>(label)) counts.resize(static_cast<std::size_t>(label) + 1);
    ++counts[static_cast<std::size_t>(label)];
  }
  sizes = std::move(table);
}

/// Nodes 0 .. n-1 are the samples, then come the merges, as high as they met. Until the last it is a forest.
lab::value::Tree HierarchyExperiment::treeNow() const {
  const auto all = built().merges().first(shown_);
  const std::size_t n = built().samples();
  lab::value::Tree value;
  value.nodes.resize(n + all.size());
  for (std::size_t i = 0; i < n; ++i) value.nodes[i].label = std::to_string(i + 1);
  for (std::size_t m = 0; m < all.size(); ++m) {
    auto& node = value.nodes[n + m];
    node.number = all[m].height;
    node.leaf = false;
    value.nodes[all[m].left].parent = value.nodes[all[m].right].parent = static_cast<int>(n + m);
  }
  return value;
}

/// Of the clusters at the cut, smallest first.
std::vector<double> HierarchyExperiment::sizesIn(const lab::Snapshot& s) const {
  const auto* table = sizes.in(s);
  if (!table) return {};
  std::vector<double> counts = table->columns[0].numbers;
  std::sort(counts.begin(), counts.end());
  return counts;
}

bool HierarchyExperiment::chained(const lab::Snapshot& s) const {
  return s.status == lab::Status::Finished && data.textIn(s) == "iris" &&
         sizesIn(s) == std::vector<double>{2, 50, 98};
}

std::string HierarchyExperiment::chaining(const lab::Snapshot& s) const {
  if (data.textIn(s) != "iris") return "needs the irises";
  std::string found;
  for (const double size : sizesIn(s)) found += (found.empty() ? "" : ", ") + base::shortest(size);
  return "clusters of " + found + " at the cut" +
         (s.status == lab::Status::Finished ? "" : "; run it to the top");
}

std::string HierarchyExperiment::following(const lab::Snapshot& s) const {
  if (data.textIn(s) != "moons") return "needs the moons";
  return base::shortest(cutClusters.numberIn(s)) + " clusters, adjusted Rand " +
         base::shortest(std::round(rand.numberIn(s) * 1000) / 1000) +
         (s.status == lab::Status::Finished ? "" : "; run it to the top");
}

std::string HierarchyExperiment::writeMerges(lab::Format format) const {
  const auto all = built().merges();
  lab::value::Matrix matrix{all.size(), 4, {}, {}, {"left", "right", "height", "samples"}};
  for (const ml::Merge& m : all) {
    matrix.data.insert(matrix.data.end(), {static_cast<double>(m.left), static_cast<double>(m.right),
                                           m.height, static_cast<double>(m.size)});
  }
  return lab::writeValue(matrix, format);
}

std::string HierarchyExperiment::writeLabels(lab::Format format) const {
  return lab::writeValue(lab::value::Labels{built().cutAt(height_), {}}, format);
}

}  // namespace gradarium::lessons
