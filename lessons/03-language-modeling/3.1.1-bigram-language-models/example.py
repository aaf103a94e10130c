"""A bigram model of names: count, smooth, judge on held-out names, sample; and the same table by gradient descent."""
from pathlib import Path

import numpy as np

names_txt = next(Path(__file__).resolve().parents[3].glob("**/text/names.txt"))
names = ["".join(c for c in line.lower() if c.isalpha()) for line in names_txt.read_text().split()]
letters = "#abcdefghijklmnopqrstuvwxyz"  # "#" stands before and after each name
place = {c: i for i, c in enumerate(letters)}


def count(documents):
    table = np.zeros((27, 27))
    for name in documents:
        ids = [0, *(place[c] for c in name), 0]
        np.add.at(table, (ids[:-1], ids[1:]), 1)
    return table


def add_k(counts, k):
    return (counts + k) / (counts.sum(1, keepdims=True) + k * 27)


def loss(p, text):
    return -(text[text > 0] * np.log(p[text > 0])).sum() / text.sum()


counts = count(names)
print(f"{counts.sum():.0f} pairs, {(counts == 0).sum()} empty cells, loss {loss(add_k(counts, 0), counts):.4f}")

train, held = count([n for i, n in enumerate(names) if i % 10 != 9]), count(names[9::10])
for k in (0.01, 0.1, 1, 10):
    print(f"k = {k}: held-out loss {loss(add_k(train, k), held):.4f}")

rng = np.random.default_rng(0)
p = add_k(counts, 0.05)
for _ in range(5):  # roll a die for each letter until the boundary comes
    name, at = "", 0
    while True:
        at = rng.choice(27, p=p[at])
        if at == 0:
            break
        name += letters[at]
    print("sample:", name)


def softmax(rows):
    e = np.exp(rows - rows.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


W = np.zeros((27, 27))  # the twin: one layer and a softmax
share, target = counts.sum(1, keepdims=True) / counts.sum(), counts / counts.sum(1, keepdims=True)
for _ in range(1000):
    W -= 50 * share * (softmax(W) - target)
print(f"the twin's loss after 1000 updates {loss(softmax(W), counts):.4f}")
