#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ours beside PyTorch (Debian's python3-torch), row by row, one thread each, in turns: CPU time and ratios.

    /usr/bin/python3 tests/bench/neural_peers.py [--bench build/release/bench] [--rounds 3] [--only GPT-A]

Other work on the machine slows both; a row's turns stand side by side, and the lowest of each counts.
"""
import argparse
import json
import math
import os
import subprocess
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

torch.set_num_threads(1)


class Block(nn.Module):
    def __init__(self, d, heads, context):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.register_buffer("mask", torch.ones(context, context).triu(1).bool())

    def forward(self, x, cache=None):
        b, t, d = x.shape
        q, k, v = (a.view(b, t, self.heads, -1).transpose(1, 2) for a in self.qkv(self.norm1(x)).split(d, 2))
        if cache is None:
            a = ((q @ k.transpose(-2, -1)) / math.sqrt(d // self.heads)).masked_fill(self.mask[:t, :t], -math.inf)
        else:
            if cache:
                k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
            cache[:] = [k, v]
            a = (q @ k.transpose(-2, -1)) / math.sqrt(d // self.heads)
        x = x + self.out((a.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, layers, d, heads, context, vocabulary):
        super().__init__()
        self.context, self.vocabulary = context, vocabulary
        self.tokens, self.positions = nn.Embedding(vocabulary, d), nn.Embedding(context, d)
        self.blocks = nn.ModuleList(Block(d, heads, context) for _ in range(layers))
        self.norm = nn.LayerNorm(d)

    def forward(self, ids, caches=None, first=0):
        x = self.tokens(ids) + self.positions(torch.arange(first, first + ids.shape[1]))
        for i, block in enumerate(self.blocks):
            x = block(x, None if caches is None else caches[i])
        return self.norm(x) @ self.tokens.weight.T


GPTS = {"A": (12, (6, 192, 6, 128, 65)), "B": (8, (6, 384, 6, 256, 512))}


def training(model, loss):
    optimizer = torch.optim.AdamW(model.parameters())

    def step():
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    return step


def product(n):
    a, b = torch.rand(n, n), torch.rand(n, n)
    return lambda: torch.mm(a, b)


def mlp(batch):
    m = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
    x, y = torch.rand(batch, 784), torch.arange(batch) % 10
    return training(m, lambda: F.cross_entropy(m(x), y))


def gpt(name):
    batch, sizes = GPTS[name]
    m = Gpt(*sizes)
    ids = torch.randint(m.vocabulary, (batch, m.context + 1))
    return training(m, lambda: F.cross_entropy(m(ids[:, :-1]).reshape(-1, m.vocabulary), ids[:, 1:].reshape(-1)))


def generation(name):
    m = Gpt(*GPTS[name][1]).eval()

    @torch.no_grad()
    def run():
        caches, token = [[] for _ in m.blocks], torch.zeros(1, 1, dtype=torch.long)
        for first in range(m.context):
            token = m(token, caches, first)[:, -1].argmax(-1, keepdim=True)
    return run


def unary(function):
    x = torch.rand(1 << 20) - 0.5
    return lambda: function(x)


ROWS = {
    "GEMM/1/1024": product(1024), "GEMM/1/256": product(256),
    "MLP step/1/64": mlp(64), "MLP step/1/512": mlp(512),
    "GPT-A step/1/0": gpt("A"), "GPT-B step/1/1": gpt("B"),
    "generate A/1/0": generation("A"), "generate B/1/1": generation("B"),
}
for number, function in enumerate([F.relu, F.gelu, lambda x: F.gelu(x, approximate="tanh"), F.silu, torch.tanh,
                                   torch.sigmoid, torch.exp]):
    ROWS["relu, gelu, gelu tanh, silu, tanh, sigmoid, exp/1/%d" % number] = unary(function)


def theirs(run, seconds):
    run()
    begin, count = time.process_time(), 0
    while count == 0 or time.process_time() - begin < seconds:
        run()
        count += 1
    return 1e3 * (time.process_time() - begin) / count


def ours(bench, row, seconds):
    out = subprocess.run([bench, "--benchmark_filter=^neural/%s/" % row, "--benchmark_format=json",
                          "--benchmark_min_time=%g" % seconds], capture_output=True, text=True, check=True).stdout
    return json.loads(out)["benchmarks"][0]["cpu_time"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", default="build/release/bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--only", default="")
    call = parser.parse_args()
    print("%-60s %10s %10s %8s" % ("row (threads/size)", "ours, ms", "torch, ms", "faster"))
    for row, run in ROWS.items():
        if call.only not in row:
            continue
        pairs = [(ours(call.bench, row, call.seconds), theirs(run, call.seconds)) for _ in range(call.rounds)]
        mine, other = min(p[0] for p in pairs), min(p[1] for p in pairs)
        print("%-60s %10.3f %10.3f %7.2fx" % (row, mine, other, other / mine), flush=True)


if __name__ == "__main__":
    main()
