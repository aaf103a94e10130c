// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A reader of ONNX files for tests, written from onnx.proto and the operators' documentation alone: it
/// shares nothing with core/io. It knows the few operators that Gradarium writes, and computes them in double
/// precision.
namespace gradarium::tests {

/// One message of protocol buffers: the values of each field, in order.
struct OnnxMessage {
  std::map<int, std::vector<std::uint64_t>> numbers;  // varints and 32-bit ones
  std::map<int, std::vector<std::string>> texts;

  explicit OnnxMessage(std::string_view bytes) {
    std::size_t at = 0;
    const auto byte = [&] {
      if (at >= bytes.size()) throw std::runtime_error("onnx: cut");
      return static_cast<unsigned char>(bytes[at++]);
    };
    const auto varint = [&] {
      std::uint64_t value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        const unsigned char b = byte();
        value |= std::uint64_t{b & 127U} << shift;
        if (b < 128) return value;
      }
      throw std::runtime_error("onnx: a number without end");
    };
    while (at < bytes.size()) {
      const std::uint64_t key = varint();
      const int field = static_cast<int>(key >> 3U);
      if ((key & 7U) == 0) {
        numbers[field].push_back(varint());
      } else if ((key & 7U) == 2) {
        const std::uint64_t length = varint();
        if (length > bytes.size() - at) throw std::runtime_error("onnx: cut");
        texts[field].emplace_back(bytes.substr(at, length));
        at += length;
      } else if ((key & 7U) == 5) {
        std::uint64_t value = 0;
        for (int i = 0; i < 4; ++i) value |= std::uint64_t{byte()} << (8 * i);
        numbers[field].push_back(value);
      } else {
        throw std::runtime_error("onnx: a kind of field that onnx.proto does not use");
      }
    }
  }
  std::uint64_t number(int field) const { return numbers.count(field) ? numbers.at(field).back() : 0; }
  std::string text(int field) const { return texts.count(field) ? texts.at(field).back() : std::string(); }
  std::vector<OnnxMessage> messages(int field) const {
    std::vector<OnnxMessage> all;
    if (texts.count(field))
      for (const std::string& bytes : texts.at(field)) all.emplace_back(bytes);
    return all;
  }
};

struct OnnxArray {
  std::vector<std::size_t> shape;
  std::vector<double> values;
};

class OnnxReader {
 public:
  explicit OnnxReader(std::string_view bytes) : model_(bytes), graph_(model_.text(7)) {
    for (const OnnxMessage& tensor : graph_.messages(5)) constants_[tensor.text(8)] = arrayOf(tensor);
  }

  std::uint64_t irVersion() const { return model_.number(1); }
  std::uint64_t opset() const { return OnnxMessage(model_.text(8)).number(2); }
  std::string producer() const { return model_.text(2); }
  std::vector<std::string> operators() const {
    std::vector<std::string> all;
    for (const OnnxMessage& node : graph_.messages(1)) all.push_back(node.text(4));
    return all;
  }
  /// "samples: float N x 4"; field 11 are the inputs, 12 the outputs.
  std::vector<std::string> ports(int field) const {
    std::vector<std::string> all;
    for (const OnnxMessage& port : graph_.messages(field)) {
      const OnnxMessage tensor(OnnxMessage(port.text(2)).text(1));
      std::string words = port.text(1) + ": " +
                          (tensor.number(1) == 1   ? "float"
                           : tensor.number(1) == 7 ? "int64"
                                                   : "double");
      const char* between = " ";
      for (const OnnxMessage& axis : OnnxMessage(tensor.text(2)).messages(1)) {
        words += between + (axis.texts.count(2) ? axis.text(2) : std::to_string(axis.number(1)));
        between = " x ";
      }
      all.push_back(words);
    }
    return all;
  }
  const std::map<std::string, OnnxArray>& constants() const { return constants_; }

  /// Every named array after the graph has run.
  std::map<std::string, OnnxArray> run(const std::string& input, OnnxArray array) const {
    std::map<std::string, OnnxArray> known = constants_;
    known[input] = std::move(array);
    for (const OnnxMessage& node : graph_.messages(1)) {
      std::vector<OnnxArray> inputs;
      for (const std::string& name : node.texts.at(1)) inputs.push_back(known.at(name));
      known[node.text(2)] = compute(node, inputs);
    }
    return known;
  }

 private:
  static OnnxArray arrayOf(const OnnxMessage& tensor) {
    OnnxArray array;
    std::size_t count = 1;
    if (tensor.numbers.count(1))
      for (const std::uint64_t length : tensor.numbers.at(1)) {
        array.shape.push_back(length);
        count *= length;
      }
    const std::string raw = tensor.text(9);
    const std::size_t width = tensor.number(2) == 1 ? 4 : 8;
    if (raw.size() != count * width)
      throw std::runtime_error("onnx: a constant whose bytes do not fit its shape");
    for (std::size_t i = 0; i < count; ++i) {
      float single = 0;
      std::int64_t whole = 0;
      double real = 0;
      std::memcpy(width == 4              ? static_cast<void*>(&single)
                  : tensor.number(2) == 7 ? static_cast<void*>(&whole)
                                          : &real,
                  raw.data() + i * width, width);
      array.values.push_back(width == 4              ? static_cast<double>(single)
                             : tensor.number(2) == 7 ? static_cast<double>(whole)
                                                     : real);
    }
    return array;
  }

  static std::int64_t attribute(const OnnxMessage& node, const std::string& name, std::int64_t fallback) {
    for (const OnnxMessage& one : node.messages(5))
      if (one.text(1) == name) return static_cast<std::int64_t>(one.number(3));
    return fallback;
  }

  template <class F>
  static OnnxArray broadcast(const OnnxArray& a, const OnnxArray& b, F f) {
    OnnxArray result;
    const std::size_t rank = std::max(a.shape.size(), b.shape.size());
    const auto length = [&](const OnnxArray& x, std::size_t axis) {
      return axis + x.shape.size() < rank ? std::size_t{1} : x.shape[axis + x.shape.size() - rank];
    };
    std::size_t count = 1;
    for (std::size_t i = 0; i < rank; ++i) {
      result.shape.push_back(std::max(length(a, i), length(b, i)));
      count *= result.shape.back();
    }
    const auto place = [&](const OnnxArray& x, std::size_t flat) {
      std::size_t at = 0, step = 1;
      for (std::size_t axis = rank; axis-- > 0;) {
        const std::size_t here = flat % result.shape[axis];
        flat /= result.shape[axis];
        at += length(x, axis) == 1 ? 0 : here * step;
        step *= length(x, axis);
      }
      return at;
    };
    for (std::size_t i = 0; i < count; ++i)
      result.values.push_back(f(a.values[place(a, i)], b.values[place(b, i)]));
    return result;
  }

  static OnnxArray compute(const OnnxMessage& node, const std::vector<OnnxArray>& in) {
    const std::string type = node.text(4);
    const OnnxArray& x = in[0];
    OnnxArray y = x;
    const auto each = [&](auto f) {
      for (double& value : y.values) value = f(value);
      return y;
    };
    if (type == "Relu") return each([](double v) { return v > 0 ? v : 0; });
    if (type == "Tanh") return each([](double v) { return std::tanh(v); });
    if (type == "Sigmoid") return each([](double v) { return 1 / (1 + std::exp(-v)); });
    if (type == "Mul") return broadcast(x, in[1], [](double a, double b) { return a * b; });
    if (type == "Sub") return broadcast(x, in[1], [](double a, double b) { return a - b; });
    if (type == "Unsqueeze") {
      y.shape.insert(y.shape.begin() + static_cast<std::ptrdiff_t>(in[1].values[0]), 1);
      return y;
    }
    if (type == "Gemm") {
      if (attribute(node, "transB", 0) != 1)
        throw std::runtime_error("onnx: this reader takes Gemm with transB = 1");
      const std::size_t n = x.shape[0], k = x.shape[1], m = in[1].shape[0];
      y = {{n, m}, std::vector<double>(n * m)};
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < m; ++j) {
          double sum = in.size() > 2 ? in[2].values[j] : 0;
          for (std::size_t l = 0; l < k; ++l) sum += x.values[i * k + l] * in[1].values[j * k + l];
          y.values[i * m + j] = sum;
        }
      return y;
    }
    // The rest works along the last axis.
    const std::size_t width = x.shape.back(), rows = x.values.size() / width;
    std::vector<std::size_t> shorter(x.shape.begin(), x.shape.end() - 1);
    if (type == "Softmax") {
      for (std::size_t i = 0; i < rows; ++i) {
        double top = -INFINITY, sum = 0;
        for (std::size_t j = 0; j < width; ++j) top = std::max(top, x.values[i * width + j]);
        for (std::size_t j = 0; j < width; ++j)
          sum += y.values[i * width + j] = std::exp(x.values[i * width + j] - top);
        for (std::size_t j = 0; j < width; ++j) y.values[i * width + j] /= sum;
      }
      return y;
    }
    const bool least = type == "ArgMin";
    if (!least && type != "ArgMax" && type != "ReduceSum")
      throw std::runtime_error("onnx: no " + type + " here");
    y = {shorter, {}};
    for (std::size_t i = 0; i < rows; ++i) {
      double best = x.values[i * width], sum = 0, at = 0;
      for (std::size_t j = 0; j < width; ++j) {
        const double v = x.values[i * width + j];
        sum += v;
        if (least ? v < best : v > best) best = v, at = static_cast<double>(j);
      }
      y.values.push_back(type == "ReduceSum" ? sum : at);
    }
    return y;
  }

  OnnxMessage model_, graph_;
  std::map<std::string, OnnxArray> constants_;
};

}  // namespace gradarium::tests
