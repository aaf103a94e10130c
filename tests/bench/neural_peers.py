#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ours beside PyTorch (Debian's python3-torch, with libopenblas0-openmp), row by row, in turns: time and ratios.

    /usr/bin/python3 tests/bench/neural_peers.py [--bench build/release/bench] [--threads 1,2] [--only GPT-A]

Other work on the machine slows both; a row's turns stand side by side, and the quickest repetition of each counts.
"""
import argparse
import json
import math
import subprocess
import time

import torch
from torch import nn
from torch.nn import functional as F


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


def training(model, loss, clip=None):
    optimizer = torch.optim.AdamW(model.parameters())

    def step():
        optimizer.zero_grad()
        loss().backward()
        if clip:
            nn.utils.clip_grad_norm_(model.parameters(), clip)
        optimizer.step()
    return step


def product(n):
    a, b = torch.rand(n, n), torch.rand(n, n)
    return lambda: torch.mm(a, b)


def mlp(batch, small=False):
    if small:
        m = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    else:
        m = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
    x, y = torch.rand(batch, 64 if small else 784), torch.arange(batch) % 10
    return training(m, lambda: F.cross_entropy(m(x), y))


def cnn():
    m = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1),
                      nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10))
    x, y = torch.rand(64, 1, 28, 28), torch.arange(64) % 10
    return training(m, lambda: F.cross_entropy(m(x), y))


class AttentionNet(nn.Module):
    def __init__(self, d=64, heads=4, vocabulary=27, context=24):
        super().__init__()
        self.heads, self.tokens = heads, nn.Embedding(vocabulary, d)
        self.layers = nn.ModuleList(
            nn.ModuleList([nn.Linear(d, 3 * d, bias=False), nn.Linear(d, d, bias=False)]) for _ in range(2))
        self.head = nn.Linear(d, vocabulary, bias=False)
        self.register_buffer("positions", torch.rand(context, d))
        self.register_buffer("mask", torch.ones(context, context).triu(1).bool())

    def forward(self, ids):
        x = self.tokens(ids) + self.positions
        b, t, d = x.shape
        for qkv, out in self.layers:
            q, k, v = (a.view(b, t, self.heads, -1).transpose(1, 2) for a in qkv(x).split(d, 2))
            a = ((q @ k.transpose(-2, -1)) / math.sqrt(d // self.heads)).masked_fill(self.mask, -math.inf)
            x = x + out((a.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d))
        return self.head(x)


def attention_net():
    m = AttentionNet()
    ids = torch.randint(27, (24, 25))
    return training(m, lambda: F.cross_entropy(m(ids[:, :-1]).reshape(-1, 27), ids[:, 1:].reshape(-1)), clip=1)


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


ROWS = {  # what stands before and after the number of threads
    ("GEMM", "/1024"): lambda: product(1024), ("GEMM", "/256"): lambda: product(256),
    ("MLP step", "/64/0"): lambda: mlp(64), ("MLP step", "/512/0"): lambda: mlp(512),
    ("MLP 64-32-10 step", "/64/1"): lambda: mlp(64, True),
    ("CNN step", ""): cnn, ("attention net step", ""): attention_net,
    ("GPT-A step", "/0"): lambda: gpt("A"), ("GPT-B step", "/1"): lambda: gpt("B"),
    ("generate A", "/0"): lambda: generation("A"), ("generate B", "/1"): lambda: generation("B"),
}
UNARY = "relu, gelu, gelu tanh, silu, tanh, sigmoid, exp"
for number, function in enumerate([F.relu, F.gelu, lambda x: F.gelu(x, approximate="tanh"), F.silu, torch.tanh,
                                   torch.sigmoid, torch.exp]):
    ROWS[UNARY, "/%d" % number] = lambda function=function: unary(function)


def theirs(run, seconds):
    run()
    begin, quickest = time.perf_counter(), math.inf
    while quickest == math.inf or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        run()
        quickest = min(quickest, time.perf_counter() - start)
    return 1e3 * quickest


def ours(bench, row, seconds):
    out = subprocess.run([bench, "--benchmark_filter=^neural/%s/" % row, "--benchmark_format=json",
                          "--benchmark_min_time=%g" % seconds], capture_output=True, text=True, check=True).stdout
    return json.loads(out)["benchmarks"][0]["quickest"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", default="build/release/bench")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.4, help="of each side in a round")
    parser.add_argument("--only", default="", help="rows with this in their name")
    call = parser.parse_args()
    print("%-56s %8s %10s %10s %8s" % ("row", "threads", "ours, ms", "torch, ms", "faster"))
    for (name, size), make in ROWS.items():
        if call.only not in name + size:
            continue
        run = make()
        for threads in map(int, call.threads.split(",")):
            if name == UNARY and threads != 1:
                continue
            torch.set_num_threads(threads)
            pairs = [(ours(call.bench, "%s/%d%s" % (name, threads, size), call.seconds), theirs(run, call.seconds))
                     for _ in range(call.rounds)]
            mine, other = min(p[0] for p in pairs), min(p[1] for p in pairs)
            print("%-56s %8d %10.3f %10.3f %7.2fx" % (name + size, threads, mine, other, other / mine), flush=True)


if __name__ == "__main__":
    main()
