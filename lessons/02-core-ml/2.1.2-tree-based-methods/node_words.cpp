// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_words.h"

#include <nlohmann/json.hpp>

#include "core/base/number_text.h"

namespace gradarium::lessons {

std::string questionOf(const ml::Tree& tree, std::size_t node, const Task& task) {
  const auto& at = tree.nodes[node];
  return task.name(static_cast<std::size_t>(at.feature)) + " ≤ " + brief(at.threshold);
}

lab::value::Tree treeValue(const ml::Tree& tree, const Task& task, const std::function<std::string(std::size_t node)>& leafWords) {
  lab::value::Tree value;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const auto& node = tree.nodes[i];
    value.nodes.push_back({node.parent, node.leaf() ? leafWords(i) : questionOf(tree, i, task), node.weight, node.leaf()});
  }
  return value;
}

lab::value::Table treeTable(const ml::Tree& tree, const Task& task) {
  lab::value::Table table{{{"node", "", {}, {}}, {"parent", "", {}, {}}, {"question", "", {}, {}}, {"samples", "", {}, {}}, {"impurity", "", {}, {}}, {"gain", "", {}, {}}}};
  for (std::size_t k = 0; k < tree.outputs; ++k) table.columns.push_back({tree.outputs == 1 ? "value" : task.set->classNames[k], "", {}, {}});
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const auto& node = tree.nodes[i];
    table.columns[0].numbers.push_back(static_cast<double>(i));
    table.columns[1].numbers.push_back(node.parent);
    table.columns[2].texts.push_back(node.leaf() ? "leaf" : questionOf(tree, i, task));
    table.columns[3].numbers.push_back(node.weight);
    table.columns[4].numbers.push_back(node.impurity);
    table.columns[5].numbers.push_back(node.gain);
    for (std::size_t k = 0; k < tree.outputs; ++k) table.columns[6 + k].numbers.push_back(tree.valueOf(i)[k]);
  }
  return table;
}

std::string treeJson(const ml::Tree& tree, const Task& task, std::size_t node) {
  const auto& at = tree.nodes[node];
  std::string text = "{\"samples\": " + base::shortest(at.weight) + ", \"impurity\": " + base::shortest(at.impurity) + ", \"value\": [";
  for (std::size_t k = 0; k < tree.outputs; ++k) text += (k > 0 ? ", " : "") + base::shortest(tree.valueOf(node)[k]);
  text += "]";
  if (!at.leaf())
    text += ", \"feature\": " + nlohmann::json(task.name(static_cast<std::size_t>(at.feature))).dump() + ", \"threshold\": " + base::shortest(at.threshold) +
            ",\n \"at_most\": " + treeJson(tree, task, static_cast<std::size_t>(at.left)) +
            ",\n \"above\": " + treeJson(tree, task, static_cast<std::size_t>(at.right));
  return text + "}";
}

}  // namespace gradarium::lessons
