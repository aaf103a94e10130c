// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/onnx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/nearest_centre_onnx.h"
#include "core/nn/mlp_onnx.h"
#include "tests/core/ml/reference.h"
#include "tests/onnx_reader.h"

namespace gradarium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::OnnxReader;

std::string refusal(const io::onnx::Model& model) {
  try {
    io::onnx::write(model);
  } catch (const base::BadCall& error) {
    return error.what();
  }
  return "";
}

io::onnx::Model doubled() {
  io::onnx::Model model{"doubled"};
  model.inputs = {{"x", io::onnx::Type::Float32, {"N", 3}}};
  model.constants = {{"two", {}, std::vector<float>{2}}};
  model.nodes = {{"Mul", {"x", "two"}, {"y"}}};
  model.outputs = {{"y", io::onnx::Type::Float32, {"N", 3}}};
  return model;
}

// By hand from onnx.proto: the numbers of the fields, and lengths counted on fingers.
TEST(Onnx, BytesAreThoseOfTheFormat) {
  const std::string bytes = io::onnx::write(doubled());
  EXPECT_EQ(bytes.substr(0, 13), std::string("\x08\x08\x12\x09Gradarium", 13));  // ir_version 8, producer
  EXPECT_THAT(bytes, HasSubstr(std::string("\x42\x04\x0a\x00\x10\x0d", 6)));     // opset_import "", 13
  EXPECT_THAT(bytes,
              HasSubstr(std::string("\x10\x01\x42\x03two\x4a\x04\x00\x00\x00\x40", 13)));  // float, raw 2.0F
  EXPECT_THAT(bytes, HasSubstr(std::string("\x0a\x03\x12\x01N\x0a\x02\x08\x03", 9)));      // N x 3
}

TEST(Onnx, IsReadBackByAnotherReader) {
  const OnnxReader reader(io::onnx::write(doubled()));
  EXPECT_EQ(reader.irVersion(), 8U);
  EXPECT_EQ(reader.opset(), 13U);
  EXPECT_THAT(reader.ports(11), ElementsAre("x: float N x 3"));
  EXPECT_THAT(reader.run("x", {{1, 3}, {1, -2, 0.5}}).at("y").values, ElementsAre(2, -4, 1));
}

TEST(Onnx, AGraphThatDoesNotHoldTogetherIsRefused) {
  auto model = doubled();
  model.nodes[0].inputs[0] = "z";
  EXPECT_EQ(refusal(model), "onnx: nothing before gives 'z'");
  model = doubled();
  model.constants[0].shape = {2};
  EXPECT_EQ(refusal(model), "onnx: the constant two has 1 values, but its shape 2");
  model = doubled();
  model.nodes[0].outputs[0] = "x";
  EXPECT_EQ(refusal(model), "onnx: the name 'x' is empty or given twice");
}

TEST(Onnx, MlpGivesOurNumbers) {
  base::Random random(5);
  const std::array<std::size_t, 4> sizes{64, 32, 16, 10};
  for (const auto activation : {autograd::Unary::Relu, autograd::Unary::Tanh, autograd::Unary::Sigmoid}) {
    nn::Mlp mlp("net", sizes, activation, random);
    const OnnxReader reader(
        io::onnx::write(nn::onnxOf(mlp, {.input = "pixels", .classes = "digit", .scale = 1.0F / 16})));
    EXPECT_THAT(reader.ports(11), ElementsAre("pixels: float N x 64"));
    EXPECT_THAT(reader.ports(12),
                ElementsAre("logits: float N x 10", "probabilities: float N x 10", "digit: int64 N"));

    const auto digits = data::load("digits");
    const std::size_t rows = 20;
    std::vector<double> grey(digits->features.begin(), digits->features.begin() + rows * 64);
    std::vector<float> scaled;
    for (const double g : grey) scaled.push_back(static_cast<float>(g / 16));
    autograd::Tape tape;
    nn::Pass pass{tape};
    const tensor::Tensor ours = mlp(pass, tape.constant(tensor::Tensor({rows, 64}, scaled))).value();
    const auto theirs = reader.run("pixels", {{rows, 64}, grey});
    for (std::size_t i = 0; i < rows; ++i) {
      double sum = 0;
      std::size_t best = 0;
      for (std::size_t j = 0; j < 10; ++j) {
        EXPECT_NEAR(theirs.at("logits").values[i * 10 + j], static_cast<double>(ours.at({i, j})), 1e-5);
        sum += theirs.at("probabilities").values[i * 10 + j];
        if (ours.at({i, j}) > ours.at({i, best})) best = j;
      }
      EXPECT_NEAR(sum, 1, 1e-12);
      EXPECT_EQ(theirs.at("digit").values[i], static_cast<double>(best));
    }
  }
  nn::Mlp gelu("net", sizes, autograd::Unary::Gelu, random);
  EXPECT_THROW((void)nn::onnxOf(gelu), base::BadCall);
}

TEST(Onnx, NearestCentreGivesTheLabelsOfKMeans) {
  const auto samples = testing::samplesOf("iris");
  ml::KMeans model(samples, {.k = 3, .seed = 11});
  while (!model.converged()) model.halfStep();
  const auto places = model.centres();
  const OnnxReader reader(io::onnx::write(ml::nearestCentreOnnx(places, 4)));
  EXPECT_THAT(reader.ports(11), ElementsAre("samples: float N x 4"));
  EXPECT_THAT(reader.ports(12), ElementsAre("cluster: int64 N", "squared_distances: float N x 3"));
  const auto known = reader.run("samples", {{150, 4}, {samples.values().begin(), samples.values().end()}});
  double inertia = 0;
  for (std::size_t i = 0; i < 150; ++i) {
    const auto label = static_cast<std::size_t>(known.at("cluster").values[i]);
    EXPECT_EQ(static_cast<int>(label), model.labels()[i]);
    inertia += known.at("squared_distances").values[i * 3 + label];
  }
  EXPECT_NEAR(inertia, model.inertia(), 1e-4);
  EXPECT_THROW((void)ml::nearestCentreOnnx(places, 5), base::BadCall);
}

}  // namespace
}  // namespace gradarium
