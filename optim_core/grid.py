"""The heights of a surface on a grid, for maps."""

from functools import cache

import numpy as np
from numba import float64, void

from optim_core.ground import ground_of
from optim_core.jit import SURFACE, specialise


def heights(surface, x, y, surface_knobs, parameters=None):
    """f at every pair of the arrays x and y, (len(y), len(x)); inf or nan where it has no value.

    `surface` is an id or a Formula; `parameters` are a batch's, where it is the batch's loss.
    """
    ground = ground_of(surface)
    found = np.empty((len(y), len(x)))
    if parameters is None:
        parameters = ground.parameters(**surface_knobs)
    _kernel()(ground.value_and_grad, parameters, x, y, found)
    return found


@cache
def _kernel():
    line = float64[::1]
    return specialise(_heights, void(SURFACE, line, line, line, float64[:, ::1]), "any")


def _heights(surface, parameters, x, y, found):
    for row in range(len(y)):
        for column in range(len(x)):
            found[row, column] = surface(x[column], y[row], parameters)[0]
