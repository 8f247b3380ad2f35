"""Ravine into a saddle: the walls lead everyone to the one point where the slope ends.

    f = 0.1 x^2 + (x^2 - 1) y^2 / 2 + y^4 / 4

Where |x| > 1 the cross-section is a ravine, and descent along it forgets y at once; where
|x| < 1 the floor is a ridge, which ends at the saddle (0, 0) between two minima. Started with
y = 0, plain descent stays on the ridge for ever; with any other y it leaves, but late.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    y2 = y * y
    wall = x * x - 1.0
    f = 0.1 * x * x + 0.5 * wall * y2 + 0.25 * y2 * y2
    return f, (0.2 + y2) * x, (wall + y2) * y


SPEC = Surface(
    title=Text(en="Ravine into a saddle", zh="通向鞍点的峡谷"),
    idea=Text(
        en="The walls lead everyone to the one point where the slope ends.",
        zh="两壁把所有路径引向驻点（梯度为零的点）。",
    ),
    formula=r"f(x, y) = \tfrac{1}{10}x^2 + \tfrac12(x^2-1)\,y^2 + \tfrac14 y^4",
    domain=(-1.5, 4.0, -2.0, 2.0),
    start=(3.0, 0.5),
    lr=0.1,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 1.0), (0.0, -1.0)],
    contours="linear",
)
