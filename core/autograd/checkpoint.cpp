// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/checkpoint.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.h"

namespace gradarium::autograd {
namespace {

using Work = MemoryMoment::Work;

class Pass {
 public:
  Pass(const ScalarGraph& graph, Scalar end, std::size_t segments)
      : nodes_(graph.nodes()),
        values_(nodes_.size(), std::numeric_limits<double>::quiet_NaN()),
        slopes_(nodes_.size()),
        held_(nodes_.size()),
        touched_(nodes_.size()) {
    for (const std::size_t i : graph.ancestors(end)) {
      if (nodes_[i].inputCount > 0) {
        order_.push_back(i);
      } else {
        values_[i] = nodes_[i].value;
      }
    }
    segments_ = std::clamp<std::size_t>(segments, 1, std::max<std::size_t>(order_.size(), 1));
    out_.gradients.assign(nodes_.size(), 0);
    out_.segment.assign(nodes_.size(), segments_);
    for (std::size_t s = 0; s < segments_; ++s)
      for (std::size_t at = first(s); at < first(s + 1); ++at) out_.segment[order_[at]] = s;
    outlives_.resize(nodes_.size());
    lastUse_.resize(nodes_.size());
    for (const std::size_t i : order_) {
      lastUse_[i] = i;
      for (std::size_t k = 0; k < nodes_[i].inputCount; ++k) {
        const std::size_t input = nodes_[i].inputs[k];
        if (nodes_[input].inputCount == 0) continue;
        if (out_.segment[input] < out_.segment[i]) {
          outlives_[input] = true;
        } else {
          lastUse_[input] = i;
        }
      }
    }
    for (const std::size_t i : order_)
      if (outlives_[i]) out_.kept.push_back(i);
    out_.gradients[end.index()] = 1;
    end_ = end.index();
  }

  CheckpointedPass run() {
    for (std::size_t s = 0; s < segments_; ++s) {
      const bool last = s + 1 == segments_;
      for (std::size_t at = first(s); at < first(s + 1); ++at) {
        compute(order_[at]);
        ++out_.forward;
        if (!last) drop(order_[at]);
        note(order_[at], Work::Forward);
      }
    }
    touch(end_);
    for (std::size_t s = segments_; s-- > 0;) {
      for (std::size_t at = first(s); at < first(s + 1); ++at) {
        // A checkpoint is there already; where its slopes went, they follow from its inputs.
        if (held_[order_[at]]) {
          if (s + 1 < segments_) slope(order_[at]);
          continue;
        }
        compute(order_[at]);
        ++out_.again;
        note(order_[at], Work::Again);
      }
      for (std::size_t at = first(s + 1); at-- > first(s);) propagate(order_[at]);
    }
    return std::move(out_);
  }

 private:
  std::size_t first(std::size_t segment) const { return segment * order_.size() / segments_; }
  ScalarGraph::Outcome outcome(std::size_t i) const {
    const auto& node = nodes_[i];
    return ScalarGraph::evaluate(node, values_[node.inputs[0]],
                                 node.inputCount > 1 ? values_[node.inputs[1]] : 0);
  }
  void slope(std::size_t i) { slopes_[i] = outcome(i).slopes; }
  void compute(std::size_t i) {
    const auto result = outcome(i);
    values_[i] = result.value;
    slopes_[i] = result.slopes;
    held_[i] = true;
    ++valuesHeld_;
  }
  void forget(std::size_t i) {
    if (!held_[i]) return;
    held_[i] = false;
    letGo_.push_back(i);
    values_[i] = std::numeric_limits<double>::quiet_NaN();
    --valuesHeld_;
  }
  /// Once `now` is computed: it and its inputs, where neither this segment nor a later one needs them again.
  void drop(std::size_t now) {
    const auto& node = nodes_[now];
    for (std::size_t k = 0; k < node.inputCount; ++k)
      if (!outlives_[node.inputs[k]] && lastUse_[node.inputs[k]] == now) forget(node.inputs[k]);
    if (!outlives_[now] && lastUse_[now] == now) forget(now);
  }
  void touch(std::size_t i) {
    if (touched_[i] || nodes_[i].inputCount == 0) return;
    touched_[i] = true;
    ++gradientsHeld_;
  }
  void propagate(std::size_t i) {
    const auto& node = nodes_[i];
    for (std::size_t k = 0; k < node.inputCount; ++k) {
      touch(node.inputs[k]);
      out_.gradients[node.inputs[k]] += out_.gradients[i] * slopes_[i][k];
    }
    note(i, Work::Backward);  // both ends of the rule are in memory now
    --gradientsHeld_;
    forget(i);
    out_.moments.back().letGo = std::move(letGo_);
    letGo_.clear();
  }
  void note(std::size_t node, Work work) {
    out_.moments.push_back({work, node, valuesHeld_, gradientsHeld_, std::move(letGo_)});
    letGo_.clear();
    out_.peak = std::max(out_.peak, valuesHeld_ + gradientsHeld_);
  }

  std::span<const ScalarGraph::Node> nodes_;
  std::vector<double> values_;
  std::vector<std::array<double, 2>> slopes_;
  std::vector<bool> held_, touched_, outlives_;
  std::vector<std::size_t> order_, letGo_, lastUse_;  // the last: inside its segment
  std::size_t segments_ = 1, end_ = 0, valuesHeld_ = 0, gradientsHeld_ = 0;
  CheckpointedPass out_;
};

}  // namespace

CheckpointedPass backwardInSegments(const ScalarGraph& graph, Scalar end, std::size_t segments) {
  if (segments == 0) throw base::BadCall("a pass has at least one segment");
  return Pass(graph, end, segments).run();
}

}  // namespace gradarium::autograd
