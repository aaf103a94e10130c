"""k-means on the irises (Lloyd 1982, seeded as by Arthur & Vassilvitskii 2007): the best of fifty starts."""
from pathlib import Path

import numpy as np

iris_csv = next(Path(__file__).resolve().parents[3].glob("**/data/iris.csv"))
X = np.genfromtxt(iris_csv, delimiter=",", skip_header=1, usecols=range(4))  # 150 x 4


def k_means(X, k, rng):
    centres = X[[rng.integers(len(X))]]
    while len(centres) < k:  # k-means++: far samples are likelier
        nearest = ((X[:, None] - centres) ** 2).sum(-1).min(1)
        centres = np.vstack([centres, X[rng.choice(len(X), p=nearest / nearest.sum())]])
    while True:
        distances = ((X[:, None] - centres) ** 2).sum(-1)  # 150 x k
        labels = distances.argmin(1)  # assign
        means = np.array([X[labels == j].mean(0) if (labels == j).any() else centres[j] for j in range(k)])  # move
        if np.array_equal(means, centres):
            return distances.min(1).sum()
        centres = means


print(f"best inertia {min(k_means(X, 3, np.random.default_rng(seed)) for seed in range(50)):.4f}")
