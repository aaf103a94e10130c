// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/autograd/scalar_graph.h"

namespace gradarium::autograd {

/// What is in memory after one node of a pass was worked at. Inputs of the program (leaves) are held anyway
/// and not counted.
struct MemoryMoment {
  enum class Work { Forward, Again, Backward };
  Work work = Work::Forward;
  std::size_t node = 0;
  std::size_t values = 0, gradients = 0;  ///< numbers held, of nodes that are no leaves
  std::vector<std::size_t> letGo;         ///< values that are no longer held afterwards
};

struct CheckpointedPass {
  std::vector<MemoryMoment> moments;
  std::vector<double> gradients;       ///< of every node
  std::vector<std::size_t> segment;    ///< of every node; leaves and dead nodes: the number of segments
  std::vector<std::size_t> kept;       ///< nodes whose values outlive their segment: the checkpoints
  std::size_t peak = 0;                ///< most numbers held at once
  std::size_t forward = 0, again = 0;  ///< values computed in the forward pass, and once more
};

/// Reverse mode with less memory (Griewank 1992; Chen et al. 2016): the operations before `end`, in their
/// order, are cut into `segments` pieces; a piece keeps only what later pieces need, and is computed again
/// when the backward pass comes to it. One segment is ordinary backpropagation, which keeps everything. The
/// values are really dropped and really computed again; the gradients are bitwise those of
/// ScalarGraph::backward().
GRADARIUM_CORE CheckpointedPass backwardInSegments(const ScalarGraph& graph, Scalar end,
                                                   std::size_t segments);

}  // namespace gradarium::autograd
