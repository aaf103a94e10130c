"""Self-attention in a few lines: positions, one head, and why order must be added."""
import numpy as np

T, d = 12, 64
rng = np.random.default_rng(0)


def sinusoidal(positions, width):
    """Vaswani et al. 2017: sin and cos of t / 10000^(2i/d), side by side."""
    t = np.arange(positions)[:, None]
    angle = t / 10000 ** (2 * (np.arange(width) // 2) / width)
    return np.where(np.arange(width) % 2 == 0, np.sin(angle), np.cos(angle))


def attention(x, wq, wk, wv, causal=False):
    """softmax(Q K^T / sqrt(D)) V for one head; x is T x d."""
    q, k, v = x @ wq, x @ wk, x @ wv
    scores = q @ k.T / np.sqrt(q.shape[1])
    if causal:
        scores = np.where(np.tril(np.ones_like(scores)) > 0, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights @ v


x = rng.normal(size=(T, d))
w = [rng.normal(size=(d, d)) / np.sqrt(d) for _ in range(3)]
order = rng.permutation(T)
for causal in (False, True):
    gap = np.abs(attention(x[order], *w, causal) - attention(x, *w, causal)[order]).max()
    print(f"causal mask {'on ' if causal else 'off'}: f(PX) differs from P f(X) by {gap:.1e}")

print("query, key, value and output weights at d = 64:", 4 * d * d)

table = sinusoidal(64, 128)
print("dot products at offsets 0, 1, 2, 10, 50:", *(f"{table[0] @ table[n]:.3f}" for n in (0, 1, 2, 10, 50)))
