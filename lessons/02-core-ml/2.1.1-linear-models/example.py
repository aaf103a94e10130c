"""Four linear models in NumPy: least squares and ridge on Longley's table, the lasso on wine by coordinate descent
(Friedman et al. 2010), logistic regression on breast cancer by Newton's steps."""
from pathlib import Path

import numpy as np

folder = next(Path(__file__).resolve().parents[3].glob("**/data/longley.csv")).parent


def read(name, columns):
    return np.genfromtxt(folder / name, delimiter=",", skip_header=1, usecols=range(columns))


def scaled(X):
    return (X - X.mean(0)) / X.std(0)


def with_intercept(X):
    return np.column_stack([np.ones(len(X)), X])


longley, wine = read("longley.csv", 7), read("wine.csv", 13)
X, y = longley[:, :6], longley[:, 6]  # employed from six others

Z = scaled(X)  # least squares: Q R b = y, on scaled columns, which are far better conditioned
Q, R = np.linalg.qr(with_intercept(Z))
b = np.linalg.solve(R, Q.T @ y)
residual = y - with_intercept(Z) @ b
r2 = 1 - residual @ residual / ((y - y.mean()) ** 2).sum()
print(f"least squares: year {b[6] / X[:, 5].std():.5f}, R2 {r2:.10f}")

ridge = np.linalg.solve(Z.T @ Z + 1.0 * np.eye(6), Z.T @ (y - y.mean()))
print(f"ridge: GNP {ridge[1]:.3f}, unemployed {ridge[2]:.3f}")

W, alcohol = scaled(wine[:, 1:]), wine[:, 0] - wine[:, 0].mean()
n = len(W)
lasso, penalty = np.zeros(12), 0.05
for _ in range(2000):
    for j in range(12):  # each coefficient to its best, while the others stand
        pull = W[:, j] @ (alcohol - W @ lasso) / n + lasso[j]
        lasso[j] = np.sign(pull) * max(abs(pull) - penalty, 0)
print(f"lasso: all zero from {abs(W.T @ alcohol).max() / n:.6f}, at 0.05 {np.count_nonzero(lasso)} of 12 are left")

A = with_intercept(scaled(read("breast-cancer.csv", 30)))
names = np.genfromtxt(folder / "breast-cancer.csv", delimiter=",", skip_header=1, usecols=30, dtype=str)
t = (names == "benign").astype(float)
w, held = np.zeros(31), np.diag([0.0] + [1.0] * 30)  # lambda = 1; the intercept is free
for _ in range(20):
    p = 1 / (1 + np.exp(-A @ w))
    w -= np.linalg.solve((A.T * (p * (1 - p))) @ A + held, A.T @ (p - t) + held @ w)
p = 1 / (1 + np.exp(-A @ w))
print(f"logistic regression: Newton, log-loss {-np.log(np.where(t == 1, p, 1 - p)).mean():.6f}")
