"""Floats and scalers: bits (IEEE 754), one-pass against Welford's (1962) variance, Kahan's (1965) sum, scaled wines."""
from pathlib import Path

import numpy as np

print(f"0.1 in FP32 is 0x{np.float32(0.1).view(np.uint32):08X}, next comes {np.nextafter(np.float32(0.1), np.float32(1)):.9f}")
print(f"FP16 ends at {np.finfo(np.float16).max:.0f}")

x = 1e9 + np.array([4.0, 7.0, 13.0, 16.0])
total = squares = 0.0
for value in x:  # one after another, as written
    total, squares = total + value, squares + value * value
print(f"one pass: {(squares - total * total / 4) / 3:.3f}")

mean = m2 = 0.0
for count, value in enumerate(x, 1):  # Welford
    away = value - mean
    mean += away / count
    m2 += away * (value - mean)
print(f"Welford: {m2 / 3:.3f}")

tenth = np.float32(0.1)
naive = kahan = lost = np.float32(0)
for _ in range(100000):
    naive += tenth
    wanted = tenth - lost
    new = kahan + wanted
    lost, kahan = (new - kahan) - wanted, new
print(f"100,000 tenths in FP32: {naive:.4f} one by one, {kahan:.4f} by Kahan")

wine_csv = next(Path(__file__).resolve().parents[3].glob("**/data/wine.csv"))
X = np.genfromtxt(wine_csv, delimiter=",", skip_header=1, usecols=range(13))  # 178 x 13


def condition(rows):
    s = np.linalg.svd(rows - rows.mean(0), compute_uv=False)
    return s[0] / s[-1]


print(f"condition number of wine: {condition(X):.2f} as measured")
print(f"condition number of wine: {condition((X - X.mean(0)) / X.std(0)):.5f} standardised")
