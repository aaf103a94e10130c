// SPDX-License-Identifier: GPL-3.0-or-later
// Our matrix product beside oneDNN's and OpenBLAS's, in turns within one process, for a square matrix and for
// the products that the GPTs, the MLP and the CNN of neural_bench.cpp are made of. Built by name, where both
// are found:
//
//     ninja bench_gemm && OMP_NUM_THREADS=2 tests/bench/bench_gemm 2 [rounds] [part of a name]
//
// prints GFLOP/s, the best of many calls: other work on the machine only ever slows.
#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/tensor/gemm.h"

extern "C" void sgemm_(const char* transA, const char* transB, const int* m, const int* n, const int* k,
                       const float* alpha, const float* a, const int* aStep, const float* b, const int* bStep,
                       const float* beta, float* c, const int* cStep);

namespace {

using gradarium::base::Arena;
using Clock = std::chrono::steady_clock;

/// C (m x n) = A B, either side stored by columns where it says so.
struct Product {
  const char* name;
  int m, n, k;
  bool columnsA, columnsB;
};

const Product products[] = {
    {"square 1024", 1024, 1024, 1024, false, false},
    {"square 256", 256, 256, 256, false, false},
    {"square 64", 64, 64, 64, false, false},
    {"GPT-A qkv", 1536, 576, 192, false, true},
    {"GPT-A qkv, to x", 1536, 192, 576, false, false},
    {"GPT-A qkv, to W", 576, 192, 1536, true, false},
    {"GPT-A output", 1536, 192, 192, false, true},
    {"GPT-A up", 1536, 768, 192, false, true},
    {"GPT-A up, to x", 1536, 192, 768, false, false},
    {"GPT-A up, to W", 768, 192, 1536, true, false},
    {"GPT-A down", 1536, 192, 768, false, true},
    {"GPT-A down, to x", 1536, 768, 192, false, false},
    {"GPT-A down, to W", 192, 768, 1536, true, false},
    {"GPT-A head", 1536, 65, 192, false, true},
    {"GPT-A head, to W", 65, 192, 1536, true, false},
    {"GPT-B up", 2048, 1536, 384, false, true},
    {"GPT-B up, to x", 2048, 384, 1536, false, false},
    {"GPT-B up, to W", 1536, 384, 2048, true, false},
    {"GPT-B qkv", 2048, 1152, 384, false, true},
    {"GPT-B head", 2048, 512, 384, false, true},
    {"MLP 64, first", 64, 256, 784, false, true},
    {"MLP 64, first, to W", 256, 784, 64, true, false},
    {"MLP 64, second", 64, 128, 256, false, true},
    {"MLP 512, first", 512, 256, 784, false, true},
    {"MLP 512, first, to W", 256, 784, 512, true, false},
    {"CNN first", 16, 50176, 9, false, false},
    {"CNN second", 32, 12544, 144, false, false},
    {"CNN second, to W", 32, 144, 12544, false, true},
    {"CNN second, to x", 144, 12544, 32, true, false},
    {"lesson's net, qkv", 576, 192, 64, false, true},
    {"lesson's net, to W", 192, 64, 576, true, false},
};

/// Milliseconds of the quickest call within about 30 ms.
template <class Call>
double quickest(Call call) {
  std::this_thread::sleep_for(std::chrono::milliseconds(3));  // the peers' threads spin for a while
  call();
  double best = 1e9;
  const auto begin = Clock::now();
  do {
    const auto start = Clock::now();
    call();
    best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  } while (Clock::now() - begin < std::chrono::milliseconds(25));
  return best;
}

}  // namespace

int main(int count, char** words) {
  const int threads = count > 1 ? std::atoi(words[1]) : 1, rounds = count > 2 ? std::atoi(words[2]) : 3;
  const std::string only = count > 3 ? words[3] : "";
  Arena arena(threads);
  gradarium::base::Random random(1);
  std::printf("%-24s %18s %10s %10s %10s %10s %8s\n", "C = A B", "m x n x k", "ours", "oneDNN", "OpenBLAS",
              "of best", "error");
  for (const Product& p : products) {
    if (std::string(p.name).find(only) == std::string::npos) continue;
    const auto size = [](int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); };
    std::vector<float> a(size(p.m, p.k)), b(size(p.k, p.n)), c(size(p.m, p.n)), other(c.size());
    for (float& x : a) x = static_cast<float>(random.uniform() - 0.5);
    for (float& x : b) x = static_cast<float>(random.uniform() - 0.5);
    const int aStep = p.columnsA ? p.m : p.k, bStep = p.columnsB ? p.k : p.n;
    gradarium::tensor::Gemm call;
    call.m = static_cast<std::size_t>(p.m);
    call.n = static_cast<std::size_t>(p.n);
    call.k = static_cast<std::size_t>(p.k);
    call.a = {a.data(), p.columnsA ? 1 : aStep, p.columnsA ? aStep : 1};
    call.b = {b.data(), p.columnsB ? 1 : bStep, p.columnsB ? bStep : 1};
    call.c = c.data();
    call.cRow = p.n;
    double ours = 1e9, oneDnn = 1e9, openBlas = 1e9, error = 0;
    for (int round = 0; round < rounds; ++round) {
      arena.run([&] { ours = std::min(ours, quickest([&] { gradarium::tensor::gemm(call); })); });
      oneDnn = std::min(oneDnn, quickest([&] {
                          dnnl_sgemm(p.columnsA ? 'T' : 'N', p.columnsB ? 'T' : 'N', p.m, p.n, p.k, 1,
                                     a.data(), aStep, b.data(), bStep, 0, other.data(), p.n);
                        }));
      // By columns, as Fortran has them, the same numbers are C^T = B^T A^T.
      openBlas = std::min(openBlas, quickest([&] {
                            const float one = 1, zero = 0;
                            sgemm_(p.columnsB ? "T" : "N", p.columnsA ? "T" : "N", &p.n, &p.m, &p.k, &one,
                                   b.data(), &bStep, a.data(), &aStep, &zero, other.data(), &p.n);
                          }));
    }
    for (std::size_t i = 0; i < c.size(); ++i)
      error = std::max(error, std::fabs(static_cast<double>(c[i]) - static_cast<double>(other[i])));
    const double work = 2e-6 * p.m * p.n * p.k;
    const std::string sizes = std::to_string(p.m) + " x " + std::to_string(p.n) + " x " + std::to_string(p.k);
    std::printf("%-24s %18s %10.1f %10.1f %10.1f %9.2fx %8.1e\n", p.name, sizes.c_str(), work / ours,
                work / oneDnn, work / openBlas, std::min(oneDnn, openBlas) / ours, error);
    std::fflush(stdout);
  }
}
