"""The loss of a real classifier: which weights tell malignant tumours from benign ones.

    f = mean of log(1 + exp(-m))      m = s (w1 x1 + w2 x2),  s = +1 malignant, -1 benign

That is the mean cross-entropy of logistic regression over 569 tumours; x1 is the mean radius of
a tumour's cells and x2 their mean texture, both standardised (mean 0, standard deviation 1).
There is no intercept, so that two weights are all there is to see: the boundary passes through the
average tumour. Street, Wolberg & Mangasarian, 1993, https://doi.org/10.1117/12.148698, as
bundled with scikit-learn.
"""

from functools import cache

import numpy as np

from optim_core.datasets import breast_cancer
from optim_core.entries import Samples, Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    f, slope_x, slope_y = 0.0, 0.0, 0.0
    samples = len(parameters) // 2
    for k in range(samples):
        first, second = parameters[2 * k], parameters[2 * k + 1]
        m = first * x + second * y
        shrunk = np.exp(-abs(m))  # of |m|, because exp(-m) overflows
        f += np.log1p(shrunk) + max(-m, 0.0)
        missed = (shrunk if m > 0.0 else 1.0) / (1.0 + shrunk)  # 1 / (1 + exp(m))
        slope_x -= missed * first
        slope_y -= missed * second
    return f / samples, slope_x / samples, slope_y / samples


@kernel
def pick(samples, order, begin, size, parameters):
    """s x of some tumours."""
    for k in range(size):
        row = samples[order[begin + k]]
        parameters[2 * k], parameters[2 * k + 1] = row[2] * row[0], row[2] * row[1]
    return 2 * size


@cache
def samples():
    """x1, x2 and s of every tumour, (569, 3)."""
    data = breast_cancer.tumours()
    names = data.feature_names.tolist()
    x = data.data[:, [names.index("mean radius"), names.index("mean texture")]]
    sign = np.where(data.target == data.target_names.tolist().index("malignant"), 1.0, -1.0)
    return np.ascontiguousarray(np.column_stack([(x - x.mean(axis=0)) / x.std(axis=0), sign]))


@cache
def tumours():
    """s x of every tumour, (569, 2)."""
    return samples()[:, 2:] * samples()[:, :2]


@cache
def best_weights():
    """The minimum, by Newton's method: the loss is convex, and no weights separate the classes."""
    x, w = tumours(), np.zeros(2)
    for _ in range(12):
        missed = 1.0 / (1.0 + np.exp(x @ w))
        hessian = (x.T * missed * (1.0 - missed)) @ x
        w = w + np.linalg.solve(hessian, x.T @ missed)
    return tuple(w.tolist())


SPEC = Surface(
    title=Text(en="Logistic regression on tumours", zh="肿瘤的逻辑回归"),
    idea=Text(
        en="The cross-entropy of telling 569 tumours apart, over the weights of two features.",
        zh="区分 569 个肿瘤的交叉熵，随两个特征的权重变化。",
    ),
    formula=(
        r"f(w_1, w_2) = \frac{1}{m}\sum_{i=1}^{m}"
        r" \ln\left(1 + e^{-s_i (w_1 x_{i1} + w_2 x_{i2})}\right)"
    ),
    domain=(-4.0, 8.0, -4.0, 5.0),
    start=(-3.0, 3.5),
    lr=2.0,
    value_and_grad=value_and_grad,
    minima=lambda: [best_weights()],
    parameters=lambda: tumours().ravel(),
    axes=("w₁", "w₂"),
    data=Samples("logistic", "breast_cancer", samples, pick),
    paper="https://doi.org/10.1117/12.148698",
)
