"""The loss of a real regression: how a straight line misses 442 patients.

    f(w, b) = mean of (w x + b - y)^2

x is the body-mass index and y the progression of diabetes a year later, both standardised
(mean 0, standard deviation 1). Efron, Hastie, Johnstone & Tibshirani, 2004,
https://doi.org/10.1214/009053604000000067, as bundled with scikit-learn.

On standardised data the bowl is round. `shift` is added to x, as when a feature is scaled but
never centred (raw body-mass indices sit six standard deviations from zero): the bowl becomes
a ravine, with the same best line.
"""

from functools import cache

import numpy as np

from optim_core.jit import kernel
from optim_core.spec import Knob, Surface, Text


@kernel
def value_and_grad(w, b, parameters):
    # The mean over the patients is a polynomial in w and b: five moments say it all.
    x_mean, x_square, y_mean, xy, y_square = parameters
    slope_w = 2.0 * (w * x_square + b * x_mean - xy)
    slope_b = 2.0 * (w * x_mean + b - y_mean)
    f = 0.5 * (w * slope_w + b * slope_b) - w * xy - b * y_mean + y_square
    return f, slope_w, slope_b


@cache
def patients():
    """Standardised (x, y), each (442,); on first use, as importing scikit-learn takes a second."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    bmi = data.data[:, data.feature_names.index("bmi")]
    return _standardise(bmi), _standardise(data.target)


def _standardise(column):
    return (column - column.mean()) / column.std()


def parameters(shift):
    x, y = patients()
    x = x + shift
    return np.array([x.mean(), (x * x).mean(), y.mean(), (x * y).mean(), (y * y).mean()])


def minima(shift):
    x_mean, x_square, y_mean, xy, _ = parameters(shift)
    w = (xy - x_mean * y_mean) / (x_square - x_mean**2)
    return [(float(w), float(y_mean - w * x_mean))]


def curvatures(shift):
    x_mean, x_square, *_ = parameters(shift)
    values, vectors = np.linalg.eigh(2.0 * np.array([[x_square, x_mean], [x_mean, 1.0]]))
    return tuple(values.tolist()), tuple(map(tuple, vectors.T.tolist()))


SPEC = Surface(
    title=Text(en="Diabetes and body-mass index", zh="糖尿病与体重指数"),
    idea=Text(
        en="The mean squared error of a line through 442 patients, over its slope and height.",
        zh="用一条直线拟合 442 位患者的均方误差，随斜率与截距变化。",
    ),
    formula=r"f(w, b) = \frac{1}{m}\sum_{i=1}^{m} (w\,x_i + b - y_i)^2",
    domain=(-2.5, 3.5, -4.0, 2.5),
    start=(-1.5, 2.0),
    lr=0.1,
    value_and_grad=value_and_grad,
    minima=minima,
    knobs={
        "shift": Knob(
            0.0,
            0.0,
            6.0,
            Text(en="feature left off centre by", zh="特征偏离中心"),
            "s",
            least=-100.0,
            below=100.0,
        )
    },
    parameters=parameters,
    curvatures=curvatures,
    paper="https://doi.org/10.1214/009053604000000067",
)
