// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "core/export.h"

/// A model as ONNX holds it (onnx.ai: IR version 8, standard operators of opset 13), to be written down.
namespace gradarium::io::onnx {

enum class Type { Float32 = 1, Int64 = 7, Float64 = 11 };

/// An axis: a length, or a name for one that differs from call to call ("N").
using Axis = std::variant<std::int64_t, std::string>;

/// What goes in or comes out.
struct Port {
  std::string name;
  Type type = Type::Float32;
  std::vector<Axis> shape;
};

/// A constant of the graph, row-major.
struct Constant {
  std::string name;
  std::vector<std::int64_t> shape;
  std::variant<std::vector<float>, std::vector<std::int64_t>, std::vector<double>> values;
};

struct Attribute {
  std::string name;
  std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>> value;
};

/// One operator. Inputs name ports, constants or outputs of nodes before it.
struct Operator {
  std::string type;  // "Gemm"
  std::vector<std::string> inputs, outputs;
  std::vector<Attribute> attributes = {};
};

struct Model {
  std::string name;                  // of the graph
  std::string description = {};      // what it computes, in a sentence
  std::vector<Operator> nodes = {};  // in the order of their computation
  std::vector<Constant> constants = {};
  std::vector<Port> inputs = {}, outputs = {};
  std::map<std::string, std::string> words = {};  // metadata
};

/// The bytes of the .onnx file (protocol buffers). A graph that does not hold together (a name that nothing
/// gives or that is given twice, a constant whose shape is not that of its values) throws BadCall.
GRADARIUM_CORE std::string write(const Model& model);

}  // namespace gradarium::io::onnx
