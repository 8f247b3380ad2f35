"""Ackley: a funnel under ripples, sharp at its tip.

    f = 20 + e - 20 exp(-0.2 r) - exp((cos(2 pi x) + cos(2 pi y)) / 2)      r^2 = (x^2 + y^2) / 2

Ackley, 1987, https://doi.org/10.1007/978-1-4613-1997-9. The tip is a kink: the funnel
arrives there with slope 2 sqrt(2) from every side. At the very minimum the gradient is 0 here,
which is one of its subgradients; whoever misses the point by a hair is pushed at full strength.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    turn = 2.0 * np.pi
    r = np.sqrt(0.5 * (x * x + y * y))
    funnel = 20.0 * np.exp(-0.2 * r)
    ripples = np.exp(0.5 * (np.cos(turn * x) + np.cos(turn * y)))
    inward = 0.1 * funnel / r if r > 0.0 else 0.0
    slope_x = inward * x + np.pi * ripples * np.sin(turn * x)
    slope_y = inward * y + np.pi * ripples * np.sin(turn * y)
    return 20.0 + np.e - funnel - ripples, slope_x, slope_y


SPEC = Surface(
    title=Text(en="Ackley", zh="Ackley 漏斗"),
    idea=Text(
        en="A funnel under ripples, sharp at its tip.",
        zh="布满波纹的漏斗，尖底之处梯度没有定义。",
    ),
    formula=(
        r"f(x, y) = 20 + e - 20\,e^{-0.2\sqrt{(x^2+y^2)/2}}"
        r" - e^{(\cos 2\pi x + \cos 2\pi y)/2}"
    ),
    domain=(-5.0, 5.0, -5.0, 5.0),
    start=(-3.4, 2.7),
    lr=0.02,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    contours="linear",
    paper="https://doi.org/10.1007/978-1-4613-1997-9",
)
