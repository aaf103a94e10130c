// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_program.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <variant>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::autograd {
namespace {

using Op = base::Postfix::Op;

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

bool isName(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// What stands on the stack while a formula becomes nodes: numbers become leaves only where a node needs
/// them.
using Operand = std::variant<double, Scalar>;

class Builder {
 public:
  explicit Builder(ScalarGraph& graph) : graph_(graph) {}

  Scalar scalar(const Operand& operand) {
    if (const auto* known = std::get_if<Scalar>(&operand)) return *known;
    const double number = std::get<double>(operand);
    return graph_.leaf(number, base::shortest(number));
  }
  Operand two(std::string_view operation, const Operand& a, const Operand& b) {
    const Scalar both[] = {scalar(a), scalar(b)};
    return graph_.apply(operation, both);
  }
  Operand one(std::string_view operation, const Operand& a, double constant = 0) {
    const Scalar x = scalar(a);
    return graph_.apply(operation, {&x, 1}, constant);
  }
  Operand power(const Operand& a, const Operand& b) {
    if (const auto* exponent = std::get_if<double>(&b)) return one("power", a, *exponent);
    return one("exp", two("multiply", b, one("log", a)));
  }
  Operand negated(const Operand& a) {
    if (const auto* number = std::get_if<double>(&a)) return -*number;
    return two("multiply", a, -1.0);
  }

 private:
  ScalarGraph& graph_;
};

/// Where both operands are numbers, so is the result.
std::optional<double> folded(Op op, double a, double b) {
  switch (op) {
    case Op::Add:
      return a + b;
    case Op::Subtract:
      return a - b;
    case Op::Multiply:
      return a * b;
    case Op::Divide:
      return a / b;
    case Op::Power:
      return std::pow(a, b);
    default:
      return std::nullopt;
  }
}

}  // namespace

ScalarProgram::ScalarProgram(std::string_view text, std::span<const std::string> inputs)
    : names_(inputs.begin(), inputs.end()), used_(inputs.size()) {
  if (text.size() > 4000) throw base::BadCall("the program takes at most 4000 characters");
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
    if (const auto statement = trimmed(text.substr(0, end)); !statement.empty()) read(statement);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (assignments_.empty())
    throw base::BadCall("the program is empty: write an assignment, such as c = a * b");
}

void ScalarProgram::read(std::string_view statement) {
  std::size_t equals = statement.find('=');
  std::string name = "out";
  std::string prefix;
  std::string_view right = statement;
  if (equals != std::string_view::npos) {
    std::string_view left = statement.substr(0, equals);
    right = trimmed(statement.substr(equals + 1));
    const bool adds =
        left.ends_with('+') || left.ends_with('-') || left.ends_with('*') || left.ends_with('/');
    const char sign = adds ? left.back() : ' ';
    if (adds) left.remove_suffix(1);
    name = trimmed(left);
    if (!isName(name)) throw base::BadCall("\"" + name + "\" is no name: an assignment is written c = a * b");
    if (adds) prefix = name + ' ' + sign + " (";
  }
  Assignment next;
  next.name = name;
  // The reader is shown the right side alone, so that its columns count from there; c += x means c = c + (x).
  try {
    next.formula = base::readPostfix(right, names_, "c = a * b");
    if (!prefix.empty())
      next.formula = base::readPostfix(prefix + std::string(right) + ')', names_, "c = a * b");
  } catch (const base::BadCall& problem) {
    throw base::BadCall("in \"" + std::string(statement.substr(0, 60)) + "\": " + problem.what());
  }
  checkOperations(next.formula, name);
  const auto known = std::ranges::find(names_, name);
  next.target = static_cast<std::size_t>(known - names_.begin());
  if (known == names_.end()) {
    names_.push_back(name);
  } else if (next.target < used_.size() && equals != std::string_view::npos) {
    throw base::BadCall("\"" + name + "\" is an input, and an input keeps its value: choose another name");
  }
  assignments_.push_back(std::move(next));
}

void ScalarProgram::checkOperations(const base::Postfix& formula, const std::string& name) {
  for (const auto& step : formula.steps) {
    switch (step.op) {
      case Op::Sin:
      case Op::Cos:
      case Op::Tan:
      case Op::Abs:
      case Op::Atan:
      case Op::Min:
      case Op::Max:
        throw base::BadCall("in " + name +
                            ": this engine has rules for + - * / ^ exp log tanh sigmoid relu sqrt alone");
      case Op::Name:
        if (step.name < used_.size()) used_[step.name] = true;
        break;
      default:
        break;
    }
  }
}

Scalar ScalarProgram::build(ScalarGraph& graph, std::span<const double> values) const {
  Builder make(graph);
  std::vector<Operand> named(names_.size(), 0.0);
  for (std::size_t i = 0; i < used_.size(); ++i)
    if (used_[i]) named[i] = graph.leaf(values[i], names_[i]);
  std::optional<Scalar> result;
  for (const Assignment& assignment : assignments_) {
    std::vector<Operand> stack;
    const std::size_t before = graph.nodes().size();
    for (const auto& step : assignment.formula.steps) {
      if (step.op == Op::Number) {
        stack.push_back(step.number);
        continue;
      }
      if (step.op == Op::Name) {
        stack.push_back(named[step.name]);
        continue;
      }
      Operand last = stack.back();
      stack.pop_back();
      const auto first = [&] {
        Operand operand = stack.back();
        stack.pop_back();
        return operand;
      };
      const auto both = [&](std::string_view operation) {
        const Operand a = first();
        const auto *x = std::get_if<double>(&a), *y = std::get_if<double>(&last);
        const auto number = x && y ? folded(step.op, *x, *y) : std::nullopt;
        stack.push_back(number                 ? Operand(*number)
                        : step.op == Op::Power ? make.power(a, last)
                                               : make.two(operation, a, last));
      };
      switch (step.op) {
        // clang-format off
        case Op::Add: both("add"); break;
        case Op::Subtract: both("subtract"); break;
        case Op::Multiply: both("multiply"); break;
        case Op::Divide: both("divide"); break;
        case Op::Power: both("power"); break;
        case Op::IntegerPower: stack.push_back(make.one("power", last, step.number)); break;
        case Op::Sqrt: stack.push_back(make.one("power", last, 0.5)); break;
        case Op::Negate: stack.push_back(make.negated(last)); break;
        case Op::Exp: stack.push_back(make.one("exp", last)); break;
        case Op::Log: stack.push_back(make.one("log", last)); break;
        case Op::Tanh: stack.push_back(make.one("tanh", last)); break;
        case Op::Sigmoid: stack.push_back(make.one("sigmoid", last)); break;
        case Op::Relu: stack.push_back(make.one("relu", last)); break;
        default: break;
          // clang-format on
      }
      if (graph.nodes().size() > most)
        throw base::BadCall("the program makes more than " + std::to_string(most) + " nodes");
    }
    Scalar value = make.scalar(stack.back());
    // A name for a new node; one that has a name keeps it, and a name used again gets a prime.
    if (value.index() >= before || graph.nodes()[value.index()].label.empty()) {
      std::string label = assignment.name;
      for (const auto& node : graph.nodes()) {
        if (node.label.substr(0, node.label.find("′")) == assignment.name) label += "′";
      }
      graph.label(value, label);
    }
    named[assignment.target] = value;
    result = value;
  }
  return *result;
}

}  // namespace gradarium::autograd
