"""Styblinski-Tang: in each coordinate one good valley and one that is nearly as good.

    f = (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2

Styblinski & Tang, 1990, https://doi.org/10.1016/0893-6080(90)90029-K.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    x2 = x * x
    y2 = y * y
    f = 0.5 * (x2 * x2 - 16.0 * x2 + 5.0 * x + y2 * y2 - 16.0 * y2 + 5.0 * y)
    return f, 2.0 * x2 * x - 16.0 * x + 2.5, 2.0 * y2 * y - 16.0 * y + 2.5


DEEPEST = -2.903534027771177  # root of 4 x^3 - 32 x + 5

SPEC = Surface(
    title=Text(en="Styblinski–Tang", zh="Styblinski–Tang 四谷"),
    idea=Text(
        en="In each coordinate one good valley, and one that is nearly as good.",
        zh="每个坐标上都有一个好谷，还有一个几乎一样好的谷。",
    ),
    formula=r"f(x, y) = \tfrac12\left(x^4-16x^2+5x + y^4-16y^2+5y\right)",
    domain=(-5.0, 5.0, -5.0, 5.0),
    start=(0.5, -0.5),
    lr=0.01,
    value_and_grad=value_and_grad,
    minima=lambda: [(DEEPEST, DEEPEST)],
    contours="linear",
    paper="https://doi.org/10.1016/0893-6080(90)90029-K",
)
