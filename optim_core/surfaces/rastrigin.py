"""Rastrigin: a bowl under a regular grid of dents, each one a trap.

    f = 20 + x^2 + y^2 - 10 cos(2 pi x) - 10 cos(2 pi y)

Rastrigin, Systems of extremal control, 1974.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    turn = 2.0 * np.pi
    f = 20.0 + x * x + y * y - 10.0 * np.cos(turn * x) - 10.0 * np.cos(turn * y)
    slope_x = 2.0 * x + 10.0 * turn * np.sin(turn * x)
    slope_y = 2.0 * y + 10.0 * turn * np.sin(turn * y)
    return f, slope_x, slope_y


SPEC = Surface(
    title=Text(en="Rastrigin", zh="Rastrigin 蜂窝"),
    idea=Text(
        en="A bowl under a regular grid of dents, each one a trap.",
        zh="大碗里布满规则的小坑，每个都是陷阱。",
    ),
    formula=r"f(x, y) = 20 + x^2 + y^2 - 10\cos 2\pi x - 10\cos 2\pi y",
    domain=(-5.12, 5.12, -5.12, 5.12),
    start=(-3.4, 2.7),
    lr=0.002,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    contours="linear",
)
