"""The exponentially weighted average: one number that remembers a series, and forgets it slowly.

    v_t = beta v_{t-1} + (1 - beta) x_t      v_0 = 0

x_{t-k} has the weight (1 - beta) beta^k in it. Because v begins at zero, the weights of a young
average sum to 1 - beta^t only; bias correction divides by that sum. Kingma & Ba, 2015,
https://arxiv.org/abs/1412.6980, section 3.
"""

from functools import cache

import numpy as np
from numba import float64, void

from optim_core.arguments import number_below, whole_number
from optim_core.jit import specialise

LONGEST = 10_000_000  # values of a series, or weights


def ewa(series, beta, *, bias_correction=False):
    """The average after each value of `series`, (n,).

    Raises ValueError for a beta outside [0, 1), and for a series that is not a line of finite
    numbers, naming the first that isn't.
    """
    series, beta = _series(series), number_below("beta", beta, 1.0)
    average = _average(series, beta)
    if bias_correction:
        # The sum of the weights is the average of ones: rounded alike, it cancels to the last bit.
        average /= _average(np.ones_like(series), beta)
    return average


def weights(beta, count):
    """The weights of x_t, x_{t-1}, … in v_t: (1 - beta) beta^k for k = 0 … count - 1."""
    beta = number_below("beta", beta, 1.0)
    return (1.0 - beta) * beta ** np.arange(float(whole_number("count", count, LONGEST)))


def window(beta):
    """As many values count: 1 / (1 - beta). The weight of one that old is down to about 1/e."""
    return 1.0 / (1.0 - number_below("beta", beta, 1.0))


def lag(beta):
    """By so many values the average of a ramp comes late, in the long run: beta / (1 - beta)."""
    beta = number_below("beta", beta, 1.0)
    return beta / (1.0 - beta)


def moving_average(series, window):
    """The plain mean of the last `window` values, (n,); of all there are, where they are fewer."""
    series = _series(series)
    window = whole_number("window", window, LONGEST, least=1)
    counts = np.minimum(np.arange(1, len(series) + 1), window)
    return np.convolve(series, np.ones(min(window, len(series))))[: len(series)] / counts


def _series(series):
    try:
        values = np.array(series, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("series holds something that is not a number") from None
    if values.ndim != 1 or not 0 < len(values) <= LONGEST:
        raise ValueError(f"series is not a line of 1 to {LONGEST:,} numbers; it is {values.shape}")
    wrong = np.flatnonzero(~np.isfinite(values))
    if len(wrong):
        raise ValueError(f"series[{wrong[0]}]={values[wrong[0]]} is not finite")
    return values


def _average(series, beta):
    found = np.empty_like(series)
    _kernel()(series, beta, found)
    return found


@cache
def _kernel():
    return specialise(_fill, void(float64[::1], float64, float64[::1]), "any")


def _fill(series, beta, found):
    v = 0.0
    for t in range(len(series)):
        v = beta * v + (1.0 - beta) * series[t]
        found[t] = v
