"""Gaussian wells: three pits in a plain, and the deepest is the hardest to find.

    f = - sum of depth exp(-distance^2 / (2 width^2))

Each pit pulls as far as it is wide. The deepest is the narrowest, so most starts end elsewhere,
and a start far from all of them ends nowhere.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text

WELLS = (  # depth, x, y, width
    (1.0, -2.0, -1.0, 1.2),
    (1.6, 2.0, 1.5, 0.5),
    (0.8, 1.5, -2.0, 0.8),
)


@kernel
def value_and_grad(x, y, parameters):
    f, slope_x, slope_y = 0.0, 0.0, 0.0
    for well in range(0, len(parameters), 4):
        depth, x_centre, y_centre, width = parameters[well : well + 4]
        u = (x - x_centre) / width
        v = (y - y_centre) / width
        pull = depth * np.exp(-0.5 * (u * u + v * v))
        f -= pull
        slope_x += pull * u / width
        slope_y += pull * v / width
    return f, slope_x, slope_y


SPEC = Surface(
    title=Text(en="Gaussian wells", zh="高斯陷坑"),
    idea=Text(
        en="Three pits in a plain; the deepest is the narrowest, and the easiest to miss.",
        zh="平原上有三个坑，最深的那个最窄，也最容易错过。",
    ),
    formula=r"f(x, y) = -\sum_{k=1}^{3} d_k\, e^{-\left[(x-x_k)^2+(y-y_k)^2\right]/(2\sigma_k^2)}",
    domain=(-5.0, 5.0, -4.0, 4.0),
    start=(0.3, 1.2),
    lr=0.2,
    value_and_grad=value_and_grad,
    # Not quite the deepest well's centre: the other two pull at it.
    minima=lambda: [(1.9998026894440766, 1.4998409172139506)],
    parameters=lambda: np.array(WELLS).ravel(),
    contours="linear",
)
