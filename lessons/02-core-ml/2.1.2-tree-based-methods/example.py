"""A tree of depth two on the irises (CART: Breiman, Friedman, Olshen & Stone 1984), and twenty boosted ones on the breast
cancer data (Friedman 2001)."""
from pathlib import Path

import numpy as np

folder = next(Path(__file__).resolve().parents[3].glob("**/data/iris.csv")).parent


def read(name):
    table = np.genfromtxt(folder / f"{name}.csv", delimiter=",", dtype=str)
    names, classes = table[0, :-1], table[1:, -1]
    order = list(dict.fromkeys(classes))  # classes as they first appear
    return names, table[1:, :-1].astype(float), np.array([order.index(c) for c in classes])


def best_split(X, score):
    """score(mask) of the samples on the left, larger is better; every threshold half way between two values."""
    best = (-np.inf, None, None)
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for t in (values[:-1] + values[1:]) / 2:
            s = score(X[:, j] <= t)
            if s >= best[0] - 1e-9:  # of equals the last
                best = (s, j, t)
    return best


def gini(y):
    return 1 - ((np.bincount(y) / len(y)) ** 2).sum()


names, X, y = read("iris")
nodes = [(np.ones(len(y), bool), 0)]
for node, depth in nodes:
    if depth == 2 or gini(y[node]) == 0:
        continue
    score = lambda left: -(left.sum() * gini(y[node][left]) + (~left).sum() * gini(y[node][~left]))
    _, j, t = best_split(X[node], score)
    print(f"{names[j]} <= {t:.2f}, {node.sum()} samples, gini {gini(y[node]):.3f}")
    nodes += [(node & (X[:, j] <= t), depth + 1), (node & (X[:, j] > t), depth + 1)]

_, X, y = read("breast-cancer")
order = np.argsort(X, axis=0, kind="stable")
F = np.full(len(y), np.log(y.mean() / (1 - y.mean())))
for _ in range(20):
    p = 1 / (1 + np.exp(-F))
    r, h = y - p, p * (1 - p)  # residuals and curvature
    n, total = len(y), r.sum()
    best = (-np.inf, None, None)
    for j in range(X.shape[1]):  # a stump on the residuals, by least squares
        x, left = X[order[:, j], j], np.cumsum(r[order[:, j]])[:-1]
        k = np.arange(1, n)
        gain = np.where(x[:-1] < x[1:], left**2 / k + (total - left) ** 2 / (n - k), -np.inf)
        i = gain.argmax()
        best = max(best, (gain[i], j, (x[i] + x[i + 1]) / 2))
    left = X[:, best[1]] <= best[2]
    for side in (left, ~left):
        F[side] += 0.1 * r[side].sum() / h[side].sum()  # one Newton step a leaf
print(f"deviance after 20 stumps: {2 * np.mean(np.logaddexp(0, F) - y * F):.6f}")
