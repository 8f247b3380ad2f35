"""Beale: wide flat shelves with steep cliffs at their corners.

    f = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2

Beale, 1958; as number 5 in More, Garbow & Hillstrom, 1981,
https://doi.org/10.1145/355934.355936.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    y2 = y * y
    y3 = y2 * y
    a = 1.5 - x + x * y
    b = 2.25 - x + x * y2
    c = 2.625 - x + x * y3
    slope_x = 2.0 * (a * (y - 1.0) + b * (y2 - 1.0) + c * (y3 - 1.0))
    slope_y = 2.0 * x * (a + 2.0 * b * y + 3.0 * c * y2)
    return a * a + b * b + c * c, slope_x, slope_y


SPEC = Surface(
    title=Text(en="Beale", zh="Beale 悬崖"),
    idea=Text(
        en="Wide flat shelves with steep cliffs at their corners.",
        zh="宽阔的平台，角上是陡峭的悬崖。",
    ),
    formula=(r"f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2"),
    domain=(-4.5, 4.5, -4.5, 4.5),
    start=(1.0, 1.5),
    lr=0.01,
    value_and_grad=value_and_grad,
    minima=lambda: [(3.0, 0.5)],
    paper="https://doi.org/10.1145/355934.355936",
)
