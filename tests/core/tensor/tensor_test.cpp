// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/tensor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/tensor/elementwise.h"

namespace gradarium::tensor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Tensor counting(const Shape& shape) {
  Tensor t(shape);
  float n = 0;
  for (float& value : t.values()) value = n++;
  return t;
}

/// The sentence of the BadCall that `call` throws.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const base::BadCall& bad) {
    return bad.what();
  }
  return "";
}

TEST(Tensor, ViewsShareTheNumbers) {
  Tensor t = counting({3, 4});
  Tensor part = t.slice(0, 1, 3).slice(-1, 0, 4, 2);  // rows 1, 2; columns 0, 2
  EXPECT_THAT(part.toVector(), ElementsAre(4, 6, 8, 10));
  part.fill(0);
  EXPECT_EQ(t.at({1, 2}), 0);
  EXPECT_EQ(t.at({1, 1}), 5);
  EXPECT_FALSE(part.contiguous());
  EXPECT_THAT(counting({2, 3}).transpose().toVector(), ElementsAre(0, 3, 1, 4, 2, 5));
  EXPECT_THAT(counting({2, 3}).select(1, 2).toVector(), ElementsAre(2, 5));
  const int order[] = {2, 0, 1};
  EXPECT_EQ(counting({2, 3, 4}).permuted(order).shape(), (Shape{4, 2, 3}));
  EXPECT_EQ(counting({2, 3, 4}).permuted(order).at({3, 1, 2}), 23);
  EXPECT_THAT(counting({3}).inserted(0).broadcastTo({2, 3}).toVector(), ElementsAre(0, 1, 2, 0, 1, 2));
}

TEST(Tensor, ReshapesWithoutCopyingWhereItCan) {
  const Tensor t = counting({2, 3, 4});
  EXPECT_TRUE(t.reshape({6, 4}).sharesStorage(t));
  EXPECT_TRUE(t.slice(2, 0, 2).reshape({6, 2}).sharesStorage(t));  // rows stay one step apart
  EXPECT_FALSE(t.slice(2, 0, 2).reshape({12}).sharesStorage(t));
  EXPECT_FALSE(t.transpose().reshape({24}).sharesStorage(t));
  EXPECT_EQ(t.transpose().reshape({2, 12}).at({1, 3}), 13);
  EXPECT_TRUE(t.reshape({2, 1, 3, 4, 1}).reshape({24}).sharesStorage(t));
  EXPECT_EQ(counting({0, 3}).reshape({3, 0}).size(), 0U);
}

TEST(Tensor, BroadcastsAsNumPyDoes) {
  EXPECT_EQ(broadcast({8, 1, 6, 1}, {7, 1, 5}), (Shape{8, 7, 6, 5}));
  EXPECT_EQ(broadcast({}, {3}), (Shape{3}));
  EXPECT_EQ(broadcast({0, 1}, {4}), (Shape{0, 4}));
  const Tensor sum = counting({2, 1}) + counting({3});
  EXPECT_THAT(sum.toVector(), ElementsAre(0, 1, 2, 1, 2, 3));
  EXPECT_THAT((counting({2, 3}).transpose() * counting({2})).toVector(), ElementsAre(0, 3, 0, 4, 0, 5));
}

TEST(Tensor, SumsBackOverWhatWasBroadcast) {
  const Tensor t = counting({2, 3, 4});
  Tensor middle({3, 1}), all(Shape{}), columns({4});
  sumTo(middle, t, false);
  EXPECT_THAT(middle.toVector(), ElementsAre(60, 92, 124));
  sumTo(all, t, false);
  EXPECT_EQ(all.item(), 276);
  sumTo(columns, t, false);
  EXPECT_THAT(columns.toVector(), ElementsAre(60, 66, 72, 78));
  sumTo(columns, t, true);
  EXPECT_EQ(columns.at({0}), 120);
  Tensor turned({3});
  sumTo(turned, counting({3, 5}).transpose(), false);
  EXPECT_THAT(turned.toVector(), ElementsAre(10, 35, 60));
}

TEST(Tensor, SaysWhatDoesNotFit) {
  const Tensor t = counting({2, 3});
  EXPECT_EQ(refusal([&] { t + counting({4}); }),
            "operands could not be broadcast together with shapes (2, 3) and (4,)");
  EXPECT_EQ(refusal([&] { (void)t.reshape({4}); }),
            "cannot reshape a tensor of shape (2, 3) into shape (4,)");
  EXPECT_THAT(refusal([&] { matmul(t, t); }), HasSubstr("matmul: shapes (2, 3) and (2, 3) do not fit"));
  EXPECT_THAT(refusal([&] { (void)t.at({2, 0}); }), HasSubstr("out of bounds for shape (2, 3)"));
  EXPECT_THAT(refusal([&] { (void)t.at({0}); }), HasSubstr("out of bounds"));
  EXPECT_THAT(refusal([&] { (void)t.slice(2, 0, 1); }),
              HasSubstr("axis 2 is out of bounds for shape (2, 3)"));
  EXPECT_THAT(refusal([&] { (void)t.slice(1, 0, 4); }), HasSubstr("does not fit axis 1"));
  EXPECT_THAT(refusal([&] { (void)t.transpose().values(); }), HasSubstr("do not lie in a row"));
  EXPECT_THAT(refusal([&] {
                (void)t.broadcastTo({3, 2});
              }),
              HasSubstr("could not be broadcast to shape (3, 2)"));
  EXPECT_THAT(refusal([&] { Tensor({2}, {1, 2, 3}); }), HasSubstr("takes 2 values, not 3"));
  EXPECT_THAT(refusal([] { Shape({1, 1, 1, 1, 1, 1, 1}); }), HasSubstr("at most 6 axes"));
  EXPECT_THAT(refusal([] { Shape({std::size_t{1} << 40, std::size_t{1} << 40}); }), HasSubstr("too large"));
  EXPECT_THAT(refusal([&] { (void)t.item(); }), HasSubstr("not a single number"));
}

TEST(Tensor, StorageComesBackFromThePool) {
  const float* place = nullptr;
  {
    const Tensor t({1000});
    place = t.data();
    const Tensor view = t.slice(0, 10, 20);
    EXPECT_TRUE(view.sharesStorage(t));
  }
  const Tensor again({990});  // the same class of sizes
  EXPECT_EQ(again.data(), place);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(place) % 64, 0U);
  trimPool();
  EXPECT_EQ(poolStatistics().bytesIdle, 0U);
}

// Errors in units of the expected number, over the whole line; far left too, where GELU and SiLU are tiny.
TEST(Functions, StayWithinTheirStatedErrors) {
  const auto worst = [](Unary f, auto exact, double low, double high, double floor) {
    constexpr std::size_t count = 40001;
    Tensor x({count}), y({count});
    for (std::size_t i = 0; i < count; ++i) {
      x.data()[i] = static_cast<float>(low + (high - low) * static_cast<double>(i) / (count - 1));
    }
    apply(f, y, x);
    double error = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double expected = exact(static_cast<double>(x.data()[i]));
      error = std::max(
          error, std::fabs(static_cast<double>(y.data()[i]) - expected) / (std::fabs(expected) + floor));
    }
    return error;
  };
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  EXPECT_LT(worst(
                Unary::Exp, [](double x) { return std::exp(x); }, -86.5, 88.7, 0),
            1.2e-7);
  EXPECT_LT(worst(
                Unary::Tanh, [](double x) { return std::tanh(x); }, -12, 12, 1e-30),
            3e-7);
  EXPECT_LT(worst(Unary::Sigmoid, sigmoid, -80, 80, 0), 3e-7);
  EXPECT_LT(worst(
                Unary::Silu, [&](double x) { return x * sigmoid(x); }, -80, 80, 1e-30),
            4e-7);
  EXPECT_LT(
      worst(
          Unary::Gelu, [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }, -12, 12, 1e-30),
      1e-5);  // the density's exponent alone rounds by x^2 / 2 units
  EXPECT_LT(
      worst(
          Unary::Gelu, [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }, -4, 12, 1e-30),
      1.5e-6);
}

TEST(Functions, KeepWhatIsNoNumberAndWhatIsInfinite) {
  const Tensor x({4}, {NAN, INFINITY, -INFINITY, -200});
  Tensor y({4});
  for (const Unary f :
       {Unary::Relu, Unary::Gelu, Unary::GeluTanh, Unary::Silu, Unary::Tanh, Unary::Sigmoid, Unary::Exp}) {
    apply(f, y, x);
    EXPECT_TRUE(std::isnan(y.at({0}))) << static_cast<int>(f);
  }
  apply(Unary::Exp, y, x);
  EXPECT_EQ(y.at({1}), INFINITY);
  EXPECT_EQ(y.at({2}), 0);
  EXPECT_EQ(y.at({3}), 0);
  apply(Unary::Tanh, y, x);
  EXPECT_EQ(y.at({1}), 1);
  EXPECT_EQ(y.at({2}), -1);
}

}  // namespace
}  // namespace gradarium::tensor
