"""The mean squared error of a straight line, as a surface over its slope and height.

    f(w, b) = mean of (w x + b - y)^2

Over all samples the mean is a polynomial in w and b, so five moments of the data say everything:
mean of x, of x^2, of y, of x y and of y^2. An exact quadratic, with one minimum.
"""

import numpy as np

from optim_core.jit import kernel

FORMULA = r"f(w, b) = \frac{1}{m}\sum_{i=1}^{m} (w\,x_i + b - y_i)^2"


@kernel
def value_and_grad(w, b, moments):
    x_mean, x_square, y_mean, xy, y_square = moments
    slope_w = 2.0 * (w * x_square + b * x_mean - xy)
    slope_b = 2.0 * (w * x_mean + b - y_mean)
    f = 0.5 * (w * slope_w + b * slope_b) - w * xy - b * y_mean + y_square
    return f, slope_w, slope_b


@kernel
def pick(samples, order, begin, size, parameters):
    """Some samples' moments, in the place of all samples'."""
    x_mean = x_square = y_mean = xy = y_square = 0.0
    for place in range(begin, begin + size):
        x, y = samples[order[place], 0], samples[order[place], 1]
        x_mean += x
        x_square += x * x
        y_mean += y
        xy += x * y
        y_square += y * y
    parameters[0], parameters[1] = x_mean / size, x_square / size
    parameters[2], parameters[3], parameters[4] = y_mean / size, xy / size, y_square / size
    return 5


def moments(x, y):
    """The parameters of the surface for samples x and y, each (m,)."""
    return np.array([x.mean(), (x * x).mean(), y.mean(), (x * y).mean(), (y * y).mean()])


def best_line(moments):
    """(w, b) at the minimum."""
    x_mean, x_square, y_mean, xy, _ = moments
    w = (xy - x_mean * y_mean) / (x_square - x_mean**2)
    return float(w), float(y_mean - w * x_mean)


def curvatures(moments):
    x_mean, x_square, *_ = moments
    values, vectors = np.linalg.eigh(2.0 * np.array([[x_square, x_mean], [x_mean, 1.0]]))
    return tuple(values.tolist()), tuple(map(tuple, vectors.T.tolist()))
