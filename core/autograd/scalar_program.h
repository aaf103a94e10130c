// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/autograd/scalar_graph.h"
#include "core/base/postfix.h"

namespace gradarium::autograd {

/// A computation that somebody typed, one assignment a line or up to a semicolon, the last one its result:
///
///     c = a * b; d = c + 2; d += tanh(c)
///
/// The right sides are what base::readPostfix() reads, of + - * / ^ exp log tanh sigmoid relu sqrt alone: the
/// operations that ScalarGraph knows. "d = 3" makes a leaf with a name.
class GRADARIUM_CORE ScalarProgram {
 public:
  /// `inputs` are names that need no assignment. Throws base::BadCall that says what is wrong, and where.
  ScalarProgram(std::string_view text, std::span<const std::string> inputs);

  /// Whether input i, as given to the constructor, is needed.
  bool uses(std::size_t input) const { return used_[input]; }
  /// Appends leaves for the used inputs, one value an input offered, then the operations in the order of the
  /// text. The result is labelled as its assignment names it.
  Scalar build(ScalarGraph& graph, std::span<const double> values) const;

  static constexpr std::size_t most = 300;  ///< nodes of one program

 private:
  struct Assignment {
    std::string name;
    base::Postfix formula;
    std::size_t target = 0;  // in names_
  };
  void read(std::string_view statement);
  void checkOperations(const base::Postfix& formula, const std::string& name);

  std::vector<std::string> names_;  // inputs first
  std::vector<bool> used_;
  std::vector<Assignment> assignments_;
};

}  // namespace gradarium::autograd
