// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "cart_experiment.h"
#include "core/base/error.h"
#include "core/lab/value_file.h"
#include "node_words.h"

/// What the tree topic computes when somebody looks: the pruning sequence, arithmetic, files.
namespace gradarium::lessons {
namespace {

constexpr std::size_t folds = 5;

/// Errors, as a share, of trees grown on four fifths of the samples and judged on the fifth, for each alpha.
std::vector<double> validatedErrors(const Task& task, const std::vector<double>& alphas, const ml::GrowthLimits& limits, ml::Criterion criterion,
                                    std::uint64_t seed) {
  const std::size_t n = task.set->rows;
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  base::Random random(seed);
  random.shuffle(order);
  std::vector<double> errors(alphas.size(), 0);
  for (std::size_t fold = 0; fold < std::min(folds, n); ++fold) {
    std::vector<double> weights(n, 1);
    for (std::size_t k = fold; k < n; k += folds) weights[order[k]] = 0;
    ml::ClassGrower grower(task.columns, ml::ClassTarget(task.set->target, task.classes(), criterion), weights);
    grower.grow(limits, random);
    for (std::size_t a = 0; a < alphas.size(); ++a) {
      const ml::Tree tree = ml::pruned(grower.tree(), alphas[a]);
      for (std::size_t k = fold; k < n; k += folds)
        errors[a] += tree.classAt(tree.leafOf(task.row(order[k]))) != task.set->target[order[k]] ? 1 / static_cast<double>(n) : 0;
    }
  }
  return errors;
}

/// The same of the tree that was shown all of them.
double trainingError(const Task& task, const ml::Tree& tree) {
  double wrong = 0;
  for (std::size_t i = 0; i < task.set->rows; ++i) wrong += tree.classAt(tree.leafOf(task.row(i))) != task.set->target[i] ? 1 : 0;
  return wrong / static_cast<double>(task.set->rows);
}

}  // namespace

CartExperiment::Path CartExperiment::pathOf() const {
  Path result;
  if (!state_.grower) return result;
  ml::ClassGrower grower(state_.task.columns, state_.grower->target());
  base::Random random(seed);
  grower.grow(limits(), random);
  const auto path = ml::pruningPath(grower.tree());
  std::vector<double> alphas;  // between two of the sequence, by their geometric mean (Breiman et al. 1984)
  for (std::size_t i = 0; i < path.size(); ++i)
    alphas.push_back(i + 1 < path.size() ? std::sqrt(path[i].alpha * path[i + 1].alpha) : path[i].alpha);
  const auto errors = validatedErrors(state_.task, alphas, limits(), criterion, seed);
  result.table = {{{"α", "", {}, {}}, {"leaves", "", {}, {}}, {"impurity", "", {}, {}}, {"training error", "", {}, {}}, {"5-fold error", "", {}, {}}}};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const double wrong = trainingError(state_.task, ml::pruned(grower.tree(), path[i].alpha > 0 ? path[i].alpha : -1));
    const double row[] = {path[i].alpha, static_cast<double>(path[i].leaves), path[i].impurity, wrong, errors[i]};
    for (std::size_t c = 0; c < 5; ++c) result.table.columns[c].numbers.push_back(row[c]);
  }
  for (std::size_t i = path.size(); i-- > 0;) {
    result.risk.append(static_cast<double>(path[i].leaves), result.table.columns[3].numbers[i]);
    result.validated.append(static_cast<double>(path[i].leaves), errors[i]);
  }
  return result;
}

lab::Arithmetic CartExperiment::explain(lab::Cell cell) const {
  if (!state_.grower) throw base::BadCall("there is no tree yet");
  const std::size_t at = wholeNode(cell.row);
  const ml::Tree& tree = whole();
  const auto& node = tree.nodes[at];
  const auto parts = [&](std::size_t of) {
    std::string words = "1";
    for (const double share : tree.valueOf(of)) words += " - " + brief(share) + "²";
    return words;
  };
  lab::Arithmetic sum{node.leaf() ? "Impurity of this leaf" : "What this question takes away", {}, 0};
  if (node.leaf()) {
    for (std::size_t k = 0; k < tree.outputs; ++k)
      sum.lines.push_back({state_.task.set->classNames[k], "share of " + brief(node.weight) + " samples", tree.valueOf(at)[k]});
    sum.result = node.impurity;
    return sum;
  }
  const auto line = [&](const std::string& name, std::size_t of, double sign) {
    const auto& n = tree.nodes[of];
    const std::string words = criterion == ml::Criterion::Gini ? "(" + parts(of) + ")" : brief(n.impurity) + " bits";
    sum.lines.push_back({name, brief(n.weight) + " x " + words, sign * n.weight * n.impurity});
  };
  line("before", at, 1);
  line("at most " + brief(node.threshold), static_cast<std::size_t>(node.left), -1);
  line("above", static_cast<std::size_t>(node.right), -1);
  for (const auto& l : sum.lines) sum.result += l.number;
  return sum;
}

std::string CartExperiment::writeModel(lab::Format format) const {
  if (!state_.grower) throw base::Error("there is no tree yet");
  const ml::Tree shown = ml::pruned(whole(), alpha > 0 ? static_cast<double>(alpha) : -1);
  return format == lab::Format::Json ? treeJson(shown, state_.task) + "\n" : lab::writeValue(treeTable(shown, state_.task), format);
}

}  // namespace gradarium::lessons
