// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/lab/parameter.h"

/// Parameters that hold more than a number or a name. Their text is JSON, and views change them by patches.
namespace gradarium::lab {

/// Points drawn by hand. Text: [[x, y, class], ...].
/// Patches: {"add": [x, y, class]}, {"move": [index, x, y]}, {"label": [index, class]}, {"remove": index},
/// {"clear": true}.
class GRADARIUM_CORE PointsInput final : public Parameter {
 public:
  struct Point {
    double x = 0, y = 0;
    int label = 0;
    bool operator==(const Point&) const = default;
  };
  struct Spec {
    std::vector<Point> value = {};
    double min = 0, max = 1;  // of both coordinates
    std::vector<std::string> columnNames = {"x", "y"};
    std::size_t most = 5000;
    ParameterTraits traits = {};
  };
  PointsInput(Experiment* owner, std::string name, std::string label, Spec spec);
  const std::vector<Point>& get() const { return value_; }

  std::string_view kind() const override { return "points"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override;

 private:
  Point checked(double x, double y, double label) const;
  std::size_t checkedIndex(double index) const;
  Spec spec_;
  std::vector<Point> value_;
};

/// A rows x columns matrix, row-major. Text: [[...], ...]. Patch: {"cell": [row, column, value]}.
class GRADARIUM_CORE MatrixInput final : public Parameter {
 public:
  struct Spec {
    std::size_t rows = 2, columns = 2;  // fixed
    std::vector<double> value = {};     // empty: zeros
    double min = -10, max = 10;
    ParameterTraits traits = {};
  };
  MatrixInput(Experiment* owner, std::string name, std::string label, Spec spec);
  std::size_t rows() const { return spec_.rows; }
  std::size_t columns() const { return spec_.columns; }
  const std::vector<double>& get() const { return value_; }
  double at(std::size_t row, std::size_t column) const { return value_[row * spec_.columns + column]; }

  std::string_view kind() const override { return "matrix"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override;

 private:
  Spec spec_;
  std::vector<double> value_;
};

/// A curve drawn over evenly spaced x. Text: [y0, y1, ...]. Patch: {"y": [index, value, ...]}: from there on.
class GRADARIUM_CORE CurveInput final : public Parameter {
 public:
  struct Spec {
    std::vector<double> value = std::vector<double>(16, 0.5);  // its length is fixed
    double min = 0, max = 1;
    ParameterTraits traits = {};
  };
  CurveInput(Experiment* owner, std::string name, std::string label, Spec spec);
  const std::vector<double>& get() const { return value_; }

  std::string_view kind() const override { return "curve"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo& info) const override;
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override;

 private:
  Spec spec_;
  std::vector<double> value_;
};

/// Strokes on a unit square, as a draw pad makes them. Text: [[radius, x0, y0, x1, y1, ...], ...].
/// Patches: {"stroke": [radius, x0, y0, ...]}, {"clear": true}.
class GRADARIUM_CORE DrawingInput final : public Parameter {
 public:
  using Stroke = std::vector<double>;
  DrawingInput(Experiment* owner, std::string name, std::string label, std::vector<Stroke> value = {},
               ParameterTraits traits = {});
  const std::vector<Stroke>& get() const { return value_; }
  /// The strokes as a side x side grey image, row-major from the top, ink = 1, edges antialiased.
  std::vector<float> raster(std::size_t side) const;

  std::string_view kind() const override { return "drawing"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo&) const override {}
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override;

 private:
  Stroke checked(Stroke stroke) const;
  std::vector<Stroke> value_;
};

/// A graph that the learner edits. Text: {"nodes": [[label, x, y], ...], "edges": [[from, to, weight], ...]}.
/// Patches: {"node": [label, x, y]}, {"move": [node, x, y]}, {"edge": [from, to, weight]} (weight 0 removes
/// it).
class GRADARIUM_CORE GraphInput final : public Parameter {
 public:
  struct Node {
    std::string label;
    double x = 0, y = 0;
  };
  struct Edge {
    int from = 0, to = 0;
    double weight = 1;
  };
  struct Value {
    std::vector<Node> nodes;
    std::vector<Edge> edges;
  };
  GraphInput(Experiment* owner, std::string name, std::string label, Value value = {},
             ParameterTraits traits = {});
  const Value& get() const { return value_; }

  std::string_view kind() const override { return "graph"; }
  std::string text() const override;
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo&) const override {}
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override;

 private:
  void check(const Value& value) const;
  Value value_;
};

/// A fixed number of bits. Text: "0100...". Patch: {"flip": index}.
class GRADARIUM_CORE BitsInput final : public Parameter {
 public:
  BitsInput(Experiment* owner, std::string name, std::string label, std::string value,
            ParameterTraits traits = {});
  const std::string& get() const { return value_; }

  std::string_view kind() const override { return "bits"; }
  std::string text() const override { return value_; }
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo&) const override {}
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override { return {R"({"flip": 0})"}; }

 private:
  std::string value_;
};

/// Text typed by the learner (UTF-8). Patch: {"at": byte, "remove": bytes, "insert": text}.
class GRADARIUM_CORE TextInput final : public Parameter {
 public:
  TextInput(Experiment* owner, std::string name, std::string label, std::string value,
            ParameterTraits traits = {});
  const std::string& get() const { return value_; }

  std::string_view kind() const override { return "text"; }
  std::string text() const override { return value_; }
  void set(std::string_view text) override;
  void patch(std::string_view json) override;
  void describe(ParameterInfo&) const override {}
  std::vector<std::string> probes() const override;
  std::vector<std::string> patchProbes() const override {
    return {R"({"at": 0, "remove": 0, "insert": "ein "})"};
  }

 private:
  void check(std::string_view text) const;
  std::string value_;
};

}  // namespace gradarium::lab
