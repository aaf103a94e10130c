// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/onnx.h"

#include <bit>
#include <cstring>
#include <set>
#include <string_view>

#include "core/base/error.h"
#include "core/version.h"

namespace gradarium::io::onnx {

static_assert(std::endian::native == std::endian::little, "onnx: numbers are copied as they lie in memory");

namespace {

// Field numbers are those of onnx.proto.
constexpr std::int64_t irVersion = 8, opset = 13;

/// A message of protocol buffers: fields, each a number and a kind, then the value.
class Message {
 public:
  Message& number(int field, std::int64_t value) {
    varint(static_cast<std::uint64_t>(field) << 3U);
    varint(static_cast<std::uint64_t>(value));
    return *this;
  }
  Message& real(int field, float value) {
    varint(static_cast<std::uint64_t>(field) << 3U | 5U);
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    bytes_.append(bytes, sizeof value);
    return *this;
  }
  Message& bytes(int field, std::string_view value) {
    varint(static_cast<std::uint64_t>(field) << 3U | 2U);
    varint(value.size());
    bytes_ += value;
    return *this;
  }
  Message& message(int field, const Message& value) { return bytes(field, value.bytes_); }
  [[nodiscard]] const std::string& text() const { return bytes_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 128; value >>= 7U) bytes_ += static_cast<char>((value & 127U) | 128U);
    bytes_ += static_cast<char>(value);
  }
  std::string bytes_;
};

Message portOf(const Port& port) {
  Message shape;
  for (const Axis& axis : port.shape) {
    Message one;
    if (const auto* length = std::get_if<std::int64_t>(&axis)) {
      one.number(1, *length);
    } else {
      one.bytes(2, std::get<std::string>(axis));
    }
    shape.message(1, one);
  }
  Message tensor, type, message;
  tensor.number(1, static_cast<std::int64_t>(port.type)).message(2, shape);
  type.message(1, tensor);
  return message.bytes(1, port.name).message(2, type);
}

template <class T>
constexpr Type typeOf() {
  if constexpr (std::is_same_v<T, float>) return Type::Float32;
  if constexpr (std::is_same_v<T, double>) return Type::Float64;
  return Type::Int64;
}

Message constantOf(const Constant& constant) {
  Message message;
  std::int64_t count = 1;
  for (const std::int64_t length : constant.shape) {
    message.number(1, length);
    count *= length;
  }
  std::visit(
      [&]<class T>(const std::vector<T>& values) {
        if (count != static_cast<std::int64_t>(values.size()))
          throw base::BadCall("onnx: the constant " + constant.name + " has " +
                              std::to_string(values.size()) + " values, but its shape " +
                              std::to_string(count));
        message.number(2, static_cast<std::int64_t>(typeOf<T>())).bytes(8, constant.name);
        message.bytes(9, {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
      },
      constant.values);
  return message;
}

Message attributeOf(const Attribute& attribute) {
  enum Kind { Float = 1, Int = 2, String = 3, Ints = 7 };
  Message message;
  message.bytes(1, attribute.name);
  Kind kind = Int;
  if (const auto* whole = std::get_if<std::int64_t>(&attribute.value)) {
    message.number(3, *whole);
  } else if (const auto* real = std::get_if<float>(&attribute.value)) {
    message.real(2, *real);
    kind = Float;
  } else if (const auto* text = std::get_if<std::string>(&attribute.value)) {
    message.bytes(4, *text);
    kind = String;
  } else {
    for (const std::int64_t each : std::get<std::vector<std::int64_t>>(attribute.value))
      message.number(8, each);
    kind = Ints;
  }
  return message.number(20, kind);
}

Message nodeOf(const Operator& node, std::size_t index) {
  Message message;
  for (const std::string& name : node.inputs) message.bytes(1, name);
  for (const std::string& name : node.outputs) message.bytes(2, name);
  message.bytes(3, node.type + "_" + std::to_string(index)).bytes(4, node.type);
  for (const Attribute& attribute : node.attributes) message.message(5, attributeOf(attribute));
  return message;
}

void check(const Model& model) {
  std::set<std::string> known;
  const auto give = [&](const std::string& name) {
    if (name.empty() || !known.insert(name).second)
      throw base::BadCall("onnx: the name '" + name + "' is empty or given twice");
  };
  const auto need = [&](const std::string& name) {
    if (!known.contains(name)) throw base::BadCall("onnx: nothing before gives '" + name + "'");
  };
  for (const Port& port : model.inputs) give(port.name);
  for (const Constant& constant : model.constants) give(constant.name);
  for (const Operator& node : model.nodes) {
    for (const std::string& name : node.inputs) need(name);
    for (const std::string& name : node.outputs) give(name);
  }
  for (const Port& port : model.outputs) need(port.name);
}

}  // namespace

std::string write(const Model& model) {
  check(model);
  Message graph;
  for (std::size_t i = 0; i < model.nodes.size(); ++i) graph.message(1, nodeOf(model.nodes[i], i));
  graph.bytes(2, model.name);
  for (const Constant& constant : model.constants) graph.message(5, constantOf(constant));
  if (!model.description.empty()) graph.bytes(10, model.description);
  for (const Port& port : model.inputs) graph.message(11, portOf(port));
  for (const Port& port : model.outputs) graph.message(12, portOf(port));
  Message file, operators;
  file.number(1, irVersion).bytes(2, "Gradarium").bytes(3, GRADARIUM_VERSION).message(7, graph);
  file.message(8, operators.bytes(1, "").number(2, opset));
  for (const auto& [key, value] : model.words) {
    Message word;
    file.message(14, word.bytes(1, key).bytes(2, value));
  }
  return file.text();
}

}  // namespace gradarium::io::onnx
