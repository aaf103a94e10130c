// SPDX-License-Identifier: GPL-3.0-or-later
// From text to postfix, by recursive descent:
//
//   sum     = product (("+" | "-") product)*
//   product = signed (("*" | "/") signed | power)*         a power right after a factor: the sign left out
//   signed  = ("-" | "+") signed | power
//   power   = atom ("^" signed)?                           so -x^2 is -(x^2), 2^-1 works, 2^3^2 is 2^(3^2)
//   atom    = number | name | name "(" sum ("," sum)? ")" | "(" sum ")"
#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/postfix.h"

namespace gradarium::base {

namespace {

class PostfixReader {
 public:
  using Op = Postfix::Op;
  PostfixReader(std::string_view text, std::span<const std::string> names, std::string_view example)
      : text_(text), names_(names), example_(example) {}

  Postfix read() {
    if (text_.size() > 1000) throw BadCall("the function takes at most 1000 characters");
    skipSpace();
    if (atEnd())
      throw BadCall("the function is empty: write one of " + joined(" and ") + ", such as " + example_);
    sum();
    if (!atEnd())
      fail(here() == ')' ? "this ) closes nothing" : "an operator is missing before '" + symbol() + "'");
    if (mostly_ > 60) throw BadCall("the function is nested too deeply");
    out_.depth = mostly_;
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { failAt(at_, what); }
  [[noreturn]] void failAt(std::size_t at, const std::string& what) const {
    std::size_t column = 1;  // characters, not bytes: those that go on a character do not count
    for (std::size_t i = 0; i < at; ++i) column += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
    throw BadCall("the function, column " + std::to_string(column) + ": " + what);
  }

  bool atEnd() const { return at_ >= text_.size(); }
  char here() const { return atEnd() ? '\0' : text_[at_]; }
  static bool isDigit(char c) { return c >= '0' && c <= '9'; }
  static bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
  std::string symbol() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    return std::string(text_.substr(at_, end - at_));
  }
  void skipSpace() {
    while (here() == ' ' || here() == '\t' || here() == '\n') ++at_;
  }
  bool take(std::string_view what) {
    if (text_.substr(at_).substr(0, what.size()) != what) return false;
    at_ += what.size();
    skipSpace();
    return true;
  }

  /// "x, y"
  std::string joined(std::string_view last) const {
    std::string all;
    for (std::size_t i = 0; i < names_.size(); ++i)
      all += (i == 0 ? "" : i + 1 == names_.size() ? std::string(last) : ", ") + names_[i];
    return all;
  }

  void push(Op op, double number = 0, std::size_t name = 0) {
    out_.steps.push_back({op, number, name});
    if (op == Op::Number || op == Op::Name) {
      mostly_ = std::max(mostly_, ++depth_);
    } else if (op == Op::Add || op == Op::Subtract || op == Op::Multiply || op == Op::Divide ||
               op == Op::Power || op == Op::Min || op == Op::Max) {
      --depth_;
    }
  }

  /// Recursion is bounded, so that a thousand brackets are an error and not a crash.
  struct Level {
    explicit Level(PostfixReader& reader) : levels(reader.levels_) {
      if (++levels > 200) reader.fail("the brackets go too deep");
    }
    ~Level() { --levels; }
    int& levels;
  };

  void sum() {
    product();
    for (;;) {
      if (take("+")) {
        product();
        push(Op::Add);
      } else if (take("-") || take("−")) {
        product();
        push(Op::Subtract);
      } else {
        return;
      }
    }
  }

  void product() {
    signedPower();
    for (;;) {
      if (take("*") || take("·") || take("×")) {
        signedPower();
        push(Op::Multiply);
      } else if (take("/")) {
        signedPower();
        push(Op::Divide);
      } else if (isLetter(here()) || here() == '(') {
        power();
        push(Op::Multiply);
      } else {
        return;
      }
    }
  }

  void signedPower() {
    const Level level(*this);
    if (take("-") || take("−")) {
      signedPower();
      push(Op::Negate);
    } else if (take("+")) {
      signedPower();
    } else {
      power();
    }
  }

  void power() {
    const Level level(*this);
    atom();
    for (const auto& [sign, exponent] : {std::pair<std::string_view, double>("²", 2), {"³", 3}})
      if (take(sign)) return push(Op::IntegerPower, exponent);
    if (!take("^") && !take("**")) return;
    const std::size_t first = out_.steps.size();
    signedPower();
    raise(first);
  }

  /// A constant whole exponent (steps from `first` on) becomes one operation.
  void raise(std::size_t first) {
    auto& steps = out_.steps;
    const bool negated = steps.size() == first + 2 && steps.back().op == Op::Negate;
    if ((steps.size() == first + 1 || negated) && steps[first].op == Op::Number) {
      const double exponent = negated ? -steps[first].number : steps[first].number;
      if (exponent == std::floor(exponent) && std::abs(exponent) <= 64) {
        steps.resize(first);
        --depth_;
        return push(Op::IntegerPower, exponent);
      }
    }
    push(Op::Power);
  }

  void atom() {
    const std::size_t start = at_;
    if (take("(")) {
      sum();
      if (!take(")"))
        atEnd() ? failAt(start, "this ( is never closed") : fail("a ) is missing before '" + symbol() + "'");
    } else if (isDigit(here()) || here() == '.') {
      number();
    } else if (isLetter(here())) {
      word();
    } else if (atEnd()) {
      fail("something is missing at the end");
    } else {
      fail("a number, " + joined(", ") + " or ( is expected, not '" + symbol() + "'");
    }
  }

  void number() {
    const std::size_t start = at_;
    while (isDigit(here()) || here() == '.') ++at_;
    // An exponent, but not the e of "2e": that is Euler's number.
    if (here() == 'e' || here() == 'E') {
      std::size_t end = at_ + 1;
      if (end < text_.size() && (text_[end] == '-' || text_[end] == '+')) ++end;
      if (end < text_.size() && isDigit(text_[end])) {
        while (end < text_.size() && isDigit(text_[end])) ++end;
        at_ = end;
      }
    }
    const std::string_view digits = text_.substr(start, at_ - start);
    const std::optional<double> value = parseNumber(digits);
    if (!value || !std::isfinite(*value)) failAt(start, "'" + std::string(digits) + "' is not a number");
    skipSpace();
    push(Op::Number, *value);
  }

  void word() {
    const std::size_t start = at_;
    while (isLetter(here()) || isDigit(here())) ++at_;
    const std::string word(text_.substr(start, at_ - start));
    skipSpace();
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (names_[i] == word) return push(Op::Name, 0, i);
    if (word == "pi") return push(Op::Number, std::numbers::pi);
    if (word == "e") return push(Op::Number, std::numbers::e);
    struct Function {
      std::string_view name;
      Op op;
      int arguments;
    };
    static constexpr Function functions[] = {
        {"sin", Op::Sin, 1},   {"cos", Op::Cos, 1},         {"tan", Op::Tan, 1},   {"exp", Op::Exp, 1},
        {"log", Op::Log, 1},   {"ln", Op::Log, 1},          {"sqrt", Op::Sqrt, 1}, {"abs", Op::Abs, 1},
        {"tanh", Op::Tanh, 1}, {"atan", Op::Atan, 1},       {"min", Op::Min, 2},   {"max", Op::Max, 2},
        {"pow", Op::Power, 2}, {"sigmoid", Op::Sigmoid, 1}, {"relu", Op::Relu, 1}};
    for (const Function& f : functions) {
      if (f.name != word) continue;
      if (!take("(")) failAt(start, word + " needs its argument in brackets, as in " + word + "(x)");
      sum();
      const std::size_t second = out_.steps.size();
      if (f.arguments == 2) {
        if (!take(",")) fail(word + " takes two arguments, with a comma between them");
        sum();
      } else if (here() == ',') {
        fail(word + " takes one argument");
      }
      if (!take(")"))
        atEnd() ? failAt(start, word + "( is never closed")
                : fail("a ) is missing before '" + symbol() + "'");
      return f.op == Op::Power ? raise(second) : push(f.op);
    }
    failAt(start, "'" + word + "' is not known: there are " + joined(", ") +
                      ", pi, e and sin cos tan exp log sqrt abs tanh atan sigmoid relu min max pow");
  }

  Postfix out_;
  std::string_view text_;
  std::span<const std::string> names_;
  std::string example_;
  std::size_t at_ = 0, depth_ = 0, mostly_ = 0;
  int levels_ = 0;
};

}  // namespace

Postfix readPostfix(std::string_view text, std::span<const std::string> names, std::string_view example) {
  return PostfixReader(text, names, example).read();
}

}  // namespace gradarium::base
