"""Himmelblau: four equal minima, and the start decides which one is found.

    f = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

Himmelblau, Applied Nonlinear Programming, 1972.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    a = x * x + y - 11.0
    b = x + y * y - 7.0
    return a * a + b * b, 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b


SPEC = Surface(
    title=Text(en="Himmelblau", zh="Himmelblau 四谷"),
    idea=Text(
        en="Four equal minima; the start decides which one is found.",
        zh="四个同样低的极小值点，起点决定走到哪一个。",
    ),
    formula=r"f(x, y) = (x^2+y-11)^2 + (x+y^2-7)^2",
    domain=(-5.0, 5.0, -5.0, 5.0),
    start=(0.5, -1.5),
    lr=0.01,
    value_and_grad=value_and_grad,
    minima=lambda: [
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ],
)
