#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scikit-learn on the recipe of linear_bench.cpp: /usr/bin/python3 tests/bench/linear_peers.py

Normal numbers are drawn anew: their distribution is what matters for the time.
"""
import time

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge, lasso_path

rng = np.random.default_rng(1)
X = rng.normal(size=(10_000, 100))
y = rng.normal(size=10_000) + X[:, :10] @ (np.arange(10) - 4.5)


def best(name, work, times=5):
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    print(f"{name}: {1000 * min(taken):.1f} ms")


top = np.abs(X.T @ (y - y.mean())).max() / len(y)
best("lasso path of 100", lambda: lasso_path(X, y, alphas=top * np.logspace(0, -3, 100)))
best("ridge, one penalty, by SVD", lambda: Ridge(alpha=1, solver="svd").fit(X, y))
best("logistic regression, newton-cg", lambda: LogisticRegression(C=1, solver="newton-cg").fit(X, y > 0))
best("logistic regression, lbfgs", lambda: LogisticRegression(C=1, max_iter=1000).fit(X, y > 0))
