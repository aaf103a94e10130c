// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/lab/values.h"
#include "core/ml/trees/tree.h"
#include "trees_data.h"

/// Trees in words, for views and files.
namespace gradarium::lessons {

/// "petal width ≤ 0.8".
std::string questionOf(const ml::Tree& tree, std::size_t node, const Task& task);

/// A question a node, and what `leafWords` says of a leaf; the number is that of the samples.
lab::value::Tree treeValue(const ml::Tree& tree, const Task& task, const std::function<std::string(std::size_t node)>& leafWords);

/// One row a node: question, children, samples, impurity, gain, values.
lab::value::Table treeTable(const ml::Tree& tree, const Task& task);
/// The same, nested, as JSON text.
std::string treeJson(const ml::Tree& tree, const Task& task, std::size_t node = 0);

}  // namespace gradarium::lessons
