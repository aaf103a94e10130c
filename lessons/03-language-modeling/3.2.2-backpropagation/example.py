"""A scalar engine in sixty lines, after micrograd (Karpathy 2020): values, local slopes, one pass back."""
import math


class Value:
    def __init__(self, data, inputs=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.slopes = inputs, slopes  # d self / d input, as they stand

    def __add__(self, other):
        other = lift(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = lift(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), (1 - t * t,))

    def relu(self):
        return Value(max(self.data, 0.0), (self,), (float(self.data > 0),))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -lift(other)

    def __truediv__(self, other):
        return self * lift(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return lift(other) / self

    def backward(self):
        order, seen = [], set()

        def visit(node):  # inputs first: a topological order
            if node not in seen:
                seen.add(node)
                for one in node.inputs:
                    visit(one)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for one, slope in zip(node.inputs, node.slopes):
                one.grad += node.grad * slope  # +=: a value used twice gets two parts


def lift(x):
    return x if isinstance(x, Value) else Value(x)


a, b = Value(-4.0), Value(2.0)
c, d = a + b, a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
f = (c - d) ** 2
g = f / 2.0 + 10.0 / f
g.backward()
print(f"g = {g.data:.8f}, dg/da = {a.grad:.8f}, dg/db = {b.grad:.8f}")

x1, x2, w1, w2, bias = Value(2.0), Value(0.0), Value(-3.0), Value(1.0), Value(6.8813735870195432)
o = (x1 * w1 + x2 * w2 + bias).tanh()
o.backward()
print(f"neuron: {o.data:.8f}, slopes of x {x1.grad:.4f} {x2.grad:.4f}, of w {w1.grad:.4f} {w2.grad:.4f}, of bias {bias.grad:.4f}")

x = Value(0.5)
y = x
for _ in range(20):
    y = y + y
y.backward()
print(f"twenty doublings, {2**20} paths, 40 products: dy/dx = {x.grad:.0f}")
