"""Four clusterings of the irises: k-means (Lloyd 1982, seeded as by Arthur & Vassilvitskii 2007), Ward's tree,
DBSCAN (Ester et al. 1996), and the silhouette (Rousseeuw 1987) as a judge."""
from pathlib import Path

import numpy as np

iris_csv = next(Path(__file__).resolve().parents[3].glob("**/data/iris.csv"))
X = np.genfromtxt(iris_csv, delimiter=",", skip_header=1, usecols=range(4))  # 150 x 4
D = np.sqrt(((X[:, None] - X) ** 2).sum(-1))  # all distances


def k_means(k, rng):
    centres = X[[rng.integers(len(X))]]
    while len(centres) < k:  # k-means++: far samples are likelier
        nearest = ((X[:, None] - centres) ** 2).sum(-1).min(1)
        centres = np.vstack([centres, X[rng.choice(len(X), p=nearest / nearest.sum())]])
    while True:
        distances = ((X[:, None] - centres) ** 2).sum(-1)  # 150 x k
        labels = distances.argmin(1)  # assign
        means = np.array([X[labels == j].mean(0) if (labels == j).any() else centres[j] for j in range(k)])  # move
        if np.array_equal(means, centres):
            return distances.min(1).sum(), labels
        centres = means


def ward():
    means, sizes, heights = [*X], [1] * len(X), []
    while len(means) > 1:  # merge the pair that costs least
        m, s = np.array(means), np.array(sizes)
        cost = 2 * np.outer(s, s) / np.add.outer(s, s) * ((m[:, None] - m) ** 2).sum(-1)
        cost[np.tril_indices(len(m))] = np.inf
        i, j = np.unravel_index(cost.argmin(), cost.shape)
        heights.append(np.sqrt(cost[i, j]))
        means[i] = (sizes[i] * means[i] + sizes[j] * means[j]) / (sizes[i] + sizes[j])
        sizes[i] += sizes[j]
        del means[j], sizes[j]
    return heights


def dbscan(eps, min_pts):
    near = D <= eps
    core, labels, clusters = near.sum(1) >= min_pts, np.full(len(X), -1), 0
    for seed in range(len(X)):
        if not core[seed] or labels[seed] >= 0:
            continue
        wave = np.array([seed])
        while len(wave):  # everybody near a core sample of the wave before
            labels[wave] = clusters
            wave = np.flatnonzero(near[wave[core[wave]]].any(0) & (labels < 0))
        clusters += 1
    return labels, core


def silhouette(labels):
    own = labels[:, None] == np.unique(labels)  # 150 x k
    mean = D @ own / (own.sum(0) - own)  # a sample is not its own neighbour
    a, b = mean[own], np.where(own, np.inf, mean).min(1)
    return ((b - a) / np.maximum(a, b)).mean()


inertia, labels = min((k_means(3, np.random.default_rng(seed)) for seed in range(50)), key=lambda run: run[0])
heights = ward()
noisy, core = dbscan(0.5, 5)
print(f"k-means: best inertia {inertia:.4f}")
print("Ward: last heights " + " ".join(f"{h:.4f}" for h in heights[-3:]))
print(f"DBSCAN: {noisy.max() + 1} clusters, {core.sum()} core samples, {(noisy < 0).sum()} noise")
print(f"k-means: silhouette {silhouette(labels):.4f}")
