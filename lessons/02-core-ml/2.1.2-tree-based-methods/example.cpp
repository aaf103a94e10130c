// SPDX-License-Identifier: GPL-3.0-or-later
// A tree of depth two on the irises, and twenty boosted ones on the breast cancer data.
#include <cstdio>

#include "core/data/dataset.h"
#include "core/ml/trees/boosting.h"
#include "core/ml/trees/grower.h"

int main() {
  using namespace gradarium;
  const auto iris = data::load("iris");
  const auto flowers = std::make_shared<const ml::SortedColumns>(ml::Samples(iris, iris->features, iris->columns));
  ml::ClassGrower grower(flowers, ml::ClassTarget(iris->target, 3));
  base::Random random(0);
  grower.grow({.maxDepth = 2}, random);
  for (const auto& node : grower.tree().nodes)
    if (!node.leaf())
      std::printf("%s <= %.2f, %g samples, gini %.3f\n", iris->featureNames[static_cast<std::size_t>(node.feature)].c_str(), node.threshold, node.weight, node.impurity);

  const auto cells = data::load("breast-cancer");
  const auto columns = std::make_shared<const ml::SortedColumns>(ml::Samples(cells, cells->features, cells->columns));
  ml::GradientBoosting model(columns, {cells->target.begin(), cells->target.end()}, {.limits = {.maxDepth = 1}});
  for (int tree = 0; tree < 20; ++tree) model.add();
  std::printf("deviance after 20 stumps: %.6f\n", model.loss());
}
