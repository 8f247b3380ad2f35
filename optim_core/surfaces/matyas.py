"""Matyas: a plate so gently curved along one diagonal that it looks flat.

    f = 0.26 (x^2 + y^2) - 0.48 x y

In Jamil & Yang, 2013, https://arxiv.org/abs/1308.4008. An exact quadratic of condition number 25,
turned by 45 degrees.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    slope_x = 0.52 * x - 0.48 * y
    slope_y = 0.52 * y - 0.48 * x
    return 0.5 * (x * slope_x + y * slope_y), slope_x, slope_y


HALF = 0.5**0.5

SPEC = Surface(
    title=Text(en="Matyas", zh="Matyas 浅盘"),
    idea=Text(
        en="A plate so gently curved along one diagonal that it looks flat.",
        zh="一只浅盘：沿对角线弯得极缓，看上去几乎是平的。",
    ),
    formula=r"f(x, y) = 0.26\,(x^2+y^2) - 0.48\,xy",
    domain=(-10.0, 10.0, -10.0, 10.0),
    start=(-9.0, -2.0),
    lr=0.8,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    curvatures=lambda: ((0.04, 1.0), ((HALF, HALF), (HALF, -HALF))),
    paper="https://arxiv.org/abs/1308.4008",
)
