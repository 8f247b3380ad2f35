"""Six-hump camel: six valleys in three pairs, two of them the deepest.

    f = (4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (4 y^2 - 4) y^2

Dixon & Szegő, The global optimization problem: an introduction, 1978.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    x2 = x * x
    y2 = y * y
    f = (4.0 - 2.1 * x2 + x2 * x2 / 3.0) * x2 + x * y + (4.0 * y2 - 4.0) * y2
    slope_x = (8.0 - 8.4 * x2 + 2.0 * x2 * x2) * x + y
    slope_y = x + (16.0 * y2 - 8.0) * y
    return f, slope_x, slope_y


DEEPEST = (0.08984201310031806, -0.7126564030207396)

SPEC = Surface(
    title=Text(en="Six-hump camel", zh="六峰骆驼"),
    idea=Text(
        en="Six valleys in three pairs, and only one pair is the deepest.",
        zh="六个谷两两成对，只有一对最深。",
    ),
    formula=(r"f(x, y) = \left(4-2.1x^2+\tfrac{x^4}{3}\right)x^2 + xy + \left(4y^2-4\right)y^2"),
    domain=(-2.1, 2.1, -1.2, 1.2),
    start=(-1.9, -0.9),
    lr=0.02,
    value_and_grad=value_and_grad,
    minima=lambda: [DEEPEST, (-DEEPEST[0], -DEEPEST[1])],
    contours="linear",
)
