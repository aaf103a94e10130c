#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our clustering beside scikit-learn and SciPy, in one run on the very same numbers.

    /usr/bin/python3 tests/bench/cluster_peers.py build/release/bench
"""
import json
import os
import subprocess
import sys
import time
import warnings

THREADS = os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("OPENBLAS_NUM_THREADS", THREADS)

import numpy as np
from scipy.cluster import hierarchy
from sklearn.cluster import DBSCAN, OPTICS, AgglomerativeClustering, KMeans

warnings.filterwarnings("ignore")


def uniforms(seed, n):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0 ** -53


def normals(seed, n):
    u = uniforms(seed, 2 * n)
    return np.sqrt(-2 * np.log(1 - u[0::2])) * np.cos(2 * np.pi * u[1::2])


def clouds(n, d, k, seed):
    centres = 20 * (uniforms(seed, k * d) - 0.5).reshape(k, d)
    return centres[np.arange(n) % k] + normals(seed + 1, n * d).reshape(n, d)


def moons(n, seed):
    t, odd = np.pi * uniforms(seed, n), np.arange(n) % 2
    x = np.stack([np.where(odd == 0, np.cos(t), 1 - np.cos(t)), np.where(odd == 0, np.sin(t), 0.5 - np.sin(t))], 1)
    return x + 0.05 * normals(seed + 1, 2 * n).reshape(n, 2)


def peers():
    x = normals(1, 100_000 * 16).reshape(-1, 16)
    for name, algorithm, dtype in (("k-means", "lloyd", np.float32), ("k-means", "lloyd", np.float64),
                                   ("k-means, Elkan", "elkan", np.float32)):
        y = np.ascontiguousarray(x, dtype)
        yield name, f"sklearn {algorithm} {y.dtype}", lambda: KMeans(
            32, init=y[:32].copy(), n_init=1, max_iter=20, tol=0, algorithm=algorithm).fit(y).inertia_
    m = moons(20_000, 4)
    yield "DBSCAN", "sklearn", lambda: (lambda r: (r.max() + 1, (r < 0).sum()))(
        DBSCAN(eps=0.05, min_samples=10, n_jobs=int(THREADS)).fit(m).labels_)
    e = clouds(10_000, 8, 10, 5)
    yield "DBSCAN, 10,000 x 8", "sklearn", lambda: DBSCAN(
        eps=2.5, min_samples=10, n_jobs=int(THREADS)).fit(e).labels_.max() + 1
    for n in (3000, 5000):
        c = clouds(n, 8, 10, 5)
        suffix = "" if n == 3000 else ", 5,000"
        for linkage in ("ward", "average", "single") if n == 3000 else ("ward", "average"):
            title = f"agglomerative, {'Ward' if linkage == 'ward' else linkage}{suffix}"
            yield title, "sklearn", lambda: AgglomerativeClustering(
                10, linkage=linkage, compute_full_tree=True, compute_distances=True).fit(c).distances_.max()
            yield title, "scipy", lambda: hierarchy.linkage(c, linkage)[-1, 2]
    s = moons(3000, 4)
    yield "OPTICS, 3,000 x 2", "sklearn", lambda: OPTICS(min_samples=10, n_jobs=int(THREADS)).fit(s).ordering_[-1]


def timed(work, seconds=1.5):
    work()
    times, start = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - before)
    return 1e3 * float(np.median(times)), answer


def main():
    out = subprocess.run([sys.argv[1], "--benchmark_filter=k-means|DBSCAN|agglomerative|OPTICS", "--benchmark_format=json",
                          "--benchmark_repetitions=3"], check=True, capture_output=True, text=True)
    ours = {}
    for row in json.loads(out.stdout)["benchmarks"]:
        if row.get("aggregate_name") != "median":
            continue
        name = row["run_name"].replace("/real_time", "")
        if not name.endswith("/1"):  # the peers run with two threads as well
            ours[name.removesuffix("/2")] = row["real_time"]
    for name, peer, work in peers():
        theirs, answer = timed(work)
        print(f"{name:32} ours {ours[name]:8.2f} ms   {peer:24} {theirs:8.2f} ms   {theirs / ours[name]:6.1f} x   {answer}")


if __name__ == "__main__":
    main()
