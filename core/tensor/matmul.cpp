// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/error.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/gemm.h"

namespace gradarium::tensor {

namespace {

Shape productShape(const Tensor& a, const Tensor& b) {
  if (a.rank() < 2 || b.rank() < 2 || a.length(-1) != b.length(-2)) {
    throw base::BadCall(
        "matmul: shapes " + a.shape().text() + " and " + b.shape().text() +
        " do not fit: the last axis of the first must be as long as the second to last of the other");
  }
  const Shape left(a.shape().lengths().first(a.rank() - 2)), right(b.shape().lengths().first(b.rank() - 2));
  const Shape batch = left == right ? left : broadcast(left, right);
  return batch.inserted(batch.rank(), a.length(-2)).inserted(batch.rank() + 1, b.length(-1));
}

/// gemm wants one step to be 1.
Tensor suited(const Tensor& t) {
  const std::size_t r = t.rank();
  const bool good = t.step(r - 1) == 1 || t.step(r - 2) == 1;
  return good ? t : t.clone();
}

MatrixView viewOf(const Tensor& t) {
  const std::size_t r = t.rank();
  MatrixView view{t.data(), t.step(r - 2), t.step(r - 1)};
  // The step of an axis of length 1 means nothing; say what makes the matrix regular.
  if (view.column != 1 && view.row != 1) view.column = 1;
  if (t.shape()[r - 1] == 1 && view.row != 1) view.column = 1;
  return view;
}

}  // namespace

void matmulInto(Tensor& out, const Tensor& first, const Tensor& second, float alpha, float beta,
                const Tensor& bias) {
  const Shape shape = productShape(first, second);
  if (!(out.shape() == shape)) {
    throw base::BadCall("matmul: the result has shape " + shape.text() + ", but room was given for " +
                        out.shape().text());
  }
  const std::size_t rank = shape.rank(), axes = rank - 2;
  Tensor a = suited(first), b = suited(second);
  Gemm call;
  call.m = shape[rank - 2];
  call.n = shape[rank - 1];
  call.k = a.length(-1);
  call.alpha = alpha;
  call.beta = beta;
  call.bias = bias.defined() ? bias.data() : nullptr;
  if (out.step(rank - 1) != 1 && call.n > 1)
    throw base::BadCall("matmul: the columns of the result must be side by side");
  // A shared right side: all rows of the batch are one tall matrix.
  const bool tall = b.rank() == 2 && a.rank() > 2 && a.contiguous() && out.contiguous();
  if (tall) {
    call.m = a.size() / std::max<std::size_t>(1, call.k);
    a = a.reshape({call.m, call.k});
    Tensor flat = out.reshape({call.m, call.n});
    call.a = viewOf(a);
    call.b = viewOf(b);
    call.c = flat.data();
    call.cRow = static_cast<std::ptrdiff_t>(call.n);
    gemm(call);
    return;
  }
  const Shape batch(shape.lengths().first(axes));
  a = a.broadcastTo(batch.inserted(axes, call.m).inserted(axes + 1, call.k));
  b = b.broadcastTo(batch.inserted(axes, call.k).inserted(axes + 1, call.n));
  call.a = viewOf(a);
  call.b = viewOf(b);
  call.c = out.data();
  call.cRow = out.step(rank - 2);
  if (axes == 0) {
    gemm(call);
    return;
  }
  call.batch = batch[axes - 1];
  call.a.batch = a.step(axes - 1);
  call.b.batch = b.step(axes - 1);
  call.cBatch = out.step(axes - 1);
  const std::size_t outer = batch.size() / std::max<std::size_t>(1, call.batch);
  for (std::size_t i = 0; i < outer; ++i) {
    std::ptrdiff_t atA = 0, atB = 0, atC = 0;
    std::size_t rest = i;
    for (std::size_t axis = axes - 1; axis-- > 0;) {
      const auto index = static_cast<std::ptrdiff_t>(rest % batch[axis]);
      rest /= batch[axis];
      atA += index * a.step(axis);
      atB += index * b.step(axis);
      atC += index * out.step(axis);
    }
    Gemm one = call;
    one.a.data += atA;
    one.b.data += atB;
    one.c += atC;
    gemm(one);
  }
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  Tensor out(productShape(a, b));
  matmulInto(out, a, b);
  return out;
}

}  // namespace gradarium::tensor
