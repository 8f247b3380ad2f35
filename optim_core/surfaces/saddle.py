"""Saddle: down along y, up along x, and no slope at the point between.

    f = x^2 - y^2

It has no minimum: whoever leaves the ridge y = 0 falls for ever.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    return x * x - y * y, 2.0 * x, -2.0 * y


SPEC = Surface(
    title=Text(en="Saddle", zh="鞍面"),
    idea=Text(
        en="Up one way, down the other; at the point between there is no slope at all.",
        zh="一个方向向上，另一个方向向下；中间是驻点（梯度为零的点）。",
    ),
    formula=r"f(x, y) = x^2 - y^2",
    domain=(-2.0, 2.0, -2.0, 2.0),
    start=(-1.5, 0.001),
    lr=0.05,
    value_and_grad=value_and_grad,
    minima=lambda: [],
    contours="linear",
)
