// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/lab/experiment.h"
#include "core/lab/show.h"
#include "core/ml/samples.h"

/// What the experiments of the lesson share: a data set as a question of regression, and how numbers become observables.
namespace gradarium::lessons {

using lab::show;

/// One column of a data set to be told from the others.
struct Regression {
  ml::Samples x;          // n x d
  std::vector<double> y;  // n
  std::vector<std::string> names;
  std::string response, unit;
};

/// The wines' alcohol from what else is known of them; of drawn points y from x; of any other the last column from those
/// before it. Throws Error where there is only one column.
Regression regressionOf(const data::Dataset& set);

/// Two-column points with names for both.
lab::value::Points plane(std::vector<double> data, const std::string& x, const std::string& y);

/// Around a centre, so wide that `reach` fits, in steps: small changes of either leave the window where it is.
struct Window {
  double low = 0, high = 1;
};
Window windowAround(double centre, double reach);

/// Throws Error, in words, where a data set is larger than what a drag can wait for.
void expectAtMost(std::size_t rows, std::size_t columns, std::size_t mostRows, std::size_t mostColumns);

/// The command that puts drawn points back to where they were: "set drawn=[[...], ...]; ".
std::string putBack(const std::vector<lab::PointsInput::Point>& points);

/// "12.3", as many digits as mean something in a sentence.
std::string brief(double number, int digits = 4);

/// Words for a column whose name has none.
std::string capitalised(std::string words);

}  // namespace gradarium::lessons
