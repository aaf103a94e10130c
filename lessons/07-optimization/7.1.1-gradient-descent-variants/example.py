"""Gradient descent and heavy ball (Polyak 1964) on the ravine (x² + 100y²)/2, then the first step of Adam."""
import numpy as np

curvature = np.array([1.0, 100.0])


def steps_to_a_millionth(rate, momentum):
    w, v, count = np.array([10.0, 1.0]), np.zeros(2), 0
    f0 = 0.5 * curvature @ w**2
    while 0.5 * curvature @ w**2 > 1e-6 * f0:
        v = momentum * v + curvature * w  # remember the direction
        w = w - rate * v
        count += 1
    return count


print("gradient descent:", steps_to_a_millionth(2 / 101, 0), "steps")
print("heavy ball:", steps_to_a_millionth(4 / 121, (9 / 11) ** 2), "steps")


def adam(gradient, w, steps, rate=0.01, b1=0.9, b2=0.999, eps=1e-8):
    m, v = np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = gradient(w)
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g  # remember direction and scale
        w = w - rate * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w


def slope(w):  # of Rosenbrock's valley
    return np.array([-2 * (1 - w[0]) - 400 * w[0] * (w[1] - w[0] ** 2), 200 * (w[1] - w[0] ** 2)])


x, y = adam(slope, np.array([-1.2, 1.0]), 100)
print(f"Adam on Rosenbrock after 100 steps: f = {(1 - x) ** 2 + 100 * (y - x * x) ** 2:.7f}")
