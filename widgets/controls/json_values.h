// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// The texts of rich parameters, as editors need them. What cannot be read is empty: the session has checked
/// it.
namespace gradarium::widgets {

std::vector<double> numbersIn(const std::string& json);            // [1, 2]
std::vector<std::vector<double>> rowsIn(const std::string& json);  // [[1, 2], [3, 4]]
/// How many elements an array has, or the array of that name in an object.
int countIn(const std::string& json, const char* member = nullptr);
std::string arrayOf(const std::vector<double>& numbers);
std::string rowsOf(const std::vector<std::vector<double>>& rows);

}  // namespace gradarium::widgets
