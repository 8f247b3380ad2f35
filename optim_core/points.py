"""A surface at many points at once."""

from functools import cache

import numpy as np
from numba import float64, void

from optim_core.jit import SURFACE, specialise

NEAR = 1e-4  # distance of the points whose gradients are compared, on a map some ten units wide


def at(value_and_grad, parameters, x, y):
    """(3, points): f, df/dx and df/dy at the points (x[k], y[k]); inf or nan where undefined."""
    found = np.empty((3, len(x)))
    x, y = (np.ascontiguousarray(line, dtype=float) for line in (x, y))
    _kernel()(value_and_grad, parameters, x, y, found)
    return found


@cache
def _kernel():
    line = float64[::1]
    return specialise(_at, void(SURFACE, line, line, line, float64[:, ::1]), "any")


def _at(surface, parameters, x, y, found):
    for k in range(len(x)):
        found[0, k], found[1, k], found[2, k] = surface(x[k], y[k], parameters)


def second_derivatives(value_and_grad, parameters, x, y, near=NEAR):
    """(3, points): fxx, fxy, fyy, by central differences of the exact gradient."""
    right, left, up, down = (
        at(value_and_grad, parameters, x + near * a, y + near * b)[1:]
        for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1))
    )
    along_x, along_y = (right - left) / (2.0 * near), (up - down) / (2.0 * near)
    return np.array([along_x[0], 0.5 * (along_x[1] + along_y[0]), along_y[1]])


def curvature(value_and_grad, parameters, x, y, near=NEAR):
    """The largest curvature, up or down, at those of the points that have one; 0 if none has."""
    return _curvature_kernel()(value_and_grad, parameters, x, y, near)


@cache
def _curvature_kernel():
    line = float64[::1]
    return specialise(_curvature, float64(SURFACE, line, line, line, float64), "any")


def _curvature(surface, parameters, x, y, near):
    largest = 0.0
    for k in range(len(x)):
        _, right_x, right_y = surface(x[k] + near, y[k], parameters)
        _, left_x, left_y = surface(x[k] - near, y[k], parameters)
        _, up_x, up_y = surface(x[k], y[k] + near, parameters)
        _, down_x, down_y = surface(x[k], y[k] - near, parameters)
        fxx, fyy = right_x - left_x, up_y - down_y
        fxy = 0.5 * (right_y - left_y + up_x - down_x)
        here = 0.5 * abs(fxx + fyy) + np.hypot(0.5 * (fxx - fyy), fxy)
        if largest < here < np.inf:
            largest = here
    return largest / (2.0 * near)
