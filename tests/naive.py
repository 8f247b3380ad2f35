"""A slow twin of every optimiser, written from its paper. It shares nothing with the core.

The twin of an optimiser bears its id: twin(gradient, start, steps, **knobs) -> path, an array
(steps + 1, coordinates). Where a paper's form differs from the core's, the twin keeps the paper's:
two ways of writing it that agree are worth more than one way written twice.
"""

import ast
import itertools
import math
from typing import NamedTuple

import numpy as np


def sgd(gradient, start, steps, lr):
    """Cauchy, 1847."""
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


def momentum(gradient, start, steps, lr, beta):
    """Ng's course: v is the weighted mean of all gradients so far, weights (1 - beta) beta^age."""
    path, gradients = [np.array(start, dtype=float)], []
    for _ in range(steps):
        gradients.append(gradient(path[-1]))
        ages = reversed(range(len(gradients)))
        v = sum((1.0 - beta) * beta**age * g for age, g in zip(ages, gradients, strict=True))
        path.append(path[-1] - lr * v)
    return np.array(path)


def heavy_ball(gradient, start, steps, lr, beta):
    """Polyak, 1964, equation (9): no speed, but the last two points."""
    path = [np.array(start, dtype=float)] * 2
    for _ in range(steps):
        x, before = path[-1], path[-2]
        path.append(x - lr * gradient(x) + beta * (x - before))
    return np.array(path[1:])


def nesterov(gradient, start, steps, lr, beta):
    """Sutskever et al., 2013, equations (3) and (4); the look-ahead points are returned.

    theta starts at `start` and at rest, so that the first look-ahead point is `start`.
    """
    theta, v = np.array(start, dtype=float), 0.0
    path = [theta]
    for _ in range(steps):
        v = beta * v - lr * gradient(theta + beta * v)
        theta = theta + v
        path.append(theta + beta * v)
    return np.array(path)


def rmsprop(gradient, start, steps, lr, beta, eps, eps_inside=0.0):
    """Tieleman & Hinton, 2012, slide 29, with eps added to the root as in Ng's course, or to what
    is under it as in Keras."""
    path, mean_square = [np.array(start, dtype=float)], 0.0
    for _ in range(steps):
        g = gradient(path[-1])
        mean_square = beta * mean_square + (1.0 - beta) * g**2
        usual = (mean_square + eps) ** 0.5 if eps_inside else mean_square**0.5 + eps
        path.append(path[-1] - lr * g / usual)
    return np.array(path)


def adam(gradient, start, steps, lr, beta1, beta2, eps, correct_m=1.0, correct_v=1.0):
    """Kingma & Ba, 2015, Algorithm 1; a correction that is switched off divides by 1."""
    path, m, v = [np.array(start, dtype=float)], 0.0, 0.0
    for t in range(1, steps + 1):
        g = gradient(path[-1])
        m = beta1 * m + (1.0 - beta1) * g
        v = beta2 * v + (1.0 - beta2) * g**2
        m_hat = m / (1.0 - beta1**t) if correct_m else m
        v_hat = v / (1.0 - beta2**t) if correct_v else v
        path.append(path[-1] - lr * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(path)


def adagrad(gradient, start, steps, lr, eps):
    """Duchi, Hazan & Singer, 2011, Figure 1: the norm of each coordinate's row of gradients."""
    path, gradients = [np.array(start, dtype=float)], []
    for _ in range(steps):
        gradients.append(gradient(path[-1]))
        s = np.linalg.norm(gradients, axis=0)
        path.append(path[-1] - lr * gradients[-1] / (s + eps))
    return np.array(path)


def adadelta(gradient, start, steps, lr, rho, eps):
    """Zeiler, 2012, Algorithm 1, with its Delta x multiplied by lr where x is updated."""
    path, mean_square, mean_square_delta = [np.array(start, dtype=float)], 0.0, 0.0
    for _ in range(steps):
        g = gradient(path[-1])
        mean_square = rho * mean_square + (1.0 - rho) * g**2
        delta = -((mean_square_delta + eps) ** 0.5) / (mean_square + eps) ** 0.5 * g
        mean_square_delta = rho * mean_square_delta + (1.0 - rho) * delta**2
        path.append(path[-1] + lr * delta)
    return np.array(path)


def adamax(gradient, start, steps, lr, beta1, beta2, eps, correct_m=1.0):
    """Kingma & Ba, 2015, equation (11): u is the largest of beta2^age |g|, here |g| + eps."""
    path, m, sizes = [np.array(start, dtype=float)], 0.0, []
    for t in range(1, steps + 1):
        g = gradient(path[-1])
        m = beta1 * m + (1.0 - beta1) * g
        sizes.append(abs(g) + eps)
        u = np.max([beta2**age * size for age, size in enumerate(reversed(sizes))], axis=0)
        path.append(path[-1] - lr * (m / (1.0 - beta1**t) if correct_m else m) / u)
    return np.array(path)


def nadam(gradient, start, steps, lr, beta1, beta2, eps, correct_m=1.0, correct_v=1.0):
    """Dozat, 2016, as PyTorch's manual prints it, its products multiplied out at every step."""
    path, m, v = [np.array(start, dtype=float)], 0.0, 0.0
    mu = [beta1 * (1.0 - 0.96 ** (0.004 * t) / 2.0) for t in range(1, steps + 2)]
    for t in range(1, steps + 1):
        g = gradient(path[-1])
        m = beta1 * m + (1.0 - beta1) * g
        v = beta2 * v + (1.0 - beta2) * g**2
        now, ahead = (1.0 - np.prod(mu[:count]) if correct_m else 1.0 for count in (t, t + 1))
        m_hat = mu[t] * m / ahead + (1.0 - mu[t - 1]) * g / now
        v_hat = v / (1.0 - beta2**t) if correct_v else v
        path.append(path[-1] - lr * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(path)


def amsgrad(gradient, start, steps, lr, beta1, beta2, eps, correct_m=1.0, correct_v=1.0):
    """Reddi, Kale & Kumar, 2018, Algorithm 2, with the corrections of Adam's."""
    path, m, vs = [np.array(start, dtype=float)], 0.0, [np.zeros(len(start))]
    for t in range(1, steps + 1):
        g = gradient(path[-1])
        m = beta1 * m + (1.0 - beta1) * g
        vs.append(beta2 * vs[-1] + (1.0 - beta2) * g**2)
        m_hat = m / (1.0 - beta1**t) if correct_m else m
        v_hat = np.max(vs, axis=0) / (1.0 - beta2**t if correct_v else 1.0)
        path.append(path[-1] - lr * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(path)


def adamw(
    gradient, start, steps, lr, beta1, beta2, eps, weight_decay, correct_m=1.0, correct_v=1.0
):
    """Loshchilov & Hutter, 2019: x shrinks by lr weight_decay of itself, then Adam steps."""
    path, m, v = [np.array(start, dtype=float)], 0.0, 0.0
    for t in range(1, steps + 1):
        g = gradient(path[-1])
        m = beta1 * m + (1.0 - beta1) * g
        v = beta2 * v + (1.0 - beta2) * g**2
        m_hat = m / (1.0 - beta1**t) if correct_m else m
        v_hat = v / (1.0 - beta2**t) if correct_v else v
        shrunk = (1.0 - lr * weight_decay) * path[-1]
        path.append(shrunk - lr * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(path)


def lion(gradient, start, steps, lr, beta1, beta2, weight_decay):
    """Chen et al., 2023, Algorithm 2, its memory summed over all gradients so far."""
    path, gradients = [np.array(start, dtype=float)], []
    for _ in range(steps):
        ages = range(len(gradients))
        m = sum((1.0 - beta2) * beta2**age * gradients[-1 - age] for age in ages)
        gradients.append(gradient(path[-1]))
        c = beta1 * m + (1.0 - beta1) * gradients[-1]
        direction = np.where(c > 0.0, 1.0, np.where(c < 0.0, -1.0, 0.0))
        path.append(path[-1] - lr * (direction + weight_decay * path[-1]))
    return np.array(path)


def anchored_momentum(gradient, start, steps, lr, beta, gamma, anchor_beta, pull, radius):
    """The notes' SGDM as the curriculum reads it, both averages summed over the whole past."""
    path, gradients = [np.array(start, dtype=float)], []
    for t in range(1, steps + 1):
        x = path[-1]
        gradients.append(gradient(x))
        v = sum(gamma * beta**age * g for age, g in enumerate(reversed(gradients)))
        followed = (anchor_beta * (1.0 - anchor_beta) ** age for age in range(t))
        past = sum(share * point for share, point in zip(followed, reversed(path), strict=True))
        w = past + (1.0 - anchor_beta) ** t * path[0]
        delta = -lr * v - pull * (x - w) ** 3
        path.append(x + delta * min(1.0, radius / max(np.linalg.norm(delta), 1e-300)))
    return np.array(path)


def tilted_quadratic(condition, degrees):
    """The gradient of (u^2 + condition v^2) / 2, where u, v are x, y turned by `degrees`."""
    turn = np.radians(degrees)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    hessian = axes.T @ np.diag([1.0, condition]) @ axes
    return lambda x: hessian @ x


def goldstein_price(x, y):
    """Goldstein & Price, 1971, as printed: the product, not its logarithm."""
    first = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
    second = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
    return (1 + (x + y + 1) ** 2 * first) * (30 + (2 * x - 3 * y) ** 2 * second)


def constant(t, total, lr):
    return lr


def inverse_time(t, total, lr, rate):
    return lr / (1 + rate * t)


def inverse_sqrt(t, total, lr, k):
    return lr * k / math.sqrt(1 + t)


def exponential(t, total, lr, factor):
    """t times over, not by a power."""
    for _ in range(t):
        lr *= factor
    return lr


def staircase(t, total, lr, factor, every):
    """Down one stair after another, as one meets them."""
    while t >= every:
        t -= every
        lr *= factor
    return lr


def manual(t, total, lr, points):
    """Whoever looks through the whole list keeps the last change that has happened."""
    for epoch, rate in points:
        if t >= epoch:
            lr = rate
    return lr


def linear(t, total, lr, end):
    """The weighted mean of where it begins and where it ends."""
    return (lr * (total - t) + end * lr * t) / total


def cosine(t, total, lr, end):
    """Half a turn of a wheel: (1 + cos a) / 2 is cos(a / 2) squared."""
    return end * lr + (lr - end * lr) * math.cos(math.pi * t / total / 2) ** 2


def warmup_cosine(t, total, lr, warmup, end):
    climbing = warmup * total
    if t < climbing:
        return lr * (t + 1) / (climbing + 1)
    return cosine(t - climbing, total - climbing, lr, end)


def one_cycle(t, total, lr, low, peak, end):
    """Three straight lines, each from where the one before ended."""
    corners = [(0, low), (peak * total, 1), (2 * peak * total, low), (total, low * end)]
    for (a, at_a), (b, at_b) in itertools.pairwise(corners):
        if a <= t <= b:
            return lr * (at_a * (b - t) + at_b * (t - a)) / (b - a)


def warm_restarts(t, total, lr, period, growth, end):
    """Cycle by cycle, each restarting the clock."""
    while t >= period:
        t -= period
        period *= growth
    return cosine(t, period, lr, end)


def formula(text, x, y):
    """(f, fx, fy, fxx, fxy, fyy) of a typed formula at one point; None where one is undefined.

    Python reads the text, and a Jet of second order goes through the tree that it makes of it.
    """
    variables = {"x": Jet(float(x), 1.0, 0.0), "y": Jet(float(y), 0.0, 1.0)}
    tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
    try:
        return tuple(_jet(tree, variables))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


class Jet(NamedTuple):
    """A value with its first and second derivatives."""

    f: float
    fx: float = 0.0
    fy: float = 0.0
    fxx: float = 0.0
    fxy: float = 0.0
    fyy: float = 0.0

    def through(self, g, g1, g2):
        """g(f), where g1 and g2 are the derivatives of g at f."""
        return Jet(
            g,
            g1 * self.fx,
            g1 * self.fy,
            g2 * self.fx**2 + g1 * self.fxx,
            g2 * self.fx * self.fy + g1 * self.fxy,
            g2 * self.fy**2 + g1 * self.fyy,
        )

    def plus(self, other):
        return Jet(*(a + b for a, b in zip(self, other, strict=True)))

    def times(self, other):
        u, v = self, other
        return Jet(
            u.f * v.f,
            u.fx * v.f + u.f * v.fx,
            u.fy * v.f + u.f * v.fy,
            u.fxx * v.f + 2.0 * u.fx * v.fx + u.f * v.fxx,
            u.fxy * v.f + u.fx * v.fy + u.fy * v.fx + u.f * v.fxy,
            u.fyy * v.f + 2.0 * u.fy * v.fy + u.f * v.fyy,
        )

    def to_the(self, other):
        u, n = self.f, other.f
        if u < 0.0 and n != int(n):
            raise ValueError("a complex number")
        if any(other[1:]):
            product = other.times(self.through(math.log(u), 1.0 / u, -1.0 / u**2))
            return product.through(u**n, u**n, u**n)
        first = n * u ** (n - 1.0) if n else 0.0
        second = n * (n - 1.0) * u ** (n - 2.0) if n not in (0.0, 1.0) else 0.0
        return self.through(u**n, first, second)


def _jet(tree, variables):
    match tree:
        case ast.Constant(value):
            return Jet(float(value))
        case ast.Name(name):
            return variables[name] if name in variables else Jet(getattr(math, name))
        case ast.UnaryOp(ast.USub(), inner):
            return Jet(*(-part for part in _jet(inner, variables)))
        case ast.UnaryOp(ast.UAdd(), inner):
            return _jet(inner, variables)
        case ast.BinOp(left, sign, right):
            return _SIGNS[type(sign)](_jet(left, variables), _jet(right, variables))
        case ast.Call(ast.Name("min" | "max" as name), [first, second]):
            jets = _jet(first, variables), _jet(second, variables)
            return {"min": min, "max": max}[name](*jets, key=lambda jet: jet.f)
        case ast.Call(ast.Name(name), [inner]):
            jet = _jet(inner, variables)
            return jet.through(*_FUNCTIONS[name](jet.f))
    raise AssertionError(f"{ast.dump(tree)} is no formula")


_SIGNS = {
    ast.Add: Jet.plus,
    ast.Sub: lambda u, v: u.plus(v.times(Jet(-1.0))),
    ast.Mult: Jet.times,
    ast.Div: lambda u, v: u.times(v.through(1.0 / v.f, -1.0 / v.f**2, 2.0 / v.f**3)),
    ast.Pow: Jet.to_the,
}
_FUNCTIONS = {
    "sin": lambda u: (math.sin(u), math.cos(u), -math.sin(u)),
    "cos": lambda u: (math.cos(u), -math.sin(u), -math.cos(u)),
    "tan": lambda u: (
        math.tan(u),
        math.cos(u) ** -2,
        2.0 * math.sin(u) / math.cos(u) ** 3,
    ),
    "asin": lambda u: (math.asin(u), (1.0 - u * u) ** -0.5, u * (1.0 - u * u) ** -1.5),
    "acos": lambda u: (math.acos(u), -((1.0 - u * u) ** -0.5), -u * (1.0 - u * u) ** -1.5),
    "atan": lambda u: (math.atan(u), 1.0 / (1.0 + u * u), -2.0 * u / (1.0 + u * u) ** 2),
    "sinh": lambda u: (math.sinh(u), math.cosh(u), math.sinh(u)),
    "cosh": lambda u: (math.cosh(u), math.sinh(u), math.cosh(u)),
    "tanh": lambda u: (
        math.tanh(u),
        math.cosh(u) ** -2,
        -2.0 * math.sinh(u) / math.cosh(u) ** 3,
    ),
    "exp": lambda u: (math.exp(u),) * 3,
    "log": lambda u: (math.log(u), 1.0 / u, -1.0 / u**2),
    "log2": lambda u: (math.log2(u), 1.0 / (u * math.log(2)), -1.0 / (u * u * math.log(2))),
    "log10": lambda u: (math.log10(u), 1.0 / (u * math.log(10)), -1.0 / (u * u * math.log(10))),
    "sqrt": lambda u: (math.sqrt(u), 0.5 * u**-0.5, -0.25 * u**-1.5),
    "abs": lambda u: (abs(u), (u > 0) - (u < 0), 0.0),
}


def random_word(key, i):
    """SplitMix64, Steele, Lea & Flood, 2014, figure 16: number i of the stream that begins at key.

    In Python's own whole numbers, cut to 64 bits where the paper's overflow.
    """
    z = (key + (i + 1) * 0x9E3779B97F4A7C15) % 2**64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
    return z ^ (z >> 31)


def shuffled(samples, key):
    """Fisher & Yates, 1938, inside out: a newcomer takes a place, whose holder moves to the end."""
    order = []
    for i in range(samples):
        place = (random_word(key, i) >> 32) * (i + 1) >> 32
        order.append(i)
        order[i], order[place] = order[place], i
    return order


def trained(optimizer, slope, theta, batches, **knobs):
    """Mini-batch training: `optimizer`, a twin above, meets slope(theta, batch) batch by batch."""
    waiting = iter(batches)
    return optimizer(lambda x: slope(x, next(waiting)), theta, len(batches), **knobs)


def network_slope(theta, x, y, sizes, activation, loss):
    """The gradient of the mean loss of a dense network, sample by sample, (parameters,).

    theta holds each layer's weights (inputs, outputs), row by row, then its biases.
    """
    bend = {"relu": lambda z: max(z, 0.0), "tanh": math.tanh, "sigmoid": logistic_curve}[activation]
    total = np.zeros_like(theta)
    for sample, target in zip(x, y, strict=True):
        layers, at, values = [], 0, [np.array(sample)]
        for inputs, outputs in itertools.pairwise(sizes):
            weights = theta[at : at + inputs * outputs].reshape(inputs, outputs)
            at += inputs * outputs
            z = weights.T @ values[-1] + theta[at : at + outputs]
            at += outputs
            layers.append((weights, z))
            values.append(np.array([bend(each) for each in z]))
        back, parts = loss_slope(layers[-1][1], target, loss), []
        for k in reversed(range(len(layers))):
            parts = [np.outer(values[k], back).ravel(), back, *parts]
            if k:
                steep = [steepness(activation, z) for z in layers[k - 1][1]]
                back = layers[k][0] @ back * steep
        total += np.concatenate(parts)
    return total / len(x)


def logistic_curve(z):
    return 1.0 / (1.0 + math.exp(-z))


def steepness(activation, z):
    """The derivative of an activation, in its textbook form."""
    if activation == "relu":
        return 1.0 if z > 0.0 else 0.0
    if activation == "tanh":
        return 1.0 / math.cosh(z) ** 2
    return logistic_curve(z) * logistic_curve(-z)


def loss_slope(outputs, target, loss):
    """The derivative of one sample's loss by what comes out of the last layer."""
    if loss == "squares":
        return 2.0 * (outputs - target)
    if loss == "logistic":
        return np.array([logistic_curve(outputs[0]) - target])
    shares = np.exp(outputs) / np.exp(outputs).sum()
    return shares - np.eye(len(outputs))[int(target)]
