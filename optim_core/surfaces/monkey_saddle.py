"""Monkey saddle: three ways down, three ways up, and not even curvature between them.

    f = x^3 - 3 x y^2

At its centre gradient and Hessian are both zero, so that neither slope nor curvature says where
to go. It has no minimum.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    return x * (x * x - 3.0 * y * y), 3.0 * (x * x - y * y), -6.0 * x * y


SPEC = Surface(
    title=Text(en="Monkey saddle", zh="猴鞍面"),
    idea=Text(
        en="Three ways down, for two legs and a tail; at the centre not even curvature is left.",
        zh="三个方向向下，放得下两条腿和一条尾巴；正中间连曲率都为零。",
    ),
    formula=r"f(x, y) = x^3 - 3xy^2",
    domain=(-2.0, 2.0, -2.0, 2.0),
    start=(1.0, 0.01),
    lr=0.01,
    value_and_grad=value_and_grad,
    minima=lambda: [],
    contours="linear",
)
