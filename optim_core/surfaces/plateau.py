"""Plateau: hardly any slope anywhere, and a pit somewhere in the middle.

    f = r^2 / (1 + r^2)      r^2 = x^2 + y^2

Far out the slope is 2 / r^3 while the loss stays near 1: a small gradient says nothing about how
much there is to gain. The shape is the loss of Geman & McClure, 1987, by which robust
statistics forgets outliers.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    # Divided before it is squared, so that nothing overflows however far out.
    side = np.hypot(1.0, np.hypot(x, y))
    u = x / side
    v = y / side
    fading = 2.0 / (side * side * side)
    return u * u + v * v, fading * u, fading * v


SPEC = Surface(
    title=Text(en="Plateau", zh="高原"),
    idea=Text(
        en="Hardly any slope anywhere, and a pit somewhere in the middle.",
        zh="梯度几乎处处为零，中间某处藏着一个坑。",
    ),
    formula=r"f(x, y) = \frac{x^2+y^2}{1+x^2+y^2}",
    domain=(-6.0, 6.0, -6.0, 6.0),
    start=(-3.5, 2.0),
    lr=0.4,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    contours="linear",
)
