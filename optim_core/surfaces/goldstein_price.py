"""Goldstein-Price, in logarithms: four basins in a cross of ravines.

    f = log(1 + (s + 1)^2 (3 s^2 - 14 s + 19)) + log(30 + u^2 (3 u^2 - 16 u + 18))

with s = x + y and u = 2x - 3y, in which the function, a product, falls apart into two factors.
Goldstein & Price, 1971, https://doi.org/10.1090/S0025-5718-1971-0312365-X. Its own heights span
six powers of ten, which no learning rate survives; hence the logarithm, which moves no minimum.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    s = x + y
    u = 2.0 * x - 3.0 * y
    first = 1.0 + (s + 1.0) * (s + 1.0) * (3.0 * s * s - 14.0 * s + 19.0)
    second = 30.0 + u * u * (3.0 * u * u - 16.0 * u + 18.0)
    slope_s = 12.0 * (s + 1.0) * (s - 1.0) * (s - 2.0) / first
    slope_u = 12.0 * u * (u - 1.0) * (u - 3.0) / second
    f = np.log(first) + np.log(second)
    return f, slope_s + 2.0 * slope_u, slope_s - 3.0 * slope_u


SPEC = Surface(
    title=Text(en="Goldstein–Price (log)", zh="Goldstein–Price（对数）"),
    idea=Text(
        en="Four basins in a cross of ravines, only one of them the deepest.",
        zh="纵横交错的峡谷里有四个盆地，只有一个最深。",
    ),
    formula=(
        r"f(x, y) = \ln\left[1+(x+y+1)^2(19-14x+3x^2-14y+6xy+3y^2)\right]"
        r" + \ln\left[30+(2x-3y)^2(18-32x+12x^2+48y-36xy+27y^2)\right]"
    ),
    domain=(-2.0, 2.0, -2.0, 2.0),
    start=(-1.2, -1.7),
    lr=0.004,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, -1.0)],
    contours="linear",
    paper="https://doi.org/10.1090/S0025-5718-1971-0312365-X",
)
